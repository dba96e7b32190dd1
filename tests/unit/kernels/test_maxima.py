"""Divide and conquer against the definition, and the work it takes."""

import numpy as np
import pytest

from pourparler.kernels.maxima import Counter, WorkLimit, dominated, maxima


def cloud(seed, n, size, top, *, shell=False):
    """Distinct vectors (n, N), first coordinate descending, then the next; on a sphere with ``shell``."""
    rng = np.random.default_rng(seed)
    points = rng.random((n, size))
    if shell:
        points /= np.sqrt((points**2).sum(axis=0))
    return np.unique(np.rint(points * top).astype(np.int64), axis=1)[:, ::-1]


def by_definition(points):
    columns = points.T
    return [not any((other >= one).all() and (other > one).any() for other in columns) for one in columns]


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


def test_the_budget_stops_it():
    with pytest.raises(WorkLimit):
        maxima(cloud(0, 5, 4_000, 10**6, shell=True), counter=Counter(1_000))
