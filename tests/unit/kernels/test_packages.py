"""Packages in two halves against all subsets, one by one."""

from itertools import combinations

import numpy as np
import pytest

from pourparler.kernels.packages import blocks, grid, included, link, means, meeting, needed


def subsets(n):
    return [s for m in range(n + 1) for s in combinations(range(n), m)]


def index_of(subset, n):
    return sum(1 << (n - 1 - j) for j in subset)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_every_package_stands_in_one_block_with_its_mean(n):
    rng = np.random.default_rng(n)
    scores = rng.integers(-5, 10, size=(3, n))
    held = grid(scores)
    width = len(held.last.sizes)
    seen = []
    for block in blocks(held):
        assert (held.first.sizes[block.rows] == block.size).all()
        seen += (block.rows[:, None] * width + np.arange(width)).ravel().tolist()
    assert sorted(seen) == list(range(2**n))
    common = 420
    for subset in subsets(n):
        at = np.array([index_of(subset, n)])
        assert included(at, n)[0].tolist() == [int(j in subset) for j in range(n)]
        mean = scores[:, subset].sum(axis=1) * (common // max(1, len(subset)))
        assert means(held, at, common)[:, 0].tolist() == mean.tolist()


@pytest.mark.parametrize("axes", [(0,), (4,), (0, 1), (0, 4), (1, 2, 3), (3, 4), (0, 1, 2, 3, 4)])
def test_a_link_says_what_its_table_says(axes):
    rng = np.random.default_rng(sum(axes))
    held = grid(np.zeros((1, 5), dtype=np.int64))
    allowed = rng.random((2,) * len(axes)) < 0.5
    condition = link(held, axes, allowed)
    for block in blocks(held):
        found = meeting(held, block, [condition])
        for i, row in enumerate(block.rows.tolist()):
            for j in range(len(held.last.sizes)):
                package = included(np.array([row * len(held.last.sizes) + j]), 5)[0]
                expected = bool(package.any()) and bool(allowed[tuple(package[list(axes)])])
                assert found[i, j] == expected


def test_what_is_needed_of_the_last_half():
    held = grid(np.array([[5, 7, 1]]))
    least = np.array([[0, 10, 20, 30]])
    for block in blocks(held):
        lacking = needed(held, block, least)
        for j, (size, total) in enumerate(zip(held.last.sizes, held.last.sums[0], strict=True)):
            assert lacking[0, j] == least[0, block.size + size] - total
