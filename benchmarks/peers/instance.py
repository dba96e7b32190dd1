"""The recipe that both sides solve, and how both sides measure. Needs numpy only."""

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

LEVELS = 10


def tables(seed: int, issues: int, *, parties: int = 2) -> list[np.ndarray[Any, Any]]:
    """One integer table (issues, values) per party: Dirichlet weights, values rescaled to [0, 1], scale 10^6."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(parties):
        weights, values = rng.dirichlet(np.ones(issues)), rng.random((issues, LEVELS))
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        found.append(np.rint(weights[:, None] * (values - low) / (high - low) * 1e6).astype(np.int64))
    return found


def memory() -> float:
    """The largest memory of the process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(make: Callable[[], Any], solve: Callable[[Any], Any], *, runs: int) -> tuple[Any, float, float]:
    """Answer, median seconds and megabytes of ``solve`` on fresh objects, after one run that is not timed.

    Making the objects is not timed; the memory is what the process grew by in the first run.
    """
    subject = make()
    before = memory()
    answer = solve(subject)
    grown = memory() - before
    seconds = []
    for _ in range(runs):
        subject = make()
        gc.collect()
        start = time.perf_counter()
        solve(subject)
        seconds.append(time.perf_counter() - start)
    return answer, statistics.median(seconds), grown


def arguments() -> tuple[int, int, int]:
    """Seed, issues and runs from the command line."""
    seed, issues, runs = map(int, sys.argv[1:])
    return seed, issues, runs


def report(**found: Any) -> None:
    """Print what was found as one JSON document."""
    print(json.dumps(found))
