"""Choices near a supporting plane, and exchanges: against enumeration."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels import bands
from pourparler.kernels.bands import band
from pourparler.kernels.exchanges import exchanged


def drawn(seed, *, parties=3, sets=5, values=4, largest=30):
    rng = np.random.default_rng(seed)
    tables = [
        rng.integers(-5, largest, size=(parties, int(rng.integers(1, values + 1)))) for _ in range(sets)
    ]
    choices = np.array(list(product(*(range(t.shape[1]) for t in tables))))
    sums = sum(table[:, choices[:, i]] for i, table in enumerate(tables)).T
    return rng, tables, choices, sums


@pytest.mark.parametrize("seed", range(60))
def test_the_band_holds_exactly_what_reaches_floor_and_need(seed):
    rng, tables, choices, sums = drawn(seed)
    weights = rng.integers(0, 5, size=3)
    floor = np.quantile(sums, rng.random(), axis=0).astype(np.int64)
    need = int(np.quantile(sums @ weights, rng.random()))
    found = band(tables, weights, need=need, floor=floor)
    higher = floor + rng.integers(0, 3, size=3)
    for least in (floor, higher):
        listed = found.above(need, least)
        expected = choices[(sums >= least).all(axis=1) & (sums @ weights >= need)]
        assert sorted(listed.tolist()) == expected.tolist()
    assert found.pairs(need) <= len(choices)
    assert found.pairs(need) >= len(found.above(need, floor))


def test_a_narrow_band_looks_at_few_pairs():
    _, tables, choices, sums = drawn(1, sets=9)
    weights = np.ones(3, dtype=np.int64)
    top = int((sums @ weights).max())
    assert band(tables, weights, need=top, floor=sums.min(axis=0)).pairs(top) <= 4 < len(choices) // 100


def test_limits_of_halves_and_lists(monkeypatch):
    _, tables, _, sums = drawn(2)
    ones, low = np.ones(3, dtype=np.int64), sums.min(axis=0)
    need = int((sums @ ones).min())
    monkeypatch.setattr(bands, "LISTED", 3)
    assert band(tables, ones, need=need, floor=low).above(need, low) is None
    monkeypatch.setattr(bands, "HALF", 2)
    assert band(tables, ones, need=need, floor=low) is None


def test_sums_beyond_32_bits():
    tables = [np.array([[0, 2**40], [2**40, 1]]), np.array([[5, 0], [0, 7]])]
    found = band(tables, np.array([1, 1]), need=2**40, floor=np.array([1, 1]))
    listed = found.above(2**40, np.array([1, 1]))
    assert listed.tolist() == [[1, 0], [1, 1], [0, 0]] or sorted(listed.tolist()) == [[0, 0], [1, 0], [1, 1]]


@pytest.mark.parametrize("seed", range(20))
def test_exchanges_end_where_no_exchange_of_two_values_helps(seed):
    _, tables, _, _ = drawn(seed, sets=4)
    start = np.zeros(4, dtype=np.int64)
    loss = [np.zeros(table.shape[1]) for table in tables]
    end = exchanged(tables, start, score=lambda sums: sums.min(axis=0).astype(float), loss=loss)

    def least(choice):
        return sum(table[:, v] for table, v in zip(tables, choice, strict=True)).min()

    assert least(end) >= least(start)
    for i, j in product(range(4), repeat=2):
        for a, b in product(range(tables[i].shape[1]), range(tables[j].shape[1])):
            other = end.copy()
            other[i], other[j] = a, b
            assert least(other) <= least(end)
