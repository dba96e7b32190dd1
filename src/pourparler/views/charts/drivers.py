"""Which numbers move the answer most, each alone between its 5 % and 95 % points (a tornado)."""

from collections.abc import Mapping

from pourparler.language import msg as _
from pourparler.language import number, percent, render
from pourparler.uncertainty.drivers import Driver
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LINE,
    PAPER,
    RUST,
    Drawing,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names

WIDTH, PAD, ROW, SHOWN = 372.0, 10.0, 37.0, 10


def drivers(spread: Spread, names: Names, *, central: Mapping[str, float] | None = None) -> Figure | None:
    """The tornado of a spread; ``central``: the answer's quantities at central values. ``None`` where nothing moves it."""
    moving = [
        d
        for d in spread.drivers()
        if d.low is not None and d.high is not None and (d.effect > 0 or d.changes_outcome)
    ]
    if not moving:
        return None
    middle = dict(central or {})
    shifts = _Shifts(names, middle, len({d.quantity for d in moving}) > 1)
    concept = names.concept(spread.concept.name)
    return Figure(
        name=f"drivers-{spread.concept.name}",
        title=render(_("Which numbers move the answer most: {concept}", concept=concept), names.lang),
        reading=_reading(shifts, names),
        words=_words(moving, names),
        drawing=_drawn(moving[:SHOWN], shifts, names),
        table=_table(moving, names),
    )


class _Shifts:
    """Where both ends of a driver lie: values of one quantity, or shifts in percent of each issue's scale."""

    def __init__(self, names: Names, central: Mapping[str, float], mixed: bool) -> None:
        self.names, self.central, self.mixed = names, central, mixed

    def ends(self, driver: Driver) -> tuple[float, float]:
        low, high = driver.low or 0.0, driver.high or 0.0
        if not self.mixed:
            return low, high
        middle = self.central.get(driver.quantity, (low + high) / 2)
        width = self._width(driver.quantity.partition("/")[2])
        return (low - middle) / width, (high - middle) / width

    def middle(self, quantity: str) -> float | None:
        return 0.0 if self.mixed else self.central.get(quantity)

    def label(self, value: float) -> str:
        return percent(value, self.names.lang) if self.mixed else number(value, self.names.lang)

    def _width(self, issue: str) -> float:
        brief = self.names.brief
        if brief is None or issue not in brief.issues:
            return 100.0
        low, high = brief.scale(issue)
        return (high - low) or 1.0


def _reading(shifts: _Shifts, names: Names) -> str:
    parts = [_("○ is the answer with the number at its 5% point, ● at its 95% point, all others central.")]
    if shifts.mixed:
        parts.append(_("Shown is the shift of the issue that moves most, in percent of its scale."))
    else:
        parts.append(_("Shown is the concept's objective; the dashed line is its value at central numbers."))
    parts.append(_("◆: the chosen outcome changes. Numbers that act together may do more than each alone."))
    return " ".join(render(part, names.lang) for part in parts)


def _drawn(shown: list[Driver], shifts: _Shifts, names: Names) -> Drawing:
    ends = [shifts.ends(d) for d in shown]
    middle = shifts.middle(shown[0].quantity)
    values = [x for pair in ends for x in pair] + ([middle] if middle is not None else [])
    low, high = min(values), max(values)
    if not high > low:
        low, high = low - 0.5, high + 0.5

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    labels = [wrapped(names.number(d.key), WIDTH - 16, size=11.5) for d in shown]
    tops = [sum(ROW + 14 * (len(lines) - 1) for lines in labels[:i]) for i in range(len(labels) + 1)]
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 22)
    for driver, (a, b), lines, top in zip(shown, ends, labels, tops[:-1], strict=True):
        y = top + 27 + 14 * (len(lines) - 1)
        for row, text in enumerate(lines):
            drawing.text((0, top + 11 + 14 * row), text, size=11.5)
        if driver.changes_outcome and not shifts.mixed:
            drawing.text((WIDTH, top + 11), "◆", align="right", color=RUST)
        if middle is not None:
            drawing.line((at(middle), y - 8, at(middle), y + 8), color=INK, dash="2,2")
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        drawing.line((at(a), y, at(b), y), color=BLUE, width=4)
        drawing.point((at(a), y), color=BLUE, fill=PAPER, area=60)
        drawing.point((at(b), y), color=BLUE, fill=BLUE, area=60)
    drawing.line((PAD, bottom, WIDTH - PAD, bottom), color=LINE)
    for value in ticks(low, high):
        drawing.line((at(value), bottom, at(value), bottom + 4), color=LINE)
        drawing.text((at(value), bottom + 13), shifts.label(value), align="center", color=GREY, size=11)
    return drawing


def _words(moving: list[Driver], names: Names) -> str:
    head = moving[0]
    first = _("The largest effect has the {number}: {quantity} goes from {low:.2} to {high:.2}.",
              number=names.number(head.key), quantity=names.quantity(head.quantity), low=head.low, high=head.high)  # fmt: skip
    changing = sum(d.changes_outcome for d in moving)
    more = _(
        "{n} of {total} numbers that vary change the chosen outcome alone.", n=changing, total=len(moving)
    )
    return " ".join(render(part, names.lang) for part in (first, more) if part is first or changing)


def _table(moving: list[Driver], names: Names) -> Table:
    lang = names.lang
    rows = tuple(
        (
            Cell(names.number(d.key), d.key),
            Cell(names.quantity(d.quantity)),
            Cell(number(d.low, lang, 3)),
            Cell(number(d.high, lang, 3)),
            Cell(render(_("yes") if d.changes_outcome else _("no"), lang)),
        )
        for d in moving
    )
    heads = (_("Number"), _("moves"), _("at its 5% point"), _("at its 95% point"), _("other outcome"))
    return Table(tuple(render(head, lang) for head in heads), rows, frozenset((2, 3)))
