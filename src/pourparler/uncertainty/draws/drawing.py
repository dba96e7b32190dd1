"""Draws of one version of a brief or of several, solved by one concept: in chunks, anywhere, kept where asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, iter_kept
from pourparler.language import msg
from pourparler.uncertainty.draws.columns import Columns, Gathering
from pourparler.uncertainty.draws.design import Design
from pourparler.uncertainty.draws.observing import CHUNK, observed_once
from pourparler.uncertainty.question import Question

MAX_DRAWS = 2**22


@dataclass(frozen=True)
class _Task:
    """What every chunk needs: the questions, each with how many draws are ``solved``, ``chunk`` of them at a time."""

    questions: Mapping[str, Question]
    solved: Mapping[str, int]
    design: Design
    chunk: int


def check_draws(draws: int, seed: int) -> None:
    """Raise ``UsageError`` for a number of draws or a seed that cannot be."""
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


def draw(
    questions: Mapping[str, Question], design: Design, *, draws: int, job: Mapping[str, str], execution: Execution
) -> dict[str, Columns]:  # fmt: skip
    """``draws`` draws of each question, with the same uniform for a dimension wherever its name occurs.

    ``questions``: by name, all by one concept; ``job``: what they are about, for ``execution.store``, which this job then
    has to itself. The same for any number of workers, with and without a store. A version without anything that varies
    is solved once.
    """
    if not questions:
        return {}
    solved = {name: draws if asked.inputs.varies else 1 for name, asked in questions.items()}
    task = _Task(questions, solved, design, execution.chunk or CHUNK)
    chunks = [(name, first) for name, count in solved.items() for first in range(0, count, task.chunk)]
    gathered = {name: Gathering(draws) for name in questions}
    header = {**job, **_header(task, draws)}
    for (name, _), part in zip(chunks, _parts(task, chunks, header, execution=execution), strict=True):
        gathered[name].add(Columns.from_data(part))
    return {name: one.columns() for name, one in gathered.items()}


def _parts(
    task: _Task, chunks: Sequence[tuple[str, int]], header: Mapping[str, Any], *, execution: Execution
) -> Iterator[Mapping[str, Any]]:
    if execution.store is not None:
        execution.store.claim(header)
    tasks = [{**header, "question": name, "first": first} for name, first in chunks]
    return iter_kept(_run_chunk, task, chunks, tasks=tasks, execution=execution)


def _header(task: _Task, draws: int) -> dict[str, Any]:
    """What a chunk depends on beside the ``job`` and its own place, as JSON data."""
    from pourparler import __version__

    asked = next(iter(task.questions.values()))
    return {
        "rule": asked.inputs.rule,
        "concept": asked.concept.name,
        "settings": asked.concept.settings(),
        "version": __version__,
        "seed": task.design.seed,
        "draws": draws,
        "chunk": task.chunk,
    }


def _run_chunk(task: _Task, at: tuple[str, int]) -> dict[str, Any]:
    name, first = at
    asked = task.questions[name]
    rows = task.design.rows(asked.inputs, first, min(first + task.chunk, task.solved[name]))
    seen, repeated = observed_once(asked.template, asked.concept, rows, seed=asked.seed, first=first)
    return Columns.of(seen, repeated=repeated).as_data()
