"""CSV tables whose columns are found by their headings, in English or French."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pourparler.brief.files import read_text
from pourparler.errors import UnreadableInput
from pourparler.exchange.faults import unreadable
from pourparler.exchange.number_style import Style, parsed, style_of
from pourparler.exchange.spreadsheet import Row, read_csv
from pourparler.language import msg

Headings = Mapping[str, frozenset[str]]
"""The headings that a column may have, small letters, by the name of the column."""


@dataclass(frozen=True)
class Line:
    """One row: where it stands, and its cells by column (empty where the table has none)."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Headed:
    """The columns that a table has, and its rows that hold anything."""

    name: str
    columns: frozenset[str]
    lines: tuple[Line, ...]


def read_headed(path: Path, headings: Headings, *, required: Iterable[str]) -> Headed:
    """A CSV table, cells parted by commas, semicolons or tabs. Other columns are left alone.

    Raises ``UnreadableInput`` where a required column is missing or stands twice.
    """
    read_text(path)  # what cannot be read at all is told as it is
    lacking: list[str] = []
    wrong: UnreadableInput | None = None
    for delimiter in (",", ";", "\t"):
        try:
            rows = [row for row in read_csv(path, delimiter) if any(cell.text.strip() for cell in row.cells)]
        except UnreadableInput as error:
            wrong = error
            continue
        if not rows:
            continue
        places = _places(rows[0], headings)
        missing = [name for name in required if name not in places]
        if not missing:
            lines = tuple(
                Line(row.where, {name: row.text(at) for name, at in places.items()}) for row in rows[1:]
            )
            return Headed(path.name, frozenset(places), lines)
        if not lacking or len(missing) < len(lacking):
            lacking = missing
    if wrong is not None and not lacking:
        raise wrong
    raise unreadable(
        "X002",
        path.name,
        msg("the table has no columns {names}", names=lacking or list(required)),
        advice=msg("Write the headings into the first row."),
    )


def _places(head: Row, headings: Headings) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(len(head.cells)):
        name = next((name for name, known in headings.items() if head.text(at).casefold() in known), None)
        if name is None:
            continue
        if name in found:
            raise unreadable(
                "X002",
                head.where,
                msg("{name} stands in the table twice", name=head.text(at)),
                advice=msg("Keep one of the two."),
            )
        found[name] = at
    return found


def style_in(table: Headed, columns: Iterable[str]) -> Style:
    """How the numbers of these columns are written. Raises ``UnreadableInput`` where that is left open."""
    return style_of((line[column], line.where) for line in table.lines for column in columns if line[column])


def number_in(line: Line, column: str, style: Style) -> float:
    """The number in a cell, NaN where it is empty. Raises ``UnreadableInput`` where it is no number."""
    return float(parsed(line[column], style, where=line.where)) if line[column] else float("nan")
