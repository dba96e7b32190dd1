"""CSL-JSON, as Zotero and most reference managers write it: a list of items."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import read_json
from pourparler.exchange.structure import plain
from pourparler.language import Message, msg

MAX_ITEMS = 2_000


def read(path: Path) -> tuple[list[dict[str, Any]], tuple[Message, ...]]:
    """The items of a file. Raises ``UnreadableInput`` where it is no list of items."""
    data = read_json(path)
    if isinstance(data, Mapping):
        data = data.get("items", [data])
    if (
        not isinstance(data, list)
        or not all(isinstance(item, Mapping) for item in data)
        or len(data) > MAX_ITEMS
    ):
        raise unreadable(
            "X002",
            path.name,
            msg("{file} is no list of at most {limit} items", file=path.name, limit=MAX_ITEMS),
            advice=msg("Export the collection again as CSL JSON."),
        )
    return [plain(dict(item)) for item in data], ()


def write(items: list[dict[str, Any]]) -> str:
    """The text of a file with these items."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
