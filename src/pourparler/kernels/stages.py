"""A stage of a fold, and its merge on a grid: where many sums fall on few places, none needs to be sorted."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
# int64, or Python integers (dtype object) where 64 bits could overflow.
Counts = NDArray[Any]

# Fewer sums than this are sorted faster than a grid is filled.
SMALL = 1 << 14
# As many sums and more are looked at by compiled code: ten times as fast, once it is loaded.
COMPILED = 1 << 22
# Places of the largest grid: what memory should hold.
GRID = 1 << 23


class Stage(NamedTuple):
    """Vectors that do not dominate each other, sorted by the first coordinate descending, then the next.

    ``points`` (n, N); ``counts`` (N,): how many choices give the vector; ``words`` (W, N): the smallest
    choice among them, as mixed-radix digits packed into W integers that never carry.
    """

    points: Ints
    counts: Counts
    words: Ints


def is_dense(stage: Stage, values: Stage) -> bool:
    """Whether the two-coordinate sums of a vector of ``stage`` and one of ``values`` crowd on their grid."""
    if len(stage.points) != 2:
        return False
    sums = stage.points.shape[1] * values.points.shape[1]
    if sums < SMALL:
        return False
    return bool(_span(stage, values)[1] <= min(2 * sums, GRID))


def is_large(stage: Stage, values: Stage) -> bool:
    """Whether the sums of both are so many that compiled code is worth loading, and it can count them."""
    if len(stage.points) != 2 or stage.points.shape[1] * values.points.shape[1] < COMPILED:
        return False
    return int(values.counts.max()) < 2**31


def _span(stage: Stage, values: Stage) -> tuple[int, int]:
    """The smallest first coordinate of a sum, and how many places there are from it to the largest."""
    low = int(stage.points[0, -1]) + int(values.points[0].min())
    return low, int(stage.points[0, 0]) + int(values.points[0].max()) - low + 1


def dense_sums(stage: Stage, values: Stage) -> Stage:
    """The nondominated sums (two coordinates), by the best second coordinate at every first one.

    >>> line = Stage(np.array([[2, 0], [0, 2]]), np.array([1, 1]), np.array([[0, 1]]))
    >>> both = dense_sums(line, Stage(line.points, line.counts, line.words * 2))
    >>> both.points.tolist(), both.counts.tolist(), both.words.tolist()
    ([[4, 2, 0], [0, 2, 4]], [1, 2, 1], [[0, 1, 3]])
    """
    low, span = _span(stage, values)
    if is_large(stage, values):
        from pourparler.kernels.buckets import bucketed

        return bucketed(stage, values, width=1)[0]
    best = np.full(span, np.iinfo(np.int64).min, dtype=np.int64)
    counts = np.zeros(span, dtype=stage.counts.dtype)
    words = np.zeros((len(stage.words), span), dtype=np.int64)
    for v in range(values.points.shape[1]):
        # A stage's first coordinates differ, so no place is met twice here.
        at = stage.points[0] + (int(values.points[0, v]) - low)
        y = stage.points[1] + values.points[1, v]
        held = best[at]
        for chosen, adding in ((y > held, False), (y == held, True)):
            rows = np.flatnonzero(chosen)
            if not len(rows):
                continue
            place, many = at[rows], stage.counts[rows] * values.counts[v].item()
            word = stage.words[:, rows] + values.words[:, v, None]
            if adding:
                many = many + counts[place]
                word = np.where(_before(words[:, place], word), words[:, place], word)
            best[place], counts[place], words[:, place] = y[rows], many, word
    down = np.flatnonzero(best > np.iinfo(np.int64).min)[::-1]
    peak = np.maximum.accumulate(best[down])
    keep = down[np.append(True, peak[1:] > peak[:-1])]
    return Stage(np.stack((keep + low, best[keep])), counts[keep], words[:, keep])


def _before(one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Which columns of ``one`` (W, N) come before those of ``other``, first word first."""
    result = np.zeros(one.shape[1], dtype=np.bool_)
    for first, second in zip(one[::-1], other[::-1], strict=True):
        result = (first < second) | ((first == second) & result)
    return result
