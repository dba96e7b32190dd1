"""Indices of functions whose indices are known.

Ishigami and Homma 1990 (a = 7, b = 0.1; closed forms in Saltelli et al. 2008, section 4.6); Sobol's g-function
(Saltelli and Sobol' 1995); a linear model.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import qmc

from pourparler.kernels.variance_indices import Evaluations, multiplicities, variance_indices

Floats = NDArray[np.float64]
Function = Callable[[Floats], Floats]

SINGLES = [[0], [1], [2]]
FIRST, TOTAL, VARIANCE = [0.313905, 0.442411, 0.0], [0.557589, 0.442411, 0.243684], 13.844588
A = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
G_FIRST, G_TOTAL = [0.716192, 0.179048, 0.023676, 0.007162], [0.787144, 0.242198, 0.034317, 0.010460]


def ishigami(u: Floats) -> Floats:
    x = -np.pi + 2 * np.pi * u
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(u: Floats) -> Floats:
    return ((np.abs(4 * u - 2) + A) / (1 + A)).prod(axis=1)


def evaluated(f: Function, width: int, rows: int, *, groups: Sequence[list[int]], seed: int) -> Evaluations:
    points = qmc.Sobol(2 * width, scramble=True, rng=np.random.default_rng(seed)).random(rows)
    a, b = points[:, :width], points[:, width:]
    mixed = []
    for group in groups:
        between = a.copy()
        between[:, group] = b[:, group]
        mixed.append(f(between))
    return Evaluations(f(a), f(b), np.stack(mixed))


def counts(rows: int, resamples: int = 200) -> NDArray[np.uint8]:
    return multiplicities(rows, resamples, np.random.default_rng(0))


@pytest.mark.parametrize(("rows", "tolerance"), [(2**10, 0.03), (2**13, 0.015)])
@pytest.mark.parametrize("seed", range(5))
def test_ishigami(rows: int, tolerance: float, seed: int) -> None:
    seen = evaluated(ishigami, 3, rows, groups=SINGLES, seed=seed)
    found = variance_indices(seen, counts(rows, 2))
    assert found.first == pytest.approx(FIRST, abs=tolerance)
    assert found.total == pytest.approx(TOTAL, abs=tolerance)
    assert np.concatenate([seen.a, seen.b]).var() == pytest.approx(VARIANCE, rel=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_in_groups(seed: int) -> None:
    found = variance_indices(evaluated(ishigami, 3, 2**13, groups=[[0, 2], [1]], seed=seed), counts(2**13, 2))
    for indices in (found.first, found.total):
        assert indices == pytest.approx([0.557589, 0.442411], abs=0.015)


@pytest.mark.parametrize(("rows", "tolerance"), [(2**12, 0.04), (2**13, 0.01)])
@pytest.mark.parametrize("seed", range(5))
def test_sobol_g(rows: int, tolerance: float, seed: int) -> None:
    found = variance_indices(
        evaluated(sobol_g, 8, rows, groups=[[i] for i in range(8)], seed=seed), counts(rows, 2)
    )
    assert found.first == pytest.approx([*G_FIRST, *[0.000072] * 4], abs=tolerance)
    assert found.total == pytest.approx([*G_TOTAL, *[0.000105] * 4], abs=tolerance)


@pytest.mark.parametrize("seed", range(5))
def test_a_linear_model(seed: int) -> None:
    def linear(u: Floats) -> Floats:
        return u @ np.array([3.0, 2.0, 1.0])

    found = variance_indices(evaluated(linear, 3, 2**13, groups=SINGLES, seed=seed), counts(2**13, 2))
    for indices in (found.first, found.total):
        assert indices == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.01)


def test_a_constant_has_no_indices() -> None:
    # Up to rounding: 0.1 + 0.2 in one order and in the other.
    flat = Evaluations(np.full(64, 0.1 + 0.2), np.full(64, 0.3), np.full((2, 64), 0.3))
    for indices in variance_indices(flat, counts(64))[:4]:
        assert np.isnan(indices).all()


def test_printed_errors_are_at_least_the_true_ones() -> None:
    # Scrambled points do better than independent ones, for which the bootstrap stands.
    first, total, printed = [], [], []
    for seed in range(12):
        found = variance_indices(evaluated(ishigami, 3, 2**13, groups=SINGLES, seed=seed), counts(2**13))
        first.append(found.first - FIRST)
        total.append(found.total - TOTAL)
        printed.append([found.first_error, found.total_error])
    true = np.sqrt(np.mean(np.square([first, total]), axis=1))
    assert (true <= np.mean(printed, axis=0)).all()
    assert np.mean(printed, axis=0)[0, 0] == pytest.approx(0.011, abs=0.002)


def test_unions_take_in_what_their_parts_do_together() -> None:
    unions = [[0], [0, 2], [0, 1, 2]]
    found = variance_indices(evaluated(ishigami, 3, 2**13, groups=[*unions, [2]], seed=1), counts(2**13, 2))
    for smaller, larger in pairwise(range(3)):
        assert found.first[larger] >= found.first[smaller] - 0.015
        assert found.total[larger] >= found.total[smaller] - 0.015
    assert found.first[1] >= found.first[0] + found.first[3] - 0.015
    assert found.total[1] <= found.total[0] + found.total[3] + 0.015
    # What all inputs do together is everything, whatever the points.
    assert found.first[2] == 1
