"""Pools of laws given by quantile functions: exact against other routes."""

from math import sqrt

import numpy as np
import pytest

from pourparler.kernels.opinion_pools import (
    Curve,
    at,
    below,
    linear_pool,
    moments,
    quantile_mean,
    up_to,
)

ALIKE = np.array([0.5, 0.5])


def uniform(low: float, high: float) -> Curve:
    return Curve(np.array([0.0, 1.0]), np.array([low, high]))


def test_a_point_and_an_interval_make_an_atom() -> None:
    pool = linear_pool([uniform(4, 4), uniform(0, 10)], ALIKE)
    four = np.array([4.0])
    assert below(pool, four)[0] == pytest.approx(0.2)
    assert up_to(pool, four)[0] == pytest.approx(0.7)
    assert at(pool, np.array([0.2, 0.3, 0.7])).tolist() == pytest.approx([4, 4, 4])
    assert moments(pool)[0] == pytest.approx(4.5)


def test_experts_apart_leave_a_gap_in_which_the_pool_has_no_mass() -> None:
    pool = linear_pool([uniform(0, 10), uniform(90, 100)], ALIKE)
    assert up_to(pool, np.array([10.0, 50.0])).tolist() == pytest.approx([0.5, 0.5])
    assert at(pool, np.array([0.5]))[0] == pytest.approx(10)
    assert moments(quantile_mean([uniform(0, 10), uniform(90, 100)], ALIKE)) == pytest.approx((50, 100 / 12))


def test_points_only_and_one_expert_alone() -> None:
    assert moments(linear_pool([uniform(3, 3), uniform(3, 3)], ALIKE)) == (3.0, 0.0)
    assert moments(linear_pool([uniform(0, 0), uniform(6, 6)], ALIKE)) == pytest.approx((3, 9))
    assert moments(quantile_mean([uniform(0, 0), uniform(6, 6)], ALIKE)) == pytest.approx((3, 0))
    own = Curve(np.array([0.0, 0.1, 0.5, 0.9, 1.0]), np.array([0.0, 20.0, 50.0, 60.0, 100.0]))
    for pool in (linear_pool([own], np.ones(1)), quantile_mean([own], np.ones(1))):
        levels = np.linspace(0, 1, 41)
        assert at(pool, levels) == pytest.approx(at(own, levels))


def test_an_expert_without_weight_leaves_no_trace() -> None:
    experts = [uniform(0, 10), uniform(90, 100)]
    pools = [linear_pool(experts, np.array(weights)) for weights in ([1.0, 0.0], [0.0, 1.0], [0.5, 0.5])]
    assert [(pool.q[0], pool.q[-1]) for pool in pools] == [(0, 10), (90, 100), (0, 100)]


def test_the_pool_is_the_mixture_that_draws_find() -> None:
    rng = np.random.default_rng(5)
    experts = [Curve(np.array([0.0, 0.1, 0.5, 0.9, 1.0]), np.sort(rng.uniform(0, 100, 5))) for _ in range(3)]
    weights = np.array([0.2, 0.5, 0.3])
    pool = linear_pool(experts, weights)
    whose = rng.choice(3, p=weights, size=200_000)
    draws = np.stack([at(expert, rng.random(200_000)) for expert in experts])[whose, np.arange(200_000)]
    assert moments(pool)[0] == pytest.approx(draws.mean(), abs=4 * sqrt(moments(pool)[1] / 200_000))
    levels = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
    assert up_to(pool, np.quantile(draws, levels)) == pytest.approx(levels, abs=0.005)
