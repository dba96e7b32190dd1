"""Several versions of one brief drawn with the same uniforms: what differs between them is due to what was changed.

Common random numbers (Law & Kelton, Simulation Modeling and Analysis, section 11.2): each dimension is found by its
name in one design for all versions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation
from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, run_chunks
from pourparler.language import msg
from pourparler.uncertainty.design import uniforms
from pourparler.uncertainty.inputs import Inputs
from pourparler.uncertainty.observing import CHUNK
from pourparler.uncertainty.question import Question

MAX_DRAWS = 2**20
Floats = NDArray[np.float64]
Answer = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Share:
    """A share of draws with its Monte Carlo standard error; not the probability of an event."""

    share: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class Draws:
    """What each draw of one version gave: arrays of shape (draws,), in the order of the draws.

    ``quantities``: NaN where a draw has none; ``answers``: the distinct outcomes, ``answer_index`` which of them each
    draw has (−1: none); ``codes``: the status of each draw.
    """

    quantities: Mapping[str, Floats]
    answers: tuple[Answer, ...]
    answer_index: NDArray[np.int64]
    codes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def mean(self, name: str) -> float | None:
        """The mean of one quantity over the draws that have it; ``None`` where none has."""
        known = self._known(name)
        return fsum(known.tolist()) / len(known) if len(known) else None

    def quantiles(self, name: str, levels: Sequence[float]) -> dict[float, float | None]:
        """Quantiles of one quantity over the draws that have it, by level."""
        known = self._known(name)
        if not len(known):
            return dict.fromkeys(levels)
        return {q: float(x) for q, x in zip(levels, np.quantile(known, levels), strict=True)}

    def _known(self, name: str) -> Floats:
        values = self.quantities.get(name, np.empty(0))
        return values[~np.isnan(values)]

    def share(self, count: int) -> Share:
        """The share that ``count`` draws are, with its standard error."""
        p = count / len(self)
        return Share(p, sqrt(p * (1 - p) / len(self)))

    @cached_property
    def outcomes(self) -> tuple[tuple[dict[str, Any], Share], ...]:
        """Distinct outcomes with their shares, the most frequent first (ties: by their values as text)."""
        counts = np.bincount(self.answer_index[self.answer_index >= 0], minlength=len(self.answers))
        order = sorted(range(len(self.answers)), key=lambda i: (-int(counts[i]), str(self.answers[i])))
        return tuple((dict(self.answers[i]), self.share(int(counts[i]))) for i in order)

    @cached_property
    def levels(self) -> dict[str, dict[Any, float]]:
        """By issue, the share of all draws per value; they sum to the share of draws with an outcome."""
        found: dict[str, dict[Any, int]] = {}
        counts = np.bincount(self.answer_index[self.answer_index >= 0], minlength=len(self.answers))
        for answer, count in zip(self.answers, counts.tolist(), strict=True):
            for issue, value in answer:
                of = found.setdefault(issue, {})
                of[value] = of.get(value, 0) + count
        return {issue: {v: n / len(self) for v, n in of.items()} for issue, of in found.items()}

    @property
    def status_share(self) -> dict[str, float]:
        """Share of draws per status code."""
        return {code: self.codes.count(code) / len(self) for code in sorted(set(self.codes))}


@dataclass(frozen=True)
class Design:
    """One design for several versions: the ``names`` of all their dimensions, sorted; ``seed`` scrambles it."""

    names: tuple[str, ...]
    seed: int

    @classmethod
    def over(cls, versions: Iterable[Inputs], *, seed: int) -> "Design":
        """The design that holds every dimension of every version."""
        return cls(tuple(sorted({one.name for inputs in versions for one in inputs.dimensions})), seed)

    def rows(self, inputs: Inputs, chunk: int) -> Floats:
        """The numbers of one version at the points of one chunk: shape (256, numbers)."""
        at = {name: i for i, name in enumerate(self.names)}
        columns = [at[one.name] for one in inputs.dimensions]
        return inputs.values(uniforms(len(self.names), seed=self.seed, chunk=chunk)[:, columns])


@dataclass(frozen=True)
class _Task:
    """What every chunk of every version needs."""

    questions: tuple[Question, ...]
    design: Design
    draws: int


def checked_draws(draws: int, seed: int) -> None:
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


def draw_each(
    questions: Sequence[Question], design: Design, *, draws: int, execution: Execution
) -> tuple[Draws, ...]:
    """``draws`` draws of each question, with the same uniform for a dimension wherever its name occurs.

    The same for any number of workers. A version without anything that varies is solved once. Raises as
    :func:`sweep` does. When not to use: for one version alone, :func:`sweep` says more.
    """
    task = _Task(tuple(questions), design, draws)
    solved = [draws if asked.inputs.varies else 1 for asked in questions]
    chunks = [(v, k) for v, n in enumerate(solved) for k in range((n + CHUNK - 1) // CHUNK)]
    seen: list[list[Observation]] = [[] for _ in questions]
    for (version, _), part in zip(
        chunks, run_chunks(_run_chunk, task, chunks, execution=execution), strict=True
    ):
        seen[version] += part
    return tuple(gathered(part if len(part) == draws else part[:1] * draws) for part in seen)


def _run_chunk(task: _Task, at: tuple[int, int]) -> list[Observation]:
    version, chunk = at
    asked = task.questions[version]
    count = min(CHUNK, (task.draws if asked.inputs.varies else 1) - chunk * CHUNK)
    rows = task.design.rows(asked.inputs, chunk)[:count]
    return asked.observed(rows, first=chunk * CHUNK)


def gathered(observations: Sequence[Observation]) -> Draws:
    """Observations in the order of the draws, as arrays."""
    names = list(dict.fromkeys(name for seen in observations for name in seen.quantities))
    answers: dict[Answer, int] = {}
    index = [
        -1 if seen.answer is None else answers.setdefault(seen.answer, len(answers)) for seen in observations
    ]
    return Draws(
        {
            name: np.array([seen.quantities.get(name, np.nan) for seen in observations], dtype=np.float64)
            for name in names
        },
        tuple(answers),
        np.array(index, dtype=np.int64),
        tuple(seen.code for seen in observations),
    )
