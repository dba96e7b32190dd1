"""What a party that goes by the clock asks for in every round, and which outcomes it then offers."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def rising(worth: Floats) -> Ints:
    """The places of ``worth`` (N,), the least first, equal ones by place.

    >>> rising(np.array([2.0, 1.0, 2.0, 0.5])).tolist()
    [3, 1, 0, 2]
    """
    # A sort that keeps equal ones in order takes several times as long: they are put in order afterwards.
    order = np.argsort(worth)
    steps = worth[order]
    new = steps[1:] != steps[:-1]
    if new.all():
        return order
    group = np.concatenate(([0], np.cumsum(new)))
    found: Ints = np.sort(group * len(worth) + order) % len(worth)
    return found


def least_worths(aspirations: Floats, floor: float, ideal: float, *, widening: float) -> Floats:
    """The least utility asked for: aspirations between 0 and 1 (any shape) on the range from floor to ideal.

    ``widening``: how far below that still counts, in units of utility; never below the floor or above the ideal.

    >>> least_worths(np.array([1.0, 0.5, 0.0]), 2.0, 4.0, widening=0.25).tolist()
    [3.75, 2.75, 2.0]
    """
    # Operations in this order: a strategy that is asked call by call must come to the same bits.
    asked = aspirations * (ideal - floor) + floor - widening
    kept: Floats = np.minimum(np.maximum(asked, floor), ideal)
    return kept


def rungs(ladder: Floats, wanted: Floats, *, near: float) -> Ints:
    """Places in ``ladder`` (M,), rising, M > 0, of the first entries worth ``wanted`` (any shape), else the last place.

    An entry at most ``near`` below what is wanted counts where it is closer to it than the next one above.
    Source: the step-clock convention of the stacked alternating offers protocol.

    >>> rungs(np.array([0.0, 0.5, 1.0]), np.array([0.2, 0.5, 0.5000001, 2.0]), near=1e-6).tolist()
    [1, 1, 1, 2]
    """
    at = np.searchsorted(ladder, wanted)
    above = np.minimum(at, len(ladder) - 1)
    below = np.maximum(at - 1, 0)
    short = wanted - ladder[below]
    closer = (at > 0) & (at < len(ladder)) & (short <= near) & (short < ladder[above] - wanted)
    found: Ints = np.where(closer, below, above).astype(np.int64)
    return found
