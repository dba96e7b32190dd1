"""Talks: alternating offers between strategies, up to a deadline."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Stats, Status
from pourparler.analyses.talks import turns
from pourparler.analyses.talks.batches.observing import alike, endings, observation
from pourparler.analyses.talks.batches.schedules import scheduled
from pourparler.analyses.talks.chance import UNSEEDED, generators
from pourparler.analyses.talks.deadline import rounds_of, too_long
from pourparler.analyses.talks.parties.preferences import BeyondError, Preferences
from pourparler.analyses.talks.parties.seating import OUTCOMES, preferences, profiles
from pourparler.analyses.talks.parties.wide import searchable
from pourparler.analyses.talks.protocol import Seat, Transcript, play
from pourparler.analyses.talks.registry import strategy_from, strategy_names
from pourparler.analyses.talks.result import TalksResult
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategy import Strategy
from pourparler.errors import ModelError, UsageError
from pourparler.language import did_you_mean, msg
from pourparler.model.negotiation import Negotiation


@dataclass(frozen=True)
class Talks(Concept):
    """How a negotiation would unfold between strategies: offers in turn, until all accept one or time is up.

    Each party in turn accepts the standing offer or replaces it by its own; a deal stands when everybody stands
    behind it. When not to use: to find out what could be agreed (use ``Frontier``, ``Nash``), or as a forecast: the
    strategies are assumptions, and the answer is theirs.

    Parameters: ``strategies``, by party in the order of speaking; where none are given, those of the brief, in
    the order of its parties. ``rounds`` until the deadline; by default the brief's, else 100. ``unaware``: parties
    that do not know the deadline, which only some strategies can do without. Returns a ``TalksResult``; a
    generator is used only by strategies that draw. Raises ``UsageError`` for a party without a strategy, a strategy of nobody,
    and a strategy that needs the deadline where it is not known; status ``undefined`` where not everybody
    must agree; ``limit`` where outcomes are too many: past 2^20 for what needs a list of them all or wants packages,
    past halves of 2^22 (some 10^13 outcomes of small issues) for everything.
    Reference: Aydoğan, Festen, Hindriks & Jonker 2017; offers in turn: Rubinstein 1982.

    >>> from pourparler.analyses.solve import solve
    >>> from pourparler.model.bargain import Bargain
    >>> deal = Bargain.from_tables({"x": ["a", "b", "c"]}, {"p": {"x": [3, 2, 0]}, "q": {"x": [0, 2, 3]}})
    >>> found = solve(deal, Talks({"p": "boulware", "q": "linear"}, rounds=10))
    >>> found.agreement, found.step, found.by
    ({'x': 'b'}, 9, 'p')
    """

    strategies: Mapping[str, Any] = field(default_factory=dict)
    rounds: int | None = None
    unaware: tuple[str, ...] = ()

    name: ClassVar[str] = "talks"
    reference: ClassVar[tuple[str, ...]] = ("aydogan2017", "rubinstein1982")
    accepts: ClassVar[type[Any]] = Negotiation

    @property
    def draws(self) -> bool:
        """Whether a strategy that was named draws; those of a brief may, too."""
        return not self.strategies or any(strategy_from(item).draws for item in self.strategies.values())

    def settings(self) -> dict[str, Any]:
        """See :class:`Concept`; strategies with all their settings."""
        told = {party: strategy_from(item).to_dict() for party, item in self.strategies.items()}
        return {**super().settings(), "strategies": told}

    def run(self, model: Negotiation, rng: np.random.Generator | None) -> TalksResult:
        """One negotiation."""
        parties, strategies = self._strategies(model)
        playing = dict(zip(parties, strategies, strict=True))
        rounds = rounds_of(model, self.rounds)
        problem = _unplayable(model) or too_long(rounds)
        if problem is not None:
            return self._result(model, playing, rounds=rounds, profiles={}, status=problem)
        own = dict(zip(model.parties, preferences(model), strict=True))
        seats = [Seat(own[party], strategy, party not in self.unaware) for party, strategy in playing.items()]
        source = np.random.default_rng(UNSEEDED) if rng is None else rng
        try:
            transcript = play(seats, rounds, generators(source, seats=len(seats)))
        except BeyondError as beyond:
            status = Status("limit", beyond.message)
            return self._result(model, playing, rounds=rounds, profiles={}, status=status)
        return self._result(model, playing, rounds=rounds, profiles=own, transcript=transcript)

    def observe(self, models: Sequence[Any]) -> Sequence[Observation | None]:
        """See :class:`Concept`: together where strategies go by the clock alone, or two play MiCRO."""
        found: list[Observation | None] = [None] * len(models)
        playable = [row for row, model in enumerate(models) if self._listed(model)]
        for rows in alike(models, playable, written=not self.strategies):
            some = [models[row] for row in rows]
            parties, strategies = self._strategies(some[0])
            if not self._foreseeable(parties, strategies):
                continue
            order = [some[0].parties.index(party) for party in parties]
            tables = [[own[i] for i in order] for own in map(profiles, some)]
            rounds = [rounds_of(model, self.rounds) for model in some]
            seen = endings(tables, strategies, rounds=rounds)
            for row, table, many, ending in zip(rows, tables, rounds, seen, strict=True):
                if ending is not None:
                    own = dict(zip(parties, table, strict=True))
                    found[row] = observation(models[row], own, ending=ending, rounds=many)
        return found

    def _listed(self, model: Negotiation) -> bool:
        """Whether talks can be played there with all outcomes written out."""
        return unsuited(model) is None and too_long(rounds_of(model, self.rounds)) is None

    def _foreseeable(self, parties: Sequence[str], strategies: Sequence[Strategy]) -> bool:
        """Whether games can be played without calls."""
        if len(strategies) == 2 and all(type(strategy) is Micro for strategy in strategies):
            return True
        return all(
            scheduled(strategy) and not (strategy.timed and party in self.unaware)
            for party, strategy in zip(parties, strategies, strict=True)
        )

    def _strategies(self, model: Negotiation) -> tuple[tuple[str, ...], tuple[Strategy, ...]]:
        """Who speaks in which order, and how each of them plays."""
        told = self.strategies or {
            party: model.timing.strategies[party]
            for party in model.parties
            if party in model.timing.strategies
        }
        for setting, party in [
            *(("strategies", party) for party in told),
            *(("unaware", party) for party in self.unaware),
        ]:
            if party not in model.parties:
                raise UsageError(
                    msg("{party} has no seat at the table", party=party), where=f"--set {setting}",
                    advice=did_you_mean(party, model.parties, msg("Known here: {known}.", known=model.parties)),
                )  # fmt: skip
        lacking = [party for party in model.parties if party not in told]
        if lacking and told and not self.strategies:
            raise ModelError(
                msg("no strategy is given for {parties:list}", parties=lacking), where="calendar/strategies",
                advice=msg("Talks are played only where every party at the table has one."),
            )  # fmt: skip
        if lacking:
            raise UsageError(
                msg("no strategy is given for {parties:list}", parties=lacking), where="--set strategies",
                advice=msg("Write calendar.strategies in the brief, or --set strategies={example}. Strategies: {known}.",
                           example=json.dumps(dict.fromkeys(model.parties, "linear")), known=strategy_names()),
            )  # fmt: skip
        found = {party: self._strategy(party, item) for party, item in told.items()}
        for party in self.unaware:
            if found[party].timed:
                raise UsageError(
                    msg("{strategy} needs to know the deadline, and {party} does not", strategy=found[party].name, party=party),
                    where="--set unaware", advice=msg("Choose a strategy that goes by offers alone, such as micro."),
                )  # fmt: skip
        return tuple(found), tuple(found.values())

    def _strategy(self, party: str, written: Any) -> Strategy:
        """One party's strategy; a fault of one that the brief names is told at its place there."""
        try:
            return strategy_from(written)
        except UsageError as error:
            if self.strategies:
                raise
            place = f"calendar/strategies/{party}"
            raise ModelError(error.found, where=place, rule="E007", advice=error.advice) from error

    def _result(
        self,
        model: Negotiation,
        playing: Mapping[str, Strategy],
        *,
        rounds: int,
        profiles: Mapping[str, Preferences],
        transcript: Transcript | None = None,
        status: Status | None = None,
    ) -> TalksResult:
        deal, parties = model.bargain, tuple(playing)
        at = [model.parties.index(party) for party in parties]
        offered = {offer.outcome for offer in transcript.offers} if transcript else set()
        worth = {x: tuple(profiles[party].utility(x) for party in parties) for x in sorted(offered)}
        return TalksResult(
            concept=self,
            status=status or _ended(parties, transcript),
            origin=model.origin,
            deal=deal,
            seats=parties,
            strategies=tuple(strategy.to_dict() for strategy in playing.values()),
            transcript=transcript,
            rounds=rounds,
            worth=worth,
            reserve=tuple(deal.unit(deal.reserve[i]) for i in at),
            patience=tuple(model.patience[i] for i in at),
            stats=Stats(work=_work(transcript, profiles) if transcript else {}),
        )


def _work(transcript: Transcript, profiles: Mapping[str, Preferences]) -> dict[str, int]:
    return {
        "calls": transcript.calls,
        "offers": len(transcript.offers),
        "sorts": sum("order" in vars(profile) for profile in profiles.values()),
    }


def unsuited(model: Negotiation) -> Status | None:
    """Why talks in turn with all outcomes written out cannot be played here; ``None`` where they can."""
    listed = model.bargain.space.size <= OUTCOMES
    return _unseated(model) or (None if listed else _too_many(OUTCOMES))


def _unplayable(model: Negotiation) -> Status | None:
    """Why talks in turn cannot be played here at all; ``None`` where they can."""
    answers = model.bargain.space.size <= OUTCOMES or searchable(model.bargain)
    return _unseated(model) or (None if answers else _too_many(OUTCOMES))


def _too_many(most: int) -> Status:
    return Status(
        "limit", msg("There are more than {n} outcomes: too many to write out for every party.", n=most)
    )


def _unseated(model: Negotiation) -> Status | None:
    problem = turns.unsuited(model)
    return None if problem is None else Status("undefined", problem)


def _ended(parties: Sequence[str], transcript: Transcript | None) -> Status:
    assert transcript is not None
    who = "" if transcript.seat is None else parties[transcript.seat]
    match transcript.reason:
        case "agreement":
            return Status(
                "ok", msg("Agreement in round {n}; {party} accepted last.", n=transcript.step, party=who)
            )
        case "deadline":
            return Status("no-agreement", msg("No agreement within {n} rounds.", n=transcript.step))
        case "broken-off":
            return Status(
                "no-agreement", msg("{party} broke off in round {n}.", n=transcript.step, party=who)
            )
    return Status("undefined", msg("The strategy of {party} failed in round {n}: {fault}.",
                                   n=transcript.step, party=who, fault=transcript.fault))  # fmt: skip
