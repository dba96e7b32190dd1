"""The challenge model: many draws of the emission case, and many actors (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.challenges.reading import PRESETS


def jittered(draws: int) -> list[pp.Positions]:
    rng = np.random.default_rng(0)
    model = pp.Positions.from_brief(pp.read_case("emission-1994"))
    shape = model.position.shape
    return [
        replace(
            model,
            position=np.clip(model.position + rng.normal(0, 0.8, shape), 4, 10),
            influence=model.influence * rng.uniform(0.8, 1.2, shape),
        )
        for _ in range(draws)
    ]


@pytest.mark.parametrize("reading", ["program", "appendix"])
@pytest.mark.parametrize("draws", [256, 10_000])
def test_draws_of_ten_actors_five_rounds(benchmark: Any, draws: int, reading: str) -> None:
    """Target: 10,000 draws in 1 s after warm-up."""
    models, concept = jittered(draws), pp.Challenge(reading=PRESETS[reading])
    seen = benchmark.pedantic(concept.observe, (models,), rounds=5, warmup_rounds=1)
    assert len(seen) == draws
    assert None not in seen


@pytest.mark.parametrize("actors", [10, 30, 200])
def test_one_game_of_five_rounds(benchmark: Any, actors: int) -> None:
    rng = np.random.default_rng(0)
    model = pp.Positions.from_arrays(
        rng.uniform(0, 100, (actors, 1)).tolist(),
        influence=rng.uniform(1, 10, actors).tolist(),
        salience=rng.uniform(0.1, 1, (actors, 1)).tolist(),
    )
    benchmark.pedantic(pp.solve, (model, pp.Challenge()), rounds=3, warmup_rounds=1)


def test_384_readings_of_ten_actors(benchmark: Any) -> None:
    brief = pp.read_case("emission-1994")
    benchmark.pedantic(pp.solve, (brief, pp.ChallengeReadings()), rounds=3)
