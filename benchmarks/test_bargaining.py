"""The bargaining engine at sizes where listing is out of reach (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from test_engines import instance

import pourparler as pp


@pytest.mark.parametrize("issues", [6, 9, 12, 15, 30])
def test_frontier_of_two(benchmark: Any, issues: int) -> None:
    """10^6 to 10^30 outcomes."""
    model = instance(0, 2, issues, 10)
    benchmark(pp.solve, model, pp.Frontier())


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(
    "concept", [pp.Nash(), pp.KalaiSmorodinsky(), pp.Egalitarian()], ids=lambda c: c.name
)
def test_six_parties_30_issues_of_10(benchmark: Any, concept: pp.Concept, seed: int) -> None:
    model = instance(seed, 6, 30, 10)
    result = benchmark.pedantic(pp.solve, (model, concept), rounds=3)
    assert result.certificate.gap <= 1e-6


def test_counts_of_two_parties_at_15_issues_of_10(benchmark: Any) -> None:
    model = instance(0, 2, 15, 10)
    result = benchmark.pedantic(pp.solve, (model, pp.Agreements()), rounds=1)
    assert result.feasible == 10**15  # nobody asks for anything


def test_counts_of_two_parties_who_ask_for_half(benchmark: Any) -> None:
    model = replace(instance(0, 2, 15, 10), reserve=np.array([500_000, 500_000]))
    result = benchmark.pedantic(pp.solve, (model, pp.Agreements()), rounds=1)
    assert 0 < result.feasible < 10**15


def test_counts_of_six_parties_at_8_issues_of_10(benchmark: Any) -> None:
    model = replace(instance(0, 6, 8, 10), reserve=np.full(6, 500_000))
    benchmark.pedantic(pp.solve, (model, pp.Agreements()), {"on_fail": "status"}, rounds=3)
