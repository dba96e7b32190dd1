"""Results about one deal or one issue at a time: an audit, the zones of possible agreement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.analyses.bargaining.results import FrontierPoint, Outcome, Utilities
from pourparler.analyses.result import Observation, Result
from pourparler.model.outcomes import Value

Keys = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """One issue of a trade: from which value to which, and what that alone is worth to each party, in units."""

    issue: str
    before: Value
    after: Value
    gains: Utilities


@dataclass(frozen=True)
class Trade:
    """Changes of a few issues that together hurt nobody and help somebody; ``gains`` in units.

    ``crossed``: the red lines that the changed deal crosses, by party.
    """

    steps: tuple[Step, ...]
    gains: Utilities
    crossed: Keys = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The trade as JSON data."""
        return {
            "change": {step.issue: [step.before, step.after] for step in self.steps},
            "gains": dict(self.gains),
            "gains_by_issue": {step.issue: dict(step.gains) for step in self.steps},
            "crossed": _lists(self.crossed),
        }


@dataclass(frozen=True, kw_only=True)
class AuditResult(Result):
    """What one deal is worth to whom, who accepts it, and whether all could do better.

    ``utilities`` and ``gains`` (utility less reserve) of all parties concerned, in units; ``accepted_by``
    those who accept; ``stands``: whether the decision rule is met; ``crossed``: keys of the red lines that
    the deal crosses, by party; ``excluded``: keys of the exclusions it meets; ``dominated``: whether some
    outcome is at least as good for all and better for one (``None``: not known); ``dominating``: the best
    such outcomes (none of which another one dominates); ``distance``: the largest equal gain still open to
    all, ``nearest`` the first outcome that gives it; ``trades``: smallest changes that hurt nobody and help somebody (``None``: not sought).
    """

    outcome: Outcome | None = None
    utilities: Utilities | None = None
    gains: Utilities | None = None
    accepted_by: tuple[str, ...] = ()
    stands: bool | None = None
    crossed: Keys = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    dominated: bool | None = None
    dominating: tuple[FrontierPoint, ...] = ()
    distance: float | None = None
    nearest: FrontierPoint | None = None
    trades: tuple[Trade, ...] | None = None
    bystanders: Utilities = field(default_factory=dict)

    def observation(self, model: Any) -> Observation:
        """What the deal is worth to each party; the deal itself is given, not found."""
        worth = {**(self.utilities or {}), **self.bystanders}
        return Observation(None, {f"utility/{party}": utility for party, utility in worth.items()})

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            "outcome": None if self.outcome is None else dict(self.outcome),
            "utilities": None if self.utilities is None else dict(self.utilities),
            "gains": None if self.gains is None else dict(self.gains),
            "accepted_by": list(self.accepted_by),
            "stands": self.stands,
            "crossed": _lists(self.crossed),
            "excluded": list(self.excluded),
            "dominated": self.dominated,
            "dominating": [dict(point.outcome) for point in self.dominating],
            "dominating_utilities": [dict(point.utilities) for point in self.dominating],
            "distance": self.distance,
            "nearest": None if self.nearest is None else dict(self.nearest.outcome),
            "trades": None if self.trades is None else [trade.as_data() for trade in self.trades],
            "bystanders": dict(self.bystanders),
        }


@dataclass(frozen=True)
class Zone:
    """Where agreement is possible on one issue.

    ``projection``: values that some acceptable outcome has (``None``: not known); ``at_deal``: values
    acceptable to all with everything else as in the deal, ``accepted``: the same for each party alone (both
    ``None`` without a deal); ``deal``: the deal's own value. ``interval``: for a problem of a single numeric issue, the textbook zone:
    its lowest and highest acceptable value; ``size``: how many values the issue has, ``values`` all of them.
    """

    projection: tuple[Value, ...] | None = None
    at_deal: tuple[Value, ...] | None = None
    accepted: Mapping[str, tuple[Value, ...]] | None = None
    deal: Value | None = None
    interval: tuple[float, float] | None = None
    size: int = 0
    values: tuple[Value, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The zone as JSON data."""
        return {
            "projection": None if self.projection is None else list(self.projection),
            "at_deal": None if self.at_deal is None else list(self.at_deal),
            "accepted": None if self.accepted is None else _lists(self.accepted),
            "deal": self.deal,
            "interval": None if self.interval is None else list(self.interval),
            "values": self.size,
        }


@dataclass(frozen=True, kw_only=True)
class ZonesResult(Result):
    """The zone of possible agreement of each issue, and overall.

    ``overall``: for each party whose acceptance counts its reserve and its largest utility in an acceptable
    outcome, in units (``None``: no agreement, or not known).
    """

    zones: Mapping[str, Zone] = field(default_factory=dict)
    overall: Mapping[str, tuple[float, float]] | None = None

    def observation(self, model: Any) -> Observation:
        """How many values of each issue agreement is possible on, and the most that each party can get; no answer."""
        known = {issue: zone.projection for issue, zone in self.zones.items() if zone.projection is not None}
        values = {f"open/{issue}": float(len(values)) for issue, values in known.items()}
        most = {f"most/{party}": high for party, (_, high) in (self.overall or {}).items()}
        return Observation(None, {**values, **most})

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            "zones": {issue: zone.as_data() for issue, zone in self.zones.items()},
            "overall": None if self.overall is None else _lists(self.overall),
        }


def _lists(tuples: Mapping[str, tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {name: list(items) for name, items in tuples.items()}
