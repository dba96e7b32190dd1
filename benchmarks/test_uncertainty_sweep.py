"""Sweeps (pytest-benchmark); never a gate.

python benchmarks/test_uncertainty_sweep.py     how much faster two processes and a local cluster are than one process,
                                                and what keeping parts costs
"""

import resource
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.jobs.chunk_store import ChunkStore


def synthetic(parties: int, issues: int, levels: int, seed: int = 0) -> pp.Brief:
    """A brief in which every position and every salience is a range."""
    rng = np.random.default_rng(seed)

    def between(low: float, high: float) -> dict[str, float]:
        return dict(
            zip(("low", "mode", "high"), np.sort(rng.uniform(low, high, 3)).round(1).tolist(), strict=True)
        )

    at = {f"v{k}": 100 * k / (levels - 1) for k in range(levels)}
    names = [f"i{k}" for k in range(issues)]
    return brief_from_data(
        {
            "parties": {f"p{k}": {"influence": 50} for k in range(parties)},
            "issues": {name: {"levels": at, "status_quo": "v0"} for name in names},
            "stances": {
                f"p{k}": {name: {"position": between(0, 100), "salience": between(5, 100)} for name in names}
                for k in range(parties)
            },
        }
    )


def test_10_000_draws_of_4_parties_8_issues_5_levels_by_nash(benchmark: Any) -> None:
    brief = synthetic(4, 8, 5)
    pp.sweep(brief, pp.Nash(), draws=512, seed=1)  # kernels are compiled, or read from their cache
    found = benchmark.pedantic(pp.sweep, (brief, pp.Nash()), {"draws": 10_000, "seed": 1}, rounds=3)
    assert found.draws == 10_000


@pytest.mark.parametrize(
    "concept", [pp.Compromise(), pp.Egalitarian(), pp.KalaiSmorodinsky()], ids=lambda c: c.name
)
def test_2_048_draws(benchmark: Any, concept: pp.Concept) -> None:
    brief = synthetic(4, 8, 5)
    pp.sweep(brief, concept, draws=512, seed=1)
    benchmark.pedantic(pp.sweep, (brief, concept), {"draws": 2_048, "seed": 1}, rounds=3)


def _seconds(draws: int, execution: pp.Execution) -> float:
    start = time.perf_counter()
    pp.sweep(synthetic(4, 8, 5), pp.Nash(), draws=draws, seed=1, execution=execution)
    return time.perf_counter() - start


def _own() -> float:
    """Processor seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def workers(draws: int = 65_536, chunk: int = 1_024, repeats: int = 3) -> None:
    """Wall seconds of one process, of two, and of a cluster of one and of two workers, in turns; starting is left out."""
    from distributed import LocalCluster

    here: dict[int, list[float]] = {1: [], 2: []}
    cluster: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repeats):
        here[1].append(_seconds(draws, pp.Execution(chunk=chunk)))
        starting = _seconds(2, pp.Execution(workers=2, chunk=1))
        here[2].append(_seconds(draws, pp.Execution(workers=2, chunk=chunk)) - starting)
        for count, taken in cluster.items():
            with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as made:
                _seconds(2 * count, pp.Execution(cluster=made.scheduler_address, chunk=1))  # imports
                taken.append(_seconds(draws, pp.Execution(cluster=made.scheduler_address, chunk=chunk)))
    for name, taken_by in (("processes", here), ("Dask", cluster)):
        one, two = median(taken_by[1]), median(taken_by[2])
        ratios = [a / b for a, b in zip(taken_by[1], taken_by[2], strict=True)]
        print(
            f"{name}: one {one:.1f} s, two {two:.1f} s: {median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"
        )


def keeping(draws: int = 10_240, repeats: int = 5) -> None:
    """What keeping every part costs, in wall and in processor seconds, in turns."""
    wall: dict[bool, list[float]] = {False: [], True: []}
    own: dict[bool, list[float]] = {False: [], True: []}
    _seconds(512, pp.Execution())
    for _ in range(repeats):
        for kept in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                before = _own()
                store = ChunkStore(Path(folder)) if kept else None
                wall[kept].append(_seconds(draws, pp.Execution(store=store)))
                own[kept].append(_own() - before)
    for name, taken in (("wall", wall), ("processor", own)):
        without, kept_ = min(taken[False]), min(taken[True])
        print(f"{name}: {without:.2f} s without, {kept_:.2f} s with parts kept: {kept_ / without - 1:+.1%}")


if __name__ == "__main__":
    keeping()
    workers()
