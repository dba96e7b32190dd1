"""Which vectors nothing dominates, by divide and conquer (Kung, Luccio, Preparata 1975).

The vectors are sorted and halved; the later half can only be dominated by itself or by the earlier one,
with one coordinate settled by the order. Small or separated boxes end the recursion early. Of many vectors
the compiled :mod:`covering` does the same.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Ranks = NDArray[np.int32]

# So many vectors are worth loading the compiler.
COMPILED = 1 << 15
# A budget without limit.
ENDLESS = 1 << 62
# Boxes with at most this many pairs are compared pair by pair: below it the recursion costs more.
LEAF = 1 << 18
SMALL = 256
# Pairs compared in one go: what the processor's cache holds.
TILE = 1 << 16


class WorkLimit(Exception):
    """More pairs of vectors would have to be compared than the budget allows."""


class Counter:
    """Pairs of vectors compared so far, against a budget."""

    def __init__(self, budget: int | None = None) -> None:
        self.pairs = 0
        self.budget = budget

    @property
    def left(self) -> int:
        """What the budget still allows."""
        return ENDLESS if self.budget is None else self.budget - self.pairs

    def add(self, pairs: int) -> None:
        """Count ``pairs`` more. Raises :class:`WorkLimit` past the budget."""
        self.pairs += pairs
        if self.budget is not None and self.pairs > self.budget:
            raise WorkLimit


def maxima(points: Ints, *, counter: Counter | None = None) -> Flags:
    """Which columns of ``points`` no other column dominates.

    ``points`` (n, N): distinct vectors, sorted by the first coordinate descending, then the next. Returns
    (N,) booleans. ``counter`` counts the pairs compared and may stop the work.

    >>> maxima(np.array([[3, 2, 1], [1, 1, 3], [1, 0, 2]])).tolist()
    [True, False, True]
    """
    work = counter or Counter()
    if points.shape[1] >= COMPILED and len(points) >= 3:
        from pourparler.kernels.covering import beaten

        lost, pairs = beaten(_narrow(points.T), budget=work.left)
        work.add(pairs)
        return ~lost
    vectors = _ranks(points.T)
    flags = np.ones(len(vectors), dtype=np.bool_)
    flags[_maxima(vectors, np.arange(len(vectors)), work)[1]] = False
    return flags


def _maxima(
    vectors: Ranks, rows: NDArray[np.intp], work: Counter
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Split ``rows`` (in order) into maximal and dominated ones."""
    if len(rows) <= SMALL:
        work.add(len(rows) * len(rows) // 2)
        block = vectors[rows]
        below = block[:, None, 0] >= block[:, 0]
        for d in range(1, block.shape[1]):
            below &= block[:, None, d] >= block[:, d]
        np.fill_diagonal(below, False)
        lost = below.any(axis=0)
        return rows[~lost], rows[lost]
    half = len(rows) // 2
    first, lost_first = _maxima(vectors, rows[:half], work)
    second, lost_second = _maxima(vectors, rows[half:], work)
    # The order settles the first coordinate: nothing later is larger there.
    beaten = _covered(vectors[first, 1:], vectors[second, 1:], work)
    return np.concatenate((first, second[~beaten])), np.concatenate((lost_first, lost_second, second[beaten]))


def dominated(over: Ints, under: Ints, *, counter: Counter) -> Flags:
    """Which rows of ``under`` (M, d) some row of ``over`` (N, d) reaches or passes in every coordinate."""
    if min(len(over), len(under)) >= COMPILED and over.shape[1] >= 3:
        from pourparler.kernels.covering import covered

        both = _narrow(np.concatenate((over, under)))
        found, pairs = covered(both[: len(over)], both[len(over) :], budget=counter.left)
        counter.add(pairs)
        return found
    both = _ranks(np.concatenate((over, under)))
    return _covered(both[: len(over)], both[len(over) :], counter)


def _covered(over: Ranks, under: Ranks, counter: Counter) -> Flags:
    result = np.zeros(len(under), dtype=np.bool_)
    _mark(over, under, np.arange(len(under)), (result, counter))
    return result


def _mark(over: Ranks, under: Ranks, rows: NDArray[np.intp], state: tuple[Flags, Counter]) -> None:
    """Set the flags of those ``rows`` whose vector in ``under`` some vector of ``over`` covers."""
    flags, counter = state
    if not len(over) or not len(under):
        return
    able = (over >= under.min(axis=0)).all(axis=1)
    over = over if able.all() else over[able]
    if not len(over):
        return
    reached = (under <= over.max(axis=0)).all(axis=1)
    if not reached.all():
        under, rows = under[reached], rows[reached]
    if not len(under):
        return
    open_ = over.min(axis=0) < under.max(axis=0)
    left = int(open_.sum())
    if left == 0:
        flags[rows] = True
        return
    if left < over.shape[1]:
        over, under = over[:, open_], under[:, open_]
    if left == 1:
        flags[rows[under[:, 0] <= over[:, 0].max()]] = True
    elif left == 2:
        flags[rows[_staircase(over, under)]] = True
    elif len(over) * len(under) <= LEAF:
        counter.add(len(over) * len(under))
        flags[rows[_pairwise(over, under)]] = True
    else:
        _split(over, under, rows, state)


def _split(over: Ranks, under: Ranks, rows: NDArray[np.intp], state: tuple[Flags, Counter]) -> None:
    """Halve along the coordinate whose median separates best, and settle it between the halves."""
    larger = over if len(over) >= len(under) else under
    middle = np.partition(larger, len(larger) // 2, axis=0)[len(larger) // 2]
    high_over, high_under = over >= middle, under >= middle
    over_up, under_up = high_over.sum(axis=0), high_under.sum(axis=0)
    settled = over_up * (len(under) - under_up) + (len(over) - over_up) * under_up
    d = int(np.argmax(settled))
    top, bottom = high_over[:, d], high_under[:, d]
    if (top.all() and bottom.all()) or not (top.any() or bottom.any()):
        state[1].add(len(over) * len(under))
        state[0][rows[_pairwise(over, under)]] = True
        return
    _mark(over[top], under[~bottom], rows[~bottom], state)
    _mark(over[top], under[bottom], rows[bottom], state)
    left = ~bottom & ~state[0][rows]
    _mark(over[~top], under[left], rows[left], state)


def _staircase(over: Ranks, under: Ranks) -> Flags:
    """Two coordinates: the highest second one among those with at least this first one.

    No row of ``under`` lies beyond all of ``over``.
    """
    order = np.argsort(-over[:, 0], kind="stable")
    best = np.maximum.accumulate(over[order, 1])
    reach = np.searchsorted(-over[order, 0], -under[:, 0], side="right") - 1
    found: Flags = best[reach] >= under[:, 1]
    return found


def _pairwise(over: Ranks, under: Ranks) -> Flags:
    columns, rows = np.ascontiguousarray(over.T), np.ascontiguousarray(under.T)
    result = np.zeros(rows.shape[1], dtype=np.bool_)
    step = max(1, TILE // columns.shape[1])
    for start in range(0, rows.shape[1], step):
        block = rows[:, start : start + step, None]
        covers = columns[0] >= block[0]
        for d in range(1, len(columns)):
            covers &= columns[d] >= block[d]
        result[start : start + step] = covers.any(axis=1)
    return result


def _narrow(vectors: Ints) -> Ranks:
    """The same order within each coordinate (N, d) in half the memory: less the least, or by rank."""
    low = vectors.min(axis=0)
    if int((vectors.max(axis=0) - low).max(initial=0)) < 2**31:
        return np.ascontiguousarray(vectors - low, dtype=np.int32)
    return _ranks(vectors)


def _ranks(vectors: Ints) -> Ranks:
    """Each coordinate (N, d) replaced by its rank: the same order in half the memory."""
    ranks = np.empty(vectors.shape, dtype=np.int32)
    for d in range(vectors.shape[1]):
        ranks[:, d] = np.unique(vectors[:, d], return_inverse=True)[1]
    return ranks
