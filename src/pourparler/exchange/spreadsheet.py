"""Cells of CSV and XLSX files in and out; what a spreadsheet would take for a formula is guarded."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pourparler.brief.files import read_bytes, read_text
from pourparler.errors import MissingExtra, UnreadableInput
from pourparler.exchange.decimals import decimal_text, long_text, usable
from pourparler.exchange.faults import place, unreadable
from pourparler.language import Message, msg

MAX_ROWS, MAX_COLUMNS = 20_000, 100
_UNPACKED = 40_000_000
# A cell that begins so is run by spreadsheets; an apostrophe before it makes it a text.
_RUN = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and whether the file holds it as a number (then with a decimal point)."""

    text: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row and where it stands."""

    where: str
    cells: tuple[Cell, ...]

    def text(self, index: int) -> str:
        """The text of a cell, without spaces around it, letters composed; empty where there is none."""
        # Some systems write é as e and an accent: compared letter for letter that is another word.
        return unicodedata.normalize("NFC", self.cells[index].text.strip()) if index < len(self.cells) else ""


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; numbers stay numbers.

    >>> guarded("=1+1"), guarded("-5"), guarded("- five")
    ("'=1+1", '-5', "'- five")
    """
    return f"'{text}" if _RUN.match(text) and usable(text) is None else text


def unguarded(text: str) -> str:
    """The text that was guarded.

    >>> unguarded("'=1+1"), unguarded("l'or")
    ('=1+1', "l'or")
    """
    return text[1:] if _GUARDED.match(text) else text


def read_csv(path: Path, delimiter: str) -> tuple[Row, ...]:
    """The rows of a CSV file in UTF-8. Raises ``UnreadableInput`` where quotes do not match or it is too much."""
    return csv_rows(read_text(path), path.name, delimiter=delimiter)


def csv_rows(text: str, name: str, *, delimiter: str, quote: str = '"') -> tuple[Row, ...]:
    """The rows of a CSV text; spaces before a cell are no part of it; ``name``: what places are called.

    Raises ``UnreadableInput`` where quotes do not match or there is too much of it.
    """
    rows: list[Row] = []
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=True)
    first = 1
    try:
        for cells in reader:
            # A cell over several lines: the row stands where it begins.
            rows.append(Row(place(name, first), tuple(Cell(unguarded(cell)) for cell in cells)))
            first = reader.line_num + 1
            if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise _too_large(name)
    except csv.Error as error:
        raise unreadable(
            "X001",
            place(name, reader.line_num),
            msg("{name} is not valid CSV", name=name),
            advice=msg("Look for a quotation mark that is not closed."),
        ) from error
    return tuple(rows)


def _too_large(name: str) -> UnreadableInput:
    return unreadable(
        "X001",
        name,
        msg(
            "{name} holds more than {rows} rows or {columns} columns",
            name=name,
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
        ),
        advice=msg("Keep only the table."),
    )


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtra(
            msg("XLSX files need the package {name}", name="openpyxl"),
            where="exchange",
            advice=msg("Install it with: pip install 'pourparler[office]', or save the table as CSV."),
        ) from error
    return openpyxl


def read_xlsx(path: Path) -> tuple[tuple[Row, ...], tuple[Message, ...]]:
    """The rows of the first visible sheet of an XLSX file, and what a reader should know.

    A formula is read as the value that the file keeps for it, and said so; one without a kept value is refused.
    Raises ``MissingExtra`` without the library and ``UnreadableInput`` for anything broken.
    """
    library = _openpyxl()
    data = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _UNPACKED:
                raise _too_large(path.name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            books = [
                library.load_workbook(io.BytesIO(data), data_only=kept, read_only=True)
                for kept in (False, True)
            ]
            written, values = (_cells(_visible(book), path) for book in books)
            sheets = len(books[0].worksheets)
    except UnreadableInput:
        raise
    except Exception as error:  # the library raises whatever its parsers do
        raise unreadable(
            "X001",
            path.name,
            msg("{name} is not a readable XLSX file", name=path.name),
            advice=msg("Save it again in a spreadsheet program, or as CSV."),
        ) from error
    return _rows(path, written, values, sheets)


def _visible(book: Any) -> Any:
    sheets = book.worksheets
    return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])


def _cells(sheet: Any, path: Path) -> dict[int, list[Any]]:
    """The rows that hold something, by number: formats alone may reach down to the last row of a sheet."""
    sheet.reset_dimensions()
    rows: dict[int, list[Any]] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [(cell.value, getattr(cell, "data_type", "n")) for cell in row]
        if all(value is None for value, _ in cells):
            continue
        if len(rows) >= MAX_ROWS or any(value is not None for value, _ in cells[MAX_COLUMNS:]):
            raise _too_large(path.name)
        rows[number] = cells[:MAX_COLUMNS]
    return rows


def _rows(
    path: Path, written: dict[int, list[Any]], values: dict[int, list[Any]], sheets: int
) -> tuple[tuple[Row, ...], tuple[Message, ...]]:
    rows, formulas = [], 0
    for number, row in written.items():
        cells = []
        # A row of formulas without kept values is empty in the other reading.
        kept = values.get(number, [(None, "n")] * len(row))
        for (value, kind), (known, _) in zip(row, kept, strict=True):
            where = place(path.name, number)
            if kind == "f":
                formulas += 1
                if known is None:
                    raise unreadable(
                        "X005",
                        where,
                        msg("a cell holds a formula without a value"),
                        advice=msg("Open and save the file in a spreadsheet program, or write the value."),
                    )
                value = known
            cells.append(_cell(value, where))
        rows.append(Row(place(path.name, number), tuple(cells)))
    notes = []
    if formulas:
        notes.append(
            msg(
                "{n:raw} cells with formulas were read as the values that the file keeps for them.",
                n=formulas,
            )
        )
    if sheets > 1:
        notes.append(msg("The first visible one of {n:raw} sheets was read.", n=sheets))
    return tuple(rows), tuple(notes)


def _cell(value: Any, where: str) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, str):
        return Cell(unguarded(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = repr(value)
        return Cell(format(Decimal(text), "f") if usable(text) is not None else text, is_number=True)
    raise unreadable(
        "X003",
        where,
        msg("a cell holds {found}, neither a text nor a number", found=str(value)[:60]),
        advice=msg("Write it as text."),
    )


def csv_text(rows: Sequence[Sequence[Any]], *, comma: bool) -> str:
    """Rows as CSV with a byte-order mark, so that spreadsheets see UTF-8; numbers are exact decimals.

    With ``comma`` decimals take a comma and cells are parted by semicolons.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else _number(cell, comma) for cell in row])
    return "\ufeff" + out.getvalue()


def _number(value: Any, comma: bool) -> str:
    text = long_text(value)
    return text.replace(".", ",") if comma else text


def xlsx_bytes(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as an XLSX file; equal rows give equal bytes. Raises ``MissingExtra`` without the library."""
    library = _openpyxl()
    book = library.Workbook()
    sheet = book.active
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = sheet.cell(row=i, column=j)
            if isinstance(value, str):
                cell.value = guarded(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", value))
                cell.data_type = "s"
            else:
                text = decimal_text(value)
                cell.value = int(text) if "." not in text else float(text)
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer.getvalue())


def _undated(data: bytes) -> bytes:
    """The archive without the times at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[^<]*<", b">1980-01-01T00:00:00Z<", content)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
