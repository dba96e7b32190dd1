"""Scores and clustered intervals against direct computations."""

import numpy as np
import pytest

from pourparler.trackrecord.clustered import clustered_difference
from pourparler.trackrecord.folds import fold_of
from pourparler.trackrecord.scores import brier, central_share, pit, point_scores, skill


def test_brier_parts_by_hand() -> None:
    # Murphy's three groups: said .1 (0 of 2), .5 (1 of 2), .9 (1 of 1).
    said = np.array([0.1, 0.1, 0.5, 0.5, 0.9])
    came = np.array([0, 0, 1, 0, 1])
    found = brier(np.stack((said, 1 - said), axis=1), 1 - came)
    score = 2 * ((said - came) ** 2).mean()
    reliability = 2 * (0.4 * 0.1**2 + 0 + 0.2 * 0.1**2)
    resolution = 2 * (0.4 * 0.4**2 + 0.4 * 0.1**2 + 0.2 * 0.6**2)
    assert found.score == pytest.approx(score)
    assert (found.reliability, found.resolution) == pytest.approx((reliability, resolution))
    assert found.uncertainty == pytest.approx(2 * 0.4 * 0.6)
    assert found.within == pytest.approx(0.0, abs=1e-12)


def test_brier_parts_always_sum() -> None:
    rng = np.random.default_rng(0)
    p = rng.dirichlet([1, 1, 1], 50)
    found = brier(p, rng.integers(0, 3, 50))
    parts = found.reliability - found.resolution + found.uncertainty + found.within
    assert parts == pytest.approx(found.score, abs=1e-12)


def test_points_at_the_edge_of_a_hit_count() -> None:
    assert point_scores(np.array([10.0, -10.0, 10.1])).hit == pytest.approx(2 / 3)
    assert point_scores(np.array([3.0])).mae == 3.0


def test_the_expected_transform_is_the_mean_of_many_draws() -> None:
    rng = np.random.default_rng(5)
    first = rng.random(20)
    last = first + rng.random(20) * (1 - first)
    drawn = np.mean([pit(first, last, rng.random(20)).central for _ in range(4000)])
    assert central_share(first, last) == pytest.approx(drawn, abs=0.01)
    # Without a jump there is nothing to draw.
    assert central_share(np.array([0.05, 0.5]), np.array([0.05, 0.5])) == 0.5


def test_clusters_are_drawn_whole() -> None:
    # Ten issues of one proposal say no more than one: twice as many copies leave the interval as it is.
    one = clustered_difference(np.array([1.0, -2.0, 4.0]), ["a", "b", "c"], seed=2)
    many = clustered_difference(np.repeat([1.0, -2.0, 4.0], 10), list("a" * 10 + "b" * 10 + "c" * 10), seed=2)
    assert (many.low, many.high, many.mean) == pytest.approx((one.low, one.high, one.mean))
    assert one.low < 1.0 < one.high
    assert not one.settles
    turned = clustered_difference(np.array([4.0, 1.0, -2.0]), ["c", "a", "b"], seed=2)
    assert turned == one


def test_one_cluster_tells_nothing() -> None:
    found = clustered_difference(np.array([1.0, 2.0]), ["a", "a"], seed=0)
    assert (found.low, found.high, found.settles) == (-np.inf, np.inf, False)


def test_folds_follow_from_names_alone() -> None:
    assert [fold_of(name, 10) for name in ("documents", "x")] == [fold_of("documents", 10), fold_of("x", 10)]
    counts = np.bincount([fold_of(f"p{i}", 10) for i in range(2000)], minlength=10)
    assert counts.min() > 140


def test_skill_without_a_comparison() -> None:
    assert skill(1.0, 0.0) is None
