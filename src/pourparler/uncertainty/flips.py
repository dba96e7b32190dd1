"""Flips: the smallest change of one number that changes the chosen outcome."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.model.template import Template
from pourparler.uncertainty.spread import Answer

SCAN = 33
TOLERANCE = 2.0**-20


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


def flips(template: Template, concept: Concept, seed: int) -> tuple[Flip, ...]:
    """The nearest flip of each number that varies, nearest first.

    ``distance``: the change in units of the number's 90 % range. Concepts without a discrete outcome have
    none.
    """
    from pourparler.uncertainty.sweep import observe

    central = np.array([law.central for law in template.laws.values()])

    def answer(at: int, value: float) -> Answer | None:
        row = central.copy()
        row[at] = value
        return observe(template, concept, row, draw=(0, seed))[1].answer

    base = observe(template, concept, central, draw=(0, seed))[1].answer
    if base is None:
        return ()
    found: list[Flip] = []
    for at, (key, law) in enumerate(template.laws.items()):
        if not law.is_point and key in template.decisive:
            low, high = law.interval(0.9)
            width = max(high - low, 1e-12)
            found.extend(_nearest((key, law.central, width), law.support, partial(answer, at), base))
    return tuple(sorted(found, key=lambda flip: (flip.distance, flip.key)))


def _nearest(
    what: tuple[str, float, float],
    support: tuple[float, float],
    answer: Callable[[float], Answer | None],
    base: Answer,
) -> Iterator[Flip]:
    key, origin, width = what
    grid = np.linspace(*support, SCAN)
    slack = (support[1] - support[0]) * TOLERANCE
    best: tuple[float, float] | None = None
    for side in (grid[grid > origin], grid[grid < origin][::-1]):
        last = origin
        for point in side:
            if best is not None and abs(point - origin) > abs(best[1] - origin) + (
                support[1] - support[0]
            ) / (SCAN - 1):
                break  # cannot be nearer than what the other side gave
            if answer(float(point)) != base:
                pair = _bisect(last, float(point), slack, lambda v: answer(v) == base)
                if best is None or abs(pair[1] - origin) < abs(best[1] - origin):
                    best = pair
                break
            last = float(point)
    if best is None:
        return
    after = dict(answer(best[1]) or ())
    changes = tuple((issue, value, after.get(issue)) for issue, value in base if after.get(issue) != value)
    yield Flip(key, origin, best[0], best[1], abs(best[1] - origin) / width, changes)


def _bisect(
    same: float, other: float, slack: float, unchanged: Callable[[float], bool]
) -> tuple[float, float]:
    while abs(other - same) > slack:
        middle = (same + other) / 2
        if unchanged(middle):
            same = middle
        else:
            other = middle
    return same, other
