"""Hulls of sums, points on them, sums on an edge: against enumeration and against the definitions."""

from fractions import Fraction
from itertools import pairwise, product
from math import log

import numpy as np
import pytest

from pourparler.kernels.hulls import chain, upper_right
from pourparler.kernels.inside_edges import neighbours
from pourparler.kernels.polylines import Place, balance, largest_product, point, stepwise, stretch

ZERO = Fraction(0)
NONE = (ZERO, ZERO)
POLYGON = [(9, 0), (8, 4), (5, 7), (0, 9)]


def everything(corners):
    return Place(0, ZERO), Place(len(corners) - 1, ZERO)


def sums(sets):
    return [tuple(np.sum([s[:, v] for s, v in zip(sets, c, strict=True)], axis=0).tolist())
            for c in product(*(range(s.shape[1]) for s in sets))]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_sum_lies_outside_the_merged_hull_and_every_corner_is_a_sum(seed):
    rng = np.random.default_rng(seed)
    sets = [rng.integers(-9, 9, (2, rng.integers(1, 5))) for _ in range(4)]
    hull = upper_right(sets)
    reached = set(sums(sets))
    assert set(hull.corners) <= reached
    assert len(hull.corners) <= sum(s.shape[1] - 1 for s in sets) + 1
    for (a, b), (c, d) in pairwise(hull.corners):
        assert c < a
        assert d > b
        assert all((d - b) * (x - a) + (a - c) * (y - b) <= 0 for x, y in reached)
    for corner, choice in zip(hull.corners, hull.choices, strict=True):
        assert corner == tuple(sum(int(s[k, v]) for s, v in zip(sets, choice, strict=True)) for k in (0, 1))


def test_slopes_that_only_whole_numbers_tell_apart():
    """Products of these steps pass 2^63; as floats both slopes are 1."""
    big = 2**52
    sets = [np.array([[0, big], [big + 1, 0]]), np.array([[0, big - 1], [big, 0]])]
    hull = upper_right(sets)
    steeper = (big + 1) * (big - 1) > big * big
    assert hull.choices.tolist() == ([[1, 1], [0, 1], [0, 0]] if steeper else [[1, 1], [1, 0], [0, 0]])
    assert len(hull.corners) == 3


def test_parallel_edges_are_one_and_equal_values_the_first():
    coin = np.array([[0, 0, 1], [1, 1, 0]])
    assert upper_right([coin] * 50).corners == ((50, 0), (0, 50))
    assert chain(coin).tolist() == [2, 0]


def test_a_set_of_one_or_of_equal_points_has_one_corner():
    assert chain(np.array([[3], [4]])).tolist() == [0]
    assert chain(np.full((2, 5), 7)).tolist() == [0]


@pytest.mark.parametrize("floor", [(0, 0), (3, 2), (5, 7), (8, 1), (0, 8)])
def test_the_stretch_above_a_floor_ends_where_a_floor_is_met(floor):
    first, last = stretch(POLYGON, tuple(map(Fraction, floor)))
    assert min(point(POLYGON, first)[1] - floor[1], first.edge + first.part) == 0
    assert point(POLYGON, last)[0] - floor[0] == 0 or last == Place(3, ZERO)
    assert first <= last


@pytest.mark.parametrize("floor", [(10, 0), (0, 10), (8, 5), (6, 7)])
def test_no_stretch_beyond_the_hull(floor):
    assert stretch(POLYGON, tuple(map(Fraction, floor))) is None


@pytest.mark.parametrize("powers", [(1, 1), (5, 1), (1, 7), (Fraction(1, 3), Fraction(2, 3))])
def test_no_point_of_the_polyline_has_a_larger_product(powers):
    found = largest_product(POLYGON, powers, everything(POLYGON))

    def product_at(place):
        x, y = point(POLYGON, place)
        return powers[0] * log(x) + powers[1] * log(y) if x > 0 and y > 0 else float("-inf")

    best = product_at(found)
    tried = [Place(edge, Fraction(k, 97)) for edge in range(3) for k in range(97)]
    assert all(product_at(place) <= best + 1e-12 for place in tried)


def test_the_product_is_clipped_to_what_is_acceptable():
    ends = stretch(POLYGON, (ZERO, Fraction(8)))
    assert largest_product(POLYGON, (1, 1), ends) == ends[0]


@pytest.mark.parametrize("shares", [(1, 1), (9, 9), (1, 5), (7, 2)])
def test_shares_are_equal_where_the_way_to_the_ideal_leaves_the_hull(shares):
    x, y = point(POLYGON, balance(POLYGON, shares, everything(POLYGON)))
    assert x / shares[0] == y / shares[1]


def test_where_the_shares_cannot_be_equal_the_nearest_end_is_taken():
    assert balance([(9, 5), (8, 7)], (1, 1), (Place(0, ZERO), Place(1, ZERO))) == Place(1, ZERO)
    assert balance([(3, 7), (2, 9)], (1, 1), (Place(0, ZERO), Place(1, ZERO))) == Place(0, ZERO)


def test_half_way_steps_end_exactly_on_a_straight_line():
    assert stepwise([(4, 0), (0, 4)]) == (Place(0, Fraction(1, 2)), 1, 0)
    # The second side has 1 in any case, so the first step ends below the line.
    assert point([(1, 1), (0, 2)], stepwise([(1, 1), (0, 2)]).place) == (Fraction(3, 4), Fraction(5, 4))


def test_half_way_steps_to_a_corner_are_cut_off_with_a_bound():
    corners = [(4, 0), (3, 3), (0, 4)]
    found = stepwise(corners, steps=30)
    assert point(corners, found.place) == (3, 3)
    assert 0 < found.error <= Fraction(1, 2**29)
    assert found.steps == 30


def test_half_way_steps_to_the_end_of_the_line_stay_on_what_is_left():
    """The second side has 9 in any case, so where one stands rises to the first corner without reaching it."""
    found = stepwise([(1, 9), (-6, 10)])
    assert found.place == Place(0, ZERO)
    assert 0 < found.error < Fraction(1, 2**58)


def test_sums_on_an_edge():
    coins = [np.array([[2, 1, 0], [0, 1, 2]]), np.array([[0, 3], [3, 0]])]
    hull = upper_right(coins)
    assert hull.corners == ((5, 0), (0, 5))
    for left in (Fraction(k, 3) for k in range(1, 15)):
        found = neighbours(coins, hull.choices[0], step=(5, 5), left=left)
        fallen = [k for k, _ in found]
        assert fallen == ([int(left)] if left.denominator == 1 else [left // 1, left // 1 + 1])
        for k, choice in found:
            assert sum(int(c[0, v]) for c, v in zip(coins, choice, strict=True)) == 5 - k


def test_too_many_sums_on_an_edge_are_not_looked_at():
    sets = [np.array([[2**k, 0], [0, 2**k]]) for k in range(40)]
    assert neighbours(sets, np.zeros(40, dtype=np.int64), step=(2**40, 2**40), left=Fraction(1, 3)) is None
