"""Flips: the smallest change of one number that changes the chosen outcome."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from pourparler.brief.laws import Law
from pourparler.uncertainty.question import Question
from pourparler.uncertainty.spread import Answer

SCAN = 33
TOLERANCE = 2.0**-20

# Where a number stands among the values, its key and its law.
_Number = tuple[int, str, Law]
Answers = Callable[[Sequence[tuple[int, float]]], list[Answer | None]]


@dataclass(frozen=True)
class Flip:
    """One number, from its central value to the first value with another outcome.

    Certificate: ``last`` still gives the central outcome, ``to`` another one, and no scanned point nearer
    does. Between scanned points with equal outcomes nothing is proved.
    """

    key: str
    origin: float
    last: float
    to: float
    distance: float
    changes: tuple[tuple[str, Any, Any], ...]

    def as_data(self) -> dict[str, Any]:
        """The flip as JSON data."""
        return {
            "key": self.key, "from": self.origin, "to": self.to, "last_unchanged": self.last,
            "change": self.to - self.origin, "distance": self.distance,
            "changes": {issue: [before, after] for issue, before, after in self.changes},
        }  # fmt: skip


def flips(question: Question) -> tuple[Flip, ...]:
    """The nearest flip of each number that varies, nearest first.

    ``distance``: the change in units of the number's 90 % range. Concepts without a discrete outcome have
    none.
    """

    def answers(points: Sequence[tuple[int, float]]) -> list[Answer | None]:
        return [seen.answer for seen in question.at(points)]

    numbers = question.deciding
    base = question.observed(question.central[None])[0].answer if numbers else None
    if base is None:
        return ()
    cells = _bisected(_changed(numbers, base, answers), base, answers)
    return tuple(sorted(_nearest(numbers, cells, base), key=lambda flip: (flip.distance, flip.key)))


@dataclass
class _Cell:
    """A stretch of one number at whose near end the answer is the central one, at whose far end another."""

    at: int
    same: float
    other: float
    slack: float
    answer: Answer | None


def _changed(numbers: Sequence[_Number], base: Answer, answers: Answers) -> list[_Cell]:
    """The first scanned cell with another answer, on either side of each number's central value."""
    sides = []
    for at, _, law in numbers:
        grid = np.linspace(*law.support, SCAN)
        slack = (law.support[1] - law.support[0]) * TOLERANCE
        for side in (grid[grid > law.central], grid[grid < law.central][::-1]):
            sides.append((at, law.central, side.tolist(), slack))
    told = iter(answers([(at, point) for at, _, side, _ in sides for point in side]))
    cells = []
    for at, origin, side, slack in sides:
        found = list(islice(told, len(side)))
        first = next((i for i, answer in enumerate(found) if answer != base), None)
        if first is not None:
            near = side[first - 1] if first else origin
            cells.append(_Cell(at, near, side[first], slack, found[first]))
    return cells


def _bisected(cells: list[_Cell], base: Answer, answers: Answers) -> list[_Cell]:
    """Each cell narrowed to its tolerance, all of them in step."""
    while wide := [cell for cell in cells if abs(cell.other - cell.same) > cell.slack]:
        middles = [(cell.same + cell.other) / 2 for cell in wide]
        told = answers([(cell.at, middle) for cell, middle in zip(wide, middles, strict=True)])
        for cell, middle, answer in zip(wide, middles, told, strict=True):
            if answer == base:
                cell.same = middle
            else:
                cell.other, cell.answer = middle, answer
    return cells


def _nearest(numbers: Sequence[_Number], cells: Sequence[_Cell], base: Answer) -> Iterator[Flip]:
    """Of each number, the nearer of its cells (the upper one where both are as near)."""
    for at, key, law in numbers:
        own = [cell for cell in cells if cell.at == at]
        if own:
            cell = min(own, key=lambda cell: abs(cell.other - law.central))
            low, high = law.interval(0.9)
            distance = abs(cell.other - law.central) / max(high - low, 1e-12)
            after = dict(cell.answer or ())
            changes = tuple(
                (issue, value, after.get(issue)) for issue, value in base if after.get(issue) != value
            )
            yield Flip(key, law.central, cell.same, cell.other, distance, changes)
