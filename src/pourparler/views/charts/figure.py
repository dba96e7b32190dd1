"""A figure: one chart with its title, how to read it, what it shows in words, and the numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.views.charts.drawing import Drawing


@dataclass(frozen=True)
class Cell:
    """One cell of a table. ``key`` is the number of the brief it shows; ``assumed``: marked as an assumption.

    ``sign`` is shown before the text, which may carry marks of notes, ``small`` below it; ``muted``: nothing
    new, shown pale.
    """

    text: str
    key: str = ""
    assumed: bool = False
    sign: str = ""
    small: str = ""
    muted: bool = False


@dataclass(frozen=True)
class Table:
    """Column heads and rows of cells (the first cell of a row is its head); ``right``: columns of numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Figure:
    """``name``: an id; ``reading``: how to read it; ``words``: the text alternative; ``drawing``: the chart.

    ``printed``: the table is printed too, for it is the only place of some of its numbers; ``opened``: the
    table stands open below the picture.
    """

    name: str
    title: str
    reading: str
    words: str
    drawing: Drawing
    table: Table
    printed: bool = False
    opened: bool = False

    def titled(self) -> Any:
        """The chart as an Altair object with its title, for a notebook."""
        return self.drawing.chart().properties(
            title={"text": self.title, "anchor": "start", "fontSize": 14, "offset": 10}
        )


def cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    """Plain cells."""
    return tuple(Cell(text) for text in texts)
