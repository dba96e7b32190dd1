"""Largest product and largest smallest share of gains on one scale, by bisection; many rows at once.

Gains are base_i - stake_i |at_i - y|^power with y in [0, 1]; all arrays have shape (rows, actors), stakes and weights
are positive. A row gives the same bits whatever stands in other rows.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HALVINGS = 64
"""Enough to reach neighbouring floating-point numbers from the ends of the scale."""
SAME = 1e-9


class Line(NamedTuple):
    """Gains on one scale: ``base``, ``stake`` and ``at`` (rows, actors); ``power`` 1 or 2."""

    base: Floats
    stake: Floats
    at: Floats
    power: int

    def values(self, y: Floats) -> Floats:
        """The gains at ``y`` (rows,): shape (rows, actors)."""
        away = np.abs(self.at - y[:, None])
        return self.base - self.stake * (away if self.power == 1 else away * away)


def acceptable(line: Line) -> tuple[Floats, Floats]:
    """Between which points all gains are positive: two arrays (rows,), the first the larger where there are none."""
    reach = np.maximum(line.base / line.stake, 0.0)
    reach = reach if line.power == 1 else np.sqrt(reach)
    low = np.maximum((line.at - reach).max(axis=1), 0.0)
    return low, np.minimum((line.at + reach).min(axis=1), 1.0)


def product_on(line: Line, weight: Floats) -> Floats:
    """Where sum_i ``weight``_i ln(gain_i) is largest: shape (rows,); NaN where not all gains can be positive.

    The derivative falls, so its sign is followed; where it jumps over 0 at a held position, that is the answer.
    """
    low, high = acceptable(line)
    open_ = high - low > SAME
    low, high = np.where(open_, low, 0.0), np.where(open_, high, 1.0)

    def slopes(y: Floats) -> tuple[Floats, Floats]:
        here = line.values(y)
        pull = weight * line.stake / np.where(here > 0, here, 1.0)
        ahead = line.at - y[:, None]
        if line.power == 2:
            slope = (2 * pull * ahead).sum(axis=1)
            return slope, slope
        return (np.where(ahead >= 0, pull, -pull)).sum(axis=1), (np.where(ahead > 0, pull, -pull)).sum(axis=1)

    for _ in range(HALVINGS):
        middle = (low + high) / 2
        up = slopes(middle)[1] > 0
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    found = _ends(high)
    if line.power == 1:
        held, near = _nearest(line, found)
        left, right = slopes(held)
        found = np.where(near & (left >= 0) & (right <= 0), held, found)
    return np.where(open_, found, np.nan)


def smallest_on(line: Line, unit: Floats) -> Floats:
    """Where min_i gain_i / ``unit``_i is largest (``unit`` > 0, same shape): shape (rows,).

    It grows while those that hold it down all stand ahead.
    """
    low, high = np.zeros(len(unit)), np.ones(len(unit))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        share, ahead = line.values(middle) / unit, line.at > middle[:, None]
        up = np.where(ahead, share, np.inf).min(axis=1) < np.where(ahead, np.inf, share).min(axis=1)
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    found = _ends(high)
    held, near = _nearest(line, found)
    as_good = (line.values(held) / unit).min(axis=1) >= (line.values(found) / unit).min(axis=1)
    return np.where(near & as_good, held, found)


def _ends(y: Floats) -> Floats:
    """The ends of the scale where they are as good as reached."""
    return np.where(y <= 1e-15, 0.0, np.where(y >= 1 - 1e-15, 1.0, y))


def _nearest(line: Line, y: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The held position nearest to ``y``, and whether it is the same position and inside the scale."""
    at = np.argmin(np.abs(line.at - y[:, None]), axis=1)
    held = line.at[np.arange(len(y)), at]
    return held, (np.abs(held - y) <= SAME) & (held >= 0) & (held <= 1)
