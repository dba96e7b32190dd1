"""Laws given by piecewise linear quantile functions, and two ways of making one of several: everything is exact.

A curve is (p, q): K probabilities that do not fall, from 0 to 1, and K values that do not fall. Equal neighbours in q are
an atom, equal neighbours in p a gap without mass.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING = 1e-12


class Curve(NamedTuple):
    """A quantile function: ``p`` (K,) from 0 to 1 and ``q`` (K,), both not falling, K > 1."""

    p: Floats
    q: Floats


def moments(curve: Curve) -> tuple[float, float]:
    """Mean and variance, exact.

    >>> mean, variance = moments(Curve(np.array([0.0, 1.0]), np.array([0.0, 12.0])))
    >>> mean, round(variance, 9)
    (6.0, 12.0)
    """
    part = np.diff(curve.p)
    middle = float((part * (curve.q[:-1] + curve.q[1:])).sum() / 2.0)
    low, high = curve.q[:-1] - middle, curve.q[1:] - middle
    return middle, float((part * (low * low + low * high + high * high)).sum() / 3.0)


def at(curve: Curve, levels: Floats) -> Floats:
    """The smallest value with at least that probability at or below it, for each of ``levels`` (L,) in [0, 1].

    >>> at(Curve(np.array([0.0, 0.5, 0.5, 1.0]), np.array([0.0, 1.0, 8.0, 9.0])), np.array([0.25, 0.5, 0.75])).tolist()
    [0.5, 1.0, 8.5]
    """
    last = len(curve.p) - 1
    right = np.clip(np.searchsorted(curve.p, levels, side="left"), 1, last)
    left = right - 1
    rise = curve.p[right] - curve.p[left]
    share = np.where(rise > 0, (levels - curve.p[left]) / np.where(rise > 0, rise, 1.0), 0.0)
    found = curve.q[left] + np.clip(share, 0.0, 1.0) * (curve.q[right] - curve.q[left])
    return np.asarray(np.where(levels <= curve.p[0], curve.q[0], found))


def up_to(curve: Curve, points: Floats) -> Floats:
    """F(x): the probability at or below each of ``points`` (X,)."""
    return _cumulated(curve, points, np.searchsorted(curve.q, points, side="right"))


def below(curve: Curve, points: Floats) -> Floats:
    """F(x−): the probability below each of ``points`` (X,)."""
    return _cumulated(curve, points, np.searchsorted(curve.q, points, side="left"))


def _cumulated(curve: Curve, points: Floats, after: NDArray[np.intp]) -> Floats:
    last = len(curve.q) - 1
    right = np.clip(after, 1, last)
    left = right - 1
    rise = curve.q[right] - curve.q[left]
    share = np.where(rise > 0, (points - curve.q[left]) / np.where(rise > 0, rise, 1.0), 0.0)
    found = curve.p[left] + np.clip(share, 0.0, 1.0) * (curve.p[right] - curve.p[left])
    return np.asarray(np.where(after == 0, 0.0, np.where(after > last, 1.0, found)))


def linear_pool(curves: Sequence[Curve], weights: Floats) -> Curve:
    """The mixture of ``curves`` with ``weights`` (E,), not negative, summing to 1: its own quantile function, exact.

    Its distribution function is the weighted mean of theirs; it has a corner wherever one of theirs has. A mixture keeps
    the disagreement: its variance is the mean variance plus the variance of the means. Reference: Stone 1961; Genest &
    Zidek 1986, section 3.
    """
    p, q = _mixed(curves, weights[None])
    return _bare(Curve(p[0], q))


def linear_quantiles(curves: Sequence[Curve], weights: Floats, levels: Floats) -> Floats:
    """Quantiles of the mixtures with each row of ``weights`` (T, E): ``levels`` (L,) above 0, shape (T, L).

    >>> apart = [Curve(np.array([0.0, 1.0]), np.array([x, x + 10])) for x in (0.0, 90.0)]
    >>> linear_quantiles(apart, np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.25, 0.75])).tolist()
    [[5.0, 95.0], [2.5, 7.5]]
    """
    p, q = _mixed(curves, weights)
    rows = np.arange(len(p))
    found = []
    for level in levels.tolist():
        right = np.minimum((p < level).sum(axis=1), p.shape[1] - 1)
        left = np.maximum(right - 1, 0)
        rise = p[rows, right] - p[rows, left]
        share = np.where(rise > 0, (level - p[rows, left]) / np.where(rise > 0, rise, 1.0), 0.0)
        found.append(q[left] + np.clip(share, 0.0, 1.0) * (q[right] - q[left]))
    return np.stack(found, axis=1)


def _mixed(curves: Sequence[Curve], weights: Floats) -> tuple[Floats, Floats]:
    """F(x−) and F(x) of the mixtures at each corner in turn, (T, 2 C), and the corners twice, (2 C,)."""
    corners = np.unique(np.concatenate([curve.q for curve in curves]))
    left = weights @ np.stack([below(curve, corners) for curve in curves])
    right = weights @ np.stack([up_to(curve, corners) for curve in curves])
    p = np.maximum.accumulate(np.stack((left, right), axis=2).reshape(len(weights), -1), axis=1)
    # Weights sum to 1 but for rounding.
    return np.where(p > 1.0 - ROUNDING, 1.0, p), np.repeat(corners, 2)


def quantile_mean(curves: Sequence[Curve], weights: Floats) -> Curve:
    """The weighted mean of the quantile functions of ``curves``; ``weights`` (E,), not negative, summing to 1.

    It has the mean of the linear pool and never a larger variance, for it averages disagreement away: two narrow laws far
    apart give one narrow law between them, where nobody sees the truth. Reference: Lichtendahl, Grushka-Cockayne &
    Winkler 2013, section 3.
    """
    first = curves[0].p
    if all(np.array_equal(curve.p, first) for curve in curves) and (np.diff(first) > 0).all():
        values = np.maximum.accumulate(weights @ np.stack([curve.q for curve in curves]))
        return _bare(Curve(first, values))
    levels = np.unique(np.concatenate([curve.p for curve in curves]))
    # Both sides of a level: one of the curves may jump there, as a pool of others does.
    sides = [
        sum(w * side(curve, levels) for curve, w in zip(curves, weights.tolist(), strict=True))
        for side in (_from_left, _from_right)
    ]
    # Rounding may put one side of a level a last digit above the other.
    values = np.maximum.accumulate(np.stack(sides, axis=1).ravel())
    return _bare(Curve(np.repeat(levels, 2), values))


def _from_left(curve: Curve, levels: Floats) -> Floats:
    return at(curve, levels)


def _from_right(curve: Curve, levels: Floats) -> Floats:
    """The largest value with at most that probability below it."""
    mirrored = Curve(1.0 - curve.p[::-1], -curve.q[::-1])
    exact = np.searchsorted(curve.p, levels, side="right")
    hit = (exact > 0) & (curve.p[np.maximum(exact - 1, 0)] == levels)
    # At a corner its own value: the mirror image of a level may miss it by a rounding error.
    return np.where(hit, curve.q[np.maximum(exact - 1, 0)], -at(mirrored, 1.0 - levels))


def _bare(curve: Curve) -> Curve:
    """The same from the first value with mass to the last, without repeated corners."""
    first = int(np.searchsorted(curve.p, 0.0, side="right")) - 1
    last = int(np.searchsorted(curve.p, 1.0, side="left"))
    p, q = curve.p[first : last + 1], curve.q[first : last + 1]
    if len(p) < 2 or q[0] == q[-1]:
        return Curve(np.array([0.0, 1.0]), np.repeat(q[:1], 2))
    kept = np.ones(len(p), dtype=bool)
    kept[1:] = (np.diff(p) > 0) | (np.diff(q) > 0)
    return Curve(p[kept], q[kept])
