"""The fold over many draws at once gives what the fold gives draw by draw."""

import numpy as np
import pytest

from pourparler.kernels.frontier import column, fold
from pourparler.kernels.frontiers import Unpackable, fold_many


def drawn(seed, *, largest):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 6, size=rng.integers(1, 5))
    draws = int(rng.integers(1, 8))
    columns = [rng.integers(-2, largest, size=(draws, 2, m)) for m in sizes]
    places = np.cumprod([1, *sizes[::-1]])[:-1][::-1]
    words = [np.arange(m) * place for m, place in zip(sizes, places, strict=True)]
    return columns, words, rng.integers(-3, largest, size=(draws, 2))


@pytest.mark.parametrize("largest", [3, 9, 100_000])
@pytest.mark.parametrize("seed", range(40))
def test_every_draw_has_its_own_frontier(seed, largest):
    columns, words, floor = drawn(seed, largest=largest)
    found = fold_many(columns, words, floor=floor, cap=10**6)
    for d in range(len(floor)):
        alone = fold(
            [column(c[d], w[None]) for c, w in zip(columns, words, strict=True)], cap=10**6, floor=floor[d]
        )
        last = alone.stages[-1] if len(alone.stages) == len(columns) + 1 else None
        points = np.zeros((2, 0)) if last is None else last.points
        size = int(found.sizes[d])
        assert size == points.shape[1]
        if last is not None:
            assert found.points[d, :, :size].tolist() == points.tolist()
            assert found.words[d, :size].tolist() == last.words[0].tolist()


def test_sums_beyond_the_cap_are_refused():
    coin = np.tile(np.arange(8), (3, 2, 1))
    with pytest.raises(Unpackable):
        fold_many(
            [coin * [[1], [-1]], coin * [[1], [-1]]], [np.arange(8) * 8, np.arange(8)],
            floor=np.full((3, 2), -99), cap=3 * 63,
        )  # fmt: skip


def test_numbers_too_large_for_one_key_are_refused():
    with pytest.raises(Unpackable):
        fold_many([np.array([[[0, 2**40], [2**40, 0]]])], [np.arange(2)], floor=np.zeros((1, 2)), cap=99)
