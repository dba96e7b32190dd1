"""Weights by performance: bins, ranges, and the threshold that the pooled judgement chooses."""

import numpy as np
import pytest

from pourparler.kernels.performance_weights import (
    bins,
    calibration,
    information,
    intrinsic,
    performance_weights,
    pooled,
)

TRUTHS = np.arange(10.0) * 10 + 5
# Off by a little, sometimes below and sometimes above; far too sure of being 20 too high; right and vague.
SIDE = np.where(np.arange(10) % 2, 1.0, -1.0)
GOOD = np.stack([TRUTHS - 6 + SIDE, TRUTHS + SIDE, TRUTHS + 6 + SIDE], axis=1)
SURE = np.stack([TRUTHS + 19, TRUTHS + 20, TRUTHS + 21], axis=1)
VAGUE = np.stack([TRUTHS - 40 + SIDE, TRUTHS + SIDE, TRUTHS + 40 + SIDE], axis=1)


def test_the_sure_and_wrong_weigh_nothing_and_the_sharper_of_two_equals_more() -> None:
    found = performance_weights(np.stack([GOOD, SURE, VAGUE]), TRUTHS)
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights[1] == 0
    assert found.weights[0] > 2 * found.weights[2] > 0
    assert found.calibration[0] == found.calibration[2] > 0.5
    assert found.calibration[1] < 1e-5
    assert found.tried == 2


def test_the_chosen_threshold_is_the_best_of_all_there_are() -> None:
    quantiles = np.sort(np.random.default_rng(2).normal(size=(5, 12, 3)), axis=2)
    truths = np.random.default_rng(3).normal(size=12)
    found = performance_weights(quantiles, truths)
    ranges = intrinsic(quantiles, truths)
    for least in found.calibration:
        raw = np.where(found.calibration >= least, found.calibration * found.information, 0)
        pool = pooled(quantiles, ranges, weights=(raw / raw.sum())[None])
        score = calibration(bins(pool, truths))[0] * information(pool, ranges)[0]
        assert score <= found.pooled[0] * found.pooled[1] + 1e-12
    kept = found.calibration >= found.threshold
    raw = np.where(kept, found.calibration * found.information, 0)
    assert found.weights == pytest.approx(raw / raw.sum())


def _literal(quantiles: np.ndarray, truths: np.ndarray) -> dict[float, tuple[list[float], float]]:
    """Weights and score of every threshold, step by step as the literature says it, with roots found numerically."""
    from scipy.optimize import brentq
    from scipy.stats import chi2

    expected = [0.05, 0.45, 0.45, 0.05]

    def fit(own: np.ndarray) -> float:
        hits = [0, 0, 0, 0]
        for points, truth in zip(own, truths, strict=True):
            hits[sum(truth > point for point in points)] += 1
        shares = [hit / len(truths) for hit in hits]
        divergence = sum(s * np.log(s / p) for s, p in zip(shares, expected, strict=True) if s > 0)
        return float(chi2.sf(2 * len(truths) * divergence, 3))

    def edges(question: int) -> tuple[float, float]:
        every = [*quantiles[:, question].ravel(), truths[question]]
        return min(every) - 0.1 * (max(every) - min(every)), max(every) + 0.1 * (max(every) - min(every))

    def sharpness(own: np.ndarray) -> float:
        total = 0.0
        for question, points in enumerate(own):
            low, high = edges(question)
            at = [low, *points, high]
            total += sum(p * np.log(p * (high - low) / (at[i + 1] - at[i])) for i, p in enumerate(expected))
        return total / len(own)

    scores = [(fit(own), sharpness(own)) for own in quantiles]
    found = {}
    for least in {c for c, _ in scores}:
        raw = [c * i if c >= least else 0.0 for c, i in scores]
        weights = [x / sum(raw) for x in raw]
        pool = []
        for question in range(len(truths)):
            low, high = edges(question)

            def up_to(
                x: float,
                question: int = question,
                low: float = low,
                high: float = high,
                weights: list[float] = weights,
            ) -> float:
                return sum(
                    w * np.interp(x, [low, *own, high], [0, 0.05, 0.5, 0.95, 1])
                    for w, own in zip(weights, quantiles[:, question], strict=True)
                )

            pool.append(
                [brentq(lambda x, p=p, f=up_to: f(x) - p, low, high, xtol=1e-13) for p in (0.05, 0.5, 0.95)]
            )
        found[least] = weights, fit(np.array(pool)) * sharpness(np.array(pool))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_method_as_the_literature_says_it_gives_the_same_weights(seed: int) -> None:
    rng = np.random.default_rng(seed)
    quantiles, truths = np.sort(rng.normal(size=(4, 9, 3)), axis=2), rng.normal(size=9)
    mine, literal = performance_weights(quantiles, truths), _literal(quantiles, truths)
    best = max(literal, key=lambda least: literal[least][1])
    assert mine.threshold == pytest.approx(best, rel=1e-9)
    assert mine.weights == pytest.approx(literal[best][0], abs=1e-9)
    assert mine.pooled[0] * mine.pooled[1] == pytest.approx(literal[best][1], rel=1e-6)


def test_answers_that_coincide_say_much_and_not_infinitely_much() -> None:
    flat = np.repeat(TRUTHS[:, None] + 7, 3, axis=1)
    found = performance_weights(np.stack([GOOD, flat]), TRUTHS)
    assert np.isfinite(found.information).all()
    assert found.weights[0] == pytest.approx(1, abs=1e-3)


def test_a_question_on_which_all_is_one_value_has_a_range() -> None:
    ranges = intrinsic(np.full((2, 1, 3), 4.0), np.array([4.0]))
    assert ranges == pytest.approx(np.array([[3.9, 4.1]]))


def test_the_range_goes_a_tenth_beyond_answers_and_truth() -> None:
    assert intrinsic(np.array([[[10.0, 40.0, 70.0]]]), np.array([40.0])) == pytest.approx(
        np.array([[4.0, 76.0]])
    )
    assert intrinsic(np.array([[[10.0, 40.0, 70.0]]]), np.array([110.0])) == pytest.approx(
        np.array([[0.0, 120.0]])
    )


def test_the_unit_of_a_question_changes_no_weight() -> None:
    quantiles = np.stack([GOOD, SURE, VAGUE])
    one = performance_weights(quantiles, TRUTHS)
    other = performance_weights(1000 * quantiles - 7, 1000 * TRUTHS - 7)
    assert other.weights == pytest.approx(one.weights)
