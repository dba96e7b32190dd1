"""The talks that both sides play: ten tables of three issues of ten values, 100 rounds, pairs of strategies. Needs numpy."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from instance import tables

ISSUES, ROUNDS = 3, 100
PAIRS = (("boulware", "conceder"), ("boulware", "boulware"), ("linear", "linear"), ("micro", "micro"))


def worths(seed: int) -> list[Any]:
    """One table (issues, values) per party, integers, a millionth each, without equal utilities."""
    for attempt in range(1000):
        found = tables(seed * 1000 + attempt, ISSUES)
        if all(_apart(table) for table in found):
            return found
    raise RuntimeError("no tables without ties")


def _apart(table: Any) -> bool:
    sums = (table[0][:, None, None] + table[1][:, None] + table[2]).ravel()
    return len(set(sums.tolist())) == sums.size


def per_second(play: Callable[[], int], *, seconds: float) -> tuple[float, float]:
    """Games a second: the median and the best of passes of ``play``, which gives the number of its games.

    One pass is not timed; then for ``seconds``, at least five passes. Seconds of the processor, not of the clock: the
    machine may be shared.
    """
    play()
    rates: list[float] = []
    end = time.perf_counter() + seconds
    while len(rates) < 5 or time.perf_counter() < end:
        start = time.process_time()
        games = play()
        rates.append(games / (time.process_time() - start))
    return statistics.median(rates), max(rates)


def arguments() -> tuple[int, float]:
    """How many tables, and seconds per measurement."""
    return int(sys.argv[1]), float(sys.argv[2])


def report(**found: Any) -> None:
    """Print what was found as one JSON document."""
    print(json.dumps(found))
