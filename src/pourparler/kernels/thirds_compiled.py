"""Third parties in contests, compiled: :func:`pourparler.kernels.thirds.joined` for proportional votes, bit for bit.

This module loads the compiler: import it only where there is much to do.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def joined(
    sides: tuple[Floats, Floats], distance: Floats, seen: Floats, *, mass: Floats
) -> tuple[Floats, Floats]:
    """Both sides (D, n, n) of all contests with their third parties; arguments as in the plain function."""
    return _joined(*sides, distance, seen, mass)


@njit(cache=True)
def _joined(
    first: Floats, second: Floats, distance: Floats, seen: Floats, mass: Floats
) -> tuple[Floats, Floats]:
    # Every sum is taken in the order of t, and every term as in plain code: another order changes the last bit.
    draws, n = mass.shape
    one, two = first.copy(), second.copy()
    for d in range(draws):
        for i in range(n):
            for t in range(n):
                if t == i:
                    continue
                attitude, weight = seen[d, i, t], mass[d, t]
                gap = distance[d, t, i]
                here = (1.0 - gap) * (1.0 + attitude * min(gap, 1.0))
                for j in range(n):
                    if j == t:
                        continue
                    gap = distance[d, t, j]
                    there = (1.0 - gap) * (1.0 + attitude * min(gap, 1.0))
                    voice = weight * (here - there)
                    ahead = first[d, i, j] + max(voice, 0.0)
                    odds = ahead / (ahead + (second[d, i, j] + max(-voice, 0.0)))
                    cast = weight * (odds * (1.0 - here) - (1.0 - odds) * (1.0 - there))
                    one[d, i, j] += max(cast, 0.0)
                    two[d, i, j] += max(-cast, 0.0)
    return one, two
