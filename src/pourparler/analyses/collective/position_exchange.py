"""Position exchange: two actors each concede the issue that matters less to them, until nobody gains any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.settled import settled, settled_sentence
from pourparler.analyses.collective.trades.playing import (
    MOST_PAIRS,
    MOST_TERMS,
    SAME,
    SLIGHT,
    Round,
    pairs_of,
    play,
)
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.trades.standing import Standing, standing
from pourparler.analyses.collective.trades.telling import Telling
from pourparler.analyses.collective.weights import Parties, fallen_sentence
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Stats, Status
from pourparler.errors import UsageError
from pourparler.kernels.trade_terms import Rule
from pourparler.language import Message, in_sequence, msg
from pourparler.model.positions import Positions

View = Literal["own-deals", "current"]
ZeroGain = Literal["excluded", "allowed"]
DemandAfterSupply = Literal["allowed", "forbidden"]

MOST_ROUNDS = 100


@dataclass(frozen=True)
class PositionExchange(Concept):
    """Pairs of actors trade voting positions on two issues at equal gain; then the weighted mean decides.

    When not to use: with a single issue (nothing can be traded), where actors cannot bind themselves to vote
    against their position, or to forecast more precisely than the compromise: no such advantage is on record.

    Parameters: ``view``: which outcome a pair sees, the start's with what was conceded to who demands and what
    the conceder has conceded (``own-deals``), or the outcome of all voting positions (``current``); ``rounds``
    (1 to 100); ``parties`` (``all``, ``at-table``); ``randomised`` (0 to 1): by which share, times a random number,
    a pair's gains are moved towards the largest gain of one side; ``zero_gain`` (``excluded``, ``allowed``): trades of
    pairs with equal ratios of saliences; ``demand_after_supply`` (``allowed``, ``forbidden``): whether an actor may
    demand an issue that it has conceded in this round; ``exchanges``: at most so many a round, else status
    ``limit``. Returns an ``ExchangeResult``; gains are in points of the scale times salience (each scale taken as
    100 wide where they differ). Ties: the larger gain, then issues and actors in the model's order.
    Raises ``ModelError`` where influence or salience is not known, ``UsageError`` for impossible settings or
    ``randomised`` without a seed.
    Reference: Stokman & Van Oosten 1994; externalities: Van Assen, Stokman & Van Oosten 2003.

    >>> model = Positions.from_arrays([[0, 0], [100, 100]], influence=[1, 1], salience=[[0.9, 0.1], [0.1, 0.9]])
    >>> result = PositionExchange().run(model, None)
    >>> result.executed[0].gain, result.forecasts["i1"].point
    (8.0, 0.0)
    """

    view: View = "own-deals"
    rounds: int = 1
    parties: Parties = "all"
    randomised: float = 0.0
    zero_gain: ZeroGain = "excluded"
    demand_after_supply: DemandAfterSupply = "allowed"
    exchanges: int = 10_000

    name: ClassVar[str] = "exchange"
    reference: ClassVar[tuple[str, ...]] = ("stokman-vanoosten1994", "vanassen2003")
    accepts: ClassVar[type[Any]] = Positions
    draws: ClassVar[bool] = True

    def run(self, model: Positions, rng: np.random.Generator | None) -> ExchangeResult:
        """The outcomes after the last round of exchange."""
        self._check(rng)
        stand = standing([model], parties=self.parties)
        actors = tuple(a for a, there in zip(model.actors, stand.held[0].any(axis=0), strict=True) if there)
        if pairs_of(stand) > MOST_PAIRS:
            status = Status(
                "limit",
                msg(
                    "{n} pairs of parties and issues are more than the {most} that are looked at: nothing was worked out. Solve fewer issues together.",
                    n=pairs_of(stand), most=MOST_PAIRS,
                ),
            )  # fmt: skip
            nothing = {issue: Forecast(None) for issue in model.issues}
            return ExchangeResult(
                concept=self, status=status, forecasts=nothing, origin=model.origin, actors=actors
            )
        rounds = self._play(stand, rng)
        telling = Telling(model, stand)
        first = rounds[0]
        found, total = telling.candidates(first)
        return ExchangeResult(
            concept=self,
            status=_status(model, stand, rounds),
            stats=Stats(work=_work(rounds, total)),
            origin=model.origin,
            forecasts=_forecasts(model, stand, rounds),
            actors=actors,
            rounds=tuple(telling.round(one) for one in rounds),
            candidates=found,
            candidates_total=total,
            executed=tuple(
                exchange for k, one in enumerate(rounds, 1) for exchange in telling.exchanges(one, number=k)
            ),
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """Many draws in step; left to :meth:`run` where chance decides, or there are too many pairs."""
        if self.randomised > 0 or not models:
            return [None] * len(models)
        self._check(None)
        stand = standing(models[:1], parties=self.parties)
        pairs = pairs_of(stand)
        if pairs > MOST_PAIRS:
            return [None] * len(models)
        size = max(1, MOST_PAIRS // max(pairs, 1))
        return [
            seen
            for start in range(0, len(models), size)
            for seen in self._observed(models[start : start + size])
        ]

    def _observed(self, models: Sequence[Positions]) -> list[Observation | None]:
        stand = standing(models, parties=self.parties)
        rounds = self._play(stand, None)
        final, limited = rounds[-1].played.outcome, np.zeros(len(models), dtype=np.bool_)
        for one in reversed(rounds):
            # A draw ends with its first round that a limit stops, others go on.
            stopped = one.played.left > 0
            final, limited = np.where(stopped[:, None], one.played.outcome, final), limited | stopped
        final = final / stand.factor
        seen: list[Observation | None] = []
        for k, model in enumerate(models):
            known = {issue: float(x) for issue, x, counts in zip(model.issues, final[k], stand.known[k], strict=True) if counts}  # fmt: skip
            known.update(settled(model, stand.held[k].T))
            points = {f"issue/{issue}": point for issue, point in known.items()}
            seen.append(Observation(None, points, "limit" if limited[k] else "ok"))
        return seen

    def _play(self, stand: Standing, rng: np.random.Generator | None) -> list[Round]:
        chance = rng if self.randomised > 0 else None
        return play(
            stand, self._rule(stand), rounds=self.rounds, equal=self.zero_gain == "allowed", rng=chance
        )

    def _rule(self, stand: Standing) -> Rule:
        slight = SLIGHT * stand.unit
        return Rule(
            most=self.exchanges,
            work=MOST_TERMS,
            current=self.view == "current",
            once=self.demand_after_supply == "forbidden",
            least=-slight if self.zero_gain == "allowed" else slight,
            step=slight,
            same=SAME * stand.unit,
            share=self.randomised,
        )

    def _check(self, rng: np.random.Generator | None) -> None:
        """Raises ``UsageError`` for settings out of range, or where chance has no seed."""
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise UsageError(
                msg("{n} is not a possible number of rounds", n=self.rounds),
                where="rounds",
                advice=msg("Use 1 to {n}.", n=MOST_ROUNDS),
            )
        if not 0 <= self.randomised <= 1:
            raise UsageError(
                msg("{n} is not a share", n=self.randomised),
                where="randomised",
                advice=msg("Use a number from 0 to 1."),
            )
        if self.randomised > 0 and rng is None:
            raise UsageError(
                msg("randomised gains need a seed"), where="seed", advice=msg("Give one, for example 7.")
            )


def _forecasts(model: Positions, stand: Standing, rounds: list[Round]) -> dict[str, Forecast]:
    telling = Telling(model, stand)
    same = settled(model, stand.held[0].T)
    start = {**telling.outcomes(rounds[0].stage.outcome[0]), **same}
    end = {**telling.outcomes(rounds[-1].played.outcome[0]), **same}
    return {
        issue: Forecast(end[issue], details={"start": start[issue]}) if issue in end else Forecast(None)
        for issue in model.issues
    }


def _work(rounds: list[Round], candidates: int) -> dict[str, int]:
    return {
        "pairs": int(rounds[0].counted[0]),
        "candidates": candidates,
        "exchanges": sum(len(one.played.row) for one in rounds),
        "terms": sum(int(one.played.work[0]) for one in rounds),
        "rounds": len(rounds),
    }


def _status(model: Positions, stand: Standing, rounds: list[Round]) -> Status:
    told: list[Message] = [*fallen_sentence(stand.fallen[0])]
    told += settled_sentence(settled(model, stand.held[0].T))
    last = rounds[-1].played
    if last.left[0]:
        told.append(
            msg(
                "Round {round} was stopped after {n} exchanges; {left} more were still possible.",
                round=len(rounds), n=len(last.row), left=int(last.left[0]),
            )
        )  # fmt: skip
        return Status("limit", in_sequence(told))
    if not len(last.row):
        told.append(
            msg("No two parties can both gain from an exchange.")
            if len(rounds) == 1
            else msg("From round {n} on no two parties can both gain from an exchange.", n=len(rounds))
        )
    return Status("ok", in_sequence(told)) if told else OK
