"""The exchange of positions (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp


def instance(seed: int, actors: int, issues: int) -> pp.Positions:
    """Positions on whole tens, saliences in twentieths, as experts give them."""
    rng = np.random.default_rng(seed)
    return pp.Positions.from_arrays(
        (rng.integers(0, 11, (actors, issues)) * 10.0).tolist(),
        influence=rng.uniform(0.02, 0.3, actors),
        salience=rng.integers(2, 21, (actors, issues)) / 20,
    )


def drawn(model: pp.Positions, draws: int) -> list[pp.Positions]:
    """Versions of a model with an error of 5 points on every position."""
    rng = np.random.default_rng(1)
    return [
        replace(model, position=np.clip(model.position + rng.normal(0, 5, model.position.shape), 0, 100))
        for _ in range(draws)
    ]


@pytest.mark.parametrize("view", ["own-deals", "current"])
def test_a_round_of_11_by_7(benchmark: Any, view: str) -> None:
    benchmark(pp.solve, instance(0, 11, 7), pp.PositionExchange(view=view))


@pytest.mark.parametrize("view", ["own-deals", "current"])
def test_a_round_of_30_by_20(benchmark: Any, view: str) -> None:
    concept = pp.PositionExchange(view=view)
    benchmark.pedantic(pp.solve, (instance(0, 30, 20), concept), rounds=3, warmup_rounds=1)


def test_a_thousand_draws_of_11_by_7(benchmark: Any) -> None:
    models = drawn(instance(0, 11, 7), 1_024)

    def sweep() -> None:
        for start in range(0, len(models), 256):
            pp.PositionExchange().observe(models[start : start + 256])

    benchmark.pedantic(sweep, rounds=3, warmup_rounds=1)
