"""Shares of doubt against their definition; correlations and their roots."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import spearmanr

from pourparler.kernels.correlations import is_semidefinite, least_offending, pearson, triangular_root
from pourparler.kernels.shared_doubt import shared_doubt

RNG = np.random.default_rng(11)


def by_definition(weights, member):
    """The Shapley value of the game whose players are roots, one draw: doubt of the weightiest item of a coalition,
    where an item belongs to whoever is one of its roots and its doubt is borne layer by layer."""
    doubt = -np.log1p(-weights)
    order = np.argsort(doubt)
    share, before = np.zeros(member.shape[1]), 0.0
    for i in order:
        reach = member[doubt >= doubt[i]].any(axis=0)
        share[reach] += (doubt[i] - before) / reach.sum()
        before = doubt[i]
    return 1 - np.exp(-share)


@pytest.mark.parametrize(("items", "roots"), [(1, 1), (1, 3), (2, 2), (4, 3), (5, 6)])
def test_roots_bear_the_doubt_of_the_weightiest_item_layer_by_layer(items, roots):
    member = RNG.random((items, roots)) < 0.5
    member[np.arange(items), RNG.integers(roots, size=items)] = True
    weights = RNG.random((50, items)) * 0.9
    found = shared_doubt(weights, member)
    assert 1 - np.prod(1 - found, axis=1) == pytest.approx(weights.max(axis=1))
    for row, expected in zip(weights, found, strict=True):
        assert by_definition(row, member) == pytest.approx(expected)


def test_items_with_a_root_each_share_as_in_the_airport_game():
    weights = np.array([[0.3, 0.5, 0.8]])
    doubt = -np.log1p(-weights[0])
    value = np.zeros(3)
    for order in permutations(range(3)):
        highest = 0.0
        for player in order:
            value[player] += max(0.0, doubt[player] - highest) / 6
            highest = max(highest, doubt[player])
    assert shared_doubt(weights, np.eye(3, dtype=bool))[0] == pytest.approx(1 - np.exp(-value))


def test_pearson_behind_spearman():
    r = float(pearson(np.array(0.5)))
    assert r == pytest.approx(0.5176381)
    x = RNG.standard_normal((200_000, 2)) @ triangular_root(np.array([[1, r], [r, 1]])).T
    assert spearmanr(x).statistic == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("rank", [1, 2, 4])
def test_roots_of_semidefinite_matrices(rank):
    half = RNG.standard_normal((4, rank))
    matrix = half @ half.T
    root = triangular_root(matrix)
    assert root @ root.T == pytest.approx(matrix, abs=1e-8)
    assert (np.triu(root, 1) == 0).all()
    assert is_semidefinite(matrix)
    assert least_offending(matrix) == ()


def test_the_least_part_that_offends():
    matrix = np.eye(5)
    for (i, j), r in {(1, 3): 0.9, (3, 4): 0.9, (1, 4): -0.9, (0, 1): 0.3}.items():
        matrix[i, j] = matrix[j, i] = r
    assert least_offending(matrix) == (1, 3, 4)
