"""Simultaneous sanctioning, compiled: :func:`pourparler.kernels.simultaneous.simultaneous` for many states.

State by state, each improvement up to the first combination that deters. This module loads the compiler: import it
only where there is much to do.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Parts(NamedTuple):
    """The parties' own axes as tables.

    ``by`` (sum of m,): what each combination of a party's own levels adds to a cell's number, those of party p
    ``by[first[p]:first[p + 1]]``; ``pattern`` alike: which combination of restricted levels it has; ``may``: flat
    tables (Q_p, Q_p) from ``table[p]`` on, ``patterns`` (P,) their Q_p. ``axes`` (k, 3): owner, stride and levels.
    """

    by: Ints
    first: Ints
    pattern: Ints
    may: Flags
    table: Ints
    patterns: Ints
    axes: Ints


def settled(
    feasible: Flags, ranks: NDArray[np.int32], parts: Parts, *, most: int
) -> tuple[NDArray[np.int8], int]:
    """Verdicts (P, N) as the plain kernel gives them, and the moves looked at and combinations tried, one by one.

    ``feasible`` (N,), ``ranks`` (P, N); at ``most`` the states left stay open (−1).
    """
    verdicts = np.where(feasible, np.int8(-1), np.int8(0)) * np.ones((len(ranks), 1), dtype=np.int8)
    return verdicts, int(_settled(feasible, ranks, verdicts, parts, most))


@njit(cache=True)
def _settled(
    feasible: Flags, ranks: NDArray[np.int32], verdicts: NDArray[np.int8], parts: Parts, most: int
) -> int:
    by, first, pattern, may, table, patterns, axes = parts
    parties, cells = ranks.shape
    gains, count = np.empty(len(by), dtype=np.int64), np.zeros(parties, dtype=np.int64)
    place, radix, turn = np.empty(parties, np.int64), np.empty(parties, np.int64), np.empty(parties, np.int64)
    work = 0
    for cell in range(cells):
        if not feasible[cell]:
            continue
        work += len(by)
        if work > most:
            break
        place[:], radix[:] = 0, 1
        for a in range(len(axes)):
            owner, stride, levels = axes[a]
            place[owner] += cell // stride % levels * radix[owner]
            radix[owner] *= levels
        for p in range(parties):
            count[p] = 0
            here = first[p] + place[p]
            row = table[p] + pattern[here] * patterns[p]
            for other in range(first[p], first[p + 1]):
                to = cell + by[other] - by[here]
                if feasible[to] and ranks[p, to] > ranks[p, cell] and may[row + pattern[other]]:
                    gains[first[p] + count[p]] = to - cell
                    count[p] += 1
        for p in range(parties):
            verdicts[p, cell], tried = _verdict(
                (feasible, ranks[p]), (cell, p), (gains, first, count), turn, most - work
            )
            work += tried
    return work


@njit(cache=True)
def _verdict(
    of: tuple[Flags, NDArray[np.int32]],
    at: tuple[int, int],
    listed: tuple[Ints, Ints, Ints],
    turn: Ints,
    left: int,
) -> tuple[int, int]:
    (feasible, rank), (cell, party), (gains, first, count) = of, at, listed
    parties, tried = len(count), 0
    for improvement in range(count[party]):
        to = cell + gains[first[party] + improvement]
        turn[:] = 0
        end, deterred = to, False
        while not deterred:
            # The next combination: each of the others stays (0) or makes one of its improvements.
            p = 0
            while p < parties:
                if p != party:
                    before = turn[p]
                    if before:
                        end -= gains[first[p] + before - 1]
                    if before < count[p]:
                        turn[p] = before + 1
                        end += gains[first[p] + before]
                        break
                    turn[p] = 0
                p += 1
            if p == parties:
                break
            tried += 1
            if tried > left:
                return -1, tried
            deterred = feasible[end] and rank[end] <= rank[cell]
        if not deterred:
            return 0, tried
    return 1, tried
