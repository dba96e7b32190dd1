"""How a command runs its job: by which workers, telling how far it is, keeping what is finished."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.execution import Execution
from pourparler.language import Message
from pourparler.uncertainty.run import Step


def execution(options: Mapping[str, Any], step: Step, what: Message, *, parts: Path | None) -> Execution:
    """What the options ``--workers`` and ``--cluster`` ask for; ``what`` is told while it works, ``parts``: the folder
    of finished parts.
    """
    return Execution(
        workers=options["workers"],
        cluster=options["cluster"],
        progress=lambda done, total: step(what, done, total),
        store=None if parts is None else ChunkStore(parts),
    )


def folder(target: str | None) -> tuple[Path | None, Path | None]:
    """The folder that ``--to`` names, and that of the finished parts in it."""
    return (None, None) if target is None else (Path(target), Path(target) / "parts")
