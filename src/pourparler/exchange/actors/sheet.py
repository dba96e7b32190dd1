"""The format ``actors``: one table, one row per actor or one row per actor and issue.

Columns in any order, by their headings: actor, label, capability, position, salience, issue and its label, ends and
unit of the scale, status quo, outcome. With several issues either a column issue, or columns per issue (Tax position,
Tax salience). An empty position is none; an empty actor beside an issue means the one of the row above.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.columns import Columns, Group
from pourparler.exchange.actors.rows import Sheet, cell_of, read_sheet, unsigned
from pourparler.exchange.actors.scales import settled
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Given, Scale, Stand, Unit
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import origin
from pourparler.exchange.number_style import stated
from pourparler.exchange.spreadsheet import Row
from pourparler.language import Message, msg


@dataclass
class _Gathered:
    """What the rows say, as they are read, by actor and issue."""

    labels: dict[str, str] = field(default_factory=dict)
    issues: dict[str, Dimension] = field(default_factory=dict)
    stands: dict[tuple[str, str], tuple[Stand, str]] = field(default_factory=dict)
    ditto: list[str] = field(default_factory=list)
    relabelled: list[str] = field(default_factory=list)


def read(given: Given) -> ActorTable:
    """The table of actors in a CSV or XLSX file. Raises ``UnreadableInput`` with the row where something is wrong."""
    path = given.path
    sheet = read_sheet(path, given.decimal or None)
    found = _Gathered()
    above = ""
    for row in sheet.rows:
        above = _take(found, sheet, row, above=above, stem=path.stem)
    if not found.stands:
        raise unreadable(
            "X002", path.name, msg("the table holds no actor"), advice=msg("Write one row per actor below the headings.")
        )  # fmt: skip
    held = {issue for (_, issue), (stand, _) in found.stands.items() if stand.position is not None}
    names = [name for name in found.issues if name in held]
    actors = tuple(
        Actor(name, label, tuple(found.stands.get((name, issue), (Stand(), ""))[0] for issue in names))
        for name, label in found.labels.items()
    )
    table = ActorTable(
        path.stem, tuple(found.issues[name] for name in names), actors, "percent", (origin(path, "table"),)
    )
    notes = (*sheet.notes, *_style_told(sheet), *_told(found, sheet.columns, names))
    return settled(replace(table, notes=notes), given, unit=_said(sheet))


def _take(found: _Gathered, sheet: Sheet, row: Row, *, above: str, stem: str) -> str:
    """Take one row in; return its actor."""
    columns = sheet.columns
    actor = row.text(columns.actor)
    issue = row.text(columns.at["issue"]) if "issue" in columns.at else ""
    if not actor:
        if not above or not issue:
            raise unreadable(
                "X002", row.where, msg("the row names no actor"), advice=msg("Name the actor, or delete the row.")
            )  # fmt: skip
        actor = above
        found.ditto.append(row.where)
    if "issue" in columns.at and not issue:
        raise unreadable("X002", row.where, msg("the row names no issue"), advice=msg("Name the issue."))
    label = row.text(columns.at["label"]) if "label" in columns.at else ""
    known = found.labels.get(actor, "") or label
    if label not in ("", known):
        found.relabelled.append(row.where)
    found.labels[actor] = known
    for group in columns.groups:
        name = issue or group.name or stem
        _take_issue(found, sheet, row, group=group, name=name)
        stand = Stand(
            *(sheet.figure(row, group.at.get(role)) for role in ("position", "salience", "influence"))
        )
        _require_weight(stand)
        if (actor, name) in found.stands:
            raise _twice(row, actor, first=found.stands[actor, name][1])
        found.stands[actor, name] = (stand, row.where)
    return actor


def _require_weight(stand: Stand) -> None:
    if stand.influence is not None and stand.influence.value < 0:
        raise unreadable(
            "X003",
            stand.influence.where,
            msg("the influence {found} is negative", found=stand.influence.text),
            advice=msg("Correct the cell: influence is 0 or more."),
        )


def _take_issue(found: _Gathered, sheet: Sheet, row: Row, *, group: Group, name: str) -> None:
    """What a row says of its issue; rows of one issue must agree."""
    known = found.issues.setdefault(name, Dimension(name, unit=group.unit, scale=_ends(group)))
    at = group.at
    title = row.text(sheet.columns.at["title"]) if "title" in sheet.columns.at else ""
    unit = row.text(at["unit"]) if "unit" in at else ""
    if not unit and not known.unit and cell_of(row, at["position"]).text.strip().endswith("%"):
        unit = "%"
    low, high = (sheet.figure(row, at.get(role)) for role in ("low", "high"))
    scale = _scale_in(row, low, high)
    said: dict[str, Any] = {
        "title": title,
        "unit": unit,
        "scale": scale,
        "reference": sheet.figure(row, at.get("reference")),
        "outcome": sheet.figure(row, at.get("outcome")),
    }
    for key, value in said.items():
        before = getattr(known, key)
        if not value or _equal(before, value):
            continue
        if before:
            raise _differs(row, name, key)
        known = replace(known, **{key: value})
    found.issues[name] = known


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Figure) and isinstance(other, Figure):
        return one.value == other.value
    return bool(one == other)


def _ends(group: Group) -> Scale | None:
    return Scale(*group.ends, "file") if group.ends else None


def _scale_in(row: Row, low: Figure | None, high: Figure | None) -> Scale | None:
    if low is None and high is None:
        return None
    if low is None or high is None or not low.value < high.value:
        raise unreadable(
            "X003",
            row.where,
            msg("the scale of this row does not rise from one number to another"),
            advice=msg("Write both ends, the smaller one first."),
        )
    return Scale(low.value, high.value, "file")


_WHAT: dict[str, Callable[[], Message]] = {
    "title": lambda: msg("label"),
    "unit": lambda: msg("unit"),
    "scale": lambda: msg("scale"),
    "reference": lambda: msg("status quo"),
    "outcome": lambda: msg("outcome"),
}


def _differs(row: Row, issue: str, key: str) -> UnreadableInput:
    return unreadable(
        "X002",
        row.where,
        msg("the rows of {issue} differ in its {what}", issue=issue, what=_WHAT[key]()),
        advice=msg("Write it once, or the same in every row of the issue."),
    )


def _twice(row: Row, actor: str, *, first: str) -> UnreadableInput:
    return unreadable(
        "X002",
        row.where,
        msg("{actor} stands here a second time (first at {place})", actor=actor, place=first),
        advice=msg("Give two actors two names, or keep one of the rows."),
    )


def _said(sheet: Sheet) -> Unit | None:
    """What a heading or the percent signs say of the saliences."""
    columns = [group.at["salience"] for group in sheet.columns.groups if "salience" in group.at]
    signed = any(cell_of(row, i).text.strip().endswith("%") for row in sheet.rows for i in columns)
    return "percent" if signed else sheet.columns.salience


def _style_told(sheet: Sheet) -> tuple[Message, ...]:
    cells = (cell_of(row, i) for row in sheet.rows for i in sheet.columns.numeric())
    texts = [cell.text.strip() for cell in cells if not cell.is_number]
    signs = any(text.endswith("%") for text in texts)
    told = (msg("Percent signs were taken off: 5 % is read as 5."),) if signs else ()
    return (*stated(map(unsigned, texts), sheet.style), *told)


def _told(found: _Gathered, columns: Columns, names: list[str]) -> Iterator[Message]:
    if "issue" not in columns.at and not columns.groups[0].name:
        yield msg(
            "The table names no issue: it is called {name}, like the file.", name=names[0] if names else "–"
        )
    empty = [name for name in found.issues if name not in names]
    if empty:
        yield msg("Nobody has a position on these issues, which were left out: {names}.", names=empty)
    if found.ditto:
        yield msg("Rows without an actor were taken for the one above: {places}.", places=found.ditto)
    if found.relabelled:
        yield msg("The first label of an actor was kept; others stand at {places}.", places=found.relabelled)
