"""The result of levers: single-actor moves with what they do, what they cost, and how firmly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pourparler.analyses.collective.levering.moves import Move
from pourparler.analyses.result import Observation, Result

Mark = Literal["mine", "persuade", "arm", "interest"]
"""Whose move: the asker's own stance; another's position; anybody's influence; another's salience."""


@dataclass(frozen=True)
class Robust:
    """How a move does over readings (and draws): ``share`` with the wanted sign, ``worst`` and ``median`` benefit.

    ``by_reading``: the benefit (its median over draws) under each reading that has an answer.
    """

    share: float
    worst: float
    median: float
    by_reading: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """The figures as JSON data."""
        return {
            "share": self.share, "worst": self.worst, "median": self.median, "readings": dict(self.by_reading),
        }  # fmt: skip


@dataclass(frozen=True)
class Lever:
    """One move. ``effect``: the change of each issue's outcome that changes; ``own``: the asker's loss saved;
    ``benefit``: progress towards what is wanted, in widths of the scales; ``gains``: each actor's loss saved.

    ``insincere``: the asker would state a position further from the outcome than the one it holds.
    """

    move: Move
    mark: Mark
    insincere: bool
    cost: float
    effect: Mapping[str, float]
    own: float | None
    benefit: float
    gains: Mapping[str, float]
    robust: Robust | None

    @property
    def rate(self) -> float:
        """Benefit per cost."""
        return self.benefit / self.cost

    def as_data(self) -> dict[str, Any]:
        """The lever as JSON data."""
        return {
            **self.move.as_data(),
            "mark": self.mark,
            "insincere": self.insincere,
            "cost": self.cost,
            "effect": dict(self.effect),
            "own": self.own,
            "benefit": self.benefit,
            "per_cost": self.rate,
            "gains": dict(self.gains),
            "robust": self.robust.as_data() if self.robust else None,
        }


@dataclass(frozen=True)
class Slope:
    """What one actor's numbers do to the compromise: derivatives by position, salience (0 to 1) and influence.

    ``needed``: the position that would bring the compromise to the target, ``None`` without weight or target;
    ``feasible``: whether the scale has it.
    """

    position: float
    salience: float
    influence: float
    needed: float | None
    feasible: bool | None

    def as_data(self) -> dict[str, Any]:
        """The slope as JSON data."""
        return {
            "position": self.position, "salience": self.salience, "influence": self.influence,
            "needed": self.needed, "feasible": self.feasible,
        }  # fmt: skip


@dataclass(frozen=True)
class Pivot:
    """Who is pivotal on an issue: the actors at the weighted median, the share of weight that would move it, and
    the actor with the largest weight in the compromise (``None`` where nobody has weight)."""

    actors: tuple[str, ...]
    margin: float
    heaviest: str | None

    def as_data(self) -> dict[str, Any]:
        """The pivot as JSON data."""
        return {"actors": list(self.actors), "margin": self.margin, "heaviest": self.heaviest}


@dataclass(frozen=True, kw_only=True)
class LeversResult(Result):
    """Levers, best first; slopes of the compromise and pivots by issue; the outcome that the moves start from.

    ``wanted``: by issue, where the outcome is to go; ``left_out``: readings without an answer; ``tried``: moves.
    """

    levers: tuple[Lever, ...] = ()
    outcome: Mapping[str, float] = field(default_factory=dict)
    wanted: Mapping[str, float] = field(default_factory=dict)
    compromise: Mapping[str, Mapping[str, Slope]] = field(default_factory=dict)
    pivots: Mapping[str, Pivot] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    tried: int = 0

    def fields_as_data(self) -> dict[str, Any]:
        """All fields as JSON data."""
        return {
            "levers": [lever.as_data() for lever in self.levers],
            "outcome": dict(self.outcome),
            "wanted": dict(self.wanted),
            "compromise": {
                issue: {actor: slope.as_data() for actor, slope in rows.items()}
                for issue, rows in self.compromise.items()
            },
            "pivots": {issue: pivot.as_data() for issue, pivot in self.pivots.items()},
            "left_out": list(self.left_out),
            "tried": self.tried,
        }

    def observation(self, model: Any) -> Observation:
        """The outcome that the moves start from; what moves do over draws is asked of ``uncertainty.levers``."""
        return Observation(None, {f"issue/{issue}": point for issue, point in self.outcome.items()})
