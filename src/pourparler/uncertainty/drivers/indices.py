"""Drivers in full: how much of each answer's variance goes back to each number, source, party, issue or kind.

Sources: Sobol' 2001; Jansen 1999; Saltelli et al. 2010 (doi:10.1016/j.cpc.2009.09.018).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation, Status
from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, run_chunks
from pourparler.kernels.variance_indices import Evaluations, multiplicities, variance_indices
from pourparler.language import Message, msg
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.drivers.explained import OUTCOME, Answer, Explained, Indices
from pourparler.uncertainty.drivers.groups import GROUPINGS, Grouping, groups
from pourparler.uncertainty.drivers.pick_freeze import AS_A, FRESH, Mixing
from pourparler.uncertainty.question import Question

Floats = NDArray[np.float64]

MAX_BASE, MAX_RESAMPLES = 2**16, 1_000
MAX_SOLVES = 2**22
MAX_DIMENSIONS = 21_201
"""Dimensions for which direction numbers of the Sobol sequence are known (Joe and Kuo 2008)."""
MAX_CELLS = 2**25
"""Evaluations held at once, over all outputs."""
_TOGETHER = 16
"""Groups that one task looks at."""
# A child of the seed that neither the design nor any draw has.
_BOOTSTRAP = 2**32 - 1


def indices(
    question: Question,
    *,
    by: Grouping = "key",
    base: int = 1_024,
    resamples: int = 200,
    execution: Execution | None = None,
    answer: Answer | None = None,
) -> Indices:
    """First-order and total indices of every group of inputs, for every quantity and for the most frequent outcome.

    ``base``: rows N, a power of two; at most N · (groups + 2) solves. ``resamples``: of the bootstrap, for standard
    errors. ``answer``: the outcome that is explained, by default the most frequent one in the 2 N base draws. The
    same question gives the same indices for any number of workers. Raises ``UsageError`` for impossible numbers;
    more dimensions or solves than there may be is a status ``limit`` without indices. When not to use: to learn which
    way a number moves the answer, for which :func:`pourparler.uncertainty.drivers.one_at_a_time.one_at_a_time` is meant.
    """
    _check(by, base=base, resamples=resamples)
    made = groups(question.inputs, by)
    status = _beyond(question, base * (len(made) + 2)) or _NOTHING
    found = Indices(question=question, by=by, groups=made, base=base, resamples=resamples, status=status)
    if status.code == "limit" or not made:
        return found
    mixing, run = Mixing(question, made, base), execution or Execution()
    seen = _base(mixing, run)
    chosen = answer if answer is not None else _frequent(seen.a + seen.b)
    names, left_out = _outputs(seen.a + seen.b, chosen, cells=base * (len(made) + 2))
    a, b = (_read(those, names, chosen) for those in (seen.a, seen.b))
    varying = [i for i in range(len(names)) if _varies(a[i], b[i])]
    asked = _Asked(mixing, tuple(names[i] for i in varying), chosen)
    mixed, solved = _between(asked, (a[varying], b[varying]), run)
    values = {names[i]: mixed[place] for place, i in enumerate(varying)}
    unmoved = np.empty((len(made), 0))
    rng = np.random.default_rng(np.random.SeedSequence(question.seed, spawn_key=(_BOOTSTRAP,)))
    counts = multiplicities(base, resamples, rng)
    explained = {
        name: _explained(Evaluations(a[i], b[i], values.get(name, unmoved)), counts)
        for i, name in enumerate(names)
    }
    return replace(
        found,
        status=_status(explained, left_out),
        answer=chosen,
        explained=explained,
        left_out=left_out,
        solves=2 * base + solved,
    )


_NOTHING = Status("ok", msg("Nothing varies: every number is exact."))


def _check(by: str, *, base: int, resamples: int) -> None:
    if by not in GROUPINGS:
        raise UsageError(
            msg("there is no grouping {name}", name=by),
            where="by",
            advice=msg("Use one of {known}.", known=GROUPINGS),
        )
    if not 2 <= base <= MAX_BASE or base & (base - 1):
        raise UsageError(
            msg("{n} is not a possible number of rows", n=base),
            where="base",
            advice=msg("Use a power of two from 2 to {n}.", n=MAX_BASE),
        )
    if not 2 <= resamples <= MAX_RESAMPLES:
        raise UsageError(
            msg("{n} is not a possible number of resamples", n=resamples),
            where="resamples",
            advice=msg("Use 2 to {n}.", n=MAX_RESAMPLES),
        )


def _beyond(question: Question, solves: int) -> Status | None:
    """Why indices cannot be computed, if they cannot."""
    dimensions = 2 * len(question.inputs.dimensions)
    if dimensions > MAX_DIMENSIONS:
        return Status(
            "limit",
            msg(
                "No indices: twice as many points as inputs are needed, {n} dimensions, and the Sobol sequence has {most}.",
                n=dimensions, most=MAX_DIMENSIONS,
            ),
        )  # fmt: skip
    if solves > MAX_SOLVES:
        return Status(
            "limit",
            msg(
                "No indices: they would take {n} solves, more than {most}. Group the inputs by party, issue, kind or source, or take fewer rows.",
                n=solves, most=MAX_SOLVES,
            ),
        )  # fmt: skip
    return None


class _Base(NamedTuple):
    """What is seen of the rows of A and of B."""

    a: list[Observation]
    b: list[Observation]


def _base(mixing: Mixing, execution: Execution) -> _Base:
    whole = len(mixing.chunks) + len(_tasks(mixing))
    told = _telling(execution, done=0, total=whole)
    found = _Base([], [])
    for seen in run_chunks(_run_base, mixing, mixing.chunks, execution=told):
        half = len(seen) // 2
        found.a.extend(seen[:half])
        found.b.extend(seen[half:])
    return found


def _run_base(mixing: Mixing, chunk: int) -> list[Observation]:
    return mixing.ends(chunk)


@dataclass(frozen=True, eq=False)
class _Asked:
    """What every task of the mixed rows needs: which outputs are read, and the outcome that is explained."""

    mixing: Mixing
    names: tuple[str, ...]
    answer: Answer | None


def _between(asked: _Asked, ends: tuple[Floats, Floats], execution: Execution) -> tuple[Floats, int]:
    """The outputs (Q, N) of A and B ``ends``, at all mixed rows: (Q, G, N); and how many rows were solved for it."""
    mixing, (a, b) = asked.mixing, ends
    found = np.empty((len(asked.names), len(mixing.groups), mixing.base))
    if not asked.names:
        return found, 0
    tasks = _tasks(mixing)
    told = _telling(execution, done=len(mixing.chunks), total=len(mixing.chunks) + len(tasks))
    solved = 0
    running = run_chunks(_run_between, asked, tasks, execution=told)
    for (chunk, chosen), (origin, fresh) in zip(tasks, running, strict=True):
        rows = slice(chunk * CHUNK, chunk * CHUNK + origin.shape[1])
        block = np.where(origin == AS_A, a[:, None, rows], b[:, None, rows])
        block[:, origin == FRESH] = fresh
        found[:, chosen.start : chosen.stop, rows] = block
        solved += fresh.shape[1]
    return found, solved


def _tasks(mixing: Mixing) -> list[tuple[int, range]]:
    """Chunks of rows with ranges of groups."""
    count = len(mixing.groups)
    parts = [range(start, min(start + _TOGETHER, count)) for start in range(0, count, _TOGETHER)]
    return [(chunk, part) for chunk in mixing.chunks for part in parts]


def _run_between(asked: _Asked, task: tuple[int, range]) -> tuple[NDArray[np.int8], Floats]:
    origin, seen = asked.mixing.between(*task)
    return origin, _read(seen, asked.names, asked.answer)


def _telling(execution: Execution, *, done: int, total: int) -> Execution:
    """The execution of one of two stages, which tells progress of both."""
    tell = execution.progress
    if tell is None:
        return execution
    return replace(execution, progress=lambda now, _of: tell(done + now, total))


def _frequent(seen: Sequence[Observation]) -> Answer | None:
    """The most frequent answer (ties: first drawn); ``None`` where no draw has one."""
    counts = Counter(one.answer for one in seen if one.answer is not None)
    return counts.most_common(1)[0][0] if counts else None


def _outputs(
    seen: Sequence[Observation], answer: Answer | None, *, cells: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is explained, in order of interest, as much as there is room for; and what is not."""
    heads = ("objective", "utility", "issue")
    named = list(dict.fromkeys(name for one in seen for name in one.quantities))
    rank = {name: i for i, name in enumerate(heads)}
    ordered = sorted(named, key=lambda name: rank.get(name.partition("/")[0], len(heads)))
    wanted = ([OUTCOME] if answer is not None else []) + ordered
    room = max(1, MAX_CELLS // cells)
    return tuple(wanted[:room]), tuple(wanted[room:])


def _read(seen: Sequence[Observation], names: Sequence[str], answer: Answer | None) -> Floats:
    """The outputs of observations: (names, observations), NaN where one is missing."""

    def row(name: str) -> Iterator[float]:
        if name == OUTCOME:
            return (float(one.answer == answer) for one in seen)
        return (one.quantities.get(name, np.nan) for one in seen)

    found = [np.fromiter(row(name), dtype=np.float64, count=len(seen)) for name in names]
    return np.stack(found) if found else np.empty((0, len(seen)))


def _varies(a: Floats, b: Floats) -> bool:
    """Whether an output has two values at all."""
    known = np.concatenate([a, b])
    known = known[~np.isnan(known)]
    return len(known) > 1 and bool(np.ptp(known) > 0)


def _explained(seen: Evaluations, counts: NDArray[np.uint8]) -> Explained:
    both = np.concatenate([seen.a, seen.b])
    known = both[~np.isnan(both)]
    if not seen.mixed.shape[1]:
        # Constant, or never there: nothing was solved for it between A and B.
        seen = Evaluations(seen.a[:0], seen.b[:0], seen.mixed)
    variance = float(known.var()) if len(known) > 1 else None
    return Explained(
        variance, 1 - len(known) / len(both), variance_indices(seen, counts[:, : seen.mixed.shape[1]])
    )


def _status(explained: dict[str, Explained], left_out: Sequence[str]) -> Status:
    if not any(found.varies for found in explained.values()):
        return Status("ok", msg("Nothing varies: the answer is the same in all draws."))
    if left_out:
        return Status(
            "approximate", msg("{n} quantities are left out: they would not fit in memory.", n=len(left_out))
        )
    least = min(found.usable for found in explained.values() if found.varies)
    if least < 1:
        return Status("approximate", _partly(least))
    return Status(
        "ok", msg("Standard errors are at most about as large as printed: rows were treated as independent.")
    )


def _partly(least: float) -> Message:
    return msg(
        "Some draws lack some quantities: down to {share:percent1} of the rows could be used, and indices speak of those alone.",
        share=least,
    )
