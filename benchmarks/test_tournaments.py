"""Tournaments of strategies for talks (pytest-benchmark); never a gate.

python benchmarks/test_tournaments.py     how much faster two processes and a local cluster are than one process
"""

import time
from statistics import median
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.talks.tournament.result import TournamentResult

STRATEGIES = (
    "boulware", "linear", "conceder", "hardliner", "micro",
    {"conceder": {"e": 0.4}}, {"boulware": {"e": 10}}, {"linear": {"acceptance": "ac-next"}},
)  # fmt: skip


def problem(seed: int) -> pp.Bargain:
    """Two parties, 1,000 outcomes, reserves of a third."""
    rng = np.random.default_rng(seed)
    issues = {f"i{k}": list(range(10)) for k in range(3)}
    tables = {p: {i: rng.integers(0, 10**6, 10).tolist() for i in issues} for p in ("p", "q")}
    return pp.Bargain.from_tables(issues, tables, reserve={"p": 10**6, "q": 10**6}, scale=3 * 10**6)


def played(count: int, rounds: int = 100, execution: pp.Execution | None = None) -> TournamentResult:
    """A tournament on so many problems."""
    scenarios = {f"s{i:03}": problem(i) for i in range(count)}
    return pp.tournament(pp.Tournament(scenarios, STRATEGIES, rounds=rounds), seed=1, execution=execution)


@pytest.mark.parametrize("workers", [1, 2])
def test_100_scenarios_8_strategies(benchmark: Any, workers: int) -> None:
    found = benchmark.pedantic(played, (100, 100, pp.Execution(workers=workers)), rounds=3)
    assert found.runs == 6400


def _seconds(count: int, rounds: int, execution: pp.Execution) -> float:
    start = time.perf_counter()
    played(count, rounds, execution)
    return time.perf_counter() - start


def main(count: int = 100, rounds: int = 2_000, repeats: int = 3) -> None:
    """Wall seconds of one process, of two, and of a cluster of one and of two workers, in turns; starting is left out."""
    from distributed import LocalCluster

    here: dict[int, list[float]] = {1: [], 2: []}
    cluster: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repeats):
        here[1].append(_seconds(count, rounds, pp.Execution()))
        starting = _seconds(2, 1, pp.Execution(workers=2))
        here[2].append(_seconds(count, rounds, pp.Execution(workers=2)) - starting)
        for workers, taken in cluster.items():
            with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as made:
                over = pp.Execution(cluster=made.scheduler_address)
                _seconds(4, 10, over)  # the workers import what they need
                taken.append(_seconds(count, rounds, over))
    for name, taken_by in (("processes", here), ("Dask", cluster)):
        one, two = median(taken_by[1]), median(taken_by[2])
        ratios = [a / b for a, b in zip(taken_by[1], taken_by[2], strict=True)]
        print(
            f"{name}: one {one:.1f} s, two {two:.1f} s: {median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main()
