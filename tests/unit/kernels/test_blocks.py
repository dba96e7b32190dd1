"""Blocks of two halves against all sums at once."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels import blocks
from pourparler.kernels.blocks import coverage, halves, reaching, sums_at

SIZES = (3, 4, 2, 5)


def problem(seed, n):
    rng = np.random.default_rng(seed)
    tables = [rng.integers(0, 9, (n, m)) for m in SIZES]
    marks = [rng.integers(0, 1 << n, m) * (rng.random(m) < 0.3) for m in SIZES]
    choices = list(product(*(range(m) for m in SIZES)))
    sums = np.array([sum(t[:, v] for t, v in zip(tables, c, strict=True)) for c in choices])
    crossed = np.array([np.bitwise_or.reduce([m[v] for m, v in zip(marks, c, strict=True)]) for c in choices])
    return tables, marks, sums, crossed


@pytest.fixture(params=[7, 1 << 17], ids=["small blocks", "one block"])
def _blocks(request, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", request.param)


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize("n", [1, 3, 9, 17])
def test_who_reaches_the_floor(n):
    tables, marks, sums, crossed = problem(n, n)
    floor = np.arange(n) % 5 + 10
    known = sum(((sums[:, p] >= floor[p]) & (crossed >> p & 1 == 0)).astype(np.int64) << p for p in range(n))
    pair = halves(tables, marks)
    found = list(coverage(pair, floor))
    assert np.concatenate([bits for _, bits in found]).tolist() == known.tolist()
    starts = np.cumsum([0, *(len(bits) for _, bits in found)])[:-1]
    assert [start for start, _ in found] == starts.tolist()


@pytest.mark.usefixtures("_blocks")
def test_sums_that_reach_it_everywhere():
    tables, marks, sums, _ = problem(1, 3)
    pair = halves(tables, marks)
    floor = np.array([18, 21, 17])
    utilities, index, looked = reaching(pair, floor)
    known = np.flatnonzero((sums >= floor).all(axis=1))
    assert 0 < len(known) < len(sums)
    assert index.tolist() == known.tolist()
    assert np.array_equal(utilities, sums[known])
    assert looked < len(sums)
    assert np.array_equal(sums_at(pair, np.arange(len(sums))), sums)


def test_halves_are_balanced():
    pair = halves([np.zeros((2, 10), dtype=np.int64)] * 6, [np.zeros(10, dtype=np.int64)] * 6)
    assert (pair.first.shape, pair.last.shape) == ((2, 1000), (2, 1000))
