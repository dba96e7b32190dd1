"""Supported points against all sums."""

from itertools import product
from math import comb

import numpy as np

from pourparler.kernels.supported import simplex_grid, supported


def test_supported_points_are_separable_maxima():
    rng = np.random.default_rng(0)
    tables = [rng.integers(0, 20, (3, m)) for m in (3, 4, 2)]
    weights = simplex_grid(3, most=50)
    chosen, reached = supported(tables, weights)
    sums = np.array(
        [sum(t[:, v] for t, v in zip(tables, c, strict=True)) for c in product(range(3), range(4), range(2))]
    )
    assert reached.tolist() == (sums @ weights.T).max(axis=0).tolist()
    worth = np.array([sum(t[:, v] for t, v in zip(tables, c, strict=True)) for c in chosen])
    assert (worth * weights).sum(axis=1).tolist() == reached.tolist()


def test_grid():
    for n in (1, 2, 3, 6):
        grid = simplex_grid(n, most=300)
        assert (grid > 0).all()
        assert len(set(grid.sum(axis=1).tolist())) == 1
        assert len(np.unique(grid, axis=0)) == len(grid) <= 300
        assert n == 1 or len(grid) == comb(int(grid[0].sum()) - 1, n - 1)
        assert n == 1 or comb(int(grid[0].sum()), n - 1) > 300
