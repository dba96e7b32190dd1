"""The thinned frontier: its cap, its bound, and what it never loses."""

import numpy as np
import pytest

from pourparler.kernels import frontier, stages
from pourparler.kernels.frontier import column, fold
from pourparler.kernels.thinning import near_fold


def constant_sum(rng, sets, values, largest):
    """Sets in which what one side gains the other loses: every sum is on the frontier."""
    built, place = [], 1
    for _ in range(sets):
        x = rng.integers(0, largest, size=values)
        built.append(column(np.stack([x, largest - x]), np.arange(values)[None] * place))
        place *= values
    return built


@pytest.mark.parametrize("least", [0, 1 << 62], ids=["compiled", "numpy"])
@pytest.mark.parametrize("chunk", [1 << 21, 30])
@pytest.mark.parametrize("seed", range(20))
def test_every_point_is_matched_within_the_bound(seed, chunk, least, monkeypatch):
    monkeypatch.setattr(stages, "COMPILED", least)
    rng = np.random.default_rng(seed)
    columns = constant_sum(rng, 4, 5, 1_000)
    if seed % 2:
        columns = [column(rng.integers(0, 1_000, size=(2, 8)), np.arange(8)[None] * 8**i) for i in range(4)]
    whole = fold(columns, cap=10**6).stages[-1]
    monkeypatch.setattr(frontier, "CHUNK", chunk)
    near = near_fold(columns, fold(columns, cap=20, latest=1), cap=20)
    assert near.stage.points.shape[1] <= 20
    for x, y in whole.points.T:
        better = (near.stage.points[1] >= y) & (near.stage.points[0] >= x - near.epsilon)
        assert better.any()
    assert near.stage.points.max(axis=1).tolist() == whole.points.max(axis=1).tolist()
    assert (near.epsilon > 0) == (near.thinned > 0)


def test_nothing_is_lost_below_the_cap():
    columns = constant_sum(np.random.default_rng(1), 3, 4, 100)
    near, whole = near_fold(columns, fold(columns, cap=1_000), cap=1_000), fold(columns, cap=1_000)
    assert (near.epsilon, near.thinned) == (0, 0)
    assert near.stage.points.tolist() == whole.stages[-1].points.tolist()


@pytest.mark.parametrize("least", [0, 1 << 62], ids=["compiled", "numpy"])
def test_the_smallest_cap(least, monkeypatch):
    monkeypatch.setattr(stages, "COMPILED", least)
    columns = constant_sum(np.random.default_rng(2), 3, 5, 100)
    near = near_fold(columns, fold(columns, cap=2), cap=2)
    assert near.stage.points.shape[1] == 2


def test_thinning_begins_where_the_cap_is_passed():
    """Four sets of five values: 625 sums at the last, 125 before; a cap of 300 costs one thinning."""
    columns = constant_sum(np.random.default_rng(3), 4, 5, 10**6)
    found = fold(columns, cap=300, latest=1)
    assert (found.complete, found.merged) == (False, 3)
    near = near_fold(columns, found, cap=300)
    assert (near.thinned, near.candidates - found.candidates) == (1, 625)
