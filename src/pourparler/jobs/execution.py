"""Running independent chunks of work, here, in other processes or on a cluster, with the same result."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pourparler.errors import UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.cluster import over_cluster
from pourparler.jobs.lost import RETRIES, WorkersLost, given_up
from pourparler.jobs.processes import over_processes
from pourparler.language import msg

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Execution:
    """How to run: ``workers`` processes (1: this one), ``progress(done, total)`` after each chunk.

    ``store``: where finished chunks are kept, for jobs that say what theirs are (:func:`run_kept`);
    ``cluster``: the address of a Dask scheduler, whose workers then do the work; ``chunk``: draws of a sweep that are
    done and kept together, 256 by default, which change no answer.
    """

    workers: int = 1
    progress: Progress | None = None
    store: ChunkStore | None = None
    cluster: str | None = None
    chunk: int | None = None

    def __post_init__(self) -> None:
        if self.chunk is not None and self.chunk < 1:
            raise UsageError(
                msg("{n} is not a possible number of draws in a chunk", n=self.chunk),
                where="chunk",
                advice=msg("Use 256, or a multiple of it where chunks are short."),
            )
        if not 1 <= self.workers <= 256:
            raise UsageError(
                msg("{n} is not a possible number of workers", n=self.workers),
                where="--workers",
                advice=msg("Use 1 to 256."),
            )
        if self.cluster is not None and self.workers != 1:
            raise UsageError(
                msg("workers and a cluster are asked for at once"),
                where="--cluster",
                advice=msg("Use --workers for processes of this machine, or --cluster for those of others."),
            )

    def within(self, name: str) -> "Execution":
        """The same for one of several jobs, whose finished chunks are kept in a folder of their own."""
        if self.store is None:
            return self
        return replace(self, store=ChunkStore(self.store.folder / name))


def run_chunks(
    work: Callable[[Any, T], R], shared: Any, chunks: Sequence[T], *, execution: Execution
) -> Generator[R, None, None]:
    """``work(shared, chunk)`` for every chunk, in the order of ``chunks`` whatever finishes first.

    ``work`` is a module-level function; ``shared`` is sent to each process once. An error in a chunk is
    raised here. Raises ``NumericalFailure`` where workers end again and again before their chunks are done, and
    ``UsageError`` or ``MissingExtra`` where there is no such cluster.
    """
    with closing(_finished(work, shared, dict(enumerate(chunks)), execution=execution)) as finished:
        yield from _in_order(_told(finished, execution, done=0, total=len(chunks)), range(len(chunks)), {})


def run_kept(
    work: Callable[[Any, T], R],
    shared: Any,
    chunks: Sequence[T],
    *,
    tasks: Sequence[Mapping[str, Any]],
    execution: Execution,
) -> list[R]:
    """All results of :func:`iter_kept`."""
    return list(iter_kept(work, shared, chunks, tasks=tasks, execution=execution))


def iter_kept(
    work: Callable[[Any, T], R],
    shared: Any,
    chunks: Sequence[T],
    *,
    tasks: Sequence[Mapping[str, Any]],
    execution: Execution,
) -> Generator[R, None, None]:
    """:func:`run_chunks`, but chunks that the store holds are not run again, and those that are run are kept.

    Each is kept as soon as it is done, also while earlier ones are not. ``tasks``: of each chunk, all that its result
    depends on, as JSON data; results are JSON data. The answer is the same with and without a store, from one go or
    several.
    """
    store = execution.store
    if store is None:
        yield from run_chunks(work, shared, chunks, execution=execution)
        return
    store.tidy()
    known = {i: found[0] for i, found in enumerate(map(store.find, tasks)) if found is not None}
    left = {i: chunk for i, chunk in enumerate(chunks) if i not in known}
    if execution.progress is not None and known:
        execution.progress(len(known), len(chunks))
    with closing(_finished(work, shared, left, execution=execution)) as finished:
        kept = ((i, store.keep(tasks[i], result)) for i, result in finished)
        told = _told(kept, execution, done=len(known), total=len(chunks))
        yield from _in_order(told, range(len(chunks)), known)


def _told(
    finished: Iterator[tuple[int, R]], execution: Execution, *, done: int, total: int
) -> Iterator[tuple[int, R]]:
    for count, found in enumerate(finished, start=done + 1):
        if execution.progress is not None:
            execution.progress(count, total)
        yield found


def _in_order(finished: Iterator[tuple[int, R]], order: range, known: dict[int, R]) -> Iterator[R]:
    """Results in their order; those that came too early wait in ``known``."""
    for i in order:
        while i not in known:
            at, result = next(finished)
            known[at] = result
        yield known.pop(i)


def _finished(
    work: Callable[[Any, T], R], shared: Any, chunks: dict[int, T], *, execution: Execution
) -> Generator[tuple[int, R], None, None]:
    """Number and result of every chunk as they finish. Work of workers that are lost is given to others."""
    if not chunks:
        return
    if execution.cluster is None and (execution.workers == 1 or len(chunks) < 2):
        yield from ((i, work(shared, chunk)) for i, chunk in chunks.items())
        return
    left = dict(chunks)
    for attempt in range(1 + RETRIES):
        if execution.cluster is not None:
            running = over_cluster(work, shared, dict(left), address=execution.cluster, attempt=attempt)
        else:
            running = over_processes(work, shared, dict(left), workers=execution.workers)
        try:
            with closing(running):
                for i, result in running:
                    del left[i]
                    yield i, result
            return
        except WorkersLost:
            continue
    raise given_up(len(left))
