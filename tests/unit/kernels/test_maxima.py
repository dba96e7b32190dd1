"""Divide and conquer against the definition, in numpy and compiled, and the work it takes."""

import numpy as np
import pytest

from pourparler.kernels import maxima as module
from pourparler.kernels.maxima import Counter, WorkLimit, dominated, maxima


@pytest.fixture(params=["numpy", "compiled"], autouse=True)
def route(request, monkeypatch):
    monkeypatch.setattr(module, "COMPILED", 0 if request.param == "compiled" else 1 << 62)
    return request.param


def cloud(seed, n, size, top, *, shell=False):
    """Distinct vectors (n, N), first coordinate descending, then the next; on a sphere with ``shell``."""
    rng = np.random.default_rng(seed)
    points = rng.random((n, size))
    if shell:
        points /= np.sqrt((points**2).sum(axis=0))
    return np.unique(np.rint(points * top).astype(np.int64), axis=1)[:, ::-1]


def by_definition(points):
    columns = points.T
    return [not ((columns >= one).all(axis=1) & (columns > one).any(axis=1)).any() for one in columns]


@pytest.mark.parametrize("n", [3, 4, 5, 7])
@pytest.mark.parametrize("top", [3, 10, 10**6])
@pytest.mark.parametrize("shell", [False, True])
def test_maxima_by_definition(n, top, shell):
    points = cloud(n, n, 400, top, shell=shell)
    assert maxima(points).tolist() == by_definition(points)


@pytest.mark.parametrize("d", [1, 2, 3, 4])
def test_dominated_by_definition(d):
    rng = np.random.default_rng(d)
    over, under = rng.integers(0, 25, (300, d)), rng.integers(0, 30, (400, d))
    known = [bool((over >= row).all(axis=1).any()) for row in under]
    assert 0 < sum(known) < 400
    assert dominated(over, under, counter=Counter()).tolist() == known


@pytest.mark.parametrize("n", [3, 4, 5])
def test_the_filter_is_not_quadratic(n):
    pairs = []
    for size in (4_000, 16_000):
        counter = Counter()
        assert maxima(cloud(0, n, size, 10**6, shell=True), counter=counter).mean() > 0.9
        pairs.append(counter.pairs)
    # Quadratic work would grow sixteen times.
    assert pairs[1] < 9 * pairs[0]
    assert pairs[1] < 16_000**2 / 8


@pytest.mark.parametrize("n", [4, 6])
@pytest.mark.parametrize("seed", range(10))
def test_the_compiled_search_is_its_twin(n, seed, monkeypatch):
    """Large enough for boxes to be halved; some coordinates have few values, so that boxes share edges."""
    points = cloud(seed, n, 3_000, 10**4, shell=True)
    points[seed % n] //= 2_500
    points = np.unique(points, axis=1)[:, ::-1]
    over, under = points.T[::2], points.T[1::2]
    found = []
    for least in (0, 1 << 62):
        monkeypatch.setattr(module, "COMPILED", least)
        counter = Counter()
        found.append(
            (maxima(points, counter=counter).tolist(), dominated(over, under, counter=counter).tolist())
        )
        assert counter.pairs > 0
    assert found[0] == found[1]
    assert 0 < sum(found[0][0]) < points.shape[1]


def test_three_coordinates_are_one_sweep(route):
    if route == "compiled":
        counter = Counter()
        points = cloud(0, 3, 4_000, 10**6, shell=True)
        maxima(points, counter=counter)
        assert counter.pairs == points.shape[1]


def test_the_budget_stops_it():
    with pytest.raises(WorkLimit):
        maxima(cloud(0, 5, 4_000, 10**6, shell=True), counter=Counter(1_000))
