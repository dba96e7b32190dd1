"""JSON text in which every number stands exactly as it is written: the standard writer goes through floats."""

import json
from collections.abc import Mapping
from typing import Any


class Digits(str):
    """A number as its text."""


def exact_json(data: Any, indent: str = "") -> str:
    """The text of plain data; :class:`Digits` become bare numbers.

    >>> exact_json({"a": Digits("0.10"), "b": ["x"]})
    '{\\n  "a": 0.10,\\n  "b": ["x"]\\n}'
    """
    inner = indent + "  "
    if isinstance(data, Digits):
        return str(data)
    if isinstance(data, Mapping):
        rows = [f"{inner}{_text(str(key))}: {exact_json(value, inner)}" for key, value in data.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}" if rows else "{}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(exact_json(item, inner) for item in data) + "]"
    return _text(data)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
