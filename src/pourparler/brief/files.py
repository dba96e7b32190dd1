"""Files of a brief: found inside its folder only, limited in size, saved atomically."""

import errno
import os
import tempfile
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pourparler.brief.text import UndecodableText, decode
from pourparler.errors import UnreadableInput
from pourparler.language import Message, msg

MAX_BYTES = 2_000_000


def inside(folder: Path, name: str) -> Path:
    """The path of ``name`` below ``folder``.

    Raises ``UnreadableInput`` where the name is absolute, climbs out of the folder (also through a
    symbolic link), or goes in a circle. The file need not exist.
    """
    pure = PurePosixPath(name.replace("\\", "/"))
    outside = UnreadableInput(
        msg("the path {name} leads out of the brief's folder", name=name),
        where=name,
        advice=msg("Name a file inside the folder."),
    )
    if not pure.parts or "\0" in name or pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
        raise outside
    path = folder / pure
    try:
        resolved = path.resolve(strict=False)
        root = folder.resolve(strict=False)
    except (OSError, RuntimeError) as error:
        raise _circle(name) from error
    if path.is_symlink() and not path.exists() and resolved == path.absolute():
        raise _circle(name)
    if not resolved.is_relative_to(root):
        raise outside
    return path


def _circle(name: str) -> UnreadableInput:
    return UnreadableInput(
        msg("the path {name} goes in a circle of symbolic links", name=name),
        where=name,
        advice=msg("Replace the link by the file."),
    )


def read_bytes(path: Path, *, limit: int = MAX_BYTES, name: str = "") -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; anything else is ``UnreadableInput``."""
    name = name or path.name
    try:
        if not path.exists() and not path.is_symlink():
            raise UnreadableInput(
                msg("there is no file {name}", name=name), where=name, advice=msg("Check the path.")
            )
        if not path.is_file():
            raise UnreadableInput(
                msg("{name} is not a regular file", name=name), where=name, advice=msg("Name a file.")
            )
        size = path.stat().st_size
        if size > limit:
            raise UnreadableInput(
                msg("{name} holds {size} bytes; at most {limit} are read", name=name, size=size, limit=limit),
                where=name,
                advice=msg("Split it, or keep only the part that is quoted."),
            )
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except (OSError, RuntimeError) as error:
        raise UnreadableInput(
            msg("{name} cannot be read ({reason})", name=name, reason=why(error)),
            where=name,
            advice=msg("Check that the file exists and may be read."),
        ) from error


def read_text(path: Path, *, limit: int = MAX_BYTES, name: str = "") -> str:
    """The text of a UTF-8 file (a byte-order mark is dropped); binary or otherwise encoded files are refused."""
    name = name or path.name
    data = read_bytes(path, limit=limit, name=name)
    try:
        text = decode(data, None)
    except UndecodableText as error:
        raise UnreadableInput(
            msg("{name} is not UTF-8 text", name=name), where=name, advice=msg("Save the file as UTF-8.")
        ) from error
    if "\0" in text:
        raise UnreadableInput(
            msg("{name} is a binary file", name=name), where=name, advice=msg("Give a text file.")
        )
    return text.removeprefix("\ufeff")


def why(error: Exception) -> Message:
    """What the operating system says, as a message; what it says rarely stays in its own words.

    >>> str(why(FileNotFoundError(2, "No such file or directory")))
    'there is no such file or folder'
    """
    if isinstance(error, OSError):
        return _WHY.get(error.errno or 0) or Message("{text}", {"text": error.strerror or str(error)})
    return Message("{text}", {"text": str(error)})


_WHY = {
    errno.ENOENT: msg("there is no such file or folder"),
    errno.EACCES: msg("permission is denied"),
    errno.EPERM: msg("permission is denied"),
    errno.EISDIR: msg("this is a folder"),
    errno.ENOTDIR: msg("a part of the path is not a folder"),
    errno.EEXIST: msg("the file exists already"),
    errno.ENOSPC: msg("there is no space left"),
    errno.EDQUOT: msg("there is no space left"),
    errno.EFBIG: msg("the file is too large"),
    errno.EROFS: msg("nothing can be written there"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.ELOOP: msg("symbolic links go in a circle"),
    errno.EMFILE: msg("too many files are open"),
    errno.EIO: msg("the disk reports an error"),
}


def digest(data: bytes) -> str:
    """The sha256 of ``data`` in hexadecimal."""
    return sha256(data).hexdigest()


def save(path: Path, data: bytes | str) -> None:
    """Write ``data`` so that a kill at any moment leaves the old file or the new one, never a part.

    Temporary file in the same folder, flushed to disk, then renamed over the target. The permissions of
    an existing file are kept; a symbolic link is followed, so that the link stays.
    """
    target = path.resolve() if path.is_symlink() else path
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        error.filename = str(target)  # the file that was asked for, not the temporary one
        raise
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself must reach the disk; not every platform lets a folder be opened for this.
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
