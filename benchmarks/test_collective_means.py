"""Means, medians, bargaining on positions and levers at size (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.kernels.means import weighted_means, weighted_medians


def drawn(count: int) -> list[pp.Positions]:
    """The ten governments of 1994 with positions, saliences and influences jittered."""
    model = pp.Positions.from_brief(pp.read_case("emission-1994"))
    rng = np.random.default_rng(0)
    return [
        replace(
            model,
            position=np.clip(model.position + rng.normal(0, 0.5, model.position.shape), 4, 10),
            salience=np.clip(model.salience * rng.uniform(0.7, 1.3, model.salience.shape), 0, 1),
            influence=model.influence * rng.uniform(0.7, 1.3, model.influence.shape),
        )
        for _ in range(count)
    ]


def large(actors: int, issues: int) -> pp.Positions:
    """Positions on a grid of eleven levels, random weights."""
    rng = np.random.default_rng(0)
    return pp.Positions.from_arrays(
        rng.integers(0, 11, (actors, issues)) * 10.0,
        influence=rng.random(actors) + 0.1,
        salience=rng.random((actors, issues)),
    )


def test_a_million_means_of_thirty(benchmark: Any) -> None:
    rng = np.random.default_rng(0)
    held, weight = rng.random((10**6, 30)), rng.random((10**6, 30))
    benchmark(weighted_means, held, weight)


def test_hundred_thousand_medians_of_thirty(benchmark: Any) -> None:
    rng = np.random.default_rng(0)
    held, weight = rng.random((10**5, 30)), rng.random((10**5, 30))
    benchmark.pedantic(weighted_medians, (held, weight), {"slack": np.zeros(10**5)}, rounds=5)


@pytest.mark.parametrize(
    "concept",
    [pp.Compromise(), pp.WeightedMedian(), pp.NashSpatial(), pp.KalaiSmorodinskySpatial()],
    ids=lambda c: c.name,
)
def test_256_draws_of_ten_actors(benchmark: Any, concept: pp.Concept) -> None:
    models = drawn(256)
    benchmark.pedantic(concept.observe, (models,), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("size", [(30, 10), (1000, 30)], ids=str)
@pytest.mark.parametrize(
    "concept",
    [
        pp.NashSpatial(), pp.NashSpatial(breakdown="common-loss"), pp.KalaiSmorodinskySpatial(),
        pp.Levers(actor="a1", readings=("compromise", "weighted-median")),
    ],
    ids=lambda c: f"{c.name} {c.settings().get('breakdown', '')}",
)  # fmt: skip
def test_many_actors_and_issues(benchmark: Any, concept: pp.Concept, size: tuple[int, int]) -> None:
    model = large(*size)
    benchmark.pedantic(pp.solve, (model, concept), rounds=3, warmup_rounds=1)
