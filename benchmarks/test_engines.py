"""Engines inside one process (pytest-benchmark); never a gate."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp


def instance(seed: int, parties: int, issues: int, levels: int) -> pp.Bargain:
    """The recipe of the bargaining specification: Dirichlet weights, values rescaled to [0, 1], scale 10^6."""
    rng = np.random.default_rng(seed)
    tables: dict[str, dict[str, list[int]]] = {}
    for party in range(parties):
        weights, values = rng.dirichlet(np.ones(issues)), rng.random((issues, levels))
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        entries = np.rint(weights[:, None] * (values - low) / (high - low) * 1e6).astype(int)
        tables[f"p{party}"] = {f"i{i}": entries[i].tolist() for i in range(issues)}
    return pp.Bargain.from_tables(
        {f"i{i}": list(range(levels)) for i in range(issues)}, tables, scale=1_000_000
    )


@pytest.mark.parametrize("concept", [pp.Frontier(), pp.Nash(), pp.KalaiSmorodinsky()], ids=lambda c: c.name)
def test_two_parties_15_issues_of_10(benchmark: Any, concept: pp.Concept) -> None:
    model = instance(0, 2, 15, 10)
    benchmark(pp.solve, model, concept, on_fail="status")


@pytest.mark.parametrize("concept", [pp.Nash(), pp.Egalitarian(), pp.Agreements()], ids=lambda c: c.name)
def test_four_parties_8_issues_of_5(benchmark: Any, concept: pp.Concept) -> None:
    model = instance(0, 4, 8, 5)
    benchmark.pedantic(pp.solve, (model, concept), {"on_fail": "status"}, rounds=5)


def test_sweep_1024_draws(benchmark: Any) -> None:
    brief = pp.read_case("emission-1994")
    benchmark.pedantic(pp.sweep, (brief, pp.Compromise()), {"draws": 1024, "seed": 1}, rounds=3)
