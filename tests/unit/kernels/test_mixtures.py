"""Mixtures by column generation: against linear programmes over all outcomes, and their certificates."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels.mixed_products import largest_product
from pourparler.kernels.mixed_steps import stepwise
from pourparler.kernels.mixtures import Goal, Pool, largest, leximin, thinned


def problem(seed, *, n=3, sizes=(4, 3, 5)):
    rng = np.random.default_rng(seed)
    tables = [rng.integers(0, 100, (n, m)) for m in sizes]
    vectors = np.array([
        np.sum([t[:, v] for t, v in zip(tables, c, strict=True)], axis=0)
        for c in product(*(range(t.shape[1]) for t in tables))
    ]).T  # fmt: skip
    return tables, vectors, np.quantile(vectors, 0.3, axis=1).astype(np.int64)


def all_columns(tables, vectors, base):
    """A pool that knows every outcome: the same programme without generating columns."""
    pool = Pool(tables, base)
    pool.gains = (vectors - base[:, None]) / pool.unit[:, None]
    pool.choices = [np.zeros(1)] * vectors.shape[1]
    pool.best = lambda prices: (int((prices @ pool.gains).argmax()), float((prices @ pool.gains).max()))
    return pool


@pytest.mark.parametrize("seed", range(8))
def test_generated_columns_suffice(seed):
    tables, vectors, base = problem(seed)
    pool, whole = Pool(tables, base), all_columns(tables, vectors, base)
    shares, none = np.array([1.0, 0.5, 0.25]), np.zeros(3)
    few, last = leximin(pool, shares, floor=none)
    every, last_of_every = leximin(whole, shares, floor=none)
    assert few.value == pytest.approx(every.value, abs=1e-9)
    assert few.bound - few.value <= 1e-9
    gains = [p.gains[:, : len(m.weights)] @ m.weights for p, m in ((pool, last), (whole, last_of_every))]
    assert gains[0] == pytest.approx(gains[1], abs=1e-7)
    assert pool.gains.shape[1] <= vectors.shape[1]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("powers", [(1.0, 1.0, 1.0), (3.0, 1.0, 0.5)])
def test_the_largest_product_has_no_better_neighbour(seed, powers):
    """First-order optimality over every outcome: no outcome is worth more at the marginal worths."""
    tables, vectors, base = problem(seed)
    pool, powers = Pool(tables, base), np.array(powers)
    start = largest(pool, Goal.minimum(np.ones(3), floor=np.zeros(3)))
    found = largest_product(pool, powers, start=start.weights)
    assert found.complete
    assert found.gap <= 1e-9
    gains = pool.gains @ found.weights
    worth = powers / gains @ ((vectors - base[:, None]) / pool.unit[:, None])
    assert worth.max() <= powers.sum() * (1 + 1e-9)
    few = thinned(pool, found.weights)
    assert (few > 0).sum() <= 3
    assert pool.gains @ few == pytest.approx(gains, abs=1e-9)


def test_who_does_not_count_keeps_the_floor():
    """Two coordinates in the product; the third loses wherever these gain most."""
    tables = [np.array([[10, 0, 3], [0, 10, 3], [-9, -9, 0]])]
    pool = Pool(tables, np.array([0, 0, -4]))
    start = largest(pool, Goal.minimum(np.array([1.0, 1.0, 0.0]), floor=np.zeros(3)))
    found = largest_product(pool, np.array([2.0, 1.0, 0.0]), start=start.weights)
    gains = pool.gains[:, : len(found.weights)] @ found.weights * pool.unit
    assert found.gap <= 1e-9
    assert gains[2] >= -1e-9
    # The third outcome has 5/9, so the others share 70/9, two to one.
    assert gains == pytest.approx([140 / 27, 70 / 27, 0])


def test_a_floor_out_of_reach_is_proved():
    pool = Pool([np.array([[3, 0, 0], [0, 3, 0], [0, 0, 3]])], np.array([2, 2, 2]))
    found = largest(pool, Goal.minimum(np.ones(3), floor=np.zeros(3)))
    assert found.bound < 0
    assert found.prices @ (pool.gains.max(axis=1)) >= found.bound


def test_thinning_leaves_affinely_independent_outcomes():
    rng = np.random.default_rng(0)
    pool = Pool([rng.integers(0, 50, (4, 6)) for _ in range(5)], np.zeros(4, dtype=np.int64))
    weights = rng.dirichlet(np.ones(len(pool.choices)))
    few = thinned(pool, weights)
    assert few.sum() == pytest.approx(1)
    assert (few > 0).sum() <= 5
    assert pool.gains @ few == pytest.approx(pool.gains @ weights, abs=1e-9)


def test_interim_agreements_share_a_simplex_equally():
    pool = Pool([np.diag([30, 60, 90])], np.zeros(3, dtype=np.int64))
    found = stepwise(pool, np.ones(3))
    assert found.complete
    assert pool.gains @ found.weights == pytest.approx([1 / 3] * 3, abs=1e-7)


def test_numbers_of_the_six_party_instance():
    """The recipe of the specification, section 9, seed 0: the mixed optimum is one outcome."""
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(6):
        w, v = rng.dirichlet(np.ones(30)), rng.random((30, 10))
        v = (v - v.min(axis=1, keepdims=True)) / np.ptp(v, axis=1, keepdims=True)
        rows.append(np.rint(w[:, None] * v * 1e6).astype(np.int64))
    whole = np.array(rows)
    pool = Pool([whole[:, i] for i in range(30)], np.zeros(6, dtype=np.int64))
    start = largest(pool, Goal.minimum(np.ones(6), floor=np.zeros(6)))
    found = largest_product(pool, np.ones(6), start=start.weights)
    assert found.gap <= 1e-9
    assert np.rint(pool.gains @ found.weights * pool.unit).astype(int).tolist() == [
        807350, 793981, 776641, 759635, 803416, 810183,
    ]  # fmt: skip
    assert pool.priced <= 300
