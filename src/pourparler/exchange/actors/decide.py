"""The files of the exchange program decide: lines of cells, each begun by what it is.

``#A`` actor, full name · ``#P`` issue, full name · ``#M`` issue, position, its meaning: the ends of these are the ends
of the scale, else 0 and 100 · ``#D`` actor, issue, position, salience, power: the last two from 0 to 1 · ``#O`` and
``#0`` a description, ``#/`` a comment. Cells are parted by tabs, semicolons or commas, in double or single quotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.scales import off_scale, settled
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Given, Scale, Stand
from pourparler.exchange.encoding import Decoded, read_table
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import origin
from pourparler.exchange.number_style import Style, parsed, stated, style_of
from pourparler.exchange.spreadsheet import Row, csv_rows
from pourparler.language import Message, msg

_DELIMITERS = ("\t", ";", ",")
_KINDS = ("#A", "#P", "#M", "#D")
_ABOUT = ("#O", "#0")
_COMMENT = "#/"


@dataclass
class _Lines:
    """The lines of a file by kind, and what stands in the others."""

    of: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in _KINDS})
    about: list[str] = field(default_factory=list)
    style: Style = "point"

    def number(self, row: Row, index: int) -> Figure | None:
        """The number in a cell; ``None`` where it is empty."""
        text = row.text(index)
        return Figure(parsed(text, self.style, where=row.where), text, row.where) if text else None


def read(given: Given) -> ActorTable:
    """The table of a decide file. Raises ``UnreadableInput`` with the line where something is wrong."""
    path = given.path
    found = read_table(path)
    delimiter, rows = _parted(found, path.name)
    lines = _sorted(rows)
    numbers = [(row.text(2), row.where) for row in lines.of["#M"]]
    numbers += [(row.text(i), row.where) for row in lines.of["#D"] for i in (3, 4, 5)]
    numbers = [(text, where) for text, where in numbers if text]
    lines.style = style_of(numbers, given.decimal)
    names, actor_notes = _declared(lines.of["#A"])
    issues, issue_notes = _declared(lines.of["#P"])
    dimensions = tuple(_dimension(lines, name, title) for name, title in issues.items())
    cells = _cells(lines, names, {dimension.name: dimension for dimension in dimensions})
    used = [dimension for dimension in dimensions if any(issue == dimension.name for _, issue in cells)]
    actors = tuple(
        Actor(name, title, tuple(cells.get((name, dimension.name), Stand()) for dimension in used))
        for name, title in names.items()
    )
    said = {"\t": msg("tabs"), ";": msg("semicolons"), ",": msg("commas")}[delimiter]
    notes = [msg("Read as {encoding}, cells parted by {delimiter}.", encoding=found.encoding, delimiter=said)]
    notes += stated((text for text, _ in numbers), lines.style)
    notes += _told(dimensions, used)
    extra = {"about": " ".join(lines.about), "actors": actor_notes, "issues": issue_notes}
    title = lines.about[0] if lines.about else path.stem
    table = ActorTable(title, tuple(used), actors, "share", (origin(path, "table"),), tuple(notes), extra)
    return settled(table, Given(path), unit="share")


def _parted(found: Decoded, name: str) -> tuple[str, list[Row]]:
    """The delimiter with which most lines begin by a known sign, and the rows that it gives."""
    quote = "'" if found.text.lstrip().startswith("'#") else '"'
    best: tuple[int, str, list[Row]] | None = None
    wrong: UnreadableInput | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv_rows(found.text, name, delimiter=delimiter, quote=quote))
        except UnreadableInput as error:
            wrong = wrong or error
            continue
        known = sum(row.text(0) == "#D" and len(row.cells) >= 4 for row in rows)
        if best is None or known > best[0]:
            best = (known, delimiter, rows)
    if best is None or best[0] == 0:
        raise wrong or unreadable(
            "X001",
            name,
            msg("no line begins with #D and holds actor, issue, position, salience and power"),
            advice=msg("Compare the file with the format's own examples."),
        )
    return best[1], best[2]


def _sorted(rows: Sequence[Row]) -> _Lines:
    lines = _Lines()
    for row in rows:
        sign = row.text(0)
        if sign in lines.of:
            lines.of[sign].append(row)
        elif sign in _ABOUT:
            lines.about.append(" ".join(filter(None, (row.text(i) for i in range(1, len(row.cells))))))
        elif sign != _COMMENT and any(cell.text.strip() for cell in row.cells):
            raise unreadable(
                "X001",
                row.where,
                msg("{found:quote} is no sign that begins a line", found=sign[:40]),
                advice=msg("Begin every line with #A, #P, #M, #D, #O or #/."),
            )
    return lines


def _declared(rows: Sequence[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """The full names by key, and what stands behind them."""
    names: dict[str, str] = {}
    notes: dict[str, str] = {}
    for row in rows:
        key = row.text(1)
        if not key or key in names:
            found = (
                msg("{name} stands in the table twice", name=key) if key else msg("the line names nothing")
            )
            raise unreadable("X002", row.where, found, advice=msg("Name it once."))
        names[key] = row.text(2)
        behind = " ".join(filter(None, (row.text(i) for i in range(3, len(row.cells)))))
        if behind:
            notes[key] = behind
    return names, notes


def _dimension(lines: _Lines, name: str, title: str) -> Dimension:
    """An issue with the ends of its scale and the meanings of its positions."""
    meant: list[tuple[Figure, str]] = []
    for row in lines.of["#M"]:
        if row.text(1) != name:
            continue
        number = lines.number(row, 2)
        if number is None:
            raise unreadable(
                "X003", row.where, msg("a number is missing"), advice=msg("Write the position that is meant.")
            )  # fmt: skip
        text = " ".join(filter(None, (row.text(i) for i in range(3, len(row.cells)))))
        meant.append((number, text))
    values = [number.value for number, _ in meant]
    scale = Scale(Fraction(0), Fraction(100), "format")
    if values and min(values) < max(values):
        scale = Scale(min(values), max(values), "file")
    told = tuple((number, text) for number, text in meant if text and text != number.text)
    unit = told[0][1] if len(told) == len(meant) > 1 and len({text for _, text in told}) == 1 else ""
    return Dimension(name, title, scale, unit, meanings=() if unit else told)


def _cells(
    lines: _Lines, actors: dict[str, str], issues: dict[str, Dimension]
) -> dict[tuple[str, str], Stand]:
    """The ``#D`` lines, by actor and issue."""
    for row in lines.of["#M"]:
        _require_declared(row, row.text(1), issues, sign="#P")
    cells: dict[tuple[str, str], Stand] = {}
    for row in lines.of["#D"]:
        actor, issue = row.text(1), row.text(2)
        _require_declared(row, actor, actors, sign="#A")
        _require_declared(row, issue, issues, sign="#P")
        if (actor, issue) in cells:
            raise unreadable(
                "X002",
                row.where,
                msg("{name} stands in the table twice", name=f"{actor}/{issue}"),
                advice=msg("Keep one of the two."),
            )
        stand = Stand(*(lines.number(row, i) for i in (3, 4, 5)))
        _require_line(row, stand, issues[issue])
        cells[actor, issue] = stand
    return cells


def _require_declared(
    row: Row, name: str, known: dict[str, str] | dict[str, Dimension], *, sign: str
) -> None:
    if name not in known:
        raise unreadable(
            "X004",
            row.where,
            msg("{name:quote} is declared in no line {sign}", name=name, sign=sign),
            advice=msg("Correct the name, or add the line."),
        )


def _require_line(row: Row, stand: Stand, dimension: Dimension) -> None:
    power, position, scale = stand.influence, stand.position, dimension.scale
    if power is not None and not 0 <= power.value <= 1:
        raise unreadable(
            "X003",
            row.where,
            msg("the power {found} is outside 0 to 1", found=power.text),
            advice=msg("Correct the cell."),
        )
    assert scale is not None
    if position is not None and not scale.low <= position.value <= scale.high:
        raise off_scale(dimension, position)
    if any(row.text(i) for i in range(7, len(row.cells))):
        raise unreadable(
            "X002",
            row.where,
            msg("the row has more cells than the table has columns"),
            advice=msg("Put numbers with commas into quotation marks, or part the cells by semicolons."),
        )


def _told(dimensions: Sequence[Dimension], used: Sequence[Dimension]) -> Iterator[Message]:
    units = [f"{dimension.name}: {dimension.unit}" for dimension in used if dimension.unit]
    if units:
        yield msg("The same meaning at every position was taken for the unit: {units}.", units=units)
    unused = [dimension.name for dimension in dimensions if dimension not in used]
    if unused:
        yield msg("Nobody has a position on these issues, which were left out: {names}.", names=unused)
