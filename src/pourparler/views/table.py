"""A table as data: one description for the terminal, data frames and pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from pourparler.language import render
from pourparler.views.names import Names

SHOWN = 40
"""Rows of a long table that people are shown; all of them are in the result."""


@dataclass(frozen=True)
class Table:
    """A caption, column heads, rows of texts; ``right`` are the columns of numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


def heads_of(heads: Iterable[object], names: Names) -> tuple[str, ...]:
    """Column heads in the language of ``names``."""
    return tuple(render(head, names.lang) for head in heads)
