"""The verb that gives a spread: draw from the ranges, solve each draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from pourparler.analyses.concept import Concept
from pourparler.brief.brief import Brief
from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, iter_kept
from pourparler.language import msg
from pourparler.uncertainty.columns import Columns, Gathering
from pourparler.uncertainty.design import drawn_between
from pourparler.uncertainty.observing import CHUNK, observed_once
from pourparler.uncertainty.question import Question, question
from pourparler.uncertainty.spread import Spread

MAX_DRAWS = 2**22


@dataclass(frozen=True)
class _Task:
    """What every chunk needs: ``draws`` that are solved, ``chunk`` of them at a time."""

    question: Question
    draws: int
    chunk: int


def sweep(
    brief: Brief, concept: Concept, *, draws: int = 2_048, seed: int, execution: Execution | None = None
) -> Spread:
    """Solve ``draws`` versions of the brief, each drawn from its ranges, evidence mixed with priors by its rule.

    The draws are points of a scrambled Sobol sequence: take a power of two. The same brief, concept, draws,
    seed and version give the same spread for any number of workers, on a cluster, and where finished chunks are
    kept (``execution.store``) also from several goes. A draw without an answer is kept with
    its status. Raises ``UsageError`` for an impossible number of draws or a store that holds another sweep,
    ``NumericalFailure`` that names the draw where one fails, ``ModelError`` and ``InvalidBrief``
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
    execution = execution or Execution()
    asked = question(brief, concept, seed=seed)
    # Without anything uncertain every draw is the same: one is enough to know them all.
    task = _Task(asked, draws if asked.inputs.varies else 1, execution.chunk or CHUNK)
    gathering = Gathering(draws)
    for part in _parts(task, execution, brief.digest):
        gathering.add(Columns.from_data(part))
    found = gathering.columns()
    return Spread(
        question=asked,
        draws=draws,
        quantities=found.quantities,
        answers=found.answers,
        answer_index=found.answer_index,
        code_index=found.codes,
        repeated=found.repeated,
        seconds=perf_counter() - start,
    )


def _parts(task: _Task, execution: Execution, digest: str) -> Iterator[Mapping[str, Any]]:
    chunks = range((task.draws + task.chunk - 1) // task.chunk)
    header = _header(task, digest)
    if execution.store is not None:
        execution.store.claim(header)
    tasks = [{**header, "part": k} for k in chunks]
    return iter_kept(_run_chunk, task, chunks, tasks=tasks, execution=execution)


def _header(task: _Task, digest: str) -> dict[str, Any]:
    """All that a chunk depends on, beside its number, as JSON data."""
    from pourparler import __version__

    asked = task.question
    return {
        "job": "sweep/chunk/1",
        "brief": digest,
        "rule": asked.inputs.rule,
        "concept": asked.concept.name,
        "settings": asked.concept.settings(),
        "version": __version__,
        "seed": asked.seed,
        "draws": task.draws,
        "chunk": task.chunk,
    }


def _run_chunk(task: _Task, chunk: int) -> dict[str, Any]:
    first = chunk * task.chunk
    last = min(first + task.chunk, task.draws)
    asked = task.question
    rows = drawn_between(asked.inputs, first, last, seed=asked.seed)
    seen, repeated = observed_once(asked.template, asked.concept, rows, seed=asked.seed, first=first)
    return Columns.of(seen, repeated=repeated).as_data()
