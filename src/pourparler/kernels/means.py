"""Weighted means and weighted medians of many rows of positions at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TIE = 1e-9
"""Sums of weights nearer than this share of the total are equal."""


class Medians(NamedTuple):
    """Of each row: both ends of what wins, and the least share of weight that would have to cross to move it.

    Shapes (rows,); NaN for rows without weight.
    """

    lower: Floats
    upper: Floats
    margin: Floats


def weighted_means(position: Floats, weight: Floats) -> Floats:
    """The weighted mean of each row: shape (rows,), NaN where a row has no weight.

    ``position`` and ``weight`` >= 0: shape (rows, actors), C-contiguous, no NaN (any number where the weight is
    0). A row gives the same bits whatever stands in other rows.

    >>> weighted_means(np.array([[0.0, 100.0]]), np.array([[1.0, 3.0]])).tolist()
    [75.0]
    """
    total = np.einsum("ij->i", weight)
    moment = np.einsum("ij,ij->i", position, weight)
    return np.asarray(np.divide(moment, total, out=np.full(len(total), np.nan), where=total > 0))


def weighted_medians(position: Floats, weight: Floats, *, slack: Floats) -> Medians:
    """The weighted median of each row.

    ``position`` and ``weight`` >= 0: shape (rows, actors), no NaN; ``slack`` (rows,): positions nearer than it
    are one. ``lower``: the first position at which the cumulated weight reaches one half; ``upper``: the next
    one where it is exactly one half (to 1e-9 of the total), else ``lower``.

    >>> found = weighted_medians(np.array([[0.0, 40.0, 90.0]]), np.array([[1.0, 1.0, 2.0]]), slack=np.zeros(1))
    >>> found.lower.tolist(), found.upper.tolist(), found.margin.tolist()
    ([40.0], [90.0], [0.0])
    """
    rows, n = position.shape
    if not n:
        empty = np.full(rows, np.nan)
        return Medians(empty, empty, empty)
    # Those without weight join the highest who have some: they add nothing there.
    highest = np.where(weight > 0, position, -np.inf).max(axis=1, keepdims=True)
    order = np.argsort(np.where(weight > 0, position, highest), axis=1, kind="stable")
    x = np.take_along_axis(np.where(weight > 0, position, highest), order, axis=1)
    reached = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    total = reached[:, -1]
    here, line = np.arange(rows), np.arange(n)
    with np.errstate(invalid="ignore"):  # rows without weight: infinities, answered with NaN below
        apart = np.diff(x, axis=1) > slack[:, None]
    edge = np.ones((rows, 1), dtype=np.bool_)
    last, first = np.concatenate((apart, edge), axis=1), np.concatenate((edge, apart), axis=1)
    at = np.argmax(last & (reached >= (total * (0.5 - TIE))[:, None]), axis=1)
    start = np.maximum.accumulate(np.where(first, line, 0), axis=1)[here, at]
    upto = reached[here, at]
    before = np.where(start > 0, reached[here, start - 1], 0.0)
    tied = np.abs(upto - total / 2) <= TIE * total
    known = total > 0
    lower = np.where(known, x[here, start], np.nan)
    upper = np.where(known & tied, x[here, np.minimum(at + 1, n - 1)], lower)
    shift = np.minimum(upto - total / 2, total / 2 - before)
    share = np.divide(shift, total, out=np.full(rows, np.nan), where=known)
    return Medians(lower, upper, np.where(known & tied, 0.0, share))
