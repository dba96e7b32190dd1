"""Distinct held positions of many cases at once, with the weight that stands on each."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def distinct_held(
    position: Floats, weight: Floats, *, slack: float
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Distinct positions and their weight, both (B, n) and rising from the left, with their number (B,).

    ``position``, ``weight``: (B, n), NaN where an actor holds none. Neighbours within ``slack`` are one, at the
    lowest of them. Unused places at the end hold NaN and 0.

    >>> held, mass, count = distinct_held(np.array([[0.5, 0.0, 0.5]]), np.array([[1.0, 2.0, 3.0]]), slack=0.0)
    >>> held.tolist(), mass.tolist(), count.tolist()
    ([[0.0, 0.5, nan]], [[2.0, 4.0, 0.0]], [2])
    """
    order = np.argsort(position, axis=1, kind="stable")  # NaN comes last
    x = np.take_along_axis(position, order, axis=1)
    w = np.take_along_axis(weight, order, axis=1)
    known = ~np.isnan(x)
    starts = known.copy()
    with np.errstate(invalid="ignore"):
        starts[:, 1:] &= x[:, 1:] - x[:, :-1] > slack
    place = np.cumsum(starts, axis=1) - 1
    row, column = np.nonzero(known)
    held, mass = np.full_like(x, np.nan), np.zeros_like(x)
    np.add.at(mass, (row, place[row, column]), w[row, column])
    row, column = np.nonzero(starts)
    held[row, place[row, column]] = x[row, column]
    return held, mass, starts.sum(axis=1)
