"""The verb that gives a spread: draw from the ranges, solve each draw."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.brief.brief import Brief
from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, run_chunks
from pourparler.language import Message, msg
from pourparler.uncertainty.design import drawn
from pourparler.uncertainty.observing import CHUNK
from pourparler.uncertainty.question import Question, question
from pourparler.uncertainty.spread import Spread

MAX_DRAWS = 2**22


@dataclass(frozen=True)
class _Task:
    """What every chunk needs."""

    question: Question
    draws: int


def sweep(
    brief: Brief, concept: Concept, *, draws: int = 2_048, seed: int, execution: Execution | None = None
) -> Spread:
    """Solve ``draws`` versions of the brief, each drawn from its ranges as written.

    The draws are points of a scrambled Sobol sequence: take a power of two. The same brief, concept, draws,
    seed and version give the same spread for any number of workers. A draw without an answer is kept with
    its status. Raises ``UsageError`` for an impossible number of draws, ``ModelError`` and ``InvalidBrief``
    as :func:`solve` does.

    A share of draws is not the probability of an event: the ranges are judgements and the concept is one
    reading of the talks.
    """
    if not 1 <= draws <= MAX_DRAWS:
        raise UsageError(
            msg("{n} is not a possible number of draws", n=draws),
            where="--draws",
            advice=msg("Use 1 to {n}.", n=MAX_DRAWS),
        )
    if seed < 0:
        raise UsageError(
            msg("{n} is not a seed", n=seed), where="--seed", advice=msg("Use 0 or a positive number.")
        )
    start = perf_counter()
    task = _Task(question(brief, concept, seed=seed), draws)
    # Without anything uncertain every draw is the same: one is enough to know them all.
    solved = draws if task.question.inputs.varies else 1
    chunks = range((solved + CHUNK - 1) // CHUNK)
    shared = replace(task, draws=solved)
    parts = list(run_chunks(_run_chunk, shared, chunks, execution=execution or Execution()))
    observations = [seen for part in parts for seen in part]
    if solved < draws:
        observations = observations * draws
    return _gathered(task, observations, seconds=perf_counter() - start)


def _run_chunk(task: _Task, chunk: int) -> list[Observation]:
    count = min(CHUNK, task.draws - chunk * CHUNK)
    rows = drawn(task.question.inputs, seed=task.question.seed, chunk=chunk)[:count]
    return task.question.observed(rows, first=chunk * CHUNK)


def _gathered(task: _Task, observations: list[Observation], *, seconds: float) -> Spread:
    names = list(dict.fromkeys(name for seen in observations for name in seen.quantities))
    quantities: Mapping[str, NDArray[np.float64]] = {
        name: np.array([seen.quantities.get(name, np.nan) for seen in observations]) for name in names
    }
    answers: dict[Any, int] = {}
    index = [
        -1 if seen.answer is None else answers.setdefault(seen.answer, len(answers)) for seen in observations
    ]
    return Spread(
        question=task.question,
        draws=task.draws,
        quantities=quantities,
        answers=tuple(answers),
        answer_index=np.array(index, dtype=np.int64),
        codes=tuple(seen.code for seen in observations),
        notes=_notes(task),
        seconds=seconds,
    )


def _notes(task: _Task) -> tuple[Message, ...]:
    notes = []
    if not task.question.inputs.varies:
        notes.append(msg("Nothing varies: every number is exact, so every draw is the same."))
    if task.draws & (task.draws - 1):
        lower = 1 << (task.draws.bit_length() - 1)
        notes.append(
            msg(
                "{n} draws: the design is balanced at {a} or {b}.", n=task.draws, a=max(lower, 1), b=2 * lower
            )
        )
    return tuple(notes)
