"""How many choices of one value per set have sums at or above a floor, without listing them. Exactly.

One coordinate: the distribution of the sum on its grid, counted modulo a few primes and put together by the
Chinese remainder theorem, so that counts of any size stay in 64 bits on the way. Two coordinates: halves of
the sets, swept in the order of the first coordinate with a tree of counts over the second.
Source: bargaining specification, section 5.5; Fenwick 1994 (cumulative frequency tables).
"""

from collections.abc import Sequence
from functools import cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# The largest grid of sums that is held at once.
GRID = 1 << 24
# The largest half whose sums are listed, and how many sweeps of two of them are made.
HALF = 10_000_000
SWEEPS = 20
# Additions on the grid, over all primes.
WORK = 1 << 33
# Primes just below 2^31: sums of residues stay far below 2^62.
PRIMES = (2_147_483_647, 2_147_483_629, 2_147_483_587, 2_147_483_579, 2_147_483_563, 2_147_483_549)


def reaching_one(columns: Sequence[Ints], floor: int) -> int | None:
    """How many choices have a sum of at least ``floor``; ``None`` where their grid asks for too much.

    ``columns[i]`` (m_i,): the values of a set.

    >>> reaching_one([np.array([0, 3]), np.array([1, 2])], 4)
    2
    """
    if any(not len(column) for column in columns):
        return 0
    total = prod(len(column) for column in columns)
    lows = [int(column.min()) for column in columns]
    span = sum(int(column.max()) - low for column, low in zip(columns, lows, strict=True)) + 1
    start = floor - sum(lows)
    if start <= 0 or start >= span:
        return total if start <= 0 else 0
    primes = PRIMES[: total.bit_length() // 30 + 1]
    work = span * sum(len(column) for column in columns) * len(primes)
    if span > GRID or work > WORK or len(primes) * 30 < total.bit_length():
        return None
    shifted = [np.sort(column - low).tolist() for column, low in zip(columns, lows, strict=True)]
    return _combined([(_residue(shifted, span, prime=prime, start=start), prime) for prime in primes])


def _residue(shifted: Sequence[Sequence[int]], span: int, *, prime: int, start: int) -> int:
    """The number of sums at or above ``start``, modulo ``prime``."""
    counts = np.zeros(span, dtype=np.int64)
    counts[0] = 1
    reach = 1
    for values in shifted:
        grown = np.zeros(span, dtype=np.int64)
        for value in values:
            grown[value : value + reach] += counts[:reach]
        reach += values[-1]
        counts = grown % prime
    return int(counts[start:].astype(object).sum()) % prime


def _combined(residues: Sequence[tuple[int, int]]) -> int:
    """The smallest number with these residues (residue, prime)."""
    number, modulus = 0, 1
    for residue, prime in residues:
        step = (residue - number) * pow(modulus, -1, prime) % prime
        number, modulus = number + modulus * step, modulus * prime
    return number


def reaching_two(columns: Sequence[Ints], floor: Ints) -> int | None:
    """How many choices have sums (2,) at or above ``floor`` in both; ``None`` where halves are too large.

    ``columns[i]`` (2, m_i). Both halves are listed once and sorted; where they differ in size, the sets left
    over are gone through value by value, each a sweep of the same two lists.

    >>> reaching_two([np.array([[0, 3], [3, 0]]), np.array([[0, 1], [1, 0]])], np.array([1, 1]))
    2
    """
    if any(not column.shape[1] for column in columns):
        return 0
    least = np.sum([column.min(axis=1) for column in columns], axis=0)
    for p in (0, 1):
        if least[p] >= floor[p]:  # every choice reaches it: the other coordinate decides
            alone = reaching_one([column[1 - p] for column in columns], int(floor[1 - p]))
            if alone is not None:
                return alone
    ordered = sorted(columns, key=lambda column: -column.shape[1])
    halves: list[Ints] = [np.zeros((2, 1), dtype=np.int64), np.zeros((2, 1), dtype=np.int64)]
    single: list[Ints] = []
    for column in ordered:
        smaller = 0 if halves[0].shape[1] <= halves[1].shape[1] else 1
        if halves[smaller].shape[1] * column.shape[1] > HALF:
            single.append(column)
        else:
            halves[smaller] = _outer(halves[smaller], column)
    shifts = np.zeros((2, 1), dtype=np.int64)
    for column in single:
        shifts = _outer(shifts, column)
        if shifts.shape[1] * max(half.shape[1] for half in halves) > SWEEPS * HALF:
            return None
    first, last = (half[:, np.argsort(half[0], kind="stable")] for half in halves)
    low = int(first[1].min())
    span = int(first[1].max()) - low + 1
    needs = (floor[:, None] - shifts).T
    if span > GRID:
        ranks = np.unique(first[1])
        first[1] = np.searchsorted(ranks, first[1])
        return sum(_swept(first, _ranked(last, ranks, need), need=need[0], span=len(ranks)) for need in needs)
    first[1] -= low
    return sum(_swept(first, (last[0], need[1] - low - last[1]), need=need[0], span=span) for need in needs)


def _ranked(last: Ints, ranks: Ints, need: Ints) -> tuple[Ints, Ints]:
    return last[0], np.searchsorted(ranks, need[1] - last[1])


def _outer(one: Ints, other: Ints) -> Ints:
    return (one[:, :, None] + other[:, None, :]).reshape(2, -1)


def _swept(first: Ints, last: tuple[Ints, Ints], *, need: int, span: int) -> int:
    """Pairs with ``first[0] + last[0] >= need`` and ``first[1] >= last[1]`` (ranks needed)."""
    tree = np.zeros(span + 1, dtype=np.int64)
    return int(_sweep()((first[0], first[1]), (last[0] - int(need), last[1]), tree))


@cache
def _sweep() -> Any:
    """The sweep, compiled when first needed: many millions of steps of a tree of counts."""
    from numba import njit

    return njit(cache=True)(sweep)


def sweep(first: tuple[Ints, Ints], last: tuple[Ints, Ints], tree: Ints) -> int:
    """Pairs (i, j) with ``x[i] + other[j] >= 0`` and ``y[i] >= least[j]``.

    ``first`` is (x, y), ``last`` (other, least): arrays (N,) and (M,); ``x`` and ``other`` rise; ``y`` lies
    in 0 … len(tree) − 2; ``tree`` (span + 1,) zeros.
    """
    x, y = first
    other, least = last
    size = len(tree) - 1
    at = len(x) - 1
    inside = 0
    total = 0
    for j in range(len(other)):
        while at >= 0 and x[at] + other[j] >= 0:
            place = y[at] + 1
            while place <= size:
                tree[place] += 1
                place += place & -place
            inside += 1
            at -= 1
        below = least[j]
        if below <= 0:
            total += inside
        elif below <= size:
            found = 0
            place = below
            while place > 0:
                found += tree[place]
                place -= place & -place
            total += inside - found
    return total
