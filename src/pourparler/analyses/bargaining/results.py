"""Results of the bargaining family: one point, a frontier, or counts of agreements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation, Result
from pourparler.model.outcomes import Space, Value

Outcome = Mapping[str, Value]
Utilities = Mapping[str, float]


@dataclass(frozen=True)
class Certificate:
    """What proves a point: ``exact``, or a ``gap`` (relative) to a proved bound on the objective.

    ``gap`` is ``None`` where no bound is known; ``dominated`` is whether an acceptable outcome is at least
    as good for all the parties counted and better for one.
    """

    kind: Literal["exact", "gap"] = "exact"
    gap: float | None = 0.0
    dominated: bool | None = False

    def as_data(self) -> dict[str, Any]:
        """The certificate as JSON data."""
        return {"kind": self.kind, "gap": self.gap, "dominated": self.dominated}


@dataclass(frozen=True)
class Draw:
    """One outcome of a lottery: its probability, a term of the deal, and the utilities in units."""

    outcome: Outcome
    probability: float
    utilities: Utilities

    def as_data(self) -> dict[str, Any]:
        """The draw as JSON data."""
        return {
            "outcome": dict(self.outcome), "probability": self.probability, "utilities": dict(self.utilities),
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PointResult(Result):
    """One outcome chosen by a solution concept, or a lottery; all fields ``None`` or empty where there is none.

    ``utilities`` and ``gains`` (utility less reserve) cover all parties concerned, in units; ``objective`` is
    the concept's own measure; ``ties`` are other optimal outcomes in the order of the tie rule and
    ``ties_total`` their number (``None``: not known); ``coalition`` are the parties whose acceptance was
    required, ``ideal`` the most each of them gets in an acceptable outcome; ``bystanders`` are utilities of
    those who decide nothing. Where the answer is a ``lottery`` over several outcomes, ``outcome`` is ``None`` and
    all utilities and gains are expected ones.
    """

    outcome: Outcome | None = None
    lottery: tuple[Draw, ...] = ()
    utilities: Utilities | None = None
    gains: Utilities | None = None
    objective: float | None = None
    ties: tuple[Outcome, ...] = ()
    ties_total: int | None = None
    certificate: Certificate | None = None
    coalition: tuple[str, ...] = ()
    ideal: Utilities | None = None
    bystanders: Utilities = field(default_factory=dict)

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            "outcome": _copy(self.outcome),
            "lottery": [draw.as_data() for draw in self.lottery],
            "utilities": _copy(self.utilities),
            "gains": _copy(self.gains),
            "objective": self.objective,
            "ties": [dict(outcome) for outcome in self.ties],
            "ties_total": None if self.ties_total is None else str(self.ties_total),
            "certificate": self.certificate.as_data() if self.certificate else None,
            "coalition": list(self.coalition),
            "ideal": _copy(self.ideal),
            "bystanders": dict(self.bystanders),
        }

    def observation(self, model: Any) -> Observation:
        """The outcome; utilities of all, the objective, and where each issue ends on its scale.

        Where lotteries are allowed the answer moves without jumps: no outcome, expected utilities and the
        objective, as for a forecast.
        """
        if self.utilities is None:
            return Observation(None, {})
        everyone = (*self.utilities.items(), *self.bystanders.items())
        quantities = {f"utility/{party}": utility for party, utility in everyone}
        lotteries = getattr(self.concept, "lotteries", "none")
        answer = None if lotteries == "allowed" else self.outcome
        if answer is not None:
            for axis in model.space.axes:
                quantities[f"issue/{axis.name}"] = axis.scale[axis.index(answer[axis.name])]
        if self.objective is not None:
            quantities["objective"] = self.objective
        return Observation(None if answer is None else tuple(answer.items()), quantities)


@dataclass(frozen=True)
class FrontierPoint:
    """One vector of the frontier: its first outcome in the brief's order, and the utilities in units."""

    outcome: Outcome
    utilities: Utilities


@dataclass(frozen=True, eq=False)
class PointTable:
    """Points as arrays: ``choices`` (points, issues) indices, ``utilities`` (points, parties) in units."""

    space: Space
    parties: tuple[str, ...]
    choices: NDArray[np.int64]
    utilities: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.choices)

    @cached_property
    def points(self) -> tuple[FrontierPoint, ...]:
        """The points by name."""
        return tuple(
            FrontierPoint(self.space.label(choice), dict(zip(self.parties, worth, strict=True)))
            for choice, worth in zip(self.choices, self.utilities.tolist(), strict=True)
        )

    def as_data(self) -> list[dict[str, Any]]:
        """The points as JSON data."""
        return [{"outcome": dict(p.outcome), "utilities": dict(p.utilities)} for p in self.points]


@dataclass(frozen=True)
class Opposition:
    """Four numbers that go by one name (specification, section 2.3); ``None`` where one is not defined.

    ``to_ideal``: least distance of a frontier point to utility 1 for everyone; ``to_max``: the same to the
    point of all parties' largest utilities; ``relative``: least length of the shortfalls ``1 - u / largest``
    over acceptable outcomes; ``of_least_spread``: distance of the raw least-spread point to utility 1 for
    everyone. ``meaningful``: whether every party's best is 1, without which distances to 1 say little.
    """

    to_ideal: float | None
    to_max: float | None
    relative: float | None
    of_least_spread: float | None
    meaningful: bool | None

    def as_data(self) -> dict[str, float | bool | None]:
        """The numbers as JSON data."""
        return {
            "to_ideal": self.to_ideal,
            "to_max": self.to_max,
            "relative": self.relative,
            "of_least_spread": self.of_least_spread,
            "meaningful": self.meaningful,
        }


# Of a sample of the frontier.
NO_OPPOSITION = Opposition(None, None, None, None, None)


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontierResult(Result):
    """The outcomes that cannot be improved for one party without a loss for another.

    ``table`` holds the points sorted by the first party's utility descending, then the next; ``points`` are
    the same by name. ``size``, ``multiplicity`` (outcomes per point) and ``nadir`` are ``None`` where
    only a sample of the frontier is given. ``acceptable`` counts the points that every party can accept;
    where red lines exist, ``acceptable_points`` are their positions and ``acceptable_table`` holds the
    frontier of the acceptable outcomes, which is what the point concepts look at.
    """

    table: PointTable
    size: int | None = None
    multiplicity: tuple[int, ...] | None = None
    outcomes_total: int | None = None
    acceptable: int | None = None
    acceptable_points: tuple[int, ...] | None = None
    acceptable_table: PointTable | None = None
    epsilon: float | None = 0.0
    ideal: Utilities | None = None
    nadir: Utilities | None = None
    opposition: Opposition | None = None

    @property
    def points(self) -> tuple[FrontierPoint, ...]:
        """The points by name."""
        return self.table.points

    def observation(self, model: Any) -> Observation:
        """How many points there are, and what parties get at the ideal and at the nadir; there is no single answer."""
        counts = {"size": self.size, "acceptable": self.acceptable}
        known = {name: float(n) for name, n in counts.items() if n is not None}
        for name, ends in (("ideal", self.ideal), ("nadir", self.nadir)):
            known |= {f"{name}/{party}": worth for party, worth in (ends or {}).items()}
        return Observation(None, known)

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            "points": self.table.as_data(),
            "size": self.size,
            "multiplicity": None if self.multiplicity is None else [str(n) for n in self.multiplicity],
            "outcomes_total": _text(self.outcomes_total),
            "acceptable": self.acceptable,
            "acceptable_points": None if self.acceptable_points is None else list(self.acceptable_points),
            "acceptable_frontier": self.acceptable_table.as_data() if self.acceptable_table else None,
            "epsilon": self.epsilon,
            "ideal": _copy(self.ideal),
            "nadir": _copy(self.nadir),
            "opposition": (self.opposition or NO_OPPOSITION).as_data(),
        }


@dataclass(frozen=True, kw_only=True)
class AgreementsResult(Result):
    """How many outcomes the decision rule accepts, and each party's best among them.

    ``feasible``: outcomes that the rule accepts; ``unanimous``: accepted by all parties concerned;
    ``by_party``: the feasible outcomes that each party accepts; ``best``: the feasible outcome with the
    party's largest utility. ``None`` where a limit was hit; ``bounds`` then hold what is proved.
    ``accepted``: of all outcomes, feasible or not, how many each party accepts; ``by_number``: how many
    are accepted by exactly 0, 1, 2, ... parties.
    """

    outcomes_total: int | None = None
    feasible: int | None = None
    unanimous: int | None = None
    by_party: Mapping[str, int] | None = None
    best: Mapping[str, Outcome] | None = None
    accepted: Mapping[str, int] | None = None
    by_number: tuple[int, ...] | None = None
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def observation(self, model: Any) -> Observation:
        """The counts that are known; there is no single answer."""
        counts = {"feasible": self.feasible, "unanimous": self.unanimous}
        return Observation(None, {name: float(n) for name, n in counts.items() if n is not None})

    def fields_as_data(self) -> dict[str, Any]:
        """Names of the JSON contract."""
        return {
            "feasible": _text(self.feasible),
            "unanimous": _text(self.unanimous),
            "outcomes_total": _text(self.outcomes_total),
            "by_party": _numbers(self.by_party),
            "best": None if self.best is None else {p: dict(o) for p, o in self.best.items()},
            "accepted": _numbers(self.accepted),
            "by_number": None if self.by_number is None else [_number(n) for n in self.by_number],
            "bounds": {name: [str(low), str(high)] for name, (low, high) in self.bounds.items()},
        }


def _copy(mapping: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if mapping is None else dict(mapping)


def _text(count: int | None) -> str | None:
    return None if count is None else str(count)


def _number(count: int) -> int | str:
    return count if count < 2**53 else str(count)


def _numbers(counts: Mapping[str, int] | None) -> dict[str, int | str] | None:
    return None if counts is None else {party: _number(n) for party, n in counts.items()}
