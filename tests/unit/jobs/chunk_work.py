"""Work that processes are given: module-level functions of a module that they can import."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


def squared(shared: float, chunk: int) -> list[float]:
    """A number with many digits."""
    return [shared * chunk * chunk / 3]


def waiting(folder: str, chunk: int) -> int:
    """The first chunk is not done before three others are kept."""
    while chunk == 0 and len(list(Path(folder).glob("*.json"))) < 3:
        time.sleep(0.01)
    return chunk


def dying(folder: str, chunk: int) -> int:
    """The process ends at chunk 2, the first time that somebody tries."""
    mark = Path(folder) / "died"
    if chunk == 2 and not mark.exists():
        mark.write_text("")
        os._exit(1)
    return chunk


def deadly(_shared: Any, chunk: int) -> int:
    """The process ends at chunk 2 whoever tries, long after the others are done."""
    if chunk == 2:
        time.sleep(0.5)
        os._exit(1)
    return chunk


def half_told(folder: str, chunk: int) -> int:
    """Once the result of chunk 0 was heard, that of chunk 1 is written in part, and the rest never comes."""

    def half(connection: Connection, content: bytes) -> None:
        os.write(connection.fileno(), bytes(content)[:6])
        (Path(folder) / "half").touch()
        time.sleep(600)

    if chunk == 1:
        while not (Path(folder) / "heard").exists():
            time.sleep(0.01)
        Connection._send = half  # type: ignore[attr-defined]
    return chunk


def wrong(_shared: Any, chunk: int) -> int:
    """An error at chunk 2."""
    if chunk == 2:
        raise ValueError("chunk 2")
    return chunk


def answering(shared: str, item: str) -> str:
    """What an item asks for: an answer, an error, the end of the process, or silence."""
    match item:
        case "raise":
            raise ValueError(shared)
        case "end":
            os._exit(3)
        case "hang":
            time.sleep(600)
        case "print":
            print("between the answers")
    return f"{shared} {item} {os.getpid()}"
