"""The rows of a table of actors: from CSV or XLSX, headings found, comments and sums left out and named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.columns import Columns, columns_of, is_head, no_head
from pourparler.exchange.actors.headings import plain
from pourparler.exchange.actors.table import Figure
from pourparler.exchange.encoding import read_table
from pourparler.exchange.faults import unreadable
from pourparler.exchange.number_style import Style, parsed, style_of
from pourparler.exchange.spreadsheet import Cell, Row, csv_rows, read_xlsx
from pourparler.language import Message, msg

_DELIMITERS = (",", ";", "\t")
_HEAD_WITHIN = 30
_SEPARATOR = re.compile(r"(?i)sep=[;,\t]?")
_SUMS = frozenset(
    [
        "total",
        "totals",
        "totaux",
        "grand total",
        "total general",
        "ensemble",
        "sum",
        "sums",
        "somme",
        "sommes",
        "mean",
        "means",
        "average",
        "averages",
        "weighted mean",
        "weighted average",
        "moyenne",
        "moyennes",
        "moyenne ponderee",
    ]
)


@dataclass(frozen=True)
class Sheet:
    """A table with its headings read: the rows below them that speak of an actor."""

    columns: Columns
    rows: tuple[Row, ...]
    style: Style
    notes: tuple[Message, ...]

    def figure(self, row: Row, column: int | None) -> Figure | None:
        """The number in a cell, ``None`` where it is empty. Raises ``UnreadableInput`` for anything else."""
        cell = cell_of(row, column)
        text = cell.text.strip()
        if not text:
            return None
        value = parsed(unsigned(text), "point" if cell.is_number else self.style, where=row.where)
        return Figure(value, text, row.where)


def read_sheet(path: Path, asked: Style | None) -> Sheet:
    """The sheet in a file; ``asked``: how decimals are written, where a person said so.

    Raises ``UnreadableInput`` where no headings are found or a row does not fit below them.
    """
    rows, notes = _loaded(path)
    start = next((i for i, row in enumerate(rows[:_HEAD_WITHIN]) if is_head(row)), None)
    if start is None:
        raise _unknown(path, rows)
    columns = columns_of(rows[start])
    if not columns.groups:
        raise no_head(rows[start].where)
    below = [row for row in rows[start + 1 :] if not _comment(row)]
    apart = [row.where for row in (*rows[:start], *rows[start + 1 :]) if _comment(row)]
    above = [row.where for row in rows[:start] if not _comment(row)]
    width = len(rows[start].cells)
    for row in below:
        if any(row.text(i) for i in range(width, len(row.cells))):
            raise _too_wide(row)
    kept, sums = _without_sums(below, columns)
    cells = [(cell_of(row, i), row.where) for row in kept for i in columns.numeric()]
    style = style_of(
        ((unsigned(c.text.strip()), where) for c, where in cells if c.text.strip() and not c.is_number),
        asked or "",
    )
    _require_one_sign(kept, columns)
    return Sheet(columns, kept, style, (*notes, *_told(columns, above=above, apart=apart, sums=sums)))


def cell_of(row: Row, column: int | None) -> Cell:
    """The cell of a row; an empty one where the row is shorter."""
    return row.cells[column] if column is not None and column < len(row.cells) else Cell()


def _loaded(path: Path) -> tuple[list[Row], list[Message]]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        sheet, notes = read_xlsx(path)
        return [row for row in sheet if _filled(row)], list(notes)
    found = read_table(path)
    best, wrong = _parted(found.text, path.name)
    if best is None:
        raise wrong or no_head(path.name)
    delimiter, rows = best
    told = {",": msg("commas"), ";": msg("semicolons"), "\t": msg("tabs")}[delimiter]
    return list(rows), [msg("Read as {encoding}, cells parted by {delimiter}.", encoding=found.encoding, delimiter=told)]  # fmt: skip


def _parted(text: str, name: str) -> tuple[tuple[str, list[Row]] | None, UnreadableInput | None]:
    """The rows as parted by the delimiter that gives the most headings, and why another did not work."""
    best: tuple[int, str, list[Row]] | None = None
    wrong: UnreadableInput | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv_rows(text, name, delimiter=delimiter) if _filled(row)]
        except UnreadableInput as error:
            wrong = wrong or error
            continue
        if rows and _SEPARATOR.fullmatch(delimiter.join(cell.text for cell in rows[0].cells).strip()):
            rows = rows[1:]  # what some spreadsheets write above the table
        width = max((len(row.cells) for row in rows[:_HEAD_WITHIN] if is_head(row)), default=0)
        if best is None or width > best[0]:
            best = (width, delimiter, rows)
    return (best[1:] if best is not None and best[2] else None), wrong


def _filled(row: Row) -> bool:
    return any(cell.text.strip() for cell in row.cells)


def _comment(row: Row) -> bool:
    first = next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")
    return first.startswith("#")


def unsigned(text: str) -> str:
    """The text of a number without a percent sign behind it.

    >>> unsigned("80 %")
    '80'
    """
    return text.removesuffix("%").rstrip() if text.endswith("%") else text


def _require_one_sign(rows: Sequence[Row], columns: Columns) -> None:
    """A column with a percent sign behind some numbers only can be read in two ways."""
    for column in columns.numeric():
        cells = [(cell_of(row, column).text.strip(), row.where) for row in rows]
        written = [(text, where) for text, where in cells if text]
        signed = [text.endswith("%") for text, _ in written]
        if any(signed) and not all(signed):
            text, where = written[signed.index(not signed[0])]
            raise unreadable(
                "X008",
                where,
                msg("only some numbers of this column have a percent sign, {text} differs", text=text),
                advice=msg("Write all numbers of a column in one way."),
            )


def _without_sums(rows: list[Row], columns: Columns) -> tuple[tuple[Row, ...], list[str]]:
    """The rows without those at the end that sum up: named like a sum, and no actor's stand."""
    sums: list[str] = []
    while rows and _is_sum(rows, columns):
        sums.append(rows.pop().where)
    return tuple(rows), sums


def _is_sum(rows: Sequence[Row], columns: Columns) -> bool:
    last, others = rows[-1], rows[:-1]
    words = [
        word for word in (last.text(columns.actor), last.text(columns.at.get("label", columns.actor))) if word
    ]
    named = next((plain(word) for word in words), "")
    if named not in _SUMS or not others:
        return False
    if named not in ("total", "ensemble"):
        return True
    # There are actors called Total: only one without a position, or with everybody's weight, is a sum.
    if not any(last.text(group.at["position"]) for group in columns.groups):
        return True
    at = columns.groups[0].at.get("influence")
    return at is not None and _same_sum([row.text(at) for row in others], last.text(at))


def _same_sum(parts: Sequence[str], whole: str) -> bool:
    try:
        numbers = [float(text.replace(",", ".")) for text in (*parts, whole) if text]
    except ValueError:
        return False
    return bool(whole) and abs(sum(numbers[:-1]) - numbers[-1]) <= 1e-9 * max(1.0, abs(numbers[-1]))


def _told(columns: Columns, *, above: list[str], apart: list[str], sums: list[str]) -> Iterator[Message]:
    if above:
        yield msg("Lines above the headings were left out: {places}.", places=above)
    if apart:
        yield msg("Lines that begin with # were left out: {places}.", places=_few(apart))
    if sums:
        yield msg("Rows that sum up were left out: {places}.", places=sums)
    if columns.ignored:
        yield msg("Columns that were not understood were left out: {names}.", names=list(columns.ignored))


def _few(places: list[str]) -> list[str]:
    return places if len(places) <= 12 else [*places[:11], "…"]


def _too_wide(row: Row) -> UnreadableInput:
    return unreadable(
        "X002",
        row.where,
        msg("the row has more cells than the table has columns"),
        advice=msg("Put numbers with commas into quotation marks, or part the cells by semicolons."),
    )


def _unknown(path: Path, rows: Sequence[Row]) -> UnreadableInput:
    if any(row.text(0).lstrip("'\"").startswith(("#A", "#P", "#D")) for row in rows[:_HEAD_WITHIN]):
        return unreadable(
            "X001",
            path.name,
            msg("this is a file of the format decide"),
            advice=msg("Import it as decide."),
        )
    return no_head(rows[0].where if rows else path.name)
