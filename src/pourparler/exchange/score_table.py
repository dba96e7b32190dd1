"""A table of scores: one row per issue and level, one column per party; CSV or XLSX.

Columns: issue, level, optionally weight (of the row's issue, for everybody), then one per party. A row whose level
is ``weight`` holds each party's weight on the issue; a row ``reserve`` without a level holds the reserves. Headings
and row names in French as well: enjeu, niveau, poids, réserve. An empty issue means the issue of the row above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.files import read_text, save
from pourparler.errors import UnreadableInput
from pourparler.exchange.decimals import long_text
from pourparler.exchange.exporting import Exported, outgoing, trusted_as_found
from pourparler.exchange.faults import impossible, unreadable
from pourparler.exchange.files import origin, repeated, require_free
from pourparler.exchange.number_style import Style, parsed, stated, style_of
from pourparler.exchange.registry import game_format
from pourparler.exchange.scenario import Given, Profile, Scenario, Subject, Worth, points
from pourparler.exchange.spreadsheet import Row, csv_text, read_csv, read_xlsx, xlsx_bytes
from pourparler.language import msg

ISSUE = frozenset(("issue", "issues", "enjeu", "enjeux"))
LEVEL = frozenset(("level", "levels", "niveau", "niveaux", "value", "valeur", "option"))
WEIGHT = frozenset(("weight", "weights", "poids"))
RESERVE = frozenset(("reserve", "réserve"))
_SEPARATOR = re.compile(r"(?i)sep=[;,\t]")


@dataclass
class _Table:
    """What the rows say, as they are read: levels and scores per issue, weights, reserves."""

    levels: dict[str, list[str]] = field(default_factory=dict)
    scores: dict[str, list[list[Fraction]]] = field(default_factory=dict)
    weights: dict[str, list[Fraction]] = field(default_factory=dict)
    reserves: list[Fraction] | None = None


def read(given: Given) -> Scenario:
    """The scenario of a table. Raises ``UnreadableInput`` with the row where something is wrong."""
    path = given.path
    rows, notes = read_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else (_csv(path), ())
    rows = tuple(row for row in rows if any(cell.text.strip() for cell in row.cells))
    if not rows:
        raise _no_head(path.name)
    head = rows[0]
    first = 3 if head.text(2).casefold() in WEIGHT else 2
    parties = _parties(head, first)
    numbers = [
        (cell.text, row.where)
        for row in rows[1:]
        for cell in row.cells[2:]
        if cell.text.strip() and not cell.is_number
    ]
    style = style_of(numbers, given.decimal)
    table = _Table()
    issue = ""
    for row in rows[1:]:
        issue = row.text(0) or issue
        _take(table, row, issue, columns=(first, len(parties)), style=style)
    subjects = tuple(Subject(name, tuple(levels)) for name, levels in table.levels.items())
    for name in (*table.weights, *table.levels):
        if not table.levels.get(name):
            found = msg("issue {name} has no levels", name=name)
            raise unreadable("X002", path.name, found, advice=msg("Add a row for each level."))
    profiles = tuple(_profile(table, i, party, path.name) for i, party in enumerate(parties))
    told = stated((text for text, _ in numbers), style)
    return Scenario(path.stem, subjects, profiles, (origin(path, "table"),), (*notes, *told))


def _csv(path: Path) -> tuple[Row, ...]:
    """The rows, cells parted by whatever parts the first two headings."""
    wrong: UnreadableInput | None = None
    read_text(path)  # what cannot be read at all is told as it is
    for delimiter in (";", "\t", ","):
        try:
            rows = read_csv(path, delimiter)
        except UnreadableInput as error:
            wrong = error
            continue
        if rows and _SEPARATOR.fullmatch(delimiter.join(cell.text for cell in rows[0].cells)):
            rows = rows[1:]  # what some spreadsheets write above the table
        head = next((row for row in rows if any(cell.text.strip() for cell in row.cells)), None)
        if head is not None and head.text(0).casefold() in ISSUE and head.text(1).casefold() in LEVEL:
            return rows
    raise wrong or _no_head(path.name)


def _no_head(name: str) -> UnreadableInput:
    return unreadable(
        "X002",
        name,
        msg("the table does not begin with the headings issue and level (or enjeu and niveau)"),
        advice=msg("Write: issue, level, then one column per party."),
    )


def _parties(head: Row, first: int) -> tuple[str, ...]:
    if head.text(0).casefold() not in ISSUE or head.text(1).casefold() not in LEVEL:
        raise _no_head(head.where)
    names = [head.text(i) for i in range(first, len(head.cells))]
    while names and not names[-1]:
        names.pop()
    if not names or not all(names) or repeated(names):
        raise unreadable(
            "X002",
            head.where,
            msg("the headings must name every party, each once"),
            advice=msg("Write: issue, level, then one column per party."),
        )
    return tuple(names)


def _take(table: _Table, row: Row, issue: str, *, columns: tuple[int, int], style: Style) -> None:
    """Take one row in: scores of a level, weights of an issue, or reserves."""
    first, count = columns
    if any(row.text(i) for i in range(first + count, len(row.cells))):
        raise unreadable(
            "X002",
            row.where,
            msg("the row has more cells than the table has columns"),
            advice=msg("Put numbers with commas into quotation marks, or part the cells by semicolons."),
        )
    level = row.text(1)
    cells = [row.cells[i] if i < len(row.cells) else None for i in range(first, first + count)]
    numbers = [
        parsed(cell.text if cell else "", "point" if cell and cell.is_number else style, where=row.where)
        for cell in cells
    ]
    if not level and issue.casefold() in RESERVE:
        if table.reserves is not None:
            raise _twice(row, issue)
        table.reserves = numbers
        return
    if not level or not issue:
        found = msg("the row names no level") if issue else msg("the row names no issue")
        raise unreadable(
            "X002", row.where, found, advice=msg("Write: issue, level, then one column per party.")
        )
    if level.casefold() in WEIGHT:
        if first == 3 or issue in table.weights:
            raise _twice(row, level)
        table.weights[issue] = numbers
        return
    if level in table.levels.setdefault(issue, []):
        raise _twice(row, level)
    table.levels[issue].append(level)
    table.scores.setdefault(issue, []).append(numbers)
    if first == 3 and row.text(2):
        cell = row.cells[2]
        share = parsed(cell.text, "point" if cell.is_number else style, where=row.where)
        if table.weights.setdefault(issue, [share] * count) != [share] * count:
            raise unreadable(
                "X002",
                row.where,
                msg("the rows of {name} give it different weights", name=issue),
                advice=msg("Write one weight per issue; it counts for all its levels and all parties."),
            )


def _twice(row: Row, what: str) -> UnreadableInput:
    return unreadable(
        "X002",
        row.where,
        msg("{name} stands in the table twice", name=what),
        advice=msg("Keep one of the two."),
    )


def _profile(table: _Table, index: int, party: str, file: str) -> Profile:
    worths = []
    for issue, rows in table.scores.items():
        weight = table.weights[issue][index] if issue in table.weights else Fraction(1)
        numbers = tuple(row[index] for row in rows)
        found = {"weight": long_text(weight), "evaluations": [long_text(number) for number in numbers]}
        worths.append(Worth(weight, numbers, found))
    if table.reserves is None:
        return Profile(party, tuple(worths), file=file)
    reserve = table.reserves[index]
    return Profile(party, tuple(worths), reserve, file=file, found={"reserve": long_text(reserve)})


def export_table(brief: Brief, file: Path, *, decimal: Style = "point") -> Exported:
    """Write the scores of ``brief`` into a new CSV or XLSX file, by its suffix.

    Raises ``UsageError`` for another suffix, a file that exists, or a name that a row of the table has already.
    """
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise impossible(
            "X007",
            str(file),
            msg("a table is a .csv or an .xlsx file"),
            advice=msg("Name the file with one of these endings."),
        )
    require_free(file)
    scenario, notes = outgoing(game_format("table"), brief)
    with trusted_as_found(scenario):
        rows = rows_of(scenario)
    data = xlsx_bytes(rows) if file.suffix.lower() == ".xlsx" else csv_text(rows, comma=decimal == "comma")
    save(file, data)
    return Exported((file.name,), notes)


def rows_of(scenario: Scenario) -> Sequence[Sequence[str | Fraction]]:
    """The rows of the table: headings, levels, weights where they are not 1, reserves where there are some."""
    for name in (value for subject in scenario.subjects for value in subject.values):
        if name.casefold() in WEIGHT:
            raise _reserved(name)
    if scenario.profiles and scenario.profiles[0].name.casefold() in WEIGHT:
        raise _reserved(scenario.profiles[0].name)
    rows: list[list[str | Fraction]] = [["issue", "level", *(profile.name for profile in scenario.profiles)]]
    for i, subject in enumerate(scenario.subjects):
        worths = [profile.worths[i] for profile in scenario.profiles]
        weighted = any(worth.weight != 1 for worth in worths)
        for j, value in enumerate(subject.values):
            numbers = [worth.evaluations[j] if weighted else points(worth, "none")[j] for worth in worths]
            rows.append([subject.name, value, *numbers])
        if weighted:
            rows.append([subject.name, "weight", *(worth.weight for worth in worths)])
    if any(profile.reserve is not None for profile in scenario.profiles):
        rows.append(["reserve", "", *(profile.reserve or Fraction(0) for profile in scenario.profiles)])
    return rows


def _reserved(name: str) -> Exception:
    return impossible(
        "X007",
        name,
        msg("{name} names a row or a column of weights in a table", name=name),
        advice=msg("Rename it in the brief."),
    )
