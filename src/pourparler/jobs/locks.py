"""A lock on an open file: it holds between processes, and the operating system takes it back when one dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Literal

from pourparler.errors import UnreadableInput
from pourparler.language import msg

Kind = Literal["shared", "exclusive"]

_PAUSE = 0.005  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    # Where a byte is locked there nobody else may read it either: one that no file is long enough to hold.
    _FAR = 0x7FFF0000

    def _taken(handle: int, kind: Kind) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(handle: int, kind: Kind) -> bool:
        wanted = fcntl.LOCK_SH if kind == "shared" else fcntl.LOCK_EX
        try:
            # Not POSIX record locks: closing any other handle of the same file would drop those.
            fcntl.flock(handle, wanted | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(handle: int, name: str, *, kind: Kind, wait: float) -> Iterator[None]:
    """Hold the lock of an open file; on Windows every lock is exclusive.

    ``name``: what to call the file; ``wait``: how many seconds to try. Raises ``UnreadableInput`` where
    another program keeps the file longer, and ``OSError`` where its file system knows no locks.
    """
    end = monotonic() + wait
    while not _taken(handle, kind):
        if monotonic() >= end:
            raise UnreadableInput(
                msg("another program has kept {name} locked for {seconds} seconds", name=name, seconds=wait),
                where=name,
                advice=msg("Wait until it has finished writing, or end it; then try again."),
            )
        sleep(_PAUSE)
    try:
        yield
    finally:
        _give_back(handle)
