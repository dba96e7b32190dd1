"""Nondominated sums of two stages (two coordinates) that are never all held and never sorted.

By buckets of the first coordinate: where a bucket is one place wide the sums are exact
(:func:`stages.dense_sums` is the same in numpy); wider ones keep the best second coordinate of each and tell
what that loses (bargaining specification, section 5.1). Or by merging: every value shifts the same sorted
stage, so that the sums are met in order with one place marked per value.
This module loads the compiler: import it only where there is much to do.
"""

from typing import Any

import numpy as np
from numba import njit

from pourparler.kernels.stages import Counts, Ints, Stage

# Counts are held as digits of so many bits: a digit times a count of values stays within 64 bits.
DIGIT = 31
PAIR = 1 << 2 * DIGIT
NOTHING = np.iinfo(np.int64).min


def bucketed(stage: Stage, values: Stage, *, width: int) -> tuple[Stage, int]:
    """The sums of a vector of ``stage`` and one of ``values`` that are kept, and the largest loss.

    Two coordinates; counts of ``values`` below 2^31. The first bucket holds the largest first coordinate
    alone, the others ``width`` places each. Every sum is matched by one kept that is at least as good in
    the second coordinate and worse in the first by at most the loss, which is below ``width``.

    >>> line = Stage(np.array([[2, 1, 0], [0, 1, 2]]), np.array([1, 1, 1]), np.array([[0, 1, 2]]))
    >>> point = Stage(np.array([[0], [0]]), np.array([1]), np.array([[0]]))
    >>> kept, loss = bucketed(line, point, width=2)
    >>> kept.points.tolist(), loss
    ([[2, 0], [0, 2]], 1)
    """
    top = int(stage.points[0, 0]) + int(values.points[0].max())
    low = int(stage.points[0, -1]) + int(values.points[0].min())
    places = -(-(top - low) // width) + 1
    most = int(stage.counts.sum()) * int(values.counts.sum())
    counts = _digits(stage.counts, most)
    held = (
        np.full((3, places), NOTHING, dtype=np.int64),
        np.zeros((len(counts), places), dtype=np.int64),
        np.zeros((len(stage.words), places), dtype=np.int64),
    )
    many = values.counts.astype(np.int64)
    _fill((stage.points, counts, stage.words), (values.points, many, values.words), (top, width), held)
    best, digits, words = held
    filled = np.flatnonzero(best[1] > NOTHING)
    peak = np.maximum.accumulate(best[1, filled])
    keep = filled[np.append(True, peak[1:] > peak[:-1])]
    loss = int((best[2, filled] - best[0, filled]).max())
    return Stage(best[:2, keep], _numbers(digits[:, keep], most), words[:, keep]), loss


def merged(stage: Stage, values: Stage, *, cap: int) -> Stage | None:
    """The nondominated sums of a vector of ``stage`` and one of ``values``; ``None`` past ``cap``.

    Two coordinates; counts of ``values`` below 2^31.

    >>> line = Stage(np.array([[2, 0], [0, 2]]), np.array([1, 1]), np.array([[0, 1]]))
    >>> merged(line, line, cap=3).counts.tolist()
    [1, 2, 1]
    """
    most = int(stage.counts.sum()) * int(values.counts.sum())
    counts = _digits(stage.counts, most)
    size = min(cap, stage.points.shape[1] * values.points.shape[1])
    held = tuple(np.empty((rows, size), dtype=np.int64) for rows in (2, len(counts), len(stage.words)))
    many = values.counts.astype(np.int64)
    kept = int(_merge((stage.points, counts, stage.words), (values.points, many, values.words), held))
    if kept < 0:
        return None
    points, digits, words = (array[:, :kept].copy() for array in held)
    return Stage(points, _numbers(digits, most), words)


def _digits(counts: Counts, most: int) -> Ints:
    """Counts (N,) as so many digits (size, N), the lowest first, that ``most`` has room."""
    size = -(-most.bit_length() // DIGIT)
    found = np.empty((size, len(counts)), dtype=np.int64)
    rest = counts
    for k in range(0, size, 2):
        # Two digits at a time: Python's whole numbers are slow to take apart.
        pair = (rest & (PAIR - 1) if k + 2 < size else rest).astype(np.int64)
        found[k] = pair & ((1 << DIGIT) - 1)
        if k + 1 < size:
            found[k + 1] = pair >> DIGIT
            rest = rest >> (2 * DIGIT) if k + 2 < size else rest
    return found


def _numbers(digits: Ints, most: int) -> Counts:
    pairs = [
        digits[k] + (digits[k + 1] << DIGIT if k + 1 < len(digits) else 0) for k in range(0, len(digits), 2)
    ]
    total: Counts = pairs[-1].astype(object if most >= 2**62 else np.int64)
    for pair in pairs[-2::-1]:
        total = (total << (2 * DIGIT)) + pair
    return total


@njit(cache=True)
def _fill(stage: Any, values: Any, frame: Any, held: Any) -> None:
    """Put every sum into its bucket.

    ``held``: of each bucket the best sum's coordinates and the largest first coordinate met (3, places), its
    count's digits and its smallest words.
    """
    points, counts, words = stage
    adding, many, more = values
    top, width = frame
    best, digits, least = held
    for v in range(adding.shape[1]):
        for i in range(points.shape[1]):
            x, y = points[0, i] + adding[0, v], points[1, i] + adding[1, v]
            at = top - x if width == 1 else (top - x + width - 1) // width
            best[2, at] = max(best[2, at], x)
            if y < best[1, at] or (y == best[1, at] and x < best[0, at]):
                continue
            same = y == best[1, at] and x == best[0, at]
            if not same:
                best[0, at], best[1, at] = x, y
            _add(counts[:, i], many[v], digits[:, at], same)
            if not same or _before(words[:, i], more[:, v], least[:, at]):
                for w in range(len(least)):
                    least[w, at] = words[w, i] + more[w, v]


@njit(cache=True)
def _merge(stage: Any, values: Any, held: Any) -> int:
    """Meet all sums by the first coordinate descending, then the next; how many are kept, -1 past the room.

    ``held``: the kept sums' coordinates (2, room), their counts' digits, their smallest words.
    """
    points, counts, words = stage
    adding, many, more = values
    found, digits, least = held
    length, size = points.shape[1], adding.shape[1]
    # A heap of values, each at its place ``next_[v]`` of the stage, the one with the largest sum on top.
    next_ = np.zeros(size, dtype=np.int64)
    heap = np.arange(size)
    for root in range(size // 2 - 1, -1, -1):
        _sift(heap, (root, size), points, adding, next_)
    kept, best = 0, NOTHING
    while size > 0:
        v = heap[0]
        i = next_[v]
        x, y = points[0, i] + adding[0, v], points[1, i] + adding[1, v]
        same = kept > 0 and y == best and x == found[0, kept - 1]
        if same or y > best:
            if not same:
                if kept == found.shape[1]:
                    return -1
                found[0, kept], found[1, kept] = x, y
                best = y
                kept += 1
            at = kept - 1
            _add(counts[:, i], many[v], digits[:, at], same)
            if not same or _before(words[:, i], more[:, v], least[:, at]):
                for w in range(len(least)):
                    least[w, at] = words[w, i] + more[w, v]
        next_[v] += 1
        if next_[v] == length:
            size -= 1
            heap[0] = heap[size]
        _sift(heap, (0, size), points, adding, next_)
    return kept


@njit(cache=True)
def _sift(heap: Ints, part: Any, points: Ints, adding: Ints, next_: Ints) -> None:
    """Let the value at a root sink to its place."""
    root, size = part
    while 2 * root + 1 < size:
        child = 2 * root + 1
        if child + 1 < size and _later(heap[child], heap[child + 1], points, adding, next_):
            child += 1
        if not _later(heap[root], heap[child], points, adding, next_):
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child


@njit(cache=True)
def _later(one: int, other: int, points: Ints, adding: Ints, next_: Ints) -> bool:
    """Whether the sum of value ``one`` comes after that of ``other``."""
    i, j = next_[one], next_[other]
    x, z = points[0, i] + adding[0, one], points[0, j] + adding[0, other]
    if x != z:
        return bool(x < z)
    return bool(points[1, i] + adding[1, one] < points[1, j] + adding[1, other])


@njit(cache=True)
def _add(counts: Ints, many: int, digits: Ints, same: bool) -> None:
    """Set ``digits`` to ``counts`` times ``many``, or add that."""
    carry = 0
    for k in range(len(digits)):
        whole = counts[k] * many + carry
        if same:
            whole += digits[k]
        digits[k] = whole & ((1 << DIGIT) - 1)
        carry = whole >> DIGIT


@njit(cache=True)
def _before(words: Ints, more: Ints, held: Ints) -> bool:
    for w in range(len(held)):
        if words[w] + more[w] != held[w]:
            return bool(words[w] + more[w] < held[w])
    return False
