"""Runs in batches: one scenario each, as many runs as half a second of work and more."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pourparler.analyses.talks.batches.schedules import scheduled
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.tournament.assignments import Assignment, assignments, check_count, count
from pourparler.analyses.talks.tournament.field import Field, Scenario

CALLS = 100_000
"""Calls of strategies in a batch: about half a second where each is asked for itself."""

TOGETHER = 50
"""How many times faster runs are that are played together."""


@dataclass(frozen=True)
class Run:
    """One run of a scenario: strategies by seat, by their numbers, and which repetition it is."""

    seating: Assignment
    repetition: int


@dataclass(frozen=True)
class Batch:
    """Runs of one scenario, by their places in the list of all its runs."""

    scenario: int
    runs: tuple[Run, ...]


def batches(field: Field) -> tuple[Batch, ...]:
    """All runs of a tournament. How they are cut depends on the plan alone, never on how fast anything is."""
    return tuple(
        Batch(at, runs)
        for at, scenario in enumerate(field.scenarios)
        for runs in _cut(field, scenario)
    )  # fmt: skip


def _cut(field: Field, scenario: Scenario) -> Iterator[tuple[Run, ...]]:
    plan, seats = field.plan, len(scenario.seats)
    kinds, which, self_play = len(field.strategies), plan.assignments, plan.self_play
    check_count(count(kinds, seats, which=which, self_play=self_play) * plan.repetitions, scenario.name)
    most = CALLS * TOGETHER
    waiting: list[Run] = []
    worth = 0
    for seating in assignments(kinds, seats, which=which, self_play=self_play):
        worth_one = _cost(seating, field.strategies, calls=scenario.rounds * seats)
        draws = any(field.strategies[at].draws for at in seating)
        for repetition in range(plan.repetitions if draws else 1):
            waiting.append(Run(seating, repetition))
            worth += worth_one
            if worth >= most:
                yield tuple(waiting)
                waiting, worth = [], 0
    if waiting:
        yield tuple(waiting)


def _cost(seating: Assignment, strategies: Sequence[Strategy], *, calls: int) -> int:
    """About how long a run takes, a call of one that is played together being 1."""
    own = [strategies[at] for at in seating]
    counted = len(own) == 2 and all(type(strategy) is Micro for strategy in own)
    return calls if counted or all(map(scheduled, own)) else calls * TOGETHER


def seed_of(field: Field, scenario: Scenario, run: Run) -> int:
    """The seed of one run: that of the tournament, hashed with all that makes this run what it is.

    ``solve(scenario, Talks(…), seed=…)`` with it plays the same talks.
    """
    told = [
        field.seed,
        scenario.digest,
        [field.texts[at] for at in run.seating],
        scenario.rounds,
        run.repetition,
    ]
    return int.from_bytes(sha256(json.dumps(told).encode()).digest()[:8], "big") >> 1


def task_of(field: Field, batch: Batch) -> dict[str, Any]:
    """All that the rows of a batch depend on, as JSON data."""
    from pourparler import __version__

    scenario = field.scenarios[batch.scenario]
    runs = json.dumps([[run.seating, run.repetition] for run in batch.runs])
    return {
        "job": "tournament/batch/1",
        "version": __version__,
        "digest": scenario.digest,
        "rounds": scenario.rounds,
        "strategies": list(field.texts),
        "runs": sha256(runs.encode()).hexdigest(),
        "first": [list(batch.runs[0].seating), batch.runs[0].repetition],
        "seed": field.seed,
        "run_seconds": field.plan.run_seconds,
    }
