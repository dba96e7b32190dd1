"""The fold against the plain outer sum."""

from itertools import product
from math import comb

import numpy as np
import pytest

from pourparler.kernels import frontier as kernel
from pourparler.kernels import stages
from pourparler.kernels.frontier import column, fold
from pourparler.kernels.realisations import realisations


def sets(seed, sizes, n, top):
    rng = np.random.default_rng(seed)
    return [rng.integers(0, top, size=(n, m)) for m in sizes]


def packed(sizes):
    """Place values of a mixed radix, first set slowest, in one word."""
    places = np.append(np.cumprod(sizes[::-1])[:-1][::-1], 1)
    return [np.arange(m)[None, :] * place for m, place in zip(sizes, places, strict=True)]


def plain(tables):
    """Nondominated sums with counts and first choices, by definition."""
    sums = {}
    for index, choice in enumerate(product(*(range(t.shape[1]) for t in tables))):
        vector = tuple(
            int(sum(t[p, v] for t, v in zip(tables, choice, strict=True))) for p in range(len(tables[0]))
        )
        sums.setdefault(vector, []).append(index)
    best = [
        v for v in sums if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in sums)
    ]
    return [(v, len(sums[v]), sums[v]) for v in sorted(best, reverse=True)]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("top", [4, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_fold_is_the_maxima_of_all_sums(n, top, seed):
    sizes = (3, 4, 2, 5)
    tables, words = sets(seed, sizes, n, top), packed(sizes)
    known = plain(tables)
    for order in (range(4), (2, 0, 3, 1)):
        result = fold([column(tables[i], words[i]) for i in order], cap=10**6)
        last = result.stages[-1]
        assert result.complete
        assert list(map(tuple, last.points.T.tolist())) == [v for v, _, _ in known]
        assert last.counts.tolist() == [count for _, count, _ in known]
        assert last.words[0].tolist() == [indices[0] for _, _, indices in known]


def test_in_chunks_the_same(monkeypatch):
    sizes = (6, 7, 8)
    columns = [column(t, w) for t, w in zip(sets(1, sizes, 2, 5), packed(sizes), strict=True)]
    whole = fold(columns, cap=10**6)
    monkeypatch.setattr(kernel, "CHUNK", 8)
    pieces = fold(columns, cap=10**6)
    for one, other in zip(whole.stages, pieces.stages, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_several_words_and_python_counts():
    tables = [np.array([[0, 1, 1], [1, 0, 0]])] * 3
    first, second = np.array([[1], [0]]), np.array([[0], [1]])
    words = [first * np.arange(3) * 3, first * np.arange(3), second * np.arange(3)]
    last = fold([column(t, w) for t, w in zip(tables, words, strict=True)], cap=99).stages[-1]
    assert last.counts.tolist() == [8, 12, 6, 1]
    assert last.words.T.tolist() == [[4, 1], [1, 1], [0, 1], [0, 0]]


def test_counts_pass_64_bits():
    coin = column(np.array([[0, 1, 1], [1, 0, 0]]), np.zeros((1, 3), dtype=np.int64))
    last = fold([coin] * 80, cap=99).stages[-1]
    assert last.counts.tolist() == [comb(80, k) * 2**k for k in range(80, -1, -1)]


@pytest.mark.parametrize("seed", range(30))
def test_the_grid_gives_what_sorting_gives(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    sizes = tuple(rng.integers(2, 7, size=4).tolist())
    tables = sets(seed, sizes, 2, int(rng.choice([3, 8, 60])))
    places = [np.vstack([w, w % 2]) for w in packed(sizes)] if seed % 2 else packed(sizes)
    columns = [column(t, w) for t, w in zip(tables, places, strict=True)]
    sorted_ = fold(columns, cap=10**6)
    for least, dense in ((1 << 62, True), (0, True), (0, False)):  # in numpy, compiled, compiled by merging
        monkeypatch.setattr(stages, "COMPILED", least)
        monkeypatch.setattr(kernel, "is_dense", lambda *_, dense=dense: dense)
        grid = fold(columns, cap=10**6)
        for one, other in zip(sorted_.stages, grid.stages, strict=True):
            assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("dense", [True, False])
def test_compiled_counts_pass_64_bits(monkeypatch, dense):
    monkeypatch.setattr(kernel, "is_dense", lambda *_: dense)
    monkeypatch.setattr(stages, "COMPILED", 0)
    coin = column(np.array([[0, 1, 1], [1, 0, 0]]), np.zeros((1, 3), dtype=np.int64))
    last = fold([coin] * 80, cap=99).stages[-1]
    assert last.counts.tolist() == [comb(80, k) * 2**k for k in range(80, -1, -1)]


def test_only_the_last_stages_are_held_where_told():
    sizes = (4, 4, 4, 4)
    columns = [column(t, w) for t, w in zip(sets(3, sizes, 2, 50), packed(sizes), strict=True)]
    whole, last = fold(columns, cap=10**6), fold(columns, cap=10**6, latest=1)
    assert (len(whole.stages), len(last.stages), last.merged) == (5, 1, 4)
    assert np.array_equal(whole.stages[-1].points, last.stages[-1].points)


def test_the_largest_frontier_is_not_filtered_pair_by_pair():
    """Every choice is efficient (10^5 of them; 10^6 in the benchmarks): as many candidates as sums, no pairs."""
    rng = np.random.default_rng(0)
    x = rng.integers(0, 10**9, size=(5, 10))
    columns = [column(np.stack([row, 10**9 - row]), np.zeros((1, 10), dtype=np.int64)) for row in x]
    result = fold(columns, cap=10**6)
    assert result.stages[-1].points.shape[1] > 99_000
    assert result.candidates <= 10 + 100 + 1_000 + 10_000 + 100_000
    assert result.pairs == 0


@pytest.mark.parametrize("n", [3, 4, 7])
def test_packed_keys_sort_as_coordinates_do(n):
    rng = np.random.default_rng(n)
    for top in (5, 10**6, 2**40):
        points = rng.integers(-top, top, size=(n, 300))
        order = kernel._descending(points)
        known = np.lexsort(tuple(-row for row in points[::-1]))
        assert np.array_equal(points[:, order], points[:, known])


def test_a_floor_leaves_exactly_the_points_above_it():
    sizes = (4, 4, 4, 4)
    columns = [column(t, w) for t, w in zip(sets(3, sizes, 2, 50), packed(sizes), strict=True)]
    whole = fold(columns, cap=10**6)
    floor = np.array([90, 80])
    points = whole.stages[-1].points
    above = (points >= floor[:, None]).all(axis=0)
    assert 0 < above.sum() < points.shape[1]
    cut = fold(columns, cap=10**6, floor=floor)
    assert np.array_equal(cut.stages[-1].points, points[:, above])
    assert np.array_equal(cut.stages[-1].counts, whole.stages[-1].counts[above])
    assert cut.kept < whole.kept
    best = np.array([c.points.max(axis=1) for c in columns])
    for i, stage in enumerate(cut.stages):
        assert (stage.points + best[i:].sum(axis=0)[:, None] >= floor[:, None]).all()
    assert fold(columns, cap=10**6, floor=np.array([10**6, 0])).stages[-1].points.shape == (2, 0)


@pytest.mark.parametrize("least", [0, 1 << 62], ids=["compiled", "numpy"])
def test_cap_and_budget_stop_the_fold(least, monkeypatch):
    monkeypatch.setattr(stages, "COMPILED", least)
    line = np.array([[0, 1, 2], [2, 1, 0]])
    columns = [column(line * 3**k, w) for k, w in enumerate(packed((3, 3, 3)))]
    assert not fold(columns, cap=26).complete
    assert fold(columns, cap=27).complete
    cube = [column(t, w) for t, w in zip(sets(0, (9, 9, 9), 4, 10**6), packed((9, 9, 9)), strict=True)]
    assert not fold(cube, cap=10**6, budget=100).complete


def test_candidates_stay_far_below_the_number_of_sums():
    """15 sets of 10 values are 10^15 sums (recipe and sizes of the specification, section 9)."""
    for seed, size, most in ((0, 178, 1_780), (1, 76, 680), (2, 80, 610)):
        rng = np.random.default_rng(seed)
        tables = []
        for _ in range(2):
            weight, value = rng.dirichlet(np.ones(15)), rng.random((15, 10))
            value -= value.min(axis=1, keepdims=True)
            value /= value.max(axis=1, keepdims=True)
            tables.append(np.rint(weight[:, None] * value * 1e6).astype(np.int64))
        table = np.array(tables)
        none = np.zeros((1, 10), dtype=np.int64)
        columns = [column(table[:, i], none) for i in range(15)]
        result = fold(columns, cap=10**6)
        assert result.stages[-1].points.shape[1] == size
        assert result.candidates < 4 * most
        rising = fold(sorted(columns, key=lambda c: c.points.shape[1]), cap=10**6)
        assert np.array_equal(rising.stages[-1].points, result.stages[-1].points)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 0, 3, 1)])
def test_realisations_come_by_rising_index(order):
    sizes = (3, 4, 2, 5)
    tables, words = sets(2, sizes, 2, 3), packed(sizes)
    known = plain(tables)
    pairs = [(tables[i], words[i]) for i in order]
    stages = fold([column(*pair) for pair in pairs], cap=10**6).stages
    assert max(count for _, count, _ in known) > 2
    for point, (_, count, indices) in enumerate(known):
        found = realisations(stages, pairs, point=point, limit=10**6)
        assert [word for (word,) in found] == indices
        assert realisations(stages, pairs, point=point, limit=2) == found[:2]
        assert len(found) == count
