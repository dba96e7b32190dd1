"""In how many orders things can be placed from worst to best, where some may only be placed before or after others.

One table over subsets: what has been placed so far is a set, and whether the next thing may follow depends on that
set only. Exact integers: with r things beside the marked one, numbers stay below r! <= 20! < 2^63 until the last
sum, which is made of Python integers. Cost r 2^r.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

MOST = 20
"""Things beside the marked one, at most: 20! is the largest factorial below 2^63."""

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def truth_table(conjuncts: Sequence[Sequence[int]], r: int) -> Flags:
    """An AND of alternatives (see ``kernels.monotone``) for every set of r variables: shape (2^r,).

    >>> truth_table([[0b01, 0b10]], 2).tolist()
    [False, True, True, True]
    """
    every = np.arange(1 << r, dtype=np.int64)
    found = np.ones(1 << r, dtype=np.bool_)
    for terms in conjuncts:
        some = np.zeros(1 << r, dtype=np.bool_)
        for mask in terms:
            some |= every & mask == mask
        found &= some
    return found


def orders(r: int, *, before: Callable[[int], Flags], mark: Flags, after: Callable[[int], Flags]) -> int:
    """Orders of r things and one marked: each thing may be placed by other rules before the mark than after it.

    ``mark`` (2^r,): after which sets the marked thing may be placed. The sum over the sets that it follows is
    taken size by size, where it stays below r!.

    >>> orders(
    ...     1, before=lambda k: np.ones(2, bool), mark=np.array([False, True]), after=lambda k: np.ones(2, bool)
    ... )
    1
    """
    low = _placed(r, before)
    # Downwards from the full set: how many orders the rest has, read as taking things off again.
    high = _completed(r, after)
    size = np.bitwise_count(np.arange(1 << r, dtype=np.int64))
    product = np.where(mark, low * high, 0)
    return sum(int(product[size == d].sum()) for d in range(r + 1))


def _layers(r: int) -> list[NDArray[np.int64]]:
    size = np.bitwise_count(np.arange(1 << r, dtype=np.int64))
    by_size = np.argsort(size, kind="stable")
    return np.split(by_size, np.cumsum(np.bincount(size, minlength=r + 1))[:-1])


def _placed(r: int, may: Callable[[int], Flags]) -> Counts:
    """Orders that lead to each set."""
    ways = np.zeros(1 << r, dtype=np.int64)
    ways[0] = 1
    allowed = [may(k) for k in range(r)]
    for layer in _layers(r)[:-1]:
        for k in range(r):
            of = layer[(layer >> k & 1 == 0) & allowed[k][layer]]
            ways[of | 1 << k] += ways[of]  # no target twice: one thing is added to different sets
    return ways


def _completed(r: int, may: Callable[[int], Flags]) -> Counts:
    """Orders that lead from each set to the full one."""
    ways = np.zeros(1 << r, dtype=np.int64)
    ways[-1] = 1
    allowed = [may(k) for k in range(r)]
    for layer in reversed(_layers(r)[:-1]):
        for k in range(r):
            of = layer[(layer >> k & 1 == 0) & allowed[k][layer]]
            ways[of] += ways[of | 1 << k]
    return ways
