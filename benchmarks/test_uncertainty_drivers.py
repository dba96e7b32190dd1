"""Indices with many resamples, and drivers in full of a brief with 50 numbers (pytest-benchmark); never a gate."""

from time import perf_counter
from typing import Any

import numpy as np

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.kernels.variance_indices import Evaluations, multiplicities, variance_indices
from pourparler.uncertainty.drivers.indices import indices
from pourparler.uncertainty.question import question

PARTIES, ISSUES = 4, 8


def fifty_keys() -> pp.Brief:
    """Four parties on eight issues of five levels: every position and 18 of the saliences have a range."""
    rng = np.random.default_rng(0)
    stances: dict[str, Any] = {}
    for p in range(PARTIES):
        stances[f"p{p}"] = {}
        for i in range(ISSUES):
            low, high = sorted(rng.integers(0, 101, 2).tolist())
            salience = rng.integers(10, 80)
            varies = ISSUES * p + i < 18
            stances[f"p{p}"][f"i{i}"] = {
                "position": [low, max(high, low + 1)],
                "salience": [int(salience), int(salience) + 20] if varies else int(salience),
            }
    return brief_from_data(
        {
            "parties": {f"p{p}": {} for p in range(PARTIES)},
            "issues": {f"i{i}": {"levels": [1, 2, 3, 4, 5], "status_quo": "1"} for i in range(ISSUES)},
            "stances": stances,
        }
    )


def test_1_000_resamples_of_50_groups_at_2_to_the_14_points(benchmark: Any) -> None:
    """Target: 2 s, drawing the resamples included."""
    rng, rows = np.random.default_rng(0), 2**14
    seen = Evaluations(rng.random(rows), rng.random(rows), rng.random((50, rows)))

    def estimated() -> Any:
        return variance_indices(seen, multiplicities(rows, 1_000, np.random.default_rng(1)))

    found = benchmark.pedantic(estimated, rounds=5, warmup_rounds=1)
    assert found.first_error.shape == (50,)


def test_drivers_of_50_keys_at_2_to_the_10_rows(benchmark: Any) -> None:
    """Target: the time of 52 x 1,024 solves and 1 s more."""
    asked = question(fifty_keys(), pp.Nash(), seed=1)
    found = benchmark.pedantic(lambda: indices(asked, by="key"), rounds=1, warmup_rounds=0)
    assert (len(found.groups), found.solves) == (50, 52 * 1_024)


def test_as_many_solves_alone(benchmark: Any) -> None:
    """What the target above counts from: 1,024 draws solved in chunks, times 52."""
    asked = question(fifty_keys(), pp.Nash(), seed=1)
    rows = asked.inputs.values(np.random.default_rng(0).random((1_024, len(asked.inputs.dimensions))))
    start = perf_counter()
    benchmark.pedantic(lambda: asked.observed(rows), rounds=3, warmup_rounds=1)
    benchmark.extra_info["seconds for 52 x 1,024"] = 52 * (perf_counter() - start) / 4
