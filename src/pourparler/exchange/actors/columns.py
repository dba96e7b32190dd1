"""Which column of a table holds what: found from the headings; what is not known is named and left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.headings import Heading, Role, plain, read_heading
from pourparler.exchange.actors.table import Unit
from pourparler.exchange.decimals import usable
from pourparler.exchange.faults import unreadable
from pourparler.exchange.spreadsheet import Row
from pourparler.language import msg

_PERCENT, _SHARE = (Fraction(0), Fraction(100)), (Fraction(0), Fraction(1))
_ENDS = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:-|–|—|to|à|a|\.\.\.?|…|;|,)\s*(-?\d+(?:[.,]\d+)?)")
_ROW_ROLES: tuple[Role, ...] = ("label", "issue", "title")
_ISSUE_ROLES: tuple[Role, ...] = ("position", "salience", "influence", "low", "high", "unit", "reference", "outcome")  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The columns of one issue: its name (empty: the table names none), the place of each role, unit and ends."""

    name: str
    at: dict[Role, int]
    unit: str = ""
    ends: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True)
class Columns:
    """Where everything stands. With ``issue`` every row is one actor on one issue, and there is one group.

    ``salience``: its unit, where a heading says so; ``ignored``: headings that say nothing known.
    """

    actor: int
    groups: tuple[Group, ...]
    at: dict[Role, int] = field(default_factory=dict)
    salience: Unit | None = None
    ignored: tuple[str, ...] = ()

    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers."""
        roles = set(_ISSUE_ROLES) - {"unit"}
        return tuple(sorted({i for group in self.groups for role, i in group.at.items() if role in roles}))


def is_head(row: Row) -> bool:
    """Whether a row looks like the headings: it names the actors and a position or a salience."""
    roles = {heading.role for heading in _headings(row)}
    return bool(roles & {"position", "salience"}) and bool(roles & {"actor", "id", "name", "label"})


def columns_of(head: Row) -> Columns:
    """The columns that these headings name. Raises ``UnreadableInput`` for a heading that stands twice."""
    headings = _brackets_read(_headings(head))
    at: dict[Role, int] = {}
    for i, heading in enumerate(headings):
        if heading.role is None or heading.issue:
            continue
        if heading.role in at:
            raise _twice(head, headings[at[heading.role]], heading)
        at[heading.role] = i
    actor = next((at.pop(role) for role in ("actor", "id", "name", "label") if role in at), None)
    if actor is None:
        raise no_head(head.where)
    if "name" in at:
        name = at.pop("name")
        at.setdefault("label", name)
    groups = (_single(headings, at),) if "position" in at else tuple(_grouped(head, headings, at))
    told = {at[role] for role in _ROW_ROLES if role in at}
    used = {actor, *told, *(i for group in groups for i in group.at.values())}
    ignored = tuple(h.text for i, h in enumerate(headings) if i not in used and h.text)
    return Columns(actor, groups, at, _salience(head, headings, groups), ignored)


def no_head(where: str) -> UnreadableInput:
    """A table whose headings do not say who stands where."""
    return unreadable(
        "X002",
        where,
        msg("no row names the columns actor and position"),
        advice=msg("Write headings: actor, capability, position, salience; with several issues also issue."),
    )


def _headings(row: Row) -> list[Heading]:
    return [read_heading(row.text(i)) for i in range(len(row.cells))]


def _brackets_read(headings: Sequence[Heading]) -> list[Heading]:
    """What stands in brackets behind a word names an issue where the word stands several times."""
    several = {
        role
        for role in _ISSUE_ROLES
        if len({h.behind for h in headings if h.role == role and not h.issue and h.behind}) > 1
    }
    shared = {h.behind for h in headings if h.role == "position"} & {h.behind for h in headings if h.role == "salience"}  # fmt: skip
    named = {b for b in shared if b and b != "%" and not _ENDS.fullmatch(b)}
    return [
        replace(h, issue=h.behind, behind="")
        if h.role in _ISSUE_ROLES and not h.issue and h.behind and (h.role in several or h.behind in named)
        else h
        for h in headings
    ]


def _single(headings: Sequence[Heading], at: dict[Role, int]) -> Group:
    behind = headings[at["position"]].behind
    ends = ends_of(behind)
    own = {role: i for role, i in at.items() if role in _ISSUE_ROLES}
    return Group("", own, "" if ends else behind, ends)


def _grouped(head: Row, headings: Sequence[Heading], shared: dict[Role, int]) -> Iterator[Group]:
    """One group per issue that headings name; influence may be one for all."""
    names: dict[str, str] = {}
    found: dict[str, dict[Role, int]] = {}
    for i, heading in enumerate(headings):
        if heading.role is None or not heading.issue:
            continue
        key = plain(heading.issue) or heading.issue
        names.setdefault(key, heading.issue)
        own = found.setdefault(key, {})
        if heading.role in own:
            raise _twice(head, headings[own[heading.role]], heading)
        own[heading.role] = i
    for i, heading in enumerate(headings):  # "Policy" beside "Policy salience" is the position
        key = plain(heading.text)
        if heading.role is None and key in found and "position" not in found[key]:
            found[key]["position"] = i
    if "salience" in shared and not all("salience" in own for own in found.values()):
        raise unreadable(
            "X002",
            head.where,
            msg("the column {name} does not say to which issue it belongs", name=headings[shared["salience"]].text),
            advice=msg("Name the issue in the heading, for example: {example}.", example="Policy salience"),
        )  # fmt: skip
    for key, own in found.items():
        if "position" not in own:
            continue
        everybody: dict[Role, int] = {"influence": shared["influence"]} if "influence" in shared else {}
        behind = headings[own["position"]].behind
        ends = ends_of(behind)
        yield Group(names[key], {**everybody, **own}, "" if ends else behind, ends)


def ends_of(text: str) -> tuple[Fraction, Fraction] | None:
    """The two ends that a bracket names, as in ``0-100``.

    >>> ends_of("4 to 10"), ends_of("years")
    ((Fraction(4, 1), Fraction(10, 1)), None)
    """
    match = _ENDS.fullmatch(text.strip())
    low, high = (usable(match[i].replace(",", ".")) for i in (1, 2)) if match else (None, None)
    return (low, high) if low is not None and high is not None and low < high else None


def _salience(head: Row, headings: Sequence[Heading], groups: Sequence[Group]) -> Unit | None:
    said: set[Unit] = set()
    for group in groups:
        if "salience" not in group.at:
            continue
        behind = headings[group.at["salience"]].behind
        ends = ends_of(behind)
        if behind == "%" or ends == _PERCENT:
            said.add("percent")
        elif ends == _SHARE:
            said.add("share")
    if len(said) > 1:
        raise unreadable(
            "X008",
            head.where,
            msg("the headings give saliences both as shares and as percent"),
            advice=msg("Write all saliences in one unit."),
        )
    return next(iter(said), None)


def _twice(head: Row, first: Heading, second: Heading) -> UnreadableInput:
    return unreadable(
        "X002",
        head.where,
        msg("the headings {first} and {second} say the same", first=first.text, second=second.text),
        advice=msg("Keep one of the two columns."),
    )
