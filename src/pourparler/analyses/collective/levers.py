"""Levers: what one actor could change, what that does to the outcome, at what cost, and how firmly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.levering.influencing import costs_of, mark_of, pivots, screened, slopes_of
from pourparler.analyses.collective.levering.levered import Lever, LeversResult
from pourparler.analyses.collective.levering.moves import Move, changed, moves, open_cells
from pourparler.analyses.collective.levering.wanted import (
    NOTHING,
    Aim,
    benefits,
    points,
    reading,
    robust,
    saved,
)
from pourparler.analyses.collective.weights import Parties, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Stats, Status
from pourparler.errors import UsageError
from pourparler.language import Message, did_you_mean, in_sequence, msg, msg_n
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]

READINGS = (
    "compromise", "weighted-median", "pce", "challenge reading=program",
    "challenge reading=expected-utility-max", "smp",
)  # fmt: skip
MOST, WORK, START = 2_048, 7_000_000, 4_500
"""Moves that are solved one by one (of more, those that do most to the compromise); of large problems fewer, for a
model of n actors and m issues costs about n³(1 + m/10) steps beside a start."""


@dataclass(frozen=True)
class Levers(Concept):
    """Moves of single actors, ranked by what they bring per cost, each judged under several readings.

    When not to use: as a forecast of what actors will do (they answer each other's moves; nothing here does), or to
    rank moves that one reading alone supports: look at the robust figures.

    Parameters: ``actor``: who asks (empty: nobody; then every change counts); ``target``: {issue: number}, where
    the outcome is to go (without it: where the asker loses least); ``concept``: the reading that ranks, and
    ``readings``: those that judge, each a name with settings (``challenge reading=program``), the ones not known
    here or without an answer named in the status; ``costs``: {mark, actor or ``mark/actor``: price} of a move over
    the whole scale (1 by default; of influence: of the largest one); ``shown``: how many; ``parties``.
    Returns a ``LeversResult``: levers, the compromise's slopes and the position each actor would need for the
    target, who is pivotal; status ``limit`` where not all moves were solved. Raises ``UsageError`` for an unknown
    actor, issue, concept or price, ``ModelError`` where a weight is not known.
    Reference: derivatives of the compromise as in Achen 2006; pivots: Black 1958.

    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 1, 2], salience=[[1.0]] * 3)
    >>> best = Levers(actor="a1", readings=("compromise",)).run(model, None).levers[0]
    >>> best.move.actor, best.mark, best.robust.share
    ('a3', 'persuade', 1.0)
    """

    actor: str = ""
    target: Mapping[str, float] | None = None
    concept: str = "compromise"
    readings: tuple[str, ...] = READINGS
    costs: Mapping[str, float] | None = None
    shown: int = 20
    parties: Parties = "all"

    name: ClassVar[str] = "levers"
    reference: ClassVar[tuple[str, ...]] = ("achen2006", "black1958")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> LeversResult:
        """The levers of ``model``."""
        aim = self.aim(model)
        ranking = reading(self.concept)
        if ranking is None:
            raise _unknown(self.concept, ("compromise", "weighted-median"), where="concept")
        weight, _ = weights(model, "influence-salience", parties=self.parties)
        candidates = list(moves(model, weight))
        base = points(ranking, [model])[0]
        chosen, after = self._best(model, candidates, ranking=(ranking, base), aim=aim)
        found, left_out = self._judged(model, chosen, aim)
        made = [
            _lever(model, move, aim=aim, outcomes=(base, after[i]), asked=(self, found[i]))
            for i, move in enumerate(chosen)
        ]
        compromise, needed = slopes_of(model, weight, target=self._wanted(model, aim))
        known = ~np.isnan(base)
        return LeversResult(
            concept=self,
            status=_status(
                base,
                left_out,
                few=_few(model, ranking, len(candidates), cells=(weight > 0) & ~open_cells(weight)),
            ),
            stats=Stats(work={"moves": len(candidates), "solved": len(chosen) * len(self.readings)}),
            origin=model.origin,
            levers=tuple(made),
            outcome={issue: float(base[i]) for i, issue in enumerate(model.issues) if known[i]},
            wanted=needed,
            compromise=compromise,
            pivots=pivots(model, weight, self.parties),
            left_out=left_out,
            tried=len(candidates),
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The outcomes that the moves start from, found without the moves.

        The first model is left to ``run``, which tells what is wrong with a setting or an input.
        """
        seen: list[Observation | None] = [None] * len(models)
        ranking = reading(self.concept)
        if ranking is None:
            return seen
        for d, outcome in enumerate(points(ranking, models[1:]).tolist(), start=1):
            weights(models[d], "influence-salience", parties=self.parties)
            named = zip(models[d].issues, outcome, strict=True)
            seen[d] = Observation(None, {f"issue/{issue}": x for issue, x in named if not isnan(x)})
        return seen

    def aim(self, model: Positions) -> Aim:
        """What is wanted. Raises ``UsageError`` for an unknown actor or issue."""
        if self.actor and self.actor not in model.actors:
            raise _unknown(self.actor, model.actors, where="actor")
        for issue in self.target or {}:
            if issue not in model.issues:
                raise _unknown(issue, model.issues, where="target")
        target = np.array([float((self.target or {}).get(issue, np.nan)) for issue in model.issues])
        return Aim(target, model.actors.index(self.actor) if self.actor else -1)

    def _wanted(self, model: Positions, aim: Aim) -> Floats:
        """Where the outcome is to go on each issue: the target, else the asker's own position; else NaN."""
        if self.target or aim.asker < 0:
            return aim.target
        return np.asarray(model.position[aim.asker], dtype=np.float64)

    def _best(
        self, model: Positions, candidates: Sequence[Move], *, ranking: tuple[Concept, Floats], aim: Aim
    ) -> tuple[list[Move], Floats]:
        """The moves to show, best first, and the outcome after each: shape (moves, issues)."""
        concept, base = ranking
        price = costs_of(model, candidates, asker=aim.asker, costs=self.costs)
        after = screened(model, candidates, self.parties)
        if self.concept != "compromise":
            start = points(reading("compromise") or concept, [model])[0]
            first = _ranked(aim.benefit(model, start, after), price)[: most(model)]
            candidates, price = [candidates[i] for i in first], price[first]
            after = points(concept, [changed(model, move) for move in candidates])
            after = after.reshape(len(candidates), len(model.issues))
        gained = aim.benefit(model, base, after)
        order = [i for i in _ranked(gained, price).tolist() if gained[i] > NOTHING][: self.shown]
        return [candidates[i] for i in order], after[order]

    def _judged(
        self, model: Positions, chosen: Sequence[Move], aim: Aim
    ) -> tuple[list[dict[str, Floats]], tuple[str, ...]]:
        """The benefit of each chosen move under each reading, and the readings without an answer."""
        found: list[dict[str, Floats]] = [{} for _ in chosen]
        left_out = []
        for text in self.readings:
            concept = reading(text)
            values = None if concept is None else benefits(concept, model, chosen, aim=aim)
            if values is None:
                left_out.append(text)
                continue
            for row, value in zip(found, values, strict=True):
                row[text] = np.array([value])
        return found, tuple(left_out)


def _ranked(gained: Floats, price: Floats) -> NDArray[np.intp]:
    """By benefit per cost (to nine decimals of the largest), then by benefit, then in the order of the moves."""
    rate = gained / price
    rate, size = (
        np.round(x / max(float(np.nanmax(np.abs(x), initial=0.0)), 1e-300), 9) for x in (rate, gained)
    )
    worst = np.where(np.isnan(gained), -np.inf, rate)
    return np.lexsort((np.arange(len(gained)), -np.nan_to_num(size), -worst))


def _lever(
    model: Positions, move: Move, *, aim: Aim, outcomes: tuple[Floats, Floats],
    asked: tuple[Levers, Mapping[str, Floats]],
) -> Lever:  # fmt: skip
    before, after = outcomes
    levers, found = asked
    mark = mark_of(model, move, aim.asker)
    gained = saved(model, before, after[None])[0]
    effect = {
        issue: float(after[i] - before[i])
        for i, issue in enumerate(model.issues)
        if abs(after[i] - before[i]) > NOTHING * (model.high[i] - model.low[i])
    }
    return Lever(
        move=move,
        mark=mark,
        insincere=mark == "mine" and move.what == "position" and _further(model, move, before),
        cost=float(costs_of(model, [move], asker=aim.asker, costs=levers.costs)[0]),
        effect=effect,
        own=None if aim.asker < 0 else float(gained[aim.asker]),
        benefit=float(aim.benefit(model, before, after[None])[0]),
        gains=dict(zip(model.actors, gained.tolist(), strict=True)),
        robust=robust(found),
    )


def _further(model: Positions, move: Move, outcome: Floats) -> bool:
    """Whether a position is stated further from the outcome than the one that is held."""
    issue = model.issues.index(move.issue or "")
    held = model.position[model.actors.index(move.actor), issue]
    return bool(abs(float(move.to or 0.0) - outcome[issue]) > abs(held - outcome[issue]))


def _unknown(found: str, known: Sequence[str], *, where: str) -> UsageError:
    return UsageError(
        msg("{found} is not known here", found=found),
        where=where,
        advice=did_you_mean(found, known, msg("Known here: {known}.", known=list(known))),
    )


def most(model: Positions) -> int:
    """How many moves are solved one by one where another concept than the compromise ranks them."""
    actors, issues = len(model.actors), len(model.issues)
    return min(MOST, max(1, WORK // (START + actors**3 * (10 + issues) // 10)))


def _few(model: Positions, ranking: Concept, tried: int, *, cells: NDArray[np.bool_]) -> list[Message]:
    """What was not tried, where something was not."""
    told = []
    if cells.any():
        told.append(msg("Only the moves of those with the largest shares of the weight were tried."))
    if ranking.name != "compromise" and tried > most(model):
        told.append(
            msg_n(
                "Only {n} move was solved, the one that does most to the compromise.",
                "Only {n} moves were solved, those that do most to the compromise.",
                n=most(model),
            )
        )
    return told


def _status(base: Floats, left_out: Sequence[str], *, few: Sequence[Message]) -> Status:
    told = list(few)
    if left_out:
        told.append(
            msg("No answer from {readings}: left out of the robust figures.", readings=list(left_out))
        )
    if np.isnan(base).all():
        return Status("undefined", in_sequence([msg("There is no outcome to move."), *told]))
    if few:
        return Status("limit", in_sequence(told))
    return Status("ok", in_sequence(told)) if told else OK
