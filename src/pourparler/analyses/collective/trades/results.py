"""What an exchange of positions gives: forecasts, candidates, executed exchanges with what they do to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pourparler.analyses.collective.forecast import ForecastResult


@dataclass(frozen=True)
class Candidate:
    """An exchange that both parties would gain from before anything is exchanged.

    ``issues[0]`` is what ``parties[0]`` concedes, ``issues[1]`` what ``parties[1]`` does; ``shifts``: by how much the
    outcomes of these issues move; ``gain``: of each party; ``hollow``: an outcome already lies at what is demanded.
    """

    parties: tuple[str, str]
    issues: tuple[str, str]
    gain: float
    shifts: tuple[float, float]
    hollow: bool

    def as_data(self) -> dict[str, Any]:
        """The candidate as JSON data."""
        return {
            "parties": list(self.parties),
            "issues": list(self.issues),
            "gain": self.gain,
            "shifts": list(self.shifts),
            "hollow": self.hollow,
        }


@dataclass(frozen=True)
class Concession:
    """One party's move on one issue, in the unit of the issue's scale."""

    party: str
    issue: str
    start: float
    end: float

    def as_data(self) -> dict[str, Any]:
        """The move as JSON data."""
        return {"party": self.party, "issue": self.issue, "from": self.start, "to": self.end}


@dataclass(frozen=True)
class Sums:
    """Gains and losses of a group of actors, summed by sign; losses are negative."""

    gains: float
    losses: float

    def as_data(self) -> dict[str, float]:
        """The sums as JSON data."""
        return {"gains": self.gains, "losses": self.losses}


@dataclass(frozen=True)
class Exchange:
    """An executed exchange.

    ``gain``: of each party, by the model's formula, at equal gain; ``gains``: of either one (they differ where
    chance moved them); ``actual``: the change of either one at the outcomes as all exchanges so far left them;
    ``externalities``: the same for every other actor that counts; ``sums``: of ``parties``, of those on the
    ``same_side`` as one of them on both issues, and of the ``others``; ``outcomes``: of both issues, before and after;
    ``hollow``: a demander got more of an issue whose outcome, as it saw it, already lay at its position or beyond.
    """

    round: int
    gain: float
    gains: Mapping[str, float]
    moves: tuple[Concession, Concession]
    outcomes: Mapping[str, tuple[float, float]]
    actual: Mapping[str, float]
    externalities: Mapping[str, float]
    sums: Mapping[str, Sums]
    hollow: bool

    @property
    def parties(self) -> tuple[str, str]:
        """Who exchanges."""
        return self.moves[0].party, self.moves[1].party

    @property
    def issues(self) -> tuple[str, str]:
        """What the first and the second party concede."""
        return self.moves[0].issue, self.moves[1].issue

    def as_data(self) -> dict[str, Any]:
        """The exchange as JSON data."""
        return {
            "round": self.round,
            "parties": list(self.parties),
            "issues": list(self.issues),
            "gain": self.gain,
            "gains": dict(self.gains),
            "moves": [move.as_data() for move in self.moves],
            "outcomes": {issue: list(pair) for issue, pair in self.outcomes.items()},
            "actual": dict(self.actual),
            "externalities": dict(self.externalities),
            "sums": {group: sums.as_data() for group, sums in self.sums.items()},
            "hollow": self.hollow,
        }


@dataclass(frozen=True)
class RoundOfExchange:
    """Positions at the start of a round, voting positions at its end, and the outcomes of both."""

    positions: Mapping[str, Mapping[str, float]]
    voting: Mapping[str, Mapping[str, float]]
    start: Mapping[str, float]
    outcomes: Mapping[str, float]

    def as_data(self, number: int) -> dict[str, Any]:
        """The round as JSON data, with its number."""
        return {
            "round": number,
            "positions": {party: dict(held) for party, held in self.positions.items()},
            "voting": {party: dict(held) for party, held in self.voting.items()},
            "start": dict(self.start),
            "outcomes": dict(self.outcomes),
        }


@dataclass(frozen=True)
class Balance:
    """What all exchanges did to one actor: ``formula`` and ``actual`` of its own, gains and losses by those of others."""

    formula: float
    actual: float
    gained: float
    lost: float

    @property
    def total(self) -> float:
        """Everything together, at the outcomes as they came to be."""
        return self.actual + self.gained + self.lost

    def as_data(self) -> dict[str, float]:
        """The balance as JSON data."""
        return {"formula": self.formula, "actual": self.actual, "gained": self.gained, "lost": self.lost,
                "total": self.total}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ExchangeResult(ForecastResult):
    """Forecasts after the last round of exchange, and everything that led there.

    Gains are in points of the common scale times salience (0 to 1). ``candidates``: those with the largest gain first,
    as many as are kept of ``candidates_total``; ``actors``: those that count.
    """

    actors: tuple[str, ...]
    rounds: tuple[RoundOfExchange, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    candidates_total: int = 0
    executed: tuple[Exchange, ...] = ()

    @cached_property
    def network(self) -> dict[str, dict[str, float]]:
        """Who gained how much, by the formula, with whom: party, partner, sum over their exchanges."""
        found: dict[str, dict[str, float]] = {}
        for exchange in self.executed:
            first, second = exchange.parties
            for party, partner in ((first, second), (second, first)):
                row = found.setdefault(party, {})
                row[partner] = row.get(partner, 0.0) + exchange.gains[party]
        return {
            party: {partner: found[party][partner] for partner in self.actors if partner in found[party]}
            for party in self.actors
            if party in found
        }

    @cached_property
    def balances(self) -> dict[str, Balance]:
        """What every actor gained and lost in all: by its own exchanges and by those of others."""
        sums = {actor: [0.0] * 4 for actor in self.actors}
        for exchange in self.executed:
            for party in exchange.parties:
                sums[party][0] += exchange.gains[party]
                sums[party][1] += exchange.actual[party]
            for actor, change in exchange.externalities.items():
                sums[actor][2 if change > 0 else 3] += change
        return {actor: Balance(*found) for actor, found in sums.items()}

    def fields_as_data(self) -> dict[str, Any]:
        """``forecasts``, ``rounds``, ``candidates``, ``executed``, ``network`` and ``balances`` as JSON data."""
        return {
            **super().fields_as_data(),
            "rounds": [found.as_data(number) for number, found in enumerate(self.rounds, 1)],
            "candidates": [candidate.as_data() for candidate in self.candidates],
            "candidates_total": self.candidates_total,
            "executed": [exchange.as_data() for exchange in self.executed],
            "network": {party: dict(row) for party, row in self.network.items()},
            "balances": {actor: balance.as_data() for actor, balance in self.balances.items()},
        }
