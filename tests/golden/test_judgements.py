"""Experts' judgements against values worked out by hand: rescaling, two pools, weights by performance.

Rescaling: Hemming et al. 2018 (four-question elicitation). Pools of two normal laws: closed forms, √(σ² + δ²/4) for the
mixture and σ for the average of quantiles. Calibration and information: Cooke 1991, chapter 12; the χ² probabilities
follow from the closed form for three degrees of freedom.
"""

from math import sqrt

import numpy as np
import pytest

from pourparler.brief.findings import Place
from pourparler.brief.judgements import Judgement, rescaled, rescaling
from pourparler.brief.laws import Scale
from pourparler.kernels.opinion_pools import Curve, at, linear_pool, moments, quantile_mean
from pourparler.kernels.performance_weights import calibration, information

PERCENT = Scale(0.0, 100.0)
ALIKE = np.array([0.5, 0.5])


def answer(lowest: float, best: float, highest: float, confidence: float | None) -> Judgement:
    return Judgement("k", "a", lowest, highest, best, confidence, "", "", Place("judgements.csv"))


@pytest.mark.parametrize(
    ("level", "low", "high"), [(0.8, 100 / 3, 220 / 3), (0.9, 30.0, 75.0), (0.6, 40.0, 70.0)]
)
def test_forty_sixty_seventy_at_sixty_percent(level: float, low: float, high: float) -> None:
    found = rescaling(answer(40, 60, 70, 0.6), PERCENT, level=level)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)
    assert found.cuts == ()


def test_the_law_has_the_rescaled_points_as_quantiles_and_ends_with_the_scale() -> None:
    law = rescaled(answer(40, 60, 70, 0.6), PERCENT)
    at_points = law.quantile(np.array([0.0, 0.1, 0.5, 0.9, 1.0]))
    assert at_points == pytest.approx([0, 100 / 3, 60, 220 / 3, 100], abs=1e-6)


def normal(mean: float, sd: float) -> Curve:
    from scipy.special import ndtr

    z = np.linspace(-9, 9, 18_001)
    p = ndtr(z)
    p[0], p[-1] = 0.0, 1.0
    return Curve(p, mean + sd * z)


def test_two_normal_experts_in_both_pools() -> None:
    experts = [normal(20, 5), normal(80, 5)]
    linear, averaged = linear_pool(experts, ALIKE), quantile_mean(experts, ALIKE)
    assert moments(linear)[0] == pytest.approx(50, abs=1e-6)
    assert sqrt(moments(linear)[1]) == pytest.approx(30.413813, abs=1e-6)
    assert moments(averaged)[0] == pytest.approx(50, abs=1e-6)
    assert sqrt(moments(averaged)[1]) == pytest.approx(5, abs=1e-6)
    # A quarter of the mixture is half of the lower law.
    assert at(linear, np.array([0.25, 0.75])) == pytest.approx([20, 80], abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "statistic", "probability"),
    [
        ((1, 9, 9, 1), 0.0, 1.0),
        ((0, 5, 5, 0), 2.1072, 0.5505),
        ((2, 3, 4, 1), 3.5564, 0.3135),
        ((3, 2, 2, 3), 15.0137, 0.001805),
    ],
)
def test_calibration_by_counts(counts: tuple[int, ...], statistic: float, probability: float) -> None:
    from scipy.stats import chi2

    found = float(calibration(np.array([counts]))[0])
    assert found == pytest.approx(probability, abs=5e-5)
    assert found == pytest.approx(float(chi2(3).sf(_statistic(counts))), abs=1e-9)
    assert _statistic(counts) == pytest.approx(statistic, abs=5e-5)


def _statistic(counts: tuple[int, ...]) -> float:
    total, expected = sum(counts), (0.05, 0.45, 0.45, 0.05)
    return 2 * sum(n * np.log(n / total / p) for n, p in zip(counts, expected, strict=True) if n)


def test_information_of_ten_forty_seventy_on_its_own_range() -> None:
    found = information(np.array([[[10.0, 40.0, 70.0]]]), np.array([[4.0, 76.0]]))
    assert float(found[0]) == pytest.approx(0.018182, abs=1e-6)
