"""KTAB's scenarios: CSV and XML of its Spatial Model of Politics. Positions and saliences are numbers from 0 to 100.

CSV: a first line ``name, description, actors, dimensions``; headings; then per actor name, description, influence and a
position and a salience per dimension, by place. ``$$`` in a text stands for a comma. XML: `Scenario` as its schema
has it. Source: KTAB, ``examples/smp`` (MIT licence), functions ``csvRead`` and ``xmlRead`` of ``smpread.cpp``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.headings import read_heading
from pourparler.exchange.actors.ktab_xml import read_scenario
from pourparler.exchange.actors.scales import settled
from pourparler.exchange.actors.table import (
    Actor,
    ActorTable,
    Dimension,
    Figure,
    Given,
    Scale,
    Stand,
    plain_figure,
)
from pourparler.exchange.encoding import read_table
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import origin, repeated
from pourparler.exchange.spreadsheet import Row, csv_rows
from pourparler.language import Message, msg

SCALE = Scale(Fraction(0), Fraction(100), "format")
COMMA = "$$"
_FIXED = ("actor", "label", "influence")
_POSITION = re.compile(r"(?i)(?P<name>.+?)[\s_-]+(?:position|pstn|pos)")
_SALIENCE = re.compile(r"(?i)(?:.+?[\s_-]+)?(?:salience|sal)\d*")


def read(given: Given) -> ActorTable:
    """The table of a KTAB file, CSV or XML. Raises ``UnreadableInput`` with the line where something is wrong."""
    path = given.path
    table = read_scenario(path) if path.suffix.lower() == ".xml" else _read_csv(path)
    for actor in table.actors:
        for stand in actor.stands:
            if stand.influence is not None and stand.influence.value < 0:
                raise unreadable(
                    "X003",
                    stand.influence.where,
                    msg("the influence {found} is negative", found=stand.influence.text),
                    advice=msg("Correct the cell: influence is 0 or more."),
                )
    name = repeated(actor.name for actor in table.actors) or repeated(d.name for d in table.dimensions)
    if name:
        raise unreadable(
            "X002",
            path.name,
            msg("{name} stands in the table twice", name=name),
            advice=msg("Keep one of the two."),
        )
    table = replace(table, notes=(*table.notes, *_attention(table)))
    return settled(table, Given(path), unit="percent")


def _attention(table: ActorTable) -> Iterator[Message]:
    """KTAB itself refuses actors whose saliences sum to more than 100."""
    over = [
        actor.name
        for actor in table.actors
        if sum(stand.salience.value for stand in actor.stands if stand.salience is not None) > 100
    ]
    if over:
        yield msg("Saliences sum to more than 100, which KTAB itself refuses: {names}.", names=over)


def _read_csv(path: Path) -> ActorTable:
    found = read_table(path)
    rows = [
        row
        for row in csv_rows(found.text, path.name, delimiter=",")
        if any(cell.text.strip() for cell in row.cells)
    ]
    if len(rows) < 3:
        raise _no_ktab(path.name)
    title, about, actors, dimensions = _first(rows[0])
    names = _dimensions(rows[1], dimensions)
    if len(rows) - 2 != actors:
        raise unreadable(
            "X004",
            rows[0].where,
            msg(
                "the first line says {said} actors, the table holds {found}", said=actors, found=len(rows) - 2
            ),
            advice=msg("Correct the first line, or the table: KTAB reads as many rows as it says."),
        )
    read_as = msg(
        "Read as {encoding}, cells parted by {delimiter}.", encoding=found.encoding, delimiter=msg("commas")
    )
    return ActorTable(
        title,
        tuple(Dimension(name, scale=SCALE) for name in names),
        tuple(_actor(row, len(names)) for row in rows[2:]),
        "percent",
        (origin(path, "table"),),
        (read_as,),
        {"description": about},
    )


def _first(row: Row) -> tuple[str, str, int, int]:
    """Name, description, number of actors and of dimensions."""
    cells = [_text(row, i) for i in range(len(row.cells))]
    while cells and not cells[-1]:
        cells.pop()
    if (
        len(cells) == 4
        and all(cell.isdecimal() and len(cell) < 7 for cell in cells[2:])
        and int(cells[3]) > 0
    ):
        return cells[0], cells[1], int(cells[2]), int(cells[3])
    raise _no_ktab(row.where)


def _no_ktab(where: str) -> UnreadableInput:
    return unreadable(
        "X002",
        where,
        msg("the first line does not give name, description, number of actors and number of dimensions"),
        advice=msg("Compare the file with the format's own examples, or import it as actors."),
    )


def _text(row: Row, index: int) -> str:
    return row.text(index).replace(COMMA, ",")


def _dimensions(head: Row, count: int) -> tuple[str, ...]:
    """The names of the dimensions, from the headings of their positions."""
    texts = [_text(head, i) for i in range(3 + 2 * count)]
    roles = [read_heading(text).role for text in texts[:3]]
    swapped = any(role not in (wanted, "name", None) for role, wanted in zip(roles, _FIXED, strict=True))
    pairs = list(zip(texts[3::2], texts[4::2], strict=True))
    if swapped or any(
        not one or _SALIENCE.fullmatch(one) or _POSITION.fullmatch(other) for one, other in pairs
    ):
        raise _misplaced(head, count)
    if any(_text(head, i) for i in range(3 + 2 * count, len(head.cells))):
        raise _misplaced(head, count)
    spelt = [_POSITION.fullmatch(one) for one, _ in pairs]
    return tuple(match["name"] if match else one for match, (one, _) in zip(spelt, pairs, strict=True))


def _misplaced(head: Row, count: int) -> UnreadableInput:
    return unreadable(
        "X002",
        head.where,
        msg("the columns are not actor, description, influence and {n:raw} times position and salience", n=count),
        advice=msg("KTAB reads columns by place; with columns in another order import the table as actors."),
    )  # fmt: skip


def _actor(row: Row, count: int) -> Actor:
    extra = [row.text(i) for i in range(3 + 2 * count, len(row.cells))]
    if any(extra):
        raise unreadable(
            "X002",
            row.where,
            msg("the row has more cells than the table has columns"),
            advice=msg("KTAB takes every comma for the end of a cell; write $$ for a comma in a text."),
        )
    name = _text(row, 0)
    if not name:
        raise unreadable(
            "X002", row.where, msg("the row names no actor"), advice=msg("Name the actor, or delete the row.")
        )  # fmt: skip
    influence = plain_figure(row.text(2), row.where)
    cells = [plain_figure(row.text(i), row.where) for i in range(3, 3 + 2 * count)]
    pairs: Sequence[tuple[Figure | None, Figure | None]] = list(zip(cells[::2], cells[1::2], strict=True))
    return Actor(name, _text(row, 1), tuple(Stand(*pair, influence) for pair in pairs))
