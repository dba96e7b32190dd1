"""What a decision rule lets be changed, issue by issue: the core, the status quo, what beats it, the pivots."""

from collections.abc import Mapping, Sequence
from typing import Any

from pourparler.analyses.collective.procedures.result import CoreResult
from pourparler.language import Message, join, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    WIDTH,
    Drawing,
    Placed,
    beside,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.scales import short
from pourparler.views.charts.shown import joined
from pourparler.views.names import Names
from pourparler.views.procedures import CORE_HEADS, core_rows

PAD, ROW = 10.0, 56.0
BEATS = "#b0cde2"
NAMED = 2
"""Parties at a pivot that are named one by one."""

Details = Mapping[str, Any]


def changeable(result: CoreResult, names: Names) -> Figure | None:
    """A strip per issue; ``None`` where neither core nor status quo is known on any."""
    shown = {
        issue: forecast.details
        for issue, forecast in result.forecasts.items()
        if forecast.details and _points(forecast.details)
    }
    if not shown:
        return None
    rows = core_rows(result, names)
    reading = [
        _("Each strip is the scale of an issue. Dark bar: the core, which nothing beats. ◆ The parties on whom a change turns."),
        _("▼ the status quo, as stated; pale band: what can replace it under the rule."),
    ]  # fmt: skip
    return Figure(
        name="changeable",
        title=render(_("What can replace the status quo"), names.lang),
        reading=joined(reading, names),
        words=" ".join(
            f"{names.issue(issue)}: {render(told_of(details), names.lang)}."
            for issue, details in shown.items()
        ),
        drawing=_drawn(shown, names),
        table=Table(
            tuple(render(head, names.lang) for head in CORE_HEADS),
            tuple(tuple(map(Cell, row)) for row in rows),
            frozenset((1, 2, 3, 4)),
        ),
    )


def told_of(details: Details) -> Message:
    """Whether the status quo of an issue can be changed, in a word or two."""
    if details["reference"] is None:
        return _("no status quo known")
    if details["pivots"] is None:
        return _("nobody votes on it")
    return _("stays") if details["in_core"] else _("can be changed")


def _points(details: Details) -> list[float]:
    """All places of a strip."""
    ends = [x for key in ("core", "winset") for x in details[key] or ()]
    pivots = [pivot["at"] for pivot in (details["pivots"] or {}).values() if pivot is not None]
    return [*ends, *pivots, *([] if details["reference"] is None else [details["reference"]])]


def _scale(issue: str, details: Details, names: Names) -> tuple[float, float]:
    """The ends of the issue's scale, widened to what lies outside; of what is drawn where the scale is not known."""
    points = _points(details)
    low, high = min(points), max(points)
    if names.brief is not None and issue in names.brief.issues:
        ends = names.brief.scale(issue)
        quo = details["reference"]
        known = [*ends, *([] if quo is None else [quo]), *(details["core"] or ())]
        low, high = min(known), max(known)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _drawn(shown: Mapping[str, Details], names: Names) -> Drawing:
    titles, pivots = [], []
    for issue, details in shown.items():
        told = render(told_of(details), names.lang)
        titles.append(wrapped(names.issue(issue), WIDTH - text_width(told, 11) - 16))
        pivots.append(_pivots(issue, details, names))
    # A row grows with its title and with the names below the strip.
    lines = [
        (*title, *("" for _row in range(max((p.row for p in placed), default=0))))
        for title, placed in zip(titles, pivots, strict=True)
    ]
    tops = stacked(lines, ROW)
    drawing = Drawing(WIDTH, tops[-1])
    for (issue, details), title, placed, top in zip(shown.items(), titles, pivots, tops[:-1], strict=True):
        drawing.paragraph((0, top + 8), title, weight="bold")
        told = render(told_of(details), names.lang)
        drawing.text((WIDTH, top + 8), told, align="right", color=GREY, size=11)
        y = top + 31 + LEADING * (len(title) - 1)
        _strip(drawing, y, issue, details=details, names=names)
        for label in placed:
            at = (label.x, y + 14 + LEADING * label.row)
            drawing.text(at, label.text, align=label.align, color=GREY, size=10.5)
    return drawing


def _at(x: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return PAD + (min(max(x, low), high) - low) / (high - low) * (WIDTH - 2 * PAD)


def _strip(drawing: Drawing, y: float, issue: str, *, details: Details, names: Names) -> None:
    ends = _scale(issue, details, names)
    drawing.line((PAD, y, WIDTH - PAD, y), color=LINE)
    for x in (PAD, WIDTH - PAD):
        drawing.line((x, y - 5, x, y + 5), color=GRID)
    said = dict(zip(("quo", "core", "winset"), _said(details, names), strict=True))
    if details["winset"]:
        low, high = (_at(x, ends) for x in details["winset"])
        drawing.rect((low, y - 7, high, y + 7), BEATS, tip=said["winset"])
    if details["core"] and details["core"][0] < details["core"][1]:
        low, high = (_at(x, ends) for x in details["core"])
        drawing.line((low, y, high, y), color=BLUE, width=5)
    for pivot in (details["pivots"] or {}).values():
        if pivot is not None:
            drawing.point((_at(pivot["at"], ends), y), shape="diamond", color=BLUE, area=70, tip=said["core"])
    if details["reference"] is not None:
        drawing.point(
            (_at(details["reference"], ends), y - 9), shape="triangle-down", color=INK, area=50, tip=said["quo"]
        )  # fmt: skip


def _said(details: Details, names: Names) -> Sequence[str]:
    """What the marks of a strip are: status quo, core, winset."""
    found = []
    for head, key in ((CORE_HEADS[1], "reference"), (CORE_HEADS[2], "core"), (CORE_HEADS[3], "winset")):
        value = details[key]
        numbers = [value] if isinstance(value, int | float) else value or []
        shown = " – ".join(short(x, names.lang) for x in numbers) or "–"
        found.append(f"{render(head, names.lang)} · {shown}")
    return found


def _pivots(issue: str, details: Details, names: Names) -> tuple[Placed, ...]:
    """Who is at either pivot, below it."""
    ends = _scale(issue, details, names)
    found: dict[float, list[str]] = {}
    for pivot in (details["pivots"] or {}).values():
        if pivot is not None:
            here = found.setdefault(pivot["at"], [])
            here += [names.party(party) for party in pivot["actors"] if names.party(party) not in here]
    labels = []
    for x, parties in found.items():
        more = len(parties) - NAMED
        told: list[Any] = list(parties[:NAMED])
        if more > 0:
            told.append(_("{n} more", n=more))
        value = short(x, names.lang)
        labels.append((_at(x, ends), f"{join(told, names.lang)} ({value})" if told else value))
    return beside(labels, WIDTH, size=10.5, widest=170)
