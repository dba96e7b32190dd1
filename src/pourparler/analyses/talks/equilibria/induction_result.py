"""What a deadline that everybody foresees leads to: the agreement, and what each round would bring."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.talks.equilibria.proposal import Proposal, observed, terms
from pourparler.model.outcomes import Space


@dataclass(frozen=True)
class Reached:
    """What follows if talks get as far as round ``number`` (from 0): ``party`` proposes; ``utilities`` as of that round.

    ``agrees``: whether that round ends the talks.
    """

    number: int
    party: str
    agrees: bool
    utilities: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "round": self.number, "party": self.party, "agrees": self.agrees,
            "utilities": dict(self.utilities),
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class InductionResult(Result):
    """The agreement that everybody foresees, and what each round would bring.

    ``space``: issues and values; ``seats``: parties in the order of proposing; ``rounds``: the deadline; ``patience``, ``reserve`` by
    party; ``number``: the round of the agreement, from 0, ``None`` without one; ``agreed``; ``path``: what follows from
    each round on, of a long game the first and the last ones, ``left_out`` in between.
    """

    space: Space
    seats: tuple[str, ...]
    rounds: int
    patience: Mapping[str, float]
    reserve: Mapping[str, float]
    number: int | None = None
    agreed: Proposal | None = None
    path: tuple[Reached, ...] = ()
    left_out: int = 0

    @property
    def outcome(self) -> dict[str, Any] | None:
        """``{issue: value}``; ``None`` where a lottery or nothing is agreed."""
        outcome: dict[str, Any] | None = terms(self.agreed)["outcome"]
        return outcome

    @property
    def step(self) -> int:
        """Rounds begun when talks end, all of them without an agreement."""
        return self.rounds if self.number is None else self.number + 1

    @property
    def proposer(self) -> str | None:
        """Whose proposal is agreed on."""
        return None if self.agreed is None else self.agreed.party

    @property
    def utilities(self) -> dict[str, float]:
        """By party; without an agreement the reserves."""
        return dict(self.reserve if self.agreed is None else self.agreed.utilities)

    @property
    def discounted(self) -> dict[str, float]:
        """The same as seen from the first round."""
        waited = self.rounds if self.number is None else self.number
        return {party: value * self.patience[party] ** waited for party, value in self.utilities.items()}

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            **terms(self.agreed),
            "utilities": self.utilities,
            "discounted": self.discounted,
            "reserve": dict(self.reserve),
            "seats": list(self.seats),
            "rounds": self.rounds,
            "patience": dict(self.patience),
            "step": self.step,
            "round": self.number,
            "proposer": self.proposer,
            "path": [reached.as_data() for reached in self.path],
            "path_left_out": self.left_out,
        }

    def observation(self, model: Any) -> Observation:
        """The outcome where lotteries are not asked for; utilities of all, where each issue ends, and the rounds it took."""
        seen = observed(self.agreed, self.space, self.concept.settings()["lotteries"])
        if self.agreed is None:
            return seen
        return replace(seen, quantities={**seen.quantities, "step": float(self.step)})
