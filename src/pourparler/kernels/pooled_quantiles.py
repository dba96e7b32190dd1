"""Quantiles of pooled laws with atoms, for many cases at once, without writing their distributions down.

The scale is [0, 1]. The continuous part of a case is Σ_m weight_m K_m, where K_m is member m's truncated law
(:mod:`error_laws`), known at the nodes 0, 1/STEPS, …, 1 and linear in between; the atoms are the same for all
members. A case alone and among others gives the same number.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.error_laws import STEPS, Floats, truncated


class Pooled(NamedTuple):
    """``laws`` (M, 2 * STEPS + 1), ``centre`` and ``weight`` (B, M), ``at`` and ``mass`` of atoms (B, A).

    Weights of a case sum to its continuous mass; ``at`` rises along its axis (cases with fewer atoms repeat 1
    with mass 0).
    """

    laws: Floats
    centre: Floats
    weight: Floats
    at: Floats
    mass: Floats


def continuous(pooled: Pooled, node: NDArray[np.int64]) -> Floats:
    """The continuous part's distribution function at the nodes numbered ``node`` (B,) or (1,): shape (B,)."""
    return np.asarray(
        (pooled.weight * truncated(pooled.laws, pooled.centre, node / STEPS)).sum(axis=1), dtype=np.float64
    )


def quantiles(pooled: Pooled, level: float) -> Floats:
    """The smallest point of the scale with at least ``level`` at or below it: shape (B,), inside [0, 1]."""
    cases = np.arange(len(pooled.centre))
    sums = np.cumsum(pooled.mass, axis=1)
    count = pooled.at.shape[1]
    low, high = np.zeros(len(cases), dtype=np.int64), np.full(len(cases), count, dtype=np.int64)
    # The first atom at which the level is reached, ``count`` where none is; what is left of it is kept.
    left = np.zeros(len(cases))
    for _ in range(count.bit_length()):
        middle = np.minimum((low + high) // 2, count - 1)
        smooth = _between(pooled, pooled.at[cases, middle])
        reached = smooth + sums[cases, middle] >= level
        open_ = low < high
        left = np.where(open_ & reached, smooth + sums[cases, middle] - pooled.mass[cases, middle], left)
        high = np.where(open_ & reached, middle, high)
        low = np.where(open_ & ~reached, middle + 1, low)
    found = high < count
    first = np.minimum(high, count - 1)
    atoms_below = np.where(found, sums[cases, first] - pooled.mass[cases, first], sums[:, -1])
    on_atom = found & (left < level)
    return np.where(on_atom, pooled.at[cases, first], _inverse(pooled, level - atoms_below))


def _between(pooled: Pooled, at: Floats) -> Floats:
    """The continuous part at any points ``at`` (B,), linear between nodes."""
    node = np.clip(np.floor(at * STEPS), 0, STEPS - 1).astype(np.int64)
    left, right = continuous(pooled, node), continuous(pooled, node + 1)
    return np.asarray(left + (at * STEPS - node) * (right - left))


def _inverse(pooled: Pooled, target: Floats) -> Floats:
    """The first point at which the continuous part reaches ``target`` (B,); 1 where it never does."""
    low = np.zeros(len(target), dtype=np.int64)
    high = np.full(len(target), STEPS, dtype=np.int64)
    # Invariant: the node ``high`` reaches the target (or is the last), the node ``low`` does not (or is the first).
    for _ in range(STEPS.bit_length()):
        middle = (low + high) // 2
        reached = continuous(pooled, middle) >= target
        high, low = np.where(reached, middle, high), np.where(reached, low, middle)
    left, right = continuous(pooled, low), continuous(pooled, high)
    rise = right - left
    share = np.where(rise > 0, (target - left) / np.where(rise > 0, rise, 1.0), 1.0)
    return np.where(target <= left, low, low + np.clip(share, 0.0, 1.0) * (high - low)) / STEPS
