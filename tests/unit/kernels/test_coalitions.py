"""Counting coalitions: tables against listing, removal, remainders, many players."""

from math import comb

import numpy as np
import pytest

from pourparler.kernels.balls import extents, improving
from pourparler.kernels.coalitions import BITS, below, below_without, binomials, divisors, restored


def listed(weights: np.ndarray, caps: list[int]) -> np.ndarray:
    n = weights.shape[1]
    table = np.zeros((n + 1, *caps), dtype=np.int64)
    for mask in range(1 << n):
        inside = np.array([mask >> i & 1 for i in range(n)])
        sums = weights @ inside
        table[(inside.sum(), *(slice(s, None) for s in sums))] += 1
    return table


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_tables_and_removal_equal_a_listing(rows: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 8))
    weights, caps = rng.integers(0, 5, (rows, n)), rng.integers(1, 7, rows).tolist()
    table = below(weights, caps, 0)
    assert (table == listed(weights, caps)).all()
    every = [list(range(1, cap + 1)) for cap in caps]
    for i in range(n):
        rest = listed(np.delete(weights, i, axis=1), caps)
        assert (below_without(table, weights[:, i].tolist(), every, divisor=0) == rest).all()


def test_remainders_tell_counts_of_any_size() -> None:
    n = 150
    by = divisors(n)
    assert len(by) == 3
    assert all(d < 2**BITS for d in by)
    ones = np.ones((1, n), dtype=np.int64)
    tables = [below(ones, [n + 1], divisor) for divisor in by]
    counts = restored(tables, by)[:, -1]
    assert counts.tolist() == [comb(n, k) for k in range(n + 1)] == binomials(n).tolist()
    without = restored(
        [below_without(t, [1], [[76]], divisor=d) for t, d in zip(tables, by, strict=True)], by
    )
    assert without[75, 0] == comb(n - 1, 75)
    assert without[76, 0] == 0


def test_a_player_who_reaches_the_threshold_alone() -> None:
    table = below(np.array([[5, 1]]), [2], 0)
    assert table.tolist() == [[1, 1], [0, 1], [0, 0]]
    assert below_without(table, [5], [[1, 2]], divisor=0).tolist() == [[1, 1], [0, 1]]


def test_ends_of_a_lens() -> None:
    """Two circles of radius 1 at distance 1: their lens is 1 wide and √3 high."""
    ideal, quo = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([0.5, np.sqrt(0.75)])
    low, high = extents(ideal, np.ones((2, 2)), quo).T
    assert low == pytest.approx([0, -np.sqrt(0.75)], abs=1e-8)
    assert high == pytest.approx([1, np.sqrt(0.75)], abs=1e-8)


def test_an_axis_without_weight_is_unbounded_and_ideals_cannot_be_improved_on() -> None:
    ideal, weight = np.array([[0.0, 3.0]]), np.array([[1.0, 0.0]])
    assert extents(ideal, weight, np.array([2.0, 7.0])).tolist()[1] == [-np.inf, np.inf]
    assert extents(ideal, weight, np.array([2.0, 7.0]))[0] == pytest.approx([-2, 2], abs=1e-8)
    assert not improving(ideal, weight, np.array([0.0, 7.0]))


def test_weights_that_differ_bend_the_core() -> None:
    """Between two ideals the contract curve of unequal axes is not the straight line."""
    ideal = np.array([[0.0, 0.0], [1.0, 1.0]])
    middle = np.array([0.5, 0.5])
    assert not improving(ideal, np.ones((2, 2)), middle)
    assert improving(ideal, np.array([[1.0, 0.5], [0.5, 1.0]]), middle)
