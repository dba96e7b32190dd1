"""Work that may never end or may crash, in a process of its own that is ended when it takes too long.

A process that may be killed at any moment is needed wherever a chunk runs, also in workers that may have no
children of ``multiprocessing`` (those of Dask): so it is a plain program that is spoken to over pipes.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Generic, TypeVar

from pourparler.jobs.starting import starting

T = TypeVar("T")
R = TypeVar("R")

START = 120.0
"""Seconds that a process may take to start."""


class TookTooLong(Exception):
    """The work was not done in time; its process has been ended."""


class Ended(Exception):
    """The process ended before the work was done."""


class Watched(Generic[T, R]):
    """``work(shared, item)`` in another process, one item at a time.

    ``work`` is a module-level function of a module that can be imported. The process starts at the first item,
    starts again after it had to be ended, and ends with :meth:`close`, or with the process that holds it. What the
    work prints is not seen.
    """

    def __init__(self, work: Callable[[Any, T], R], shared: Any, *, seconds: float) -> None:
        self._work, self._shared, self._seconds = work, shared, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: SimpleQueue[Any] = SimpleQueue()

    def share(self, shared: Any) -> None:
        """From now on ``work`` gets this; a process that is there goes on with it."""
        self._shared = shared
        try:
            if self._process is not None:
                self._prepare()
        except (Ended, TookTooLong):
            return  # it died while nothing was asked of it: the next item starts another one

    def close(self) -> None:
        """End the process."""
        self._end()

    def run(self, item: T) -> R:
        """One item. Raises ``TookTooLong``, ``Ended``, or what the work raised."""
        if self._process is None:
            self._start()
        self._tell(("item", item))
        return self._answer(self._seconds)  # type: ignore[no-any-return]

    def _start(self) -> None:
        self._heard = SimpleQueue()
        code = "from pourparler.jobs.watched import serve; serve()"
        with starting():
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )  # fmt: skip
        Thread(target=_listen, args=(self._process.stdout, self._heard), daemon=True).start()
        self._prepare()

    def _prepare(self) -> None:
        self._tell(("work", (self._work, self._shared)))
        self._answer(START)

    def _tell(self, message: Any) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        data = pickle.dumps(message)
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            self._end()
            raise Ended from error

    def _answer(self, seconds: float) -> Any:
        try:
            kind, found = self._heard.get(timeout=seconds)
        except Empty:
            self._end()
            raise TookTooLong from None
        if kind == "ended":
            self._end()
            raise Ended
        if kind == "raised":
            raise found
        return found

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            _close(pipe)
        self._process.wait()
        self._process = None


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # it ended while something was still to be written
        return


def _listen(pipe: IO[bytes], heard: "SimpleQueue[Any]") -> None:
    """Put what a process answers into a queue: a pipe cannot be waited for with a limit on all systems."""
    try:
        while True:
            heard.put(pickle.load(pipe))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        heard.put(("ended", None))


def serve() -> None:
    """The other process: receives the work once and its items one by one, and answers each."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # where it could not be blocked: whoever started it is told, and ends it
    answers = os.fdopen(os.dup(1), "wb")
    # What a strategy prints must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_hear, args=(asked,), daemon=True).start()
    work, shared = None, None
    while True:
        kind, found = asked.get()
        if kind == "work":
            (work, shared), answer = found, ("done", None)
        else:
            answer = _answered(work, shared, found)
        _say(answers, answer)


def _answered(work: Any, shared: Any, item: Any) -> tuple[str, Any]:
    try:
        return "done", work(shared, item)
    except Exception as error:
        return "raised", error


def _hear(asked: "SimpleQueue[Any]") -> None:
    """Items as they come; ends the process with the one that started it, whatever the work is doing."""
    try:
        while True:
            asked.put(pickle.load(sys.stdin.buffer))
    finally:
        os._exit(1)


def _say(answers: IO[bytes], answer: Any) -> None:
    answers.write(pickle.dumps(answer))
    answers.flush()
