"""Distributions on [0, 1] with atoms and a piecewise linear continuous part: everything about them is exact.

F(x) = C(x) + Σ_k mass_k [at_k ≤ x], where C is given at N + 1 equally spaced nodes and linear in between.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Law(NamedTuple):
    """``cdf`` (N + 1,): C at the nodes, from 0, never falling; ``at`` (A,), rising, with ``mass`` (A,)."""

    cdf: Floats
    at: Floats
    mass: Floats


def continuous(law: Law, points: Floats) -> Floats:
    """C at any points of [0, 1]; 0 below it and the whole continuous mass above."""
    last = len(law.cdf) - 1
    place = np.clip(points, 0.0, 1.0) * last
    node = np.clip(np.floor(place), 0, last - 1).astype(np.int64)
    return np.asarray(law.cdf[node] + (place - node) * (law.cdf[node + 1] - law.cdf[node]))


def up_to(law: Law, points: Floats) -> Floats:
    """F(x): the probability at or below each point.

    >>> law = Law(np.array([0.0, 0.5]), np.array([0.0, 0.5]), np.array([0.2, 0.3]))
    >>> up_to(law, np.array([0.0, 0.5, 1.0])).tolist(), below(law, np.array([0.5])).tolist()
    ([0.2, 0.75, 1.0], [0.45])
    """
    sums = np.concatenate(([0.0], np.cumsum(law.mass)))
    return np.asarray(continuous(law, points) + sums[np.searchsorted(law.at, points, side="right")])


def below(law: Law, points: Floats) -> Floats:
    """F(x−): the probability below each point."""
    sums = np.concatenate(([0.0], np.cumsum(law.mass)))
    return np.asarray(continuous(law, points) + sums[np.searchsorted(law.at, points, side="left")])


def quantiles(law: Law, levels: Floats) -> Floats:
    """The smallest point with at least that probability at or below it, for each of ``levels`` (L,)."""
    sums = np.cumsum(law.mass)
    left = continuous(law, law.at) + sums - law.mass
    k = np.searchsorted(left + law.mass, levels, side="left")
    under = np.concatenate(([0.0], sums))[k]
    found = _inverse(law, levels - under)
    if len(law.at):
        atom = np.minimum(k, len(law.at) - 1)
        found = np.where((k < len(law.at)) & (left[atom] < levels), law.at[atom], found)
    return np.asarray(found)


def _inverse(law: Law, target: Floats) -> Floats:
    """The first point at which C reaches ``target``; 1 where it never does."""
    last = len(law.cdf) - 1
    node = np.clip(np.searchsorted(law.cdf, target, side="left"), 1, last)
    left, right = law.cdf[node - 1], law.cdf[node]
    rise = right - left
    share = np.where(rise > 0, (target - left) / np.where(rise > 0, rise, 1.0), 1.0)
    return np.where(target <= law.cdf[0], 0.0, (node - 1 + np.clip(share, 0.0, 1.0)) / last)


def crps(law: Law, observed: float) -> float:
    """∫ (F(x) − [x ≥ observed])² dx over [0, 1], exact; for a point mass the distance to what was observed.

    Reference: Matheson & Winkler 1976; Gneiting & Raftery 2007, equation 20.

    >>> ends = Law(np.array([0.0, 0.0]), np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    >>> crps(ends, 1.0)
    0.25
    """
    knots = np.unique(np.concatenate((np.linspace(0.0, 1.0, len(law.cdf)), law.at, [observed])))
    after = knots[:-1] >= observed
    first = up_to(law, knots[:-1]) - after
    last = below(law, knots[1:]) - after
    return float((np.diff(knots) * (first * first + first * last + last * last)).sum() / 3.0)


def moments(law: Law) -> tuple[float, float]:
    """Mean and variance, exact."""
    nodes = np.linspace(0.0, 1.0, len(law.cdf))
    part = np.diff(law.cdf)
    low, high = nodes[:-1], nodes[1:]
    mean = float((part * (low + high)).sum() / 2.0 + law.mass @ law.at)
    square = float((part * (low * low + low * high + high * high)).sum() / 3.0 + law.mass @ law.at**2)
    return mean, max(square - mean * mean, 0.0)
