"""Where agreement is possible on each issue: its values in order, those that a deal can have filled."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from pourparler.analyses.bargaining.audited import Zone, ZonesResult
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.model.outcomes import Value
from pourparler.views.charts.drawing import (
    GREY,
    INK,
    LEADING,
    LINE,
    PAPER,
    WIDTH,
    Drawing,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.shown import issue_head, joined
from pourparler.views.deals import zone_rows, zones_sentences
from pourparler.views.names import Names

BAR, ROW = 26.0, 58.0
OPEN = "#b0cde2"
# More values than these are drawn as stretches.
SINGLE = 6


def zones(result: ZonesResult, names: Names) -> Figure | None:
    """The zones by projection; ``None`` where they are not known."""
    known = {
        issue: zone for issue, zone in result.zones.items() if zone.projection is not None and zone.values
    }
    if not known:
        return None
    reading = [
        _("Each bar holds the values of one issue in order. Filled: some acceptable deal has the value, the other issues being free; dashed: no acceptable deal has it."),
    ]  # fmt: skip
    if any(zone.deal is not None for zone in known.values()):
        reading.append(_("▼ marks the value of the deal that was looked at."))
    heads = [_("Issue"), _("Possible at all")]
    rows = tuple(tuple(map(Cell, row[:2])) for row in zone_rows(known, names))
    return Figure(
        name="zones",
        title=render(_("Where agreement is possible, issue by issue"), names.lang),
        reading=joined(reading, names),
        words=joined([*zones_sentences(result, names), *(f"{a.text}: {b.text}." for a, b in rows)], names),
        drawing=_drawn(known, names),
        table=Table(tuple(render(head, names.lang) for head in heads), rows),
    )


def _drawn(known: Mapping[str, Zone], names: Names) -> Drawing:
    titles = [wrapped(issue_head(issue, zone.values[0], names), WIDTH) for issue, zone in known.items()]
    tops = stacked(titles, ROW)
    drawing = Drawing(WIDTH, tops[-1])
    for (issue, zone), lines, above in zip(known.items(), titles, tops[:-1], strict=True):
        drawing.paragraph((0, above + 8), lines, weight="bold")
        top = above + 22 + LEADING * (len(lines) - 1)
        step = WIDTH / len(zone.values)
        done = 0
        for values, is_open in _stretches(zone):
            box = (done * step, top, (done + len(values)) * step - 1, top + BAR)
            drawing.rect(box, OPEN if is_open else PAPER, stroke=LINE, dash="" if is_open else "3,2",
                         tip=_tip(issue, values, is_open=is_open, names=names))  # fmt: skip
            _label(drawing, box, (_said(issue, values, names), INK if is_open else GREY))
            done += len(values)
        if zone.deal in zone.values:
            x = (zone.values.index(zone.deal) + 0.5) * step
            drawing.point((x, top - 5), shape="triangle-down", color=INK, area=34)
    return drawing


def _stretches(zone: Zone) -> list[tuple[tuple[Value, ...], bool]]:
    """Values one by one, or together where many in a row are possible or none of them is."""
    possible = set(zone.projection or ())
    flags = [(value, value in possible) for value in zone.values]
    if len(flags) <= SINGLE:
        return [((value,), is_open) for value, is_open in flags]
    return [
        (tuple(value for value, _flag in run), is_open)
        for is_open, run in groupby(flags, key=lambda pair: pair[1])
    ]


def _said(issue: str, values: Sequence[Value], names: Names) -> str:
    if len(values) == 1:
        return names.level(issue, values[0])
    ends = {"low": names.level(issue, values[0]), "high": names.level(issue, values[-1])}
    return render(_("{low} to {high}", **ends), names.lang)


def _tip(issue: str, values: Sequence[Value], *, is_open: bool, names: Names) -> str:
    said = {"issue": names.issue(issue), "values": _said(issue, values, names)}
    told = (
        _("{issue}, {values}: possible", **said) if is_open else _("{issue}, {values}: not possible", **said)
    )
    return render(told, names.lang)


def _label(drawing: Drawing, box: tuple[float, float, float, float], said: tuple[str, str]) -> None:
    """The value inside its box, on one line or two; nothing where it does not fit (the table has it)."""
    text, ink = said
    lines = wrapped(text, box[2] - box[0] - 6, size=10.5)
    whole = all(word in " ".join(lines).split(" ") for word in text.split(" "))
    if len(lines) <= 2 and whole and all(text_width(line, 10.5) <= box[2] - box[0] - 4 for line in lines):
        y = (box[1] + box[3]) / 2 - 6 * (len(lines) - 1)
        for i, line in enumerate(lines):
            drawing.text(((box[0] + box[2]) / 2, y + 12 * i), line, align="center", color=ink, size=10.5)
