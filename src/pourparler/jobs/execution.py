"""Running independent chunks of work, here or in other processes, with the same result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

from pourparler.errors import UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.language import msg

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Execution:
    """How to run: ``workers`` processes (1: this one), ``progress(done, total)`` after each chunk.

    ``store``: where finished chunks are kept, for jobs that say what theirs are (:func:`run_kept`).
    """

    workers: int = 1
    progress: Progress | None = None
    store: ChunkStore | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.workers <= 256:
            raise UsageError(
                msg("{n} is not a possible number of workers", n=self.workers),
                where="--workers",
                advice=msg("Use 1 to 256."),
            )


def run_chunks(
    work: Callable[[Any, T], R], shared: Any, chunks: Sequence[T], *, execution: Execution
) -> Iterator[R]:
    """``work(shared, chunk)`` for every chunk, in the order of ``chunks`` whatever finishes first.

    ``work`` is a module-level function; ``shared`` is sent to each process once. An error in a chunk is
    raised here.
    """
    for done, result in enumerate(_results(work, shared, chunks, execution.workers), start=1):
        if execution.progress is not None:
            execution.progress(done, len(chunks))
        yield result


def run_kept(
    work: Callable[[Any, T], R],
    shared: Any,
    chunks: Sequence[T],
    *,
    tasks: Sequence[Mapping[str, Any]],
    execution: Execution,
) -> list[R]:
    """:func:`run_chunks`, but chunks that the store holds are not run again, and those that are run are kept.

    ``tasks``: of each chunk, all that its result depends on, as JSON data; results are JSON data. The answer is
    the same with and without a store, from one go or several.
    """
    store = execution.store
    if store is None:
        return list(run_chunks(work, shared, chunks, execution=execution))
    kept = [store.find(task) for task in tasks]
    left = [i for i, found in enumerate(kept) if found is None]
    done = len(chunks) - len(left)
    progress = execution.progress
    if progress is not None and done:
        progress(done, len(chunks))
    missing = _results(work, shared, [chunks[i] for i in left], execution.workers)
    for i, result in zip(left, missing, strict=True):
        kept[i] = (store.keep(tasks[i], result),)
        done += 1
        if progress is not None:
            progress(done, len(chunks))
    return [found[0] for found in kept if found is not None]


def _results(work: Callable[[Any, T], R], shared: Any, chunks: Sequence[T], workers: int) -> Iterator[R]:
    if workers == 1 or len(chunks) < 2:
        yield from (work(shared, chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(
        min(workers, len(chunks)),
        mp_context=get_context("spawn"),
        initializer=_receive,
        initargs=(work, shared),
    ) as pool:
        yield from pool.map(_run, chunks)


_received: dict[str, Any] = {}


def _receive(work: Callable[..., Any], shared: Any) -> None:
    # Process-local, set once when a worker starts: sending the shared part with each chunk would cost more.
    _received["work"], _received["shared"] = work, shared


def _run(chunk: Any) -> Any:
    return _received["work"](_received["shared"], chunk)
