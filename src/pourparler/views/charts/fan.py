"""Fan charts: how far the answer spreads on each day, as steps; and what the outcome holds, as stacked shares."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pourparler.language import Lang, day, number, percent, render
from pourparler.language import msg as _
from pourparler.uncertainty.versions.timeline import OnDay, Timeline
from pourparler.views.charts.drawing import (
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.shares import TINTS
from pourparler.views.names import Names
from pourparler.views.timelines import leading

LEFT, PANEL, STUB = 34.0, 92.0, 12.0
AXIS = 34.0
PANELS = 8
"""Panels of one chart; the table below it has all."""

# Pale to dark, told apart in print too: 95, 80 and 50 % of the draws.
BANDS = (((0.025, 0.975), "#d6e4f0"), ((0.1, 0.9), "#9dc3de"), ((0.25, 0.75), "#5b9bc7"))

_TINTS = TINTS[1:]
"""Without the palest, which on paper looks like nothing."""

Floats = Mapping[float, float | None]


class _Axis(NamedTuple):
    """The days of a chart and where they lie."""

    days: Sequence[OnDay]
    at: Callable[[date], float]
    end: float
    evidence: tuple[date, ...]

    def until(self, i: int) -> float:
        """Where the step of a day ends: at the next, or after a stub."""
        return self.at(self.days[i + 1].as_of) if i + 1 < len(self.days) else self.end


def _axis(found: Timeline) -> _Axis:
    first, last = found.days[0].as_of, found.days[-1].as_of
    span = max((last - first).days, 1)
    room = WIDTH - LEFT - STUB

    def at(when: date) -> float:
        return LEFT + (when - first).days / span * room

    entered = tuple(one.day for one in found.changes if one.entered and first <= one.day <= last)
    return _Axis(found.days, at, WIDTH, entered)


def fan(found: Timeline, names: Names, *, head: str = "") -> Figure | None:
    """Bands of 50, 80 and 95 % and the median by day of quantities whose names begin with ``head``.

    Without ``head``: the issues, else the utilities, else whatever there is. ``None`` where nothing was solved.
    """
    known = dict.fromkeys(
        name for one in found.days for name, q in one.quantities.items() if q[0.5] is not None
    )
    heads = (head,) if head else ("issue/", "utility/", "")
    shown = next((some for h in heads if (some := [n for n in known if n.startswith(h)])), [])
    if not shown:
        return None
    axis = _axis(found)
    titles = [wrapped(names.quantity(name), WIDTH) for name in shown[:PANELS]]
    keys = _keys(axis, names)
    height = sum(PANEL + 24 + LEADING * len(title) for title in titles) + AXIS + keys_height(keys, WIDTH)
    drawing, top = Drawing(WIDTH, height), 0.0
    for name, title in zip(shown, titles, strict=False):
        drawing.paragraph((0, top + 8), title, weight="bold")
        top += 8 + LEADING * len(title)
        _panel(drawing, axis, top, (name, [one.quantities.get(name) for one in found.days]), names)
        top += PANEL + 16
    _dates(drawing, axis, top - 10, names.lang)
    draw_keys(drawing, top + AXIS - 10, keys)
    heading = _(
        "How the answer would have been seen, day by day: {concept}",
        concept=names.concept(found.concept.name),
    )
    return Figure(
        name=f"fan-{found.concept.name}-{(shown[0].partition('/')[0])}",
        title=render(heading, names.lang), reading=_reading(names), words=_fan_words(found, shown, names),
        drawing=drawing, table=_fan_table(found, shown, names),
    )  # fmt: skip


def _reading(names: Names) -> str:
    text = _("Each day’s draws: the dark band holds half of them, the next 80%, the pale one 95%; the line is the median. A step holds until the next day; a triangle marks a day on which evidence enters.")  # fmt: skip
    return render(text, names.lang)


def _keys(axis: _Axis, names: Names) -> list[Key]:
    said = [render(text, names.lang) for text in (_("50% of the draws"), _("80%"), _("95%"), _("median"))]
    keys = [Key(said[0], "bar", BANDS[2][1]), Key(said[1], "bar", BANDS[1][1]), Key(said[2], "bar", BANDS[0][1]), Key(said[3], "tick", INK)]  # fmt: skip
    return [*keys, *_evidence_key(axis, names)]


def _evidence_key(axis: _Axis, names: Names) -> list[Key]:
    return [Key(render(_("evidence enters"), names.lang), "triangle-up", RUST)] if axis.evidence else []


def _panel(
    drawing: Drawing, axis: _Axis, top: float, of: tuple[str, Sequence[Floats | None]], names: Names
) -> None:
    name, by_day = of
    low, high = _ends(name, by_day, names)

    def y(value: float) -> float:
        return top + 6 + (high - value) / (high - low) * (PANEL - 12)

    for value in ticks(low, high, 5):
        drawing.line((LEFT, y(value), WIDTH, y(value)), color=GRID)
        head, _slash, issue = name.partition("/")
        label = names.at(issue if head == "issue" else "", value)
        drawing.text((LEFT - 4, y(value)), label, align="right", color=GREY, size=10)
    trails: list[list[tuple[float, float]]] = [[]]
    for i, j in _runs(by_day):
        q = by_day[i]
        if q is None or q[0.5] is None:
            trails.append([])
            continue
        x, x2 = axis.at(axis.days[i].as_of), axis.until(j)
        for (a, b), fill in BANDS:
            tip = f"{day(axis.days[i].as_of, names.lang)} · {number(q[a], names.lang, 2)} – {number(q[b], names.lang, 2)}"
            drawing.rect((x, y(q[b] or 0.0), x2, y(q[a] or 0.0)), fill, tip=tip)
        trails[-1] += [(x, y(q[0.5])), (x2, y(q[0.5]))]
    for corners in trails:
        if corners:
            drawing.trail(corners, color=INK, width=2)
    _evidence(drawing, axis, top + PANEL)


def _runs(by_day: Sequence[object]) -> list[tuple[int, int]]:
    """First and last place of days in a row on which nothing differs: one step."""
    starts = [i for i in range(len(by_day)) if i == 0 or by_day[i] != by_day[i - 1]]
    return list(zip(starts, [*(i - 1 for i in starts[1:]), len(by_day) - 1], strict=True))


def _ends(name: str, by_day: Sequence[Floats | None], names: Names) -> tuple[float, float]:
    """The scale of a panel: that of its issue, else as wide as the bands are."""
    head, _slash, issue = name.partition("/")
    if head == "issue" and names.brief is not None and issue in names.brief.issues:
        low, high = names.brief.scale(issue)
    else:
        values = [x for q in by_day if q is not None for x in q.values() if x is not None]
        low, high = min(values), max(values)
        low, high = low - 0.05 * (high - low), high + 0.05 * (high - low)
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _evidence(drawing: Drawing, axis: _Axis, y: float) -> None:
    drawing.line((LEFT, y, WIDTH, y), color=LINE)
    for when in axis.evidence:
        drawing.point((axis.at(when), y + 5), shape="triangle-up", color=RUST, area=34, tip=when.isoformat())


def _dates(drawing: Drawing, axis: _Axis, top: float, lang: Lang) -> None:
    """First and last day in words, the others as ticks where there is room."""
    first, last = axis.days[0].as_of, axis.days[-1].as_of
    if len(axis.days) <= 40:
        for one in axis.days:
            drawing.line((axis.at(one.as_of), top + 8, axis.at(one.as_of), top + 12), color=LINE)
    drawing.text((LEFT, top + 20), day(first, lang), color=GREY, size=11)
    if last > first:
        drawing.text((WIDTH, top + 20), day(last, lang), align="right", color=GREY, size=11)


def _fan_words(found: Timeline, shown: Sequence[str], names: Names) -> str:
    parts = []
    for name in shown:
        ends = [
            (one.as_of, q) for one in found.days if (q := one.quantities.get(name)) and q[0.5] is not None
        ]
        (start, a), (end, b) = ends[0], ends[-1]
        text = _("{quantity}: median {a} on {start:date}, {b} on {end:date}, where 95% of the draws lie between {low} and {high}.",
                 quantity=names.quantity(name), a=names.of_quantity(name, a[0.5], decimals=2), start=start, end=end,
                 b=names.of_quantity(name, b[0.5], decimals=2), low=names.of_quantity(name, b[0.025], decimals=2),
                 high=names.of_quantity(name, b[0.975], decimals=2))  # fmt: skip
        parts.append(render(text, names.lang))
    return " ".join(parts)


def _fan_table(found: Timeline, shown: Sequence[str], names: Names) -> Table:
    lang = names.lang
    rows = [
        (Cell(day(one.as_of, lang)), Cell(names.quantity(name)),
         *(Cell(names.of_quantity(name, value, decimals=2)) for value in one.quantities[name].values()))
        for one in found.days for name in shown if name in one.quantities
    ]  # fmt: skip
    quantiles = tuple(percent(level, lang, 1 if level in (0.025, 0.975) else 0) for level in (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975))  # fmt: skip
    heads = (render(_("Day"), lang), render(_("Quantity"), lang), *quantiles)
    return Table(heads, tuple(rows), frozenset(range(2, 9)))


def level_steps(found: Timeline, names: Names) -> Figure | None:
    """By issue, the share of draws per value of the outcome, stacked, day by day. ``None`` for concepts without outcomes."""
    if not found.values:
        return None
    axis = _axis(found)
    issues = list(found.values)[:PANELS]
    keys = {issue: _level_keys(found, issue, names) for issue in issues}
    titles = {issue: wrapped(names.issue(issue), WIDTH) for issue in issues}
    tall = 64.0
    height = sum(tall + 26 + LEADING * len(titles[i]) + keys_height(keys[i], WIDTH) for i in issues) + AXIS
    below = _evidence_key(axis, names)
    drawing, top = Drawing(WIDTH, height + (keys_height(below, WIDTH) if below else 0)), 0.0
    for issue in issues:
        drawing.paragraph((0, top + 8), titles[issue], weight="bold")
        top += 12 + LEADING * len(titles[issue])
        _stack(drawing, axis, (top, tall), (found, issue), names)
        _evidence(drawing, axis, top + tall)
        draw_keys(drawing, top + tall + 10, keys[issue])
        top += tall + 14 + keys_height(keys[issue], WIDTH)
    _dates(drawing, axis, top - 12, names.lang)
    if below:
        draw_keys(drawing, top + AXIS - 10, below)
    title = _(
        "What the outcome would have held, day by day: {concept}", concept=names.concept(found.concept.name)
    )
    reading = _("Each day’s draws, parted by the level that the outcome holds: pale at the lower end of the scale, dark at the upper; white where there is no outcome.")  # fmt: skip
    return Figure(
        name=f"levels-{found.concept.name}", title=render(title, names.lang), reading=render(reading, names.lang),
        words=_level_words(found, issues, names), drawing=drawing, table=_level_table(found, names),
    )  # fmt: skip


def _tint(found: Timeline, issue: str, value: Any) -> tuple[str, str]:
    """From pale to dark along the values that occur; neighbours differ where there are not more than tints."""
    values = found.values[issue]
    if len(values) == 1:
        return _TINTS[1]
    return _TINTS[round(values.index(value) / (len(values) - 1) * (len(_TINTS) - 1))]


def _level_keys(found: Timeline, issue: str, names: Names) -> list[Key]:
    values = found.values[issue]
    if len(values) > len(_TINTS):  # too many to tell apart: the ends of the scale
        values = (values[0], values[len(values) // 2], values[-1])
    return [Key(names.value(issue, value), "bar", _tint(found, issue, value)[0]) for value in values]


def _stack(
    drawing: Drawing, axis: _Axis, box: tuple[float, float], of: tuple[Timeline, str], names: Names
) -> None:
    (top, tall), (found, issue) = box, of
    for share in (0.0, 0.5, 1.0):
        y = top + tall * (1 - share)
        drawing.text((LEFT - 4, y), percent(share, names.lang), align="right", color=GREY, size=10)
        drawing.line((LEFT, y, WIDTH, y), color=GRID)
    for i, j in _runs([one.levels.get(issue) for one in axis.days]):
        one = axis.days[i]
        shares = one.levels.get(issue, {})
        x, x2, below = axis.at(one.as_of), axis.until(j), top + tall
        for value in found.values[issue]:
            part = shares.get(value, 0.0) * tall
            if part:
                fill, _ink = _tint(found, issue, value)
                tip = f"{day(one.as_of, names.lang)} · {names.value(issue, value)} · {percent(shares[value], names.lang)}"
                drawing.rect((x, below - part, x2, below), fill, stroke=PAPER if part > 2 else "", tip=tip)
            below -= part


def _level_words(found: Timeline, issues: Sequence[str], names: Names) -> str:
    parts = []
    for issue in issues:
        known = [one for one in found.days if issue in one.levels]
        (a, p), (b, q) = leading(found, known[0], issue), leading(found, known[-1], issue)
        text = _("{issue}: most often {a} ({p:percent}) on {start:date}, {b} ({q:percent}) on {end:date}.",
                 issue=names.issue(issue), a=names.value(issue, a), p=p, start=known[0].as_of, b=names.value(issue, b),
                 q=q, end=known[-1].as_of)  # fmt: skip
        parts.append(render(text, names.lang))
    return " ".join(parts)


def _level_table(found: Timeline, names: Names) -> Table:
    rows = [
        (Cell(day(one.as_of, names.lang)), Cell(names.issue(issue)), Cell(names.value(issue, value)),
         Cell(percent(one.levels[issue][value], names.lang)))
        for one in found.days for issue in one.levels for value in found.values[issue] if value in one.levels[issue]
    ]  # fmt: skip
    heads = (_("Day"), _("Issue"), _("Level"), _("Share of draws"))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows), frozenset((3,)))
