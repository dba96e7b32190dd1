"""Bargaining on positions solved: many problems of one shape together, who blocks, how far from the optimum."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.joint.stakes import Stakes
from pourparler.kernels.interior import largest_minimum, largest_product
from pourparler.kernels.one_issue import Line, product_on, smallest_on
from pourparler.kernels.spatial_gains import Gains, gains, largest, product_gap, smallest_gap, stationarity

Floats = NDArray[np.float64]

GAP, NOTHING, CELLS = 1e-9, 1e-9, 2_000_000
"""The gap allowed; gains below it are none; actors times issues times problems solved at once."""
POSITIVE = 1e-5
"""Multipliers above this share of the largest are positive."""

Aim = Literal["product", "share"]


@dataclass(frozen=True)
class Certificate:
    """How far the point may be from the optimum: ``gap`` of the objective (a proved bound), and ``residual``.

    ``residual``: the largest slope that is left (Karush, Kuhn and Tucker's conditions); ``None`` where the
    objective is a minimum, which the gap alone judges.
    """

    gap: float
    residual: float | None

    def as_data(self) -> dict[str, float | None]:
        """The certificate as JSON data."""
        return {"gap": self.gap, "residual": self.residual}


@dataclass(frozen=True)
class Solved:
    """What one problem has for an answer: ``point`` in the unit box, or ``None`` and who blocks (positions)."""

    point: Floats | None
    gain: Floats
    blockers: tuple[int, ...]
    certificate: Certificate | None
    steps: int


@dataclass(frozen=True, kw_only=True)
class SpatialResult(ForecastResult):
    """Forecasts with every actor's gain over failure, the certificate, and who blocks where there is no agreement."""

    gains: Mapping[str, float] = field(default_factory=dict)
    blockers: tuple[str, ...] = ()
    certificate: Certificate | None = None

    def fields_as_data(self) -> dict[str, Any]:
        """``forecasts``, ``gains``, ``blockers`` and ``certificate`` as JSON data."""
        return {
            **super().fields_as_data(),
            "gains": dict(self.gains),
            "blockers": list(self.blockers),
            "certificate": self.certificate.as_data() if self.certificate else None,
        }


def solved(problems: Sequence[Stakes], aim: Aim) -> list[Solved]:
    """The answer to each problem: the largest weighted product of gains, or the largest smallest share of them.

    Problems of one shape are solved together; the answer to one does not depend on the others.
    """
    found: dict[int, Solved] = {}
    shapes: dict[tuple[int, ...], list[int]] = {}
    for number, problem in enumerate(problems):
        shapes.setdefault((*problem.gains.stake.shape, problem.gains.power), []).append(number)
    for shape, numbers in shapes.items():
        size = max(1, CELLS // max(1, shape[1] * shape[2]))
        for start in range(0, len(numbers), size):
            part = numbers[start : start + size]
            answers = _together([problems[number] for number in part], aim)
            found |= dict(zip(part, answers, strict=True))
    return [found[number] for number in range(len(problems))]


@dataclass(frozen=True)
class _Stack:
    """Problems of one shape, one row each."""

    gains: Gains
    weight: Floats
    unit: Floats
    centre: Floats
    pull: Floats

    def take(self, rows: NDArray[np.intp]) -> "_Stack":
        return _Stack(
            self.gains.take(rows), self.weight[rows], self.unit[rows], self.centre[rows], self.pull[rows]
        )

    @property
    def line(self) -> Line:
        known = self.gains
        return Line(known.base, known.stake[:, :, 0], known.at[:, :, 0], known.power)


def _together(problems: Sequence[Stakes], aim: Aim) -> list[Solved]:
    def all_(part: Callable[[Stakes], Floats]) -> Floats:
        return np.concatenate([part(problem) for problem in problems])

    power = problems[0].gains.power
    known = Gains(
        all_(lambda p: p.gains.base), all_(lambda p: p.gains.stake), all_(lambda p: p.gains.at), power
    )
    weight = all_(lambda p: p.weight)
    if not known.stake.shape[1]:
        return [Solved(np.zeros(0), np.zeros(0), (), None, 0) for _ in problems]
    weight = weight / weight.sum(axis=1, keepdims=True)
    stack = _Stack(known, weight, all_(lambda p: p.unit), all_(lambda p: p.centre), all_(lambda p: p.pull))
    best = largest(known)
    stuck = best / stack.unit <= NOTHING
    answers: list[Solved | None] = [_blocked(np.flatnonzero(row)) if row.any() else None for row in stuck]
    rows = np.flatnonzero(~stuck.any(axis=1))
    if len(rows):
        solve_ = _products if aim == "product" else _shares
        for row, answer in zip(rows.tolist(), solve_(stack.take(rows), best[rows]), strict=True):
            answers[row] = answer
    return [answer for answer in answers if answer is not None]


def _blocked(who: NDArray[np.intp]) -> Solved:
    return Solved(None, np.zeros(0), tuple(who.tolist()), None, 0)


def _products(stack: _Stack, best: Floats) -> list[Solved]:
    known, m = stack.gains, stack.centre.shape[1]
    steps = 0
    if m == 1:
        point = product_on(stack.line, stack.weight)[:, None]
        rows = np.flatnonzero(~np.isnan(point[:, 0]))
    else:
        point, rows, steps = _started(stack)
        if len(rows):
            part = stack.take(rows)
            reached = largest_product(
                part.gains, part.weight, start=point[rows], centre=part.centre, pull=part.pull
            )
            point[rows], steps = reached.point, steps + reached.steps
    found = _refusals(stack, rows)
    if len(rows):
        found_gains = known.take(rows)
        gap, left = (
            judge(found_gains, stack.weight[rows], point[rows]) for judge in (product_gap, stationarity)
        )
        gain = gains(found_gains, point[rows]) / stack.unit[rows]
        for at, row in enumerate(rows.tolist()):
            certificate = Certificate(float(gap[at]), float(left[at]))
            found[row] = Solved(point[row], gain[at], (), certificate, steps)
    return [found[row] for row in range(len(point))]


def _started(stack: _Stack) -> tuple[Floats, NDArray[np.intp], int]:
    """Points inside the box with positive gains: near the compromise, else where the smallest gain is largest."""
    point = np.clip(stack.centre, 0.05, 0.95)
    short = np.flatnonzero((gains(stack.gains, point) / stack.unit <= NOTHING).any(axis=1))
    if not len(short):
        return point, np.arange(len(point)), 0
    part = stack.take(short)
    reached = largest_minimum(part.gains, part.unit, centre=part.centre, pull=part.pull)
    least = (gains(part.gains, reached.point) / part.unit).min(axis=1)
    point[short] = reached.point
    refused = short[least <= NOTHING]
    return point, np.setdiff1d(np.arange(len(point)), refused), reached.steps


def _shares(stack: _Stack, best: Floats) -> list[Solved]:
    known, m = stack.gains, stack.centre.shape[1]
    if m == 1:
        point, steps = smallest_on(stack.line, best)[:, None], 0
        gap = np.zeros(len(point))
    else:
        reached = largest_minimum(known, best, centre=stack.centre, pull=stack.pull)
        point, steps = reached.point, reached.steps
        gap = smallest_gap(known, best, point, worth=reached.worth)
    gain = gains(known, point)
    rows = np.flatnonzero((gain / best).min(axis=1) > NOTHING)
    found = _refusals(stack, rows)
    for row in rows.tolist():
        certificate = Certificate(float(gap[row]), None)
        found[row] = Solved(point[row], gain[row] / stack.unit[row], (), certificate, steps)
    return [found[row] for row in range(len(point))]


def _refusals(stack: _Stack, answered: NDArray[np.intp]) -> dict[int, Solved]:
    """Who blocks in the other rows: those whose multiplier is positive where the smallest gain is largest."""
    rows = np.setdiff1d(np.arange(len(stack.weight)), answered)
    if not len(rows):
        return {}
    part = stack.take(rows)
    reached = largest_minimum(part.gains, part.unit, centre=part.centre, pull=part.pull)
    worth = reached.worth * part.unit
    holding = worth > POSITIVE * worth.max(axis=1, keepdims=True)
    return {row: _blocked(np.flatnonzero(holds)) for row, holds in zip(rows.tolist(), holding, strict=True)}
