"""Exact counts against enumeration; the compiled sweep against its Python twin."""

from itertools import product
from math import comb

import numpy as np
import pytest

from pourparler.kernels import counting
from pourparler.kernels.counting import reaching_one, reaching_two, sweep


def enumerated(columns):
    return np.array([
        sum(column[:, v] for column, v in zip(columns, choice, strict=True))
        for choice in product(*(range(column.shape[1]) for column in columns))
    ])  # fmt: skip


def drawn(seed, *, largest=50):
    rng = np.random.default_rng(seed)
    return [rng.integers(-5, largest, size=(2, rng.integers(1, 6))) for _ in range(rng.integers(1, 5))], rng


@pytest.mark.parametrize("seed", range(40))
def test_one_coordinate(seed):
    columns, rng = drawn(seed)
    sums = enumerated(columns)[:, 0]
    for floor in rng.integers(-30, 180, size=5).tolist():
        assert reaching_one([column[0] for column in columns], floor) == int((sums >= floor).sum())


@pytest.mark.parametrize("grid", [1 << 24, 4])
@pytest.mark.parametrize("half", [10**6, 6])
@pytest.mark.parametrize("seed", range(20))
def test_two_coordinates(seed, half, grid, monkeypatch):
    monkeypatch.setattr(counting, "_sweep", lambda: sweep)  # the twin
    monkeypatch.setattr(counting, "HALF", half)
    monkeypatch.setattr(counting, "GRID", grid)
    columns, rng = drawn(seed)
    sums = enumerated(columns)
    for floor in rng.integers(-30, 150, size=(5, 2)):
        count = reaching_two(columns, floor)
        assert count is None or count == int((sums >= floor).all(axis=1).sum())
        if half == 10**6:
            assert count is not None


@pytest.mark.parametrize("seed", range(5))
def test_the_compiled_sweep_is_its_twin(seed):
    columns, rng = drawn(seed, largest=1_000)
    floor = rng.integers(0, 1_500, size=2)
    assert reaching_two(columns, floor) == int((enumerated(columns) >= floor).all(axis=1).sum())


def test_counts_of_any_size():
    coins = [np.array([0, 1])] * 120
    assert reaching_one(coins, 60) == sum(comb(120, k) for k in range(60, 121))
    assert reaching_one(coins, 0) == 2**120
    assert reaching_one(coins, 121) == 0


def test_a_grid_too_large_is_left():
    assert reaching_one([np.array([0, 10**9]), np.array([0, 1])], 5) is None
    assert reaching_one([np.array([0, 1])] * 200, 100) is None
    assert reaching_one([np.zeros(0, dtype=np.int64)], 0) == 0
