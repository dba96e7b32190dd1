"""Kernels of collective decision against plain loops, against each other, and bit for bit row by row."""

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

from pourparler.kernels.interior import largest_minimum, largest_product
from pourparler.kernels.means import weighted_means, weighted_medians
from pourparler.kernels.one_issue import Line, product_on, smallest_on
from pourparler.kernels.shifts import mean_shifts, slopes
from pourparler.kernels.spatial_gains import Gains, best_for, gains, largest, product_gap, smallest_gap

shapes = st.tuples(st.integers(1, 6), st.integers(1, 9), st.integers(1, 4), st.integers(0, 10**6))


def problem(shape: tuple[int, int, int, int], power: int) -> tuple[Gains, np.ndarray, np.ndarray]:
    rows, n, m, seed = shape
    rng = np.random.default_rng(seed)
    at = rng.choice([0.0, 0.1, 0.25, 0.5, 0.8, 1.0], (rows, n, m))
    stake = rng.random((rows, n, m)) * (rng.random((rows, n, m)) > 0.25)
    stake[:, :, 0] += 0.05
    stake /= stake.sum(axis=2, keepdims=True)
    weight = rng.random((rows, n)) + 0.05
    weight /= weight.sum(axis=1, keepdims=True)
    return Gains(np.full((rows, n), 1.01), stake, at, power), weight, at.mean(axis=1)


def even(centre: np.ndarray) -> np.ndarray:
    return np.full(centre.shape, 1 / centre.shape[1])


@given(shapes)
@tried(40, full=100)
def test_means_and_medians_equal_plain_loops_and_rows_alone(shape: tuple[int, int, int, int]) -> None:
    known, weight, _ = problem(shape, 1)
    held = np.ascontiguousarray(known.at[:, :, 0])
    weight = np.where(weight > 0.5 / weight.shape[1], weight, 0.0)
    slack = np.zeros(len(held))
    means, medians = weighted_means(held, weight), weighted_medians(held, weight, slack=slack)
    for i in range(len(held)):
        alone = weighted_medians(held[i : i + 1], weight[i : i + 1], slack=slack[:1])
        assert means[i : i + 1].tobytes() == weighted_means(held[i : i + 1], weight[i : i + 1]).tobytes()
        assert [x[i : i + 1].tobytes() for x in medians] == [x.tobytes() for x in alone]
        assert means[i] == pytest.approx(sum(weight[i] * held[i]) / sum(weight[i]))
        half, upto = weight[i].sum() / 2, 0.0
        for x in sorted(set(held[i][weight[i] > 0])):
            upto += weight[i][held[i] == x].sum()
            if upto >= half - 1e-9:
                break
        assert medians.lower[i] == x


def test_rows_without_weight_have_no_mean_and_no_median() -> None:
    nothing = np.zeros((1, 3))
    assert np.isnan(weighted_means(nothing, nothing)[0])
    assert all(np.isnan(x[0]) for x in weighted_medians(nothing, nothing, slack=np.zeros(1)))
    assert all(np.isnan(x[0]) for x in weighted_medians(nothing[:, :0], nothing[:, :0], slack=np.zeros(1)))


def test_positions_nearer_than_the_slack_are_one() -> None:
    held, weight = np.array([[1.0, 1.0 + 1e-12, 5.0]]), np.array([[1.0, 1.0, 2.0]])
    found = weighted_medians(held, weight, slack=np.array([1e-9]))
    assert (found.lower[0], found.upper[0], found.margin[0]) == (1.0, 5.0, 0.0)


@pytest.mark.parametrize("power", [1, 2])
@given(shapes)
@tried(25, full=60)
def test_interior_points_are_certified_and_equal_rows_alone(
    power: int, shape: tuple[int, int, int, int]
) -> None:
    known, weight, centre = problem(shape, power)
    start, pull = np.clip(centre, 0.05, 0.95), even(centre)
    found = largest_product(known, weight, start=start, centre=centre, pull=pull)
    assert (product_gap(known, weight, found.point) <= 1e-9).all()
    unit = largest(known)
    least = largest_minimum(known, unit, centre=centre, pull=pull)
    assert (smallest_gap(known, unit, least.point, worth=least.worth) <= 1e-8).all()
    row = np.array([len(start) - 1])
    alone = largest_product(
        known.take(row), weight[row], start=start[row], centre=centre[row], pull=pull[row]
    )
    assert alone.point.tobytes() == found.point[row].tobytes()
    smallest = largest_minimum(known.take(row), unit[row], centre=centre[row], pull=pull[row])
    assert smallest.point.tobytes() == least.point[row].tobytes()


@pytest.mark.parametrize("power", [1, 2])
@given(st.tuples(st.integers(1, 6), st.integers(1, 9), st.just(1), st.integers(0, 10**6)))
@tried(25, full=60)
def test_two_routes_agree_on_one_issue(power: int, shape: tuple[int, int, int, int]) -> None:
    known, weight, centre = problem(shape, power)
    line = Line(known.base, known.stake[:, :, 0], known.at[:, :, 0], power)
    start = np.clip(centre, 0.05, 0.95)
    inner = largest_product(known, weight, start=start, centre=centre, pull=even(centre))
    assert product_on(line, weight) == pytest.approx(inner.point[:, 0], abs=1e-7)
    unit = largest(known)
    least = largest_minimum(known, unit, centre=centre, pull=even(centre))
    there = smallest_on(line, unit)[:, None]
    values = [(gains(known, point) / unit).min(axis=1) for point in (there, least.point)]
    assert values[0] == pytest.approx(values[1], abs=1e-8)


def test_flat_directions_end_at_the_point_nearest_to_the_centre() -> None:
    # One actor who only minds issue 2; on issue 1 and 3 two actors want opposite ends with equal stakes.
    stake = np.array([[[0.5, 0.0, 0.5], [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]])
    at = np.array([[[0.0, 0.5, 0.0], [1.0, 0.5, 1.0], [0.5, 0.3, 0.5]]])
    known = Gains(np.full((1, 3), 1.01), stake, at, 1)
    weight, centre = np.full((1, 3), 1 / 3), np.array([[0.2, 0.9, 0.6]])
    found = largest_product(
        known, weight, start=np.full((1, 3), 0.5), centre=centre, pull=np.array([[0.4, 0.2, 0.4]])
    )
    # Both sums are equal where o1 + o3 = 1: the nearest point to (.2, .6) there.
    assert found.point[0] == pytest.approx([0.3, 0.3, 0.7], abs=1e-9)


def test_a_flat_direction_ends_at_the_end_of_the_scale() -> None:
    stake = np.array([[[0.9, 0.1], [0.9, 0.1]]])
    known = Gains(np.full((1, 2), 1.01), stake, np.array([[[0.0, 0.0], [1.0, 1.0]]]), 1)
    centre = np.array([[0.9, 0.9]])
    found = largest_product(
        known, np.full((1, 2), 0.5), start=np.full((1, 2), 0.5), centre=centre, pull=np.full((1, 2), 0.5)
    )
    # 9 o1 + o2 = 5: the nearest point to the centre would have o2 = .9 - .04 / .82 and lies inside.
    slide = (9 * 0.9 + 0.9 - 5) / 82
    assert found.point[0] == pytest.approx([0.9 - 9 * slide, 0.9 - slide], abs=1e-9)


@given(shapes)
@tried(40, full=100)
def test_the_best_point_for_a_sum_beats_a_grid(shape: tuple[int, int, int, int]) -> None:
    for power in (1, 2):
        known, weight, centre = problem(shape, power)
        best = (weight * gains(known, best_for(known, weight))).sum(axis=1)
        for share in np.linspace(0, 1, 21):
            there = np.full(centre.shape, share)
            assert (best >= (weight * gains(known, there)).sum(axis=1) - 1e-12).all()


def test_slopes_are_derivatives_and_shifts_are_exact() -> None:
    rng = np.random.default_rng(3)
    held, salience, influence = (rng.random((5, 2)) + 0.1 for _ in range(3))
    weight = salience * influence
    found = slopes(held, weight, salience=salience, influence=influence)

    def mean(x: np.ndarray, s: np.ndarray, c: np.ndarray) -> np.ndarray:
        return (s * c * x).sum(axis=0) / (s * c).sum(axis=0)

    bump = np.zeros((5, 2))
    bump[2] = 1e-6
    base = mean(held, salience, influence)
    assert (mean(held + bump, salience, influence) - base) / 1e-6 == pytest.approx(
        found.position[2], abs=1e-6
    )
    assert (mean(held, salience + bump, influence) - base) / 1e-6 == pytest.approx(
        found.salience[2], abs=1e-5
    )
    assert (mean(held, salience, influence + bump) - base) / 1e-6 == pytest.approx(
        found.influence[2], abs=1e-5
    )
    moved = held.copy()
    moved[3, 0] = 0.9
    shift = mean_shifts(
        held[:, 0], weight[:, 0], at=np.array([3]), to=np.array([0.9]), worth=np.array([2 * weight[3, 0]])
    )
    doubled = influence.copy()
    doubled[3] *= 2
    assert shift[0] == pytest.approx((mean(moved, salience, doubled) - base)[0], abs=1e-12)
