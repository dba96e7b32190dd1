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


@dataclass(frozen=True)
class ChunkStore:
    """One file per chunk in ``folder``, which is made when the first is kept.

    A chunk is known by the digest of its ``task``: JSON data that hold everything its result depends on. A
    changed task finds nothing, and several jobs may share a folder. Results are JSON data; floats come back
    with all their digits.
    """

    folder: Path

    def find(self, task: Mapping[str, Any]) -> tuple[Any] | None:
        """The result of a chunk in a tuple of its own; ``None`` where it is not kept, or its file cannot be read."""
        try:
            found = json.loads(self._file(task).read_bytes())
        except (OSError, ValueError, RecursionError):
            # Where the disk is at fault, keeping the result of another run says so.
            return None
        if not isinstance(found, dict) or found.get("task") != json.loads(json.dumps(task)):
            return None
        return (found.get("result"),)

    def keep(self, task: Mapping[str, Any], result: Any) -> Any:
        """Keep a result and return it as it will be found: a file is there as a whole or not at all.

        Raises ``UsageError`` where nothing can be written; what was kept before stays as it is.
        """
        text = json.dumps({"task": task, "result": result}, sort_keys=True)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.chmod(name, 0o644)  # as any other file: others may go on where this process stopped
                os.replace(name, self._file(task))
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(name)
                raise
        except OSError as error:
            raise _refused(self.folder, error) from error
        return json.loads(text)["result"]

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
