"""Counts by merged sums against enumeration; their bounds, their cap, their work."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from pourparler.kernels import tallying
from pourparler.kernels.tallying import tallied


def drawn(seed, *, largest):
    rng = np.random.default_rng(seed)
    n, sizes = int(rng.integers(1, 5)), rng.integers(1, 5, size=rng.integers(1, 6))
    columns = [rng.integers(-largest // 2, largest, size=(n, m)) for m in sizes]
    marks = [np.where(rng.random(m) < 0.2, rng.integers(0, 2**n, size=m), 0) for m in sizes]
    floor = rng.integers(-largest, largest * len(sizes) // 2, size=n)
    matters = rng.random(2**n) < 0.5
    # Whatever holds a set of interest is of interest.
    matters = np.array([any(matters[s] for s in range(2**n) if s & bits == s) for bits in range(2**n)])
    return columns, marks, floor, matters


def enumerated(columns, marks, floor):
    found = Counter()
    for choice in product(*(range(column.shape[1]) for column in columns)):
        sums = sum(column[:, v] for column, v in zip(columns, choice, strict=True))
        lost = np.bitwise_or.reduce([mark[v] for mark, v in zip(marks, choice, strict=True)])
        found[sum(1 << p for p in range(len(floor)) if sums[p] >= floor[p] and not lost >> p & 1)] += 1
    return dict(sorted(found.items()))


@pytest.mark.parametrize("chunk", [1 << 20, 7])
@pytest.mark.parametrize("largest", [3, 40, 2**59])
@pytest.mark.parametrize("seed", range(40))
def test_counts_are_those_of_enumeration(seed, largest, chunk, monkeypatch):
    monkeypatch.setattr(tallying, "CHUNK", chunk)
    columns, marks, floor, matters = drawn(seed, largest=largest // 16 or 3)
    known = enumerated(columns, marks, floor)
    assert tallied(columns, marks, floor, cap=10**6).counts == known
    few = tallied(columns, marks, floor, cap=10**6, matters=matters).counts
    assert few == {bits: count for bits, count in known.items() if matters[bits]}


@pytest.mark.parametrize("seed", range(60))
def test_rounded_counts_are_bounds(seed):
    """Of the sets of interest together; with a generous cap they are exact."""
    columns, marks, floor, matters = drawn(seed, largest=1_000)
    exact = sum(n for bits, n in enumerated(columns, marks, floor).items() if matters[bits])
    for cap in (2 ** len(floor), 20, 10**6):
        low, high = (
            sum(tallied(columns, marks, floor, cap=cap, matters=matters, rounding=r).counts.values())
            for r in ("down", "up")
        )
        assert low <= exact <= high
        assert cap < 10**6 or low == exact == high


def test_the_cap_stops_it():
    columns = [np.arange(10)[None] * 10**k for k in range(5)]
    marks = [np.zeros(10, dtype=int)] * 5
    assert tallied(columns, marks, np.array([55_555]), cap=3).counts == {0: 55_555, 1: 44_445}
    pair = [np.concatenate((column, column[:, ::-1])) for column in columns]
    assert tallied(pair, marks, np.array([40_000, 40_000]), cap=2) is None


def test_sums_are_clipped_and_merged():
    """Fourteen sets of ten values from 0 to 5: 10^14 choices, some ten thousand different sums at once."""
    rng = np.random.default_rng(0)
    columns = [rng.integers(0, 6, size=(3, 10)) for _ in range(14)]
    found = tallied(columns, [np.zeros(10, dtype=int)] * 14, np.array([35, 35, 35]), cap=10**6)
    assert sum(found.counts.values()) == 10**14
    assert found.vectors < 60_000
    # One coordinate whose first set decides: two vectors are left.
    first = np.array([[0, 10**6]])
    rest = [rng.integers(0, 100, size=(1, 10)) for _ in range(8)]
    found = tallied(
        [*rest, first], [np.zeros(10, dtype=int)] * 8 + [np.zeros(2, dtype=int)], np.array([5_000]), cap=9
    )
    assert found.counts == {0: 10**8, 1: 10**8}
    assert (found.sums, found.vectors) == (2 + 8 * 20, 2)
