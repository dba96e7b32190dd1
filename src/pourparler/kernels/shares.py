"""Intervals for a share of draws."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z = 1.959963984540054
"""The standard normal quantile at .975."""

Floats = NDArray[np.float64]


def wilson(hits: ArrayLike, draws: int, *, z: float = Z) -> tuple[Floats, Floats]:
    """The ends of the score interval of a share, 95 % by default (Wilson 1927); arrays of the shape of ``hits``.

    It stays inside 0 to 1 and has a width at 0 and at all draws. Not the interval of an event's probability.

    >>> low, high = wilson(8, 10)
    >>> round(float(low), 4), round(float(high), 4)
    (0.4902, 0.9433)
    """
    share = np.asarray(hits, dtype=np.float64) / draws
    scale = 1 + z * z / draws
    middle = (share + z * z / (2 * draws)) / scale
    half = z * np.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws)) / scale
    # Rounding must not push a bound past an end that it reaches exactly.
    low = np.where(share <= 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(share >= 1, 1.0, np.minimum(middle + half, 1.0))
    return low, high
