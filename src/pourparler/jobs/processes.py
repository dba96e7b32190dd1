"""Chunks over several processes of this machine."""

import os
import signal
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from pourparler.jobs.lost import WorkersLost
from pourparler.jobs.starting import starting

T = TypeVar("T")
R = TypeVar("R")


def over_processes(
    work: Callable[[Any, T], R], shared: Any, chunks: Mapping[int, T], *, workers: int
) -> Generator[tuple[int, R], None, None]:
    """Number and result of every chunk, in the order in which they finish.

    An error in a chunk is raised here. Raises ``WorkersLost`` where a process was ended from outside, once all that
    finished has been given back.
    """
    pool = ProcessPoolExecutor(
        min(workers, len(chunks)), mp_context=get_context("spawn"), initializer=_receive, initargs=(work, shared)
    )  # fmt: skip
    lost: BrokenProcessPool | None = None
    waiting: dict[Future[R], int] = {}
    try:
        try:
            with starting():
                for i, chunk in chunks.items():
                    waiting[pool.submit(_run, chunk)] = i
        except BrokenProcessPool as error:
            lost = error
        for future in as_completed(tuple(waiting)):
            broken = future.exception()
            if isinstance(broken, BrokenProcessPool):
                lost = broken
            else:
                yield waiting.pop(future), future.result()
        if lost is not None:
            raise WorkersLost from lost
    finally:
        if waiting:  # interrupted, or in error: nobody wants what is still running
            running = list((pool._processes or {}).values())
            for process in running:
                process.terminate()
            for process in running:
                process.join()
            # One may have been ended in the middle of a result: whoever reads it must see that nothing more comes.
            pool._result_queue._writer.close()  # type: ignore[attr-defined]
        pool.shutdown(wait=True, cancel_futures=True)


_received: dict[str, Any] = {}


def _receive(work: Callable[..., Any], shared: Any) -> None:
    # Process-local, set once when a worker starts: sending the shared part with each chunk would cost more.
    _received["work"], _received["shared"] = work, shared
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # where it could not be blocked; the first process ends the others
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """Workers of a process that was killed would wait for more work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(chunk: Any) -> Any:
    return _received["work"](_received["shared"], chunk)
