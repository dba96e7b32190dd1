"""What models of procedure give: forecasts with core, winset and pivots, and the space of several issues."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np

from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.procedures.procedure import Pivots
from pourparler.analyses.collective.settled import SAME
from pourparler.model.positions import Positions


@dataclass(frozen=True)
class Member:
    """A point of a winset, by issue, and how far it is from an actor, in that actor's own loss."""

    point: Mapping[str, float]
    distance: float

    def as_data(self) -> dict[str, Any]:
        """The point as JSON data."""
        return {"point": dict(self.point), "distance": self.distance}


@dataclass(frozen=True)
class Space:
    """What beats the status quo on several issues together.

    ``exact``: whether ``in_core`` is proved; else it says that no sampled point beats the status quo.
    ``share`` of the box of the ideals that beats it, with its standard error; the centroid of the sampled
    points that do, and the nearest and the farthest of them from each actor (``None`` where there are none).
    ``extremes``: how far the points that beat it reach on each issue, where that is bounded.
    """

    issues: tuple[str, ...]
    in_core: bool
    exact: bool
    points: int = 0
    share: float | None = None
    standard_error: float | None = None
    centroid: Mapping[str, float] | None = None
    nearest: Mapping[str, Member] = field(default_factory=dict)
    farthest: Mapping[str, Member] = field(default_factory=dict)
    extremes: Mapping[str, list[float]] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The space as JSON data."""
        return {
            "issues": list(self.issues),
            "in_core": self.in_core,
            "exact": self.exact,
            "points": self.points,
            "share": self.share,
            "standard_error": self.standard_error,
            "centroid": None if self.centroid is None else dict(self.centroid),
            "nearest": {actor: member.as_data() for actor, member in self.nearest.items()},
            "farthest": {actor: member.as_data() for actor, member in self.farthest.items()},
        }


@dataclass(frozen=True, kw_only=True)
class CoreResult(ForecastResult):
    """Core, winset and pivots by issue; ``space`` where issues were taken together."""

    space: Space | None = None

    def fields_as_data(self) -> dict[str, Any]:
        """Forecasts and the space as JSON data."""
        return {
            **super().fields_as_data(),
            "space": None if self.space is None else self.space.as_data(),
        }


@dataclass(frozen=True, kw_only=True)
class AgendaResult(ForecastResult):
    """What comes of a procedure on each issue; details as of ``CoreResult``, with the proposer and its gain."""


def details(model: Positions, issue: int, *, found: Pivots | None, quo: float) -> dict[str, Any]:
    """Core, winset, pivots with the actors at them, and the reference point of one issue, as JSON data."""
    known = None if np.isnan(quo) else float(quo)
    if found is None:
        return {"core": None, "winset": None, "pivots": None, "reference": known, "in_core": None}
    slack = slack_of(model, issue)
    beaten = None if known is None else found.winset(known, slack)
    return {
        "core": None if found.core is None else list(found.core),
        "winset": None if beaten is None else list(beaten),
        "pivots": {"lower": _pivot(model, issue, found.lower), "upper": _pivot(model, issue, found.upper)},
        "reference": known,
        "in_core": None if known is None else beaten is None,
    }


def slack_of(model: Positions, issue: int) -> float:
    """Positions on an issue that are no further apart are the same position."""
    return float(SAME * (model.high[issue] - model.low[issue]))


def _pivot(model: Positions, issue: int, at: float) -> dict[str, Any] | None:
    if not isfinite(at):
        return None
    near = np.abs(model.position[:, issue] - at) <= slack_of(model, issue)
    there = near & model.at_table
    return {"at": at, "actors": [model.actors[a] for a in np.flatnonzero(there).tolist()]}
