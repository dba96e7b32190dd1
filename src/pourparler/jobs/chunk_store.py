"""Finished chunks of a long job, kept in a folder, so that a job that was killed goes on where it was."""

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from pourparler.errors import UsageError
from pourparler.language import msg

ABANDONED = 3600.0
"""Seconds after which nobody is writing a file any more."""


HEADER = "job.json"
"""The file that says whose chunks a folder holds, where only one job may use it."""


@dataclass(frozen=True)
class ChunkStore:
    """One file per chunk in ``folder``, which is made when the first is kept.

    A chunk is known by the digest of its ``task``: JSON data that hold everything its result depends on. A
    changed task finds nothing, and several jobs may share a folder. Results are JSON data; floats come back
    with all their digits. A file that is cut short or damaged is not trusted: it holds a digest of its result.
    """

    folder: Path

    def claim(self, header: Mapping[str, Any]) -> None:
        """Take the folder for one job, which ``header`` (JSON data) tells from all others.

        Raises ``UsageError`` where another job has taken it, or where nothing can be written. What cannot be read
        counts as absent: chunks are known by their own tasks.
        """
        text = _ordered(header)
        file = self.folder / HEADER
        try:
            found = json.loads(file.read_bytes())
        except (OSError, ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._write(file, text)
        elif found != json.loads(text):
            raise _taken(self.folder, found, wanted=json.loads(text))

    def find(self, task: Mapping[str, Any]) -> tuple[Any] | None:
        """The result of a chunk in a tuple of its own; ``None`` where it is not kept, or its file cannot be read."""
        try:
            found = json.loads(self._file(task).read_bytes())
        except (OSError, ValueError, RecursionError):
            # Where the disk is at fault, keeping the result of another run says so.
            return None
        if not isinstance(found, dict) or found.get("task") != json.loads(json.dumps(task)):
            return None
        if found.get("digest") != _digest(_ordered(found.get("result"))):
            return None
        return (found.get("result"),)

    def keep(self, task: Mapping[str, Any], result: Any) -> Any:
        """Keep a result and return it as it will be found: a file is there as a whole or not at all.

        Raises ``UsageError`` where nothing can be written; what was kept before stays as it is.
        """
        text = _ordered(result)
        kept = f'{{"digest": "{_digest(text)}", "result": {text}, "task": {_ordered(task)}}}'
        self._write(self._file(task), kept)
        return json.loads(text)

    def _write(self, file: Path, text: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.chmod(name, 0o644)  # as any other file: others may go on where this process stopped
                os.replace(name, file)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(name)
                raise
        except OSError as error:
            raise _refused(self.folder, error) from error

    def tidy(self) -> None:
        """Remove parts of files that were left by processes that were killed; those of others at work are younger."""
        with suppress(OSError):  # what cannot be removed is in nobody's way
            for part in self.folder.glob("*.part"):
                if time() - part.stat().st_mtime > ABANDONED:
                    part.unlink()

    def _file(self, task: Mapping[str, Any]) -> Path:
        text = json.dumps(task, sort_keys=True, separators=(",", ":"))
        return self.folder / f"{sha256(text.encode()).hexdigest()[:32]}.json"


def _refused(folder: Path, error: OSError) -> UsageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UsageError(
            msg("there is no space left in {folder}", folder=str(folder)),
            where="--to",
            advice=msg("Make room and give the same command again: what is finished is kept."),
        )
    return UsageError(
        msg("nothing can be kept in {folder} ({reason})", folder=str(folder), reason=error.strerror or ""),
        where="--to",
        advice=msg("Name a folder that can be written."),
    )


def _taken(folder: Path, found: Mapping[str, Any], *, wanted: Mapping[str, Any]) -> UsageError:
    names = sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name))
    return UsageError(
        msg(
            "{folder} holds another job ({found}, not {wanted}; they differ in {names:list})",
            folder=str(folder), found=_digest(_ordered(found)), wanted=_digest(_ordered(wanted)), names=names,
        ),
        where="--to",
        advice=msg("Name another folder, or give the command that was given for this one."),
    )  # fmt: skip


def _ordered(data: Any) -> str:
    return json.dumps(data, sort_keys=True)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
