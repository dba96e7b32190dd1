"""Regression on draws: splines, halves, choices, errors."""

import numpy as np
import pytest

from pourparler.kernels.partial_information import (
    best_of_each,
    chosen,
    halves,
    paid,
    spline,
    standard_errors,
)

RNG = np.random.default_rng(5)


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    basis = np.column_stack([np.ones(len(x)), spline(x)])
    return basis @ np.linalg.lstsq(basis, y, rcond=None)[0]


def test_a_spline_holds_lines_and_is_a_line_beyond_its_outer_knots() -> None:
    x = np.sort(RNG.normal(size=2_000)) * 1e6 + 5e6
    assert fitted(x, 3 * x - 7) == pytest.approx(3 * x - 7, rel=1e-6)
    columns = spline(x)
    assert columns.shape == (2_000, 4)
    for end in (x < np.quantile(x, 0.05), x > np.quantile(x, 0.95)):
        part, places = columns[end], x[end]
        slopes = np.diff(part, axis=0) / np.diff(places)[:, None]
        assert slopes == pytest.approx(np.broadcast_to(slopes[0], slopes.shape), rel=1e-4, abs=1e-12)


def test_a_smooth_curve_is_followed() -> None:
    x = RNG.random(4_000)
    assert np.abs(fitted(x, np.sin(3 * x)) - np.sin(3 * x)).max() < 0.02


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_few_values_are_told_apart(levels: int) -> None:
    x = RNG.integers(0, levels, size=900).astype(float)
    wanted = np.array([4.0, -1.0, 2.0, 7.0])[x.astype(int)]
    assert spline(x).shape == (900, levels - 1)
    assert fitted(x, wanted) == pytest.approx(wanted, abs=1e-6)


def test_a_rare_value_still_has_a_column() -> None:
    x = np.zeros(500)
    x[:7] = 1.0
    assert spline(x).shape == (500, 1)
    assert spline(np.full(500, 3.5)).shape == (500, 0)


def test_halves_are_halves_at_random() -> None:
    half = halves(101, np.random.default_rng(1))
    assert half.sum() == 50
    assert (half != halves(101, np.random.default_rng(2))).any()
    assert (half == halves(101, np.random.default_rng(1))).all()


def test_choices_follow_the_input_and_a_constant_leaves_the_best_on_average() -> None:
    x = RNG.random(2_000)
    payoffs = np.stack([x, 1 - x, np.full(2_000, 0.2)], axis=1)
    half = halves(2_000, np.random.default_rng(1))
    choice = chosen(payoffs, spline(x), half)
    clear = np.abs(x - 0.5) > 1e-3
    assert (choice[clear] == (x < 0.5)[clear]).all()
    assert paid(payoffs, choice)[clear] == pytest.approx(best_of_each(payoffs)[clear])
    bare = chosen(payoffs, np.empty((2_000, 0)), half)
    assert set(bare.tolist()) == {int(payoffs.mean(axis=0).argmax())}


def test_errors_shrink_with_the_root_of_the_draws_and_are_nought_without_a_difference() -> None:
    payoffs = RNG.random((4_000, 2))
    few, many = (
        standard_errors(
            payoffs[:n], best_of_each(payoffs[:n])[:, None], resamples=400, rng=np.random.default_rng(1)
        )[0]
        for n in (1_000, 4_000)
    )
    assert few / many == pytest.approx(2.0, rel=0.25)
    same = np.ones((50, 3))
    assert standard_errors(same, same[:, :1], resamples=20, rng=np.random.default_rng(1)) == pytest.approx(0)
