"""Compromise and weighted median: fall-backs, ties, what is not known, permutations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp

scores = st.lists(
    st.tuples(st.integers(0, 100), st.integers(1, 50), st.integers(0, 100)), min_size=1, max_size=7
)


def model(rows: list[tuple[int, int, int]]) -> pp.Positions:
    return pp.Positions.from_arrays(
        [[float(x)] for x, _, _ in rows],
        influence=[c for _, c, _ in rows],
        salience=[[s / 100] for _, _, s in rows],
    )


def test_weights_that_vanish_fall_back_and_say_so() -> None:
    found = pp.solve(model([(0, 1, 0), (100, 3, 0)]), pp.Compromise())
    assert found.forecasts["i1"].point == 75
    assert "influence" in str(found.status.message)


def test_a_tied_vote_is_an_interval() -> None:
    found = pp.solve(model([(10, 1, 50), (60, 1, 50)]), pp.WeightedMedian())
    forecast = found.forecasts["i1"]
    assert forecast.point == 10
    assert forecast.details["interval"] == [10, 60]
    assert forecast.details["margin"] == 0
    assert "i1" in str(found.status.message)


def test_unknown_influence_is_an_error_that_says_what_to_do() -> None:
    bare = pp.Positions.from_arrays([[0.0], [100.0]], influence=[1, np.nan], salience=[[1.0], [1.0]])
    with pytest.raises(pp.ModelError, match="a2"):
        pp.solve(bare, pp.Compromise())
    assert pp.solve(bare, pp.Compromise(weights="equal")).forecasts["i1"].point == 50


def test_who_takes_no_position_has_no_weight() -> None:
    bare = pp.Positions.from_arrays(
        [[0.0], [np.nan], [100.0]], influence=[1, 50, 1], salience=[[1.0], [1.0], [1.0]]
    )
    assert pp.solve(bare, pp.Compromise()).forecasts["i1"].point == 50
    nobody = pp.Positions.from_arrays([[np.nan]], influence=[1], salience=[[1.0]])
    assert pp.solve(nobody, pp.Compromise()).forecasts["i1"].point is None


@given(scores, st.permutations(range(7)))
def test_order_and_units_do_not_matter(rows: list[tuple[int, int, int]], order: list[int]) -> None:
    mixed = [rows[i] for i in order if i < len(rows)]
    scaled = [(x, 10 * c, s) for x, c, s in rows]
    for concept in (pp.Compromise(), pp.WeightedMedian()):
        one = pp.solve(model(rows), concept).forecasts["i1"].point
        assert pp.solve(model(mixed), concept).forecasts["i1"].point == pytest.approx(one, abs=1e-9)
        assert pp.solve(model(scaled), concept).forecasts["i1"].point == pytest.approx(one, abs=1e-9)


@given(scores)
def test_the_mean_stays_inside_and_the_median_beats_every_position(rows: list[tuple[int, int, int]]) -> None:
    held = [x for x, _, _ in rows]
    mean = pp.solve(model(rows), pp.Compromise()).forecasts["i1"].point
    assert min(held) - 1e-9 <= mean <= max(held) + 1e-9
    low, high = pp.solve(model(rows), pp.WeightedMedian()).forecasts["i1"].details["interval"]
    weights = [c * s for _, c, s in rows] if any(c * s for _, c, s in rows) else [c for _, c, _ in rows]
    for end in (low, high):
        assert end in held
        for other in held:  # nobody's position gets more weight than it in a pairwise vote
            ahead = sum(w for x, w in zip(held, weights, strict=True) if abs(x - other) < abs(x - end))
            behind = sum(w for x, w in zip(held, weights, strict=True) if abs(x - other) > abs(x - end))
            assert ahead <= behind


@given(scores, st.integers(1, 20))
def test_moving_one_actor_moves_the_mean_by_its_share(rows: list[tuple[int, int, int]], step: int) -> None:
    before = pp.solve(model(rows), pp.Compromise()).forecasts["i1"]
    x, c, s = rows[0]
    after = pp.solve(model([(x + step, c, s), *rows[1:]]), pp.Compromise()).forecasts["i1"]
    share = before.details["weights"].get("a1", 0.0)
    assert after.point - before.point == pytest.approx(share * step, abs=1e-9)
