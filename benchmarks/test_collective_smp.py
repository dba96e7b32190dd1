"""Probabilistic elections and the spatial model (pytest-benchmark); never a gate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp


def case(name: str) -> pp.Positions:
    return pp.Positions.from_brief(pp.read_case(name))


def drawn(actors: int, issues: int = 1) -> pp.Positions:
    rng = np.random.default_rng(0)
    return pp.Positions.from_arrays(
        (rng.random((actors, issues)) * 100).tolist(),
        influence=(rng.random(actors) * 100).tolist(),
        salience=rng.uniform(0.05, 1, (actors, issues)).tolist(),
    )


def jittered(model: pp.Positions, draws: int) -> list[pp.Positions]:
    rng = np.random.default_rng(0)
    span = model.high - model.low
    return [
        replace(
            model,
            position=np.clip(
                model.position + rng.normal(0, 0.05, model.position.shape) * span, model.low, model.high
            ),
        )
        for _ in range(draws)
    ]


@pytest.mark.parametrize("variant", ["conditional", "markov-uniform", "markov-incentive"])
@pytest.mark.parametrize("actors", [10, 100, 1000])
def test_election(benchmark: Any, variant: Any, actors: int) -> None:
    benchmark.pedantic(pp.solve, (drawn(actors), pp.Pce(variant=variant)), rounds=5, warmup_rounds=1)


def test_elections_of_256_draws_of_26_actors(benchmark: Any) -> None:
    models = jittered(case("china-upstream-2014"), 256)
    assert None not in benchmark.pedantic(pp.Pce().observe, (models,), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("name", ["emission-1994", "china-upstream-2014", "china-upstream-two-2014"])
def test_printed_runs(benchmark: Any, name: str) -> None:
    """10 actors and 13 turns; 26 and 19; 13 on two issues and 27."""
    result = benchmark(pp.solve, case(name), pp.Smp())
    assert result.stats.work["turns"] in (13, 19, 27)


def test_the_turns_alone(benchmark: Any) -> None:
    """26 actors, 19 turns, without what is made of them for readers: the target of the specification."""
    from pourparler.analyses.collective.turns.space import space
    from pourparler.kernels.spatial_runs import Switches, course

    given = space(case("china-upstream-2014"), "all")
    done = benchmark(course, given.place[None], given.actors, Switches(), most=100)
    assert len(done.turns) == 19


@pytest.mark.parametrize("name", ["emission-1994", "china-upstream-2014"])
def test_256_draws_together(benchmark: Any, name: str) -> None:
    models = jittered(case(name), 256)
    benchmark.pedantic(pp.Smp().observe, (models,), rounds=3, warmup_rounds=1)


def test_200_actors(benchmark: Any) -> None:
    benchmark.pedantic(pp.solve, (drawn(200), pp.Smp()), {"on_fail": "status"}, rounds=1, warmup_rounds=1)
