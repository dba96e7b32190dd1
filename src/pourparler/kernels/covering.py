"""Divide and conquer on many vectors, compiled: the search of :mod:`maxima` with its recursion on a stack.

This module loads the compiler: import it only where there is much to do.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ranks = NDArray[np.int32]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Boxes with at most this many pairs are compared pair by pair.
LEAF = 1 << 13
# Vectors compared with all before them, at the bottom of the recursion.
BLOCK = 64
# Vectors compared with one at a time.
STRIP = 256
# Vectors among which the median is taken that halves a box.
SAMPLE = 15


def beaten(vectors: Ranks, *, budget: int) -> tuple[Flags, int]:
    """Which rows of ``vectors`` (N, n) some row before them covers in every coordinate, and the work.

    Rows are distinct and descend in the first coordinate, then the next; n is 3 or more. The work counts
    pairs of vectors, and vectors compared with the corners of a box; past ``budget`` it stops, flags unsure.

    >>> beaten(np.array([[3, 1, 1], [2, 1, 0], [1, 3, 2]], dtype=np.int32), budget=99)[0].tolist()
    [False, True, False]
    """
    flags = np.zeros(len(vectors), dtype=np.bool_)
    if vectors.shape[1] == 3:
        return flags, int(_staircase(vectors, flags))
    return flags, int(_maxima(vectors, flags, budget))


def covered(over: Ranks, under: Ranks, *, budget: int) -> tuple[Flags, int]:
    """Which rows of ``under`` (M, d) some row of ``over`` (N, d) covers, and the work as in :func:`beaten`."""
    both = np.concatenate((over, under))
    flags = np.zeros(len(both), dtype=np.bool_)
    first, last = np.arange(len(over)), np.arange(len(over), len(both))
    work = int(_cover((both, 0), first, last, flags, budget))
    return flags[len(over) :], work


@njit(cache=True)
def _staircase(vectors: Ranks, flags: Flags) -> int:
    """Three coordinates: a tree of the largest third coordinate by the second, in the order of the first."""
    low = vectors[:, 1].min()
    size = vectors[:, 1].max() - low + 1
    tree = np.full(size + 1, np.iinfo(np.int32).min, dtype=np.int32)
    for i in range(len(vectors)):
        place = size - (vectors[i, 1] - low)
        third = vectors[i, 2]
        at = place
        while at > 0 and not flags[i]:
            flags[i] = tree[at] >= third
            at -= at & -at
        at = place
        while at <= size and not flags[i]:
            tree[at] = max(tree[at], third)
            at += at & -at
    return len(vectors)


def _maxima(vectors: Ranks, flags: Flags, budget: int) -> int:
    """Flag what is covered by an earlier row: blocks first, then halves against halves, from the bottom up."""
    work = int(_blocks(vectors, flags))
    size = len(vectors)
    parts = [rows[~flags[rows]] for rows in np.split(np.arange(size), range(BLOCK, size, BLOCK))]
    while len(parts) > 1 and work <= budget:
        merged = []
        for first, last in zip(parts[::2], parts[1::2], strict=False):
            if work <= budget:
                # The order settles the first coordinate: nothing later is larger there.
                work += int(_cover((vectors, 1), first, last, flags, budget - work))
            merged.append(np.concatenate((first, last[~flags[last]])))
        parts = [*merged, *parts[len(parts) - len(parts) % 2 :]]
    return work


@njit(cache=True)
def _blocks(vectors: Ranks, flags: Flags) -> int:
    """Flag what an earlier row of the same block covers."""
    work = 0
    for i in range(len(vectors)):
        for j in range(i - i % BLOCK, i):
            if not flags[j]:
                work += 1
                if _covers(vectors, j, i):
                    flags[i] = True
                    break
    return work


@njit(cache=True)
def _covers(vectors: Ranks, over: int, under: int) -> bool:
    for d in range(vectors.shape[1]):  # noqa: SIM110 (the compiler knows no generators)
        if vectors[over, d] < vectors[under, d]:
            return False
    return True


@njit(cache=True)
def _cover(points: Any, over: Rows, under: Rows, flags: Flags, budget: int) -> int:
    """Flag the rows of ``under`` that a row of ``over`` covers from coordinate ``points[1]`` on.

    Both are lists of rows of ``points[0]`` and are put in another order. Returns the work.
    """
    vectors, start = points
    n = vectors.shape[1]
    low, high = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    least, most = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    axes = np.empty(n, dtype=np.int64)
    stack = np.empty((256, 4), dtype=np.int64)
    _push(stack, 0, (0, len(over)), (0, len(under)))
    depth, work = 1, 0
    while depth and work <= budget:
        depth -= 1
        a, b, c, e = stack[depth, 0], stack[depth, 1], stack[depth, 2], stack[depth, 3]
        work += b - a + e - c
        e = _unflagged(under, c, e, flags)
        if a == b or c == e:
            continue
        _corner(vectors, under, (c, e, start), low, most)
        b = _above(vectors, over, (a, b, start), low)
        if a == b:
            continue
        _corner(vectors, over, (a, b, start), least, high)
        e = _below(vectors, under, (c, e, start), high)
        if c == e:
            continue
        _corner(vectors, under, (c, e, start), low, most)
        width = 0
        for d in range(start, n):
            if least[d] < most[d]:
                axes[width] = d
                width += 1
        if width <= 1:  # some row of ``over`` has the largest coordinate on the one axis left
            for i in range(c, e):
                flags[under[i]] = True
        elif (b - a) * (e - c) <= LEAF:
            work += _pairwise(vectors, over[a:b], under[c:e], flags, axes[:width])
        else:
            axis, pivot = _halving(vectors, over[a:b], under[c:e], axes[:width])
            if axis < 0:
                axis, pivot = axes[0], most[axes[0]]
            m = _parted(vectors, over, (a, b), axis, pivot)
            k = _parted(vectors, under, (c, e), axis, pivot)
            if depth + 3 > len(stack):
                stack = _longer(stack)
            _push(stack, depth, (m, b), (k, e))
            _push(stack, depth + 1, (a, m), (c, k))
            _push(stack, depth + 2, (a, m), (k, e))
            depth += 3
    return work


@njit(cache=True)
def _push(stack: Rows, depth: int, over: Any, under: Any) -> None:
    stack[depth, 0], stack[depth, 1] = over
    stack[depth, 2], stack[depth, 3] = under


@njit(cache=True)
def _longer(stack: Rows) -> Rows:
    longer = np.empty((2 * len(stack), 4), dtype=np.int64)
    for i in range(len(stack)):
        for k in range(4):
            longer[i, k] = stack[i, k]
    return longer


@njit(cache=True)
def _unflagged(rows: Rows, start: int, end: int, flags: Flags) -> int:
    at = start
    for i in range(start, end):
        if not flags[rows[i]]:
            rows[at], rows[i] = rows[i], rows[at]
            at += 1
    return at


@njit(cache=True)
def _corner(vectors: Ranks, rows: Rows, part: Any, low: Ranks, high: Ranks) -> None:
    first, last, start = part
    for d in range(start, vectors.shape[1]):
        low[d] = high[d] = vectors[rows[first], d]
    for i in range(first + 1, last):
        for d in range(start, vectors.shape[1]):
            value = vectors[rows[i], d]
            if value < low[d]:
                low[d] = value
            elif value > high[d]:
                high[d] = value


@njit(cache=True)
def _above(vectors: Ranks, rows: Rows, part: Any, low: Ranks) -> int:
    """Move the rows that reach ``low`` everywhere to the front; where they end."""
    first, last, start = part
    at: int = first
    for i in range(first, last):
        inside = True
        for d in range(start, vectors.shape[1]):
            inside = inside and vectors[rows[i], d] >= low[d]
        if inside:
            rows[at], rows[i] = rows[i], rows[at]
            at += 1
    return at


@njit(cache=True)
def _below(vectors: Ranks, rows: Rows, part: Any, high: Ranks) -> int:
    """Move the rows that pass ``high`` nowhere to the front; where they end."""
    first, last, start = part
    at: int = first
    for i in range(first, last):
        inside = True
        for d in range(start, vectors.shape[1]):
            inside = inside and vectors[rows[i], d] <= high[d]
        if inside:
            rows[at], rows[i] = rows[i], rows[at]
            at += 1
    return at


@njit(cache=True)
def _parted(vectors: Ranks, rows: Rows, part: Any, axis: int, pivot: int) -> int:
    """Move the rows at or above ``pivot`` to the front; where they end."""
    first, last = part
    at: int = first
    for i in range(first, last):
        if vectors[rows[i], axis] >= pivot:
            rows[at], rows[i] = rows[i], rows[at]
            at += 1
    return at


@njit(cache=True)
def _pairwise(vectors: Ranks, over: Rows, under: Rows, flags: Flags, axes: Rows) -> int:
    """All pairs, a strip of ``over`` at a time: no branches, so that many are compared in one instruction."""
    work = 0
    strip = np.empty((len(axes), min(STRIP, len(over))), dtype=np.int32)
    covers = np.empty(strip.shape[1], dtype=np.int32)
    for start in range(0, len(over), STRIP):
        size = min(STRIP, len(over) - start)
        for j in range(size):
            for k in range(len(axes)):
                strip[k, j] = vectors[over[start + j], axes[k]]
        for i in under:
            if flags[i]:
                continue
            work += size
            for j in range(size):
                covers[j] = 1
            for k in range(len(axes)):
                row, least = strip[k], vectors[i, axes[k]]
                for j in range(size):
                    covers[j] &= row[j] >= least
            found = 0
            for j in range(size):
                found |= covers[j]
            flags[i] = found > 0
    return work


@njit(cache=True)
def _halving(vectors: Ranks, over: Rows, under: Rows, axes: Rows) -> tuple[int, int]:
    """The axis, with a median, that settles most pairs between the halves; -1 where none does."""
    larger = over if len(over) >= len(under) else under
    sample = np.empty(min(SAMPLE, len(larger)), dtype=np.int64)
    best, chosen, at = 0, -1, 0
    for d in axes:
        for k in range(len(sample)):
            value = vectors[larger[k * len(larger) // len(sample)], d]
            j = k
            while j > 0 and sample[j - 1] > value:
                sample[j] = sample[j - 1]
                j -= 1
            sample[j] = value
        pivot = sample[len(sample) // 2]
        over_up = under_up = 0
        for i in over:
            over_up += vectors[i, d] >= pivot
        for i in under:
            under_up += vectors[i, d] >= pivot
        settled = over_up * (len(under) - under_up) + (len(over) - over_up) * under_up
        if settled > best:
            best, chosen, at = settled, d, pivot
    return chosen, at
