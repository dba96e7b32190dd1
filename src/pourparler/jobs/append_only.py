"""A file of lines that is only ever added to: whole lines, by many writers, killed at any moment.

A line counts once :meth:`AppendOnly.append` has returned: it is then on the disk. What a killed writer left
at the end is completed where it is a whole JSON object, and else kept aside in ``FILE.torn``; no byte is
thrown away. The lock is the operating system's own, on the file itself (``flock``, ``msvcrt``): forty lines
that leave no lock file behind and cannot go stale, so no library is needed for it.
"""

import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.jobs.locks import locked
from pourparler.language import Message, msg, msg_n

WAIT = 20.0
"""Seconds to wait for another writer."""

_BASE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# A pipe in place of the file must not keep us waiting for somebody to open its other end.
_QUIET = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Lines:
    """The whole lines of a file, without their line feeds, and what stands after the last line feed."""

    whole: tuple[bytes, ...]
    rest: bytes = b""


class AppendOnly:
    """An open, locked file: ``lines`` as they stand, and ``told``, what had to be recovered on opening."""

    def __init__(self, handle: int, lines: tuple[bytes, ...], told: tuple[Message, ...]) -> None:
        self._handle = handle
        self.lines = lines
        self.told = told

    def append(self, lines: Sequence[bytes]) -> None:
        """Write whole lines (without line feeds) at once; on return they are on the disk.

        Raises ``OSError`` where they cannot be written; the file is then as it was.
        """
        if any(b"\n" in line for line in lines):
            raise ValueError("a line holds a line feed")
        size = os.fstat(self._handle).st_size
        try:
            _write(self._handle, b"".join(line + b"\n" for line in lines))
        except OSError:
            os.ftruncate(self._handle, size)  # a full disk takes a part
            raise
        self.lines = (*self.lines, *lines)


@contextmanager
def appending(path: Path, *, wait: float = WAIT) -> Iterator[AppendOnly]:
    """The file at ``path``, made where there is none, held against all other writers and readers.

    Raises ``UnreadableInput`` where something else than a regular file stands there, or another program
    keeps it for more than ``wait`` seconds; ``OSError`` (with the file's name) where it cannot be written.
    """
    with _named(path):
        while True:
            handle = _open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            try:
                with locked(handle, path.name, kind="exclusive", wait=wait):
                    if _stands_at(path, handle):
                        yield AppendOnly(handle, *_recovered(path, handle))
                        return
            finally:
                os.close(handle)


def _stands_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one at ``path``: while we waited, an editor may have replaced it."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _recovered(path: Path, handle: int) -> tuple[tuple[bytes, ...], tuple[Message, ...]]:
    """The whole lines of an open file, once its end is in order, and what was done for that."""
    content = _content(handle)
    if not content:
        _sync_folder(path.parent)  # the name of a file that may just have been made
    found = split(content)
    if found.rest and _is_object(found.rest):
        _write(handle, b"\n")
        told = msg("The last line of {name} had no end; it was whole, and is kept.", name=path.name)
        return (*found.whole, found.rest), (told,)
    kept, torn = found.whole, found.rest
    if not torn and kept and b"\0" in kept[-1]:
        # After a power failure a file may be as long as it should be and hold zeros; JSON never does.
        kept, torn = kept[:-1], kept[-1] + b"\n"
    if not torn:
        return kept, ()
    aside = aside_of(path)
    _set_aside(torn, aside)
    # Only now: killed in between, it stands in both.
    os.ftruncate(handle, len(content) - len(torn))
    os.fsync(handle)
    told = msg_n(
        "The last line of {name} was torn, because a program was stopped while it wrote; its {n} byte is kept in {aside}.",
        "The last line of {name} was torn, because a program was stopped while it wrote; its {n} bytes are kept in {aside}.",
        n=len(torn), name=path.name, aside=aside.name,
    )  # fmt: skip
    return kept, (told,)


def aside_of(path: Path) -> Path:
    """Where torn lines of the file at ``path`` are kept."""
    return path.with_name(f"{path.name}.torn")


def _set_aside(torn: bytes, aside: Path) -> None:
    handle = _open(aside, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    try:
        _write(handle, torn.removesuffix(b"\n") + b"\n")
    finally:
        os.close(handle)
    _sync_folder(aside.parent)


def read_lines(path: Path, *, wait: float = WAIT) -> Lines:
    """The lines of the file at ``path`` while nobody writes. Nothing is recovered: that is for a writer.

    Raises as :func:`appending` does, and ``FileNotFoundError`` where there is no file.
    """
    with _named(path):
        handle = _open(path, os.O_RDONLY)
        try:
            with locked(handle, path.name, kind="shared", wait=wait):
                return split(_content(handle))
        finally:
            os.close(handle)


def split(content: bytes) -> Lines:
    r"""Whole lines and the rest.

    >>> split(b"a\nb")
    Lines(whole=(b'a',), rest=b'b')
    """
    *whole, rest = content.split(b"\n")
    return Lines(tuple(whole), rest)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors of the operating system carry the name of the file, also where only its handle was at hand."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _open(path: Path, flags: int) -> int:
    if path.is_symlink():
        raise UnreadableInput(
            msg("{name} is a symbolic link", name=path.name),
            where=str(path),
            advice=msg("Name the file that it leads to: what is added must stay where it is."),
        )
    if path.exists() and not path.is_file():
        raise _not_a_file(path)
    handle = os.open(path, flags | _BASE | _QUIET, 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _not_a_file(path)
    return handle


def _not_a_file(path: Path) -> UnreadableInput:
    return UnreadableInput(
        msg("{name} is not a regular file", name=path.name), where=str(path), advice=msg("Name a file.")
    )


def _content(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    parts = []
    while part := os.read(handle, 1 << 24):
        parts.append(part)
    return b"".join(parts)


def _write(handle: int, data: bytes) -> None:
    """All of ``data``, at the end of the file, and to the disk. One call writes all of it, or the disk is full."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    # A new name must reach the disk too; not every platform lets a folder be opened for this.
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_object(text: bytes) -> bool:
    """Whether ``text`` is a whole JSON object: no beginning of one is."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
