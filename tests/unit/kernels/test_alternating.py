"""Offers in turn from their last round, and the pair of places that patience alone leads to."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from pourparler.kernels.alternating import Line, Rows, Sides, backwards
from pourparler.kernels.polylines import Place, point
from pourparler.kernels.stationary import stationary

NINE, EIGHT = Fraction(9, 10), Fraction(8, 10)
UNITS = np.array([[u, 1000 - u] for u in range(1000, -1, -1)])


def first(path):
    step = path.at(0)
    return step.utility(0), step.utility(1)


def test_sides_and_rows_are_one_game():
    rng = np.random.default_rng(5)
    for _ in range(40):
        falling = np.unique(rng.integers(0, 60, size=12))[::-1]
        rising = np.sort(rng.choice(60, size=len(falling), replace=False))
        points = np.stack((falling, rising), axis=1)
        patience = tuple(Fraction(int(k), 20) for k in rng.integers(0, 21, size=2))
        for turns in ((0, 1), (1, 0)):
            given = {"reserve": (0, 0), "patience": patience, "turns": turns, "rounds": 9}
            assert backwards(Sides(points), **given) == backwards(Rows(points), **given)


def test_who_is_indifferent_accepts_whatever_floating_point_would_say():
    # 0.7 * 0.7 * 100 is 48.99999999999999 in floating point, and 0.07 * 100 is 7.000000000000001.
    points = np.array([[100, 0], [51, 49], [0, 100]])
    share = Fraction(7, 10)
    path = backwards(Sides(points), reserve=(0, 49), patience=(share, Fraction(1)), turns=(0, 1), rounds=1)
    assert first(path) == (51, 49)
    few = np.array([[100, 0], [93, 7], [0, 100]])
    path = backwards(Sides(few), reserve=(0, 0), patience=(share, Fraction(7, 100)), turns=(0, 1), rounds=2)
    assert first(path) == (93, 7)


def test_rounds_that_repeat_are_not_worked_out_again():
    given = {"reserve": (0, 0), "patience": (NINE, EIGHT), "turns": (0, 1)}
    long = backwards(Sides(UNITS), rounds=1_000_000, **given)
    assert len(long.steps) < 40
    for rounds in (60, 61, 62, 63):
        whole = backwards(Sides(UNITS), rounds=rounds, **given)
        assert len(whole.steps) < rounds
        # What lies before is told all the same: as the round of the same proposer two rounds on.
        assert [whole.at(t) for t in range(20)] == [whole.at(t + 2) for t in range(20)]
    assert first(long) == first(backwards(Sides(UNITS), rounds=62, **given))


def test_a_long_game_on_a_line_stops_where_nothing_changes():
    line = Line([(10**6, 0), (0, 10**6)], (0, 0))
    path = backwards(line, reserve=(0, 0), patience=(NINE, EIGHT), turns=(0, 1), rounds=10**6)
    assert len(path.steps) < 800
    assert path.at(0).utility(0) / 1e6 == pytest.approx(5 / 7, abs=1e-16)
    assert point(line.corners, line.place(0, path.at(0).label))[0] == pytest.approx(5e6 / 7)


def test_nobody_can_wait():
    nothing = (Fraction(0), Fraction(0))
    for turns, outcome in (((0, 1), (1000, 0)), ((1, 0), (0, 1000))):
        path = backwards(Sides(UNITS), reserve=(0, 0), patience=nothing, turns=turns, rounds=7)
        assert first(path) == outcome


def test_a_round_passes_where_waiting_is_worth_more():
    # Everything is worth less than nothing, and weighs less the later it comes.
    points = np.array([[-10, -20]])
    half = (Fraction(1, 2), Fraction(1, 2))
    path = backwards(Sides(points), reserve=(-10, -20), patience=half, turns=(0, 1), rounds=3)
    assert [path.at(t).label for t in range(3)] == [None, None, None]
    assert first(path) == (-1.25, -2.5)


def test_three_parties_and_equally_good_rows_go_by_their_order():
    points = np.array([[5, 3, 1], [5, 1, 3], [4, 4, 4]])
    path = backwards(Rows(points), reserve=(0, 0, 0), patience=(NINE,) * 3, turns=(0, 1, 2), rounds=1)
    assert path.at(0).label == 0


HULL = [(90, 0), (80, 30), (50, 65), (20, 80), (0, 84)]


@pytest.mark.parametrize("shares", [(1, 1), (1, 9), (9, 1), (0, 5), (5, 0), (0, 0), (10, 3), (3, 10), (9, 9)])
def test_the_pair_of_places_solves_its_equations(shares):
    patience = Fraction(shares[0], 10), Fraction(shares[1], 10)
    ends = Place(0, Fraction(0)), Place(len(HULL) - 1, Fraction(0))
    x, y = (point(HULL, place) for place in stationary(HULL, patience, ends))
    assert x[1] == patience[1] * y[1]
    assert y[0] == patience[0] * x[0]


def test_where_the_gains_of_one_end_the_end_is_proposed():
    # Whatever is acceptable gives the second at least 30: more than waiting would bring it.
    ends = Place(1, Fraction(0)), Place(3, Fraction(0))
    x, y = stationary(HULL, (NINE, Fraction(1, 10)), ends)
    assert x == ends[0]
    assert point(HULL, y)[0] == 72
    only = Place(2, Fraction(0))
    assert stationary(HULL, (NINE, EIGHT), (only, only)) == (only, only)


def test_more_patience_is_never_worse():
    ends = Place(0, Fraction(0)), Place(len(HULL) - 1, Fraction(0))
    found = [point(HULL, stationary(HULL, (Fraction(k, 20), EIGHT), ends)[0])[0] for k in range(21)]
    assert all(before <= after for before, after in pairwise(found))
