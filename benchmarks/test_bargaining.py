"""The bargaining engine at sizes where listing is out of reach (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from test_engines import instance

import pourparler as pp
from pourparler.kernels.frontier import column, fold


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


def test_counts_of_four_parties_with_coarse_tables(benchmark: Any) -> None:
    """10^12 outcomes, tables of whole points from 0 to 5."""
    rng = np.random.default_rng(0)
    model = pp.Bargain.from_tables(
        {f"i{i}": list(range(10)) for i in range(12)},
        {f"p{p}": {f"i{i}": rng.integers(0, 6, 10).tolist() for i in range(12)} for p in range(4)},
        reserve={f"p{p}": 36 for p in range(4)},
    )
    result = benchmark.pedantic(pp.solve, (model, pp.Agreements()), rounds=3)
    assert result.feasible > 10**9


def jittered(model: pp.Bargain, draws: int) -> list[pp.Bargain]:
    rng = np.random.default_rng(0)
    return [
        replace(model, tables=tuple(np.rint(t * rng.uniform(0.7, 1.3, t.shape)).astype(int) for t in model.tables))
        for _ in range(draws)
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ["all", "three of four"])
@pytest.mark.parametrize("reserve", [0, 500_000])
@pytest.mark.parametrize(
    "concept", [pp.Nash(), pp.KalaiSmorodinsky(), pp.Egalitarian(), pp.Utilitarian()], ids=lambda c: c.name
)
def test_256_draws_of_four_parties_at_8_issues_of_5(
    benchmark: Any, concept: Any, reserve: int, rule: str
) -> None:
    model = replace(instance(0, 4, 8, 5), reserve=np.full(4, reserve))
    if rule != "all":
        model = replace(model, rule=replace(model.rule, need=3))
    models = jittered(model, 256)
    seen = benchmark.pedantic(concept.observe, (models,), rounds=5, warmup_rounds=1)
    assert None not in seen


def constant_sum(issues: int, scale: int) -> pp.Bargain:
    """What one gains the other loses: every outcome is efficient."""
    model = instance(0, 1, issues, 10)
    tables = [np.rint(table * (scale / 1e6)).astype(int) for table in model.tables]
    both = tuple(np.concatenate((table, table.max() - table)) for table in tables)
    return pp.Bargain.from_tables(
        {axis.name: axis.values for axis in model.space.axes},
        {p: {a.name: t[k].tolist() for a, t in zip(model.space.axes, both, strict=True)} for k, p in enumerate("ab")},
        scale=scale,
    )  # fmt: skip


def test_a_million_mutually_efficient_points(benchmark: Any) -> None:
    """The pitfall of a quadratic filter (specification, section 8): the kernel alone."""
    rng = np.random.default_rng(0)
    x = rng.integers(0, 10**9, size=(6, 10))
    columns = [column(np.stack([row, 10**9 - row]), np.zeros((1, 10), dtype=np.int64)) for row in x]
    result = benchmark.pedantic(fold, (columns,), {"cap": 10**6}, rounds=5)
    assert result.stages[-1].points.shape[1] > 990_000


@pytest.mark.parametrize(("issues", "scale"), [(15, 10**6), (15, 10**9), (30, 10**6), (30, 10**9)])
def test_constant_sum(benchmark: Any, issues: int, scale: int) -> None:
    model = constant_sum(issues, scale)
    benchmark.pedantic(pp.solve, (model, pp.Frontier()), rounds=1, warmup_rounds=0)


@pytest.mark.parametrize(
    ("parties", "issues"), [(3, 20), (3, 30), (4, 12), (4, 15), (6, 9), (6, 15), (12, 15), (20, 15)]
)
def test_frontier_of_many(benchmark: Any, parties: int, issues: int) -> None:
    """Some are found, the others end with status ``limit`` and a sample."""
    model = instance(0, parties, issues, 10)
    benchmark.pedantic(pp.solve, (model, pp.Frontier()), rounds=3, warmup_rounds=1)
