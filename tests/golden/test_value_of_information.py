"""Two actions, v = 1 + X1 + X2 against 0, normal with deviations 1.6 and 1.2.

Closed form: s φ(μ/s) − μ Φ(−μ/s) with s = 2, 1.6, 1.2 (unit normal loss; Raiffa & Schlaifer 1961, table 7).
"""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import qmc

from pourparler.kernels.partial_information import (
    SPLITS,
    best_of_each,
    halves,
    informed,
    spline,
    standard_errors,
)


def loss(mean: float, deviation: float) -> float:
    z = mean / deviation
    return deviation * exp(-z * z / 2) / sqrt(2 * pi) - mean * (1 - erf(z / sqrt(2))) / 2


WANTED = (0.395593, 0.259072, 0.135966)


def draws(m: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    points = qmc.Sobol(2, scramble=True, rng=np.random.default_rng(seed)).random(2**m)
    x = ndtri(np.clip(points, 2.0**-33, 1 - 2.0**-33)) * (1.6, 1.2)
    return x, np.stack([1 + x.sum(axis=1), np.zeros(len(x))], axis=1)


def estimates(m: int, seed: int) -> list[float]:
    x, v = draws(m, seed)
    rng = np.random.default_rng(1_000 + seed)
    splits = [halves(len(v), rng) for _ in range(SPLITS)]
    policies = [best_of_each(v), *(informed(v, spline(x[:, g]), splits) for g in (0, 1))]
    return [float(policy.mean() - v.mean(axis=0).max()) for policy in policies]


def test_the_closed_form() -> None:
    assert [loss(1.0, s) for s in (2.0, 1.6, 1.2)] == pytest.approx(WANTED, abs=1e-6)


@pytest.mark.parametrize(("m", "seeds", "tolerance"), [(12, 12, 0.011), (14, 20, 0.002)])
def test_estimates(m: int, seeds: int, tolerance: float) -> None:
    for seed in range(seeds):
        assert estimates(m, seed) == pytest.approx(WANTED, abs=tolerance)


def test_neighbours_of_the_sequence_are_no_random_sample() -> None:
    """Of each two neighbours one lies in either half of the first axis, so every other row would be no random half."""
    x, _ = draws(12, 0)
    low = x[:, 0] < np.median(x[:, 0])
    assert (low.reshape(-1, 2).sum(axis=1) == 1).all()
    assert not (halves(len(x), np.random.default_rng(1)).reshape(-1, 2).sum(axis=1) == 1).all()


def test_errors_are_conservative_and_of_the_right_size() -> None:
    _, v = draws(12, 3)
    policy = best_of_each(v)[:, None]
    (error,) = standard_errors(v, policy, resamples=200, rng=np.random.default_rng(1))
    # Of independent draws: the deviation of max(v, 0) − v, over the root of their number.
    assert error == pytest.approx((policy[:, 0] - v[:, 0]).std() / sqrt(len(v)), rel=0.2)
    assert error > abs(policy.mean() - v.mean(axis=0).max() - WANTED[0])
