"""Running independent chunks of work, here or in other processes, with the same result."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

from pourparler.errors import UsageError
from pourparler.language import msg

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Execution:
    """How to run: ``workers`` processes (1: this one), ``progress(done, total)`` after each chunk."""

    workers: int = 1
    progress: Progress | None = None

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
