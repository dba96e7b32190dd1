"""Exact optima against fractions, where floating point cannot tell."""

from fractions import Fraction
from math import prod

import numpy as np
import pytest

from pourparler.kernels.optima import largest_products, largest_sums, leximin, power_sign


def rows(keys):
    top = max(keys)
    return [i for i, key in enumerate(keys) if key == top]


@pytest.mark.parametrize("top", [5, 10**6, 2**50])
@pytest.mark.parametrize("exponents", [(1, 1, 1), (2, 1, 3)])
@pytest.mark.parametrize("seed", range(3))
def test_products(top, exponents, seed):
    values = np.random.default_rng(seed).integers(1, top, (200, 3))
    known = rows([prod(v**e for v, e in zip(row, exponents, strict=True)) for row in values.tolist()])
    assert largest_products(values, exponents).tolist() == known


def test_products_that_differ_in_the_last_digit():
    """(a - 1)(a + 1) = a^2 - 1: equal as floats, not as integers."""
    a = 3_000_000_019
    values = np.array([[a - 1, a + 1], [a, a], [a + 1, a - 1]])
    assert float((a - 1) * (a + 1)) == float(a * a)
    assert largest_products(values, (1, 1)).tolist() == [1]
    assert largest_products(values[[0, 2]], (1, 1)).tolist() == [0, 1]
    assert largest_products(values, (3, 3)).tolist() == [1]


def test_products_whose_logarithms_cannot_be_told_apart():
    for a in range(10**13, 10**13 + 300):
        assert largest_products(np.array([[a - 1, a + 1], [a, a]]), (1, 1)).tolist() == [1]


def test_products_of_many_parties():
    values = np.full((3, 20), 10**6)
    values[1, 4] += 1
    assert largest_products(values, (1,) * 20).tolist() == [1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("top", "denominators"), [(9, (3, 5, 7)), (10**6, (999_983, 999_979, 999_961)), (2**50, (2**50 - 1, 2**50 - 3, 2**50 - 5))])  # fmt: skip
def test_leximin(seed, top, denominators):
    values = np.random.default_rng(seed).integers(0, top, (300, 3))
    known = rows([sorted(map(Fraction, row, denominators)) for row in values.tolist()])
    assert leximin(values, denominators).tolist() == known


def test_leximin_beyond_floating_point():
    big = 2**60
    values = np.array([[big - 1, big], [big, big - 1], [big, big]])
    assert leximin(values, (big + 1, big + 3)).tolist() == [2]
    assert leximin(values[:2], (big + 1, big + 3)).tolist() == rows(
        [sorted([Fraction(a, big + 1), Fraction(b, big + 3)]) for a, b in values[:2].tolist()]
    )


@pytest.mark.parametrize("top", [9, 2**40, 2**60])
@pytest.mark.parametrize("seed", range(3))
def test_sums(top, seed):
    values = np.random.default_rng(seed).integers(-top, top, (300, 3))
    factors = (3, 1_000_003, 17)
    known = rows([sum(v * f for v, f in zip(row, factors, strict=True)) for row in values.tolist()])
    assert largest_sums(values, factors).tolist() == known


def test_sums_beyond_floating_point():
    values = np.array([[2**60, 0], [2**60, 1], [2**60 + 1, -1]])
    assert largest_sums(values, (8, 8)).tolist() == [1]


@pytest.mark.parametrize(
    ("bases", "exponents"),
    [
        ([6, 4, 9], [2_000_000, -1_000_000, -1_000_000]),
        ([10**6, 10], [300_000, -1_800_000]),
        ([6, 4, 9, 5], [2_000_000, -1_000_000, -1_000_000, 0]),
    ],
)
def test_large_powers_that_are_equal(bases, exponents):
    assert power_sign(bases, exponents) == 0


def test_large_powers_that_nearly_are():
    assert power_sign([10**12 + 1, 10**12], [100_000, -100_000]) == 1
    assert power_sign([10**12, 10**12 + 1], [100_000, -100_000]) == -1
    assert power_sign([2, 3], [1_584_962_501, -1_000_000_000]) == 1
    assert power_sign([2, 3], [1_584_962_500, -1_000_000_000]) == -1
