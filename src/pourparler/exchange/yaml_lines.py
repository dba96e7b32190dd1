"""Lines of YAML in flow style, with comments behind them."""

from collections.abc import Iterable
from typing import Any

from pourparler.brief.writing import scalar_text
from pourparler.exchange.naming import shown

MAX_COMMENT = 240


def flow(value: Any) -> str:
    """A value in YAML flow style; numbers as they are written in the data.

    >>> flow({"name": "a, b", "levels": [1, 2.5]})
    '{name: "a, b", levels: [1, 2.5]}'
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(flow(item) for item in value) + "]"
    return str(value.text) if hasattr(value, "text") else scalar_text(value, "")


def comment(text: str) -> str:
    """A text that fits behind a ``#``: one line, cut where it is long.

    >>> comment("two\\nlines")
    'two lines'
    """
    line = shown(text)
    return line if len(line) <= MAX_COMMENT else line[: MAX_COMMENT - 1] + "…"


def with_comment(line: str, text: str) -> Iterable[str]:
    """A line and what is told behind it; the line alone where nothing is.

    >>> list(with_comment("a: 1", "found: 0.01"))
    ['a: 1   # found: 0.01']
    """
    return [f"{line}   # {text}" if text else line]
