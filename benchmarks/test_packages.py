"""Packages of provisions with conflicts, looked at one by one (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.model.outcomes import Constraint


def package(provisions: int, parties: int, conflicts: int) -> pp.Bargain:
    """Random scores from 0 to 10, reserves of 4, pairs of provisions that exclude each other."""
    rng = np.random.default_rng(0)
    scores = rng.integers(0, 11, (parties, provisions)).tolist()
    names = [f"x{j}" for j in range(provisions)]
    deal = pp.Bargain.from_scores(
        {f"p{p}": dict(zip(names, row, strict=True)) for p, row in enumerate(scores)},
        reserve={f"p{p}": 4 for p in range(parties)},
    )
    both = np.array([[True, True], [True, False]])
    pairs = (sorted(rng.choice(provisions, 2, replace=False).tolist()) for _ in range(conflicts))
    return replace(deal, excluded=tuple(Constraint((a, b), both, "c") for a, b in pairs))


@pytest.mark.parametrize("conflicts", [0, 12])
@pytest.mark.parametrize(
    "concept",
    [pp.Nash(), pp.KalaiSmorodinsky(), pp.Egalitarian(), pp.Utilitarian(), pp.Agreements()],
    ids=lambda c: c.name,
)
def test_six_parties_24_provisions(benchmark: Any, concept: pp.Concept, conflicts: int) -> None:
    model = package(24, 6, conflicts)
    result = benchmark.pedantic(pp.solve, (model, concept), rounds=3)
    assert result.status.code == "ok"


def test_frontier_of_two_parties_24_provisions(benchmark: Any) -> None:
    model = package(24, 2, 12)
    benchmark.pedantic(pp.solve, (model, pp.Frontier()), rounds=3)
