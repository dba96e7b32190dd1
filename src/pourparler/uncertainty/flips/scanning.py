"""Where an answer changes along one number: a scan outward from its central value, then bisection in step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pourparler.analyses.result import StatusCode
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.flips.answers import answer_of
from pourparler.uncertainty.question import Question

SCAN = 33
"""Equally spaced points on each side of the central value, the last one at the end of the support."""

TOLERANCE = 2.0**-20
"""Width of the last cell, as a share of the support."""

_WAVE = 11
"""Points of a side that are solved together: what changes near the centre is not looked for further out."""

Point = tuple[tuple[int, float], ...]
"""Places of numbers and their values there; all others are central."""


@dataclass(frozen=True)
class Seen:
    """An answer with the code of its status."""

    answer: Answer | None
    code: StatusCode


class Asking:
    """A question asked of many points in batches; ``solved`` counts them.

    Concepts that draw are asked point by point, each time with the generator of the first draw, so that what changes is
    due to the numbers.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.solved = 0

    def answers(self, points: Sequence[Point]) -> list[Seen]:
        """What the answer is at each point."""
        rows = np.repeat(self.question.central[None], len(points), axis=0)
        for row, point in zip(rows, points, strict=True):
            for at, value in point:
                row[at] = value
        self.solved += len(rows)
        if self.question.concept.draws:
            seen = [self.question.observed(row[None])[0] for row in rows]
        else:
            seen = self.question.observed(rows)
        return [Seen(answer_of(self.question, one), one.code) for one in seen]


@dataclass(frozen=True)
class Side:
    """What is looked at on one side of a number's central value ``origin``, from near to far.

    ``slack``: how narrow the cell must get; ``None`` where the points are all there is.
    """

    at: int
    origin: float
    points: tuple[float, ...]
    slack: float | None


@dataclass
class Cell:
    """A stretch of one number at whose near end the answer is the central one, at whose far end another."""

    side: Side
    same: float
    other: float
    seen: Seen


def sides(question: Question) -> list[Side]:
    """Both sides of every number that varies and can change the answer; a side without any points is left out."""
    found = []
    for at, key, law in question.deciding:
        origin, (low, high) = float(question.central[at]), law.support
        steps = question.template.steps(key)
        for end in (high, low):
            if steps:
                points = _reached(steps, origin, end)
            else:
                points = tuple((origin + (end - origin) * np.arange(1, SCAN + 1) / SCAN).tolist())
            if end != origin and points:
                found.append(Side(at, origin, points, None if steps else (high - low) * TOLERANCE))
    return found


def _reached(steps: Sequence[float], origin: float, end: float) -> tuple[float, ...]:
    """Steps between ``origin`` and ``end``, near to far, as the nearest values of the support that round to them."""
    low, high = min(origin, end), max(origin, end)
    scale = np.array(steps)
    found = []
    for step in steps:
        point = min(max(step, low), high)
        if point != origin and scale[np.argmin(np.abs(scale - point))] == step:
            found.append(float(point))
    return tuple(sorted(found, key=lambda point: abs(point - origin)))


def first_changes(asking: Asking, along: Sequence[Side], base: Answer) -> list[Cell]:
    """Of each side the first cell at whose far end the answer is not ``base``, in the order of ``along``."""
    found: dict[int, Cell] = {}
    left = list(range(len(along)))
    for start in range(0, max((len(side.points) for side in along), default=0), _WAVE):
        waves = [(i, wave) for i in left if (wave := along[i].points[start : start + _WAVE])]
        told = iter(asking.answers([((along[i].at, point),) for i, wave in waves for point in wave]))
        for i, wave in waves:
            near = along[i].points[start - 1] if start else along[i].origin
            for point, seen in zip(wave, [next(told) for _ in wave], strict=True):
                if seen.answer != base and i not in found:
                    found[i] = Cell(along[i], near, point, seen)
                near = point
        left = [i for i in left if i not in found]
    return [found[i] for i in sorted(found)]


def bisected(asking: Asking, cells: list[Cell], base: Answer) -> list[Cell]:
    """Each cell narrowed to its slack, all of them in step."""
    while wide := [cell for cell in cells if _is_wide(cell)]:
        middles = [(cell.same + cell.other) / 2 for cell in wide]
        told = asking.answers([((cell.side.at, x),) for cell, x in zip(wide, middles, strict=True)])
        for cell, middle, seen in zip(wide, middles, told, strict=True):
            if seen.answer == base:
                cell.same = middle
            else:
                cell.other, cell.seen = middle, seen
    return cells


def _is_wide(cell: Cell) -> bool:
    slack, middle = cell.side.slack, (cell.same + cell.other) / 2
    if slack is None or middle in (cell.same, cell.other):  # no number lies between them
        return False
    return abs(cell.other - cell.same) > slack
