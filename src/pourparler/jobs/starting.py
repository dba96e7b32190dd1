"""How our processes start: deaf to Ctrl-C, and with one thread for linear algebra."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Environment of a process that shares the machine with others like it: threads of all of them would be in each other's way."""


@contextmanager
def starting() -> Iterator[None]:
    """Processes started in this block are as said above; a Ctrl-C meanwhile is heard here, at the latest at its end.

    Ctrl-C goes to every process of a terminal. A process that ignored it only once it runs would, until then, end with
    a traceback; a blocked signal stays blocked in what is started. Where signals cannot be blocked (Windows), nothing is.
    """
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    held = {signal.SIGINT} if hasattr(signal, "pthread_sigmask") else None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, held) if held else None
    os.environ.update({name: value for name, value in ONE_THREAD.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
