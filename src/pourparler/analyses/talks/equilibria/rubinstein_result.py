"""What patience alone leads to: the pair of proposals, what is agreed at once, and the limit of short rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.talks.equilibria.proposal import Proposal, observed, terms

Pair = tuple[Proposal, ...]


@dataclass(frozen=True)
class Horizon:
    """Where talks with ever more rounds lead if ``last`` has the last word: each party's proposal in its turn."""

    last: str
    offers: Pair

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {"last": self.last, "offers": [offer.as_data() for offer in self.offers]}


@dataclass(frozen=True)
class ShortRounds:
    """The limit of ever shorter rounds: the Nash solution with these ``weights`` by party; the others as of a proposal."""

    weights: Mapping[str, float]
    agreed: Proposal

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {"weights": dict(self.weights), **terms(self.agreed)}


@dataclass(frozen=True, kw_only=True)
class RubinsteinResult(Result):
    """Proposals that are made for ever, one per party, and what is agreed at once.

    ``seats``: parties in the order of proposing; ``patience`` by party; ``offers``: each party's proposal, in the order of
    the seats, empty where there is no single pair; ``hull``: the same where lotteries are allowed; ``horizons``: without lotteries,
    where ever longer talks lead, by who has the last word; ``short_rounds``: ``None`` where patience gives no weights.
    """

    seats: tuple[str, ...]
    patience: Mapping[str, float]
    offers: Pair = ()
    hull: Pair = ()
    horizons: tuple[Horizon, ...] = ()
    short_rounds: ShortRounds | None = None

    @property
    def agreed(self) -> Proposal | None:
        """What is agreed at once: the proposal of the party that speaks first."""
        return self.offers[0] if self.offers else None

    @property
    def outcome(self) -> dict[str, Any] | None:
        """``{issue: value}``; ``None`` where a lottery or nothing is agreed."""
        outcome: dict[str, Any] | None = terms(self.agreed)["outcome"]
        return outcome

    @property
    def utilities(self) -> dict[str, float] | None:
        """By party, of what is agreed."""
        utilities: dict[str, float] | None = terms(self.agreed)["utilities"]
        return utilities

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            **terms(self.agreed),
            "first": self.seats[0] if self.seats else None,
            "patience": dict(self.patience),
            "offers": [offer.as_data() for offer in self.offers],
            "hull": [offer.as_data() for offer in self.hull],
            "finite_horizon": [horizon.as_data() for horizon in self.horizons],
            "short_rounds": None if self.short_rounds is None else self.short_rounds.as_data(),
        }

    def observation(self, model: Any) -> Observation:
        """The outcome where lotteries are not asked for; utilities of all, and where each issue ends on its scale."""
        return observed(self.agreed, model.bargain.space, self.concept.settings()["lotteries"])
