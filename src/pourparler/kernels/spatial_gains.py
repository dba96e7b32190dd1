"""Gains of actors over a point of several scales, each a sum of losses from distance: values, slopes, bounds.

G_i(o) = base_i - sum_d stake_id |at_id - o_d|^power, for o in the unit box. Each G_i is concave, so weighted
logarithms and minima of them are too. Source: collective specification, section 4.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KINK = 1e-9
"""Points nearer than this to a held position, in widths of the scale, lie on it."""


class Gains(NamedTuple):
    """Problems of one shape: ``base`` (rows, actors), ``stake`` >= 0 and ``at`` (rows, actors, issues).

    ``power``: 1 or 2, the exponent of the distance. ``at`` is any number where the stake is 0.
    """

    base: Floats
    stake: Floats
    at: Floats
    power: int

    def take(self, rows: NDArray[np.intp]) -> "Gains":
        """These rows alone."""
        return Gains(self.base[rows], self.stake[rows], self.at[rows], self.power)


def gains(known: Gains, point: Floats) -> Floats:
    """The gains at ``point`` (rows, issues): shape (rows, actors)."""
    away = np.abs(known.at - point[:, None, :])
    return np.asarray(known.base - (known.stake * (away if known.power == 1 else away * away)).sum(axis=2))


def largest(known: Gains) -> Floats:
    """The largest gain of each actor over the box: shape (rows, actors)."""
    outside = np.abs(known.at - np.clip(known.at, 0.0, 1.0))
    return np.asarray(known.base - (known.stake * outside**known.power).sum(axis=2))


def pulls(known: Gains, point: Floats, worth: Floats) -> tuple[Floats, Floats]:
    """Slopes of sum_i ``worth``_i G_i at ``point`` along each issue, to the left and to the right of it.

    ``worth`` (rows, actors) >= 0. Shapes (rows, issues); the left slope is at least the right one.
    """
    ahead = known.at - point[:, None, :]
    weight = worth[:, :, None] * known.stake
    if known.power == 2:
        slope = (2 * weight * ahead).sum(axis=1)
        return slope, slope
    on = np.abs(ahead) <= KINK
    slope = (weight * np.where(on, 0.0, np.sign(ahead))).sum(axis=1)
    kink = (weight * on).sum(axis=1)
    return slope + kink, slope - kink


def best_for(known: Gains, worth: Floats) -> Floats:
    """The point of the box where sum_i ``worth``_i G_i is largest: weighted medians or means, (rows, issues).

    Issues without any weight: 0.
    """
    weight = worth[:, :, None] * known.stake
    total = weight.sum(axis=1)
    if known.power == 2:
        mean = np.divide((weight * known.at).sum(axis=1), total, out=np.zeros_like(total), where=total > 0)
        return np.asarray(np.clip(mean, 0.0, 1.0))
    order = np.argsort(known.at, axis=1, kind="stable")
    reached = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    middle = np.argmax(reached >= reached[:, -1:, :] / 2, axis=1)
    median = np.take_along_axis(np.take_along_axis(known.at, order, axis=1), middle[:, None, :], axis=1)
    return np.where(total > 0, np.clip(median[:, 0, :], 0.0, 1.0), 0.0)


def product_gap(known: Gains, weight: Floats, point: Floats) -> Floats:
    """By how much sum_i ``weight``_i ln G_i could at most be larger than at ``point``: shape (rows,).

    The bound of the tangent: the best point of sum_i (weight_i / G_i) G_i, which falls apart into issues.
    Infinite where a gain is not positive.
    """
    here = gains(known, point)
    inside = (here > 0).all(axis=1)
    worth = weight / np.where(here > 0, here, 1.0)
    there = gains(known, best_for(known, worth))
    return np.where(inside, np.maximum((worth * (there - here)).sum(axis=1), 0.0), np.inf)


def smallest_gap(known: Gains, unit: Floats, point: Floats, *, worth: Floats) -> Floats:
    """By how much min_i G_i / ``unit``_i could at most be larger than at ``point``: shape (rows,).

    ``worth`` (rows, actors) >= 0: multipliers, scaled here so that sum_i worth_i unit_i is 1; any give a bound.
    """
    scaled = worth / (worth * unit).sum(axis=1, keepdims=True)
    bound = (scaled * gains(known, best_for(known, scaled))).sum(axis=1)
    return np.asarray(np.maximum(bound - (gains(known, point) / unit).min(axis=1), 0.0))


def stationarity(known: Gains, weight: Floats, point: Floats) -> Floats:
    """The largest slope of sum_i ``weight``_i ln G_i at ``point`` that neither a held position nor an end of the
    box answers: shape (rows,). 0 at the optimum."""
    here = gains(known, point)
    left, right = pulls(known, point, weight / np.where(here > 0, here, 1.0))
    up = np.where(point >= 1 - KINK, 0.0, np.maximum(right, 0.0))
    down = np.where(point <= KINK, 0.0, np.maximum(-left, 0.0))
    return np.where((here > 0).all(axis=1), np.maximum(up, down).max(axis=1, initial=0.0), np.inf)
