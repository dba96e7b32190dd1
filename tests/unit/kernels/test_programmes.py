"""Mixed-integer programmes against enumeration, and what they say when there is nothing or too much."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels import searches
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
    monkeypatch.setattr(searches, "MAX_NODES", 0)
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 10**6, size=(6, 10)) for _ in range(20)]
    zero = np.zeros(6, dtype=np.int64)
    found = Programme(tables, zero).largest_minimum(zero, np.ones(6, dtype=np.int64))
    assert not found.complete


@pytest.mark.parametrize("seed", range(25))
def test_choices_in_a_box_are_forbidden(seed):
    tables, floor = drawn(seed)
    rng = np.random.default_rng(seed)
    boxes = [
        tuple(
            (i, np.flatnonzero(rng.random(4) < 0.6))
            for i in sorted(rng.choice(4, size=2, replace=False).tolist())
        )
        for _ in range(3)
    ]
    programme = Programme(tables, floor, boxes=boxes)
    factors = np.array([1, 3, 2])
    found = programme.largest_sum(factors)
    choices = np.array(list(product(range(4), repeat=4)))
    inside = np.zeros(len(choices), dtype=bool)
    for box in boxes:
        inside |= np.all([np.isin(choices[:, i], values) for i, values in box], axis=0)
    assert (programme.clear(choices) == ~inside).all()
    sums = np.array([programme.sums(choice) for choice in choices])
    left = sums[~inside & (sums >= floor).all(axis=1)]
    if len(left):
        assert programme.allows(found.choice)
        assert factors @ programme.sums(found.choice) == (left @ factors).max()
        assert programme.any().choice is not None
    else:
        assert found.empty
        assert programme.any().empty


@pytest.mark.parametrize("seed", range(15))
def test_relaxations_bound_every_choice(seed):
    tables, floor = drawn(seed)
    programme, left = Programme(tables, floor), enumerated(tables, floor)
    ones = np.ones(3, dtype=np.int64)
    smallest, largest = programme.relaxed_minimum(floor, ones), programme.relaxed_sum(ones)
    if not len(left):
        return
    assert smallest.bound >= (left - floor).min(axis=1).max() - 1e-6
    assert largest.bound >= left.sum(axis=1).max() - 1e-6
    # No choice has a weighted sum much above what the bound says: the multipliers prove it.
    assert (left @ largest.weights - floor @ (largest.weights - 1)).max() <= largest.bound + 1


def test_the_work_of_all_searches_is_counted_and_capped():
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 10**6, size=(6, 10)) for _ in range(20)]
    zero = np.zeros(6, dtype=np.int64)
    effort = searches.Effort(most=30)
    programme = Programme(tables, zero, effort=effort)
    assert not programme.largest_minimum(zero, np.ones(6, dtype=np.int64)).complete
    assert (effort.programmes, effort.nodes >= 25, effort.left <= 5) == (1, True, True)
    programme.largest_minimum(zero, np.ones(6, dtype=np.int64))
    assert effort.nodes <= 40


def test_a_search_that_asks_too_often_is_ended(monkeypatch):
    monkeypatch.setattr(searches, "MAX_CHECKS", 20)
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 10**6, size=(6, 10)) for _ in range(20)]
    zero = np.zeros(6, dtype=np.int64)
    found = Programme(tables, zero).largest_minimum(zero, np.ones(6, dtype=np.int64))
    assert not found.complete
