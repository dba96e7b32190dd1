"""Mixed-integer programmes against enumeration, and what they say when there is nothing or too much."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels import programmes
from pourparler.kernels.programmes import Programme


def drawn(seed, *, parties=3, sets=4, values=4, largest=40):
    rng = np.random.default_rng(seed)
    tables = [rng.integers(0, largest, size=(parties, values)) for _ in range(sets)]
    floor = rng.integers(0, largest * sets // 2, size=parties)
    return tables, floor


def enumerated(tables, floor):
    sums = np.array([
        sum(table[:, v] for table, v in zip(tables, choice, strict=True))
        for choice in product(*(range(t.shape[1]) for t in tables))
    ])  # fmt: skip
    return sums[(sums >= floor).all(axis=1)]


@pytest.mark.parametrize("seed", range(25))
def test_the_largest_sum_is_that_of_enumeration(seed):
    tables, floor = drawn(seed)
    factors = np.array([1, 3, 2])
    found = Programme(tables, floor).largest_sum(factors)
    left = enumerated(tables, floor)
    if found.choice is None:
        assert found.complete
        assert not len(left)
    else:
        assert factors @ Programme(tables, floor).sums(found.choice) == (left @ factors).max()
        assert found.bound == pytest.approx((left @ factors).max(), abs=0.51)


@pytest.mark.parametrize("seed", range(25))
def test_the_largest_minimum_is_that_of_enumeration(seed):
    tables, floor = drawn(seed)
    divisors = np.array([1, 2, 3]) if seed % 2 else np.ones(3, dtype=np.int64)
    found = Programme(tables, floor).largest_minimum(floor, divisors)
    left = enumerated(tables, floor)
    if found.choice is None:
        assert not len(left)
    else:
        best = ((left - floor) / divisors).min(axis=1).max()
        gains = Programme(tables, floor).sums(found.choice) - floor
        assert (gains / divisors).min() == pytest.approx(best, abs=1e-9)
        assert best - 1e-6 <= found.bound <= best + 0.51


@pytest.mark.parametrize("seed", range(25))
def test_the_largest_product_is_that_of_enumeration(seed):
    tables, floor = drawn(seed)
    shares = np.array([1.0, 2.0, 0.0]) if seed % 2 else np.ones(3)
    found = Programme(tables, floor).largest_product(floor, shares, gap=1e-9)
    left = enumerated(tables, floor) - floor
    left = left[(left[:, shares > 0] > 0).all(axis=1)]
    if found.choice is None:
        assert not len(left)
    else:
        best = (left**shares).prod(axis=1).max()
        gains = (Programme(tables, floor).sums(found.choice) - floor).astype(float)
        assert (gains**shares).prod() == pytest.approx(best, rel=1e-9)
        assert np.exp(found.bound) >= best * (1 - 1e-9)


def test_a_choice_can_be_forbidden():
    tables = [np.array([[2, 1], [1, 2]])]
    programme = Programme(tables, np.zeros(2, dtype=np.int64))
    first = programme.largest_minimum(np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.int64))
    others = [np.array([v]) for v in range(2)]
    second = programme.largest_minimum(
        np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.int64), without=[first.choice]
    )
    assert {int(first.choice[0]), int(second.choice[0])} == {0, 1}
    none = programme.largest_minimum(np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.int64), without=others)
    assert none.choice is None


def test_a_search_that_is_cut_off_says_so(monkeypatch):
    monkeypatch.setitem(programmes._OPTIONS, "mip_max_nodes", 0)
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 10**6, size=(6, 10)) for _ in range(20)]
    zero = np.zeros(6, dtype=np.int64)
    found = Programme(tables, zero).largest_minimum(zero, np.ones(6, dtype=np.int64))
    assert not found.complete
