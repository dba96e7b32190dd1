"""Which numbers move the answer most, each alone between its 5 % and 95 % points (a tornado)."""

from collections.abc import Mapping, Sequence

from pourparler.language import Lang, number, percent, render
from pourparler.language import msg as _
from pourparler.uncertainty.drivers.explained import Index, Indices
from pourparler.uncertainty.drivers.one_at_a_time import Driver
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.drawing import (
    BLUE,
    GRID,
    INK,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    stacked,
    text_width,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.scales import short
from pourparler.views.index_tables import points_text
from pourparler.views.names import Names

PAD, ROW, SHOWN = 10.0, 37.0, 10


def drivers(
    spread: Spread,
    names: Names,
    *,
    central: Mapping[str, float] | None = None,
    indices: Indices | None = None,
) -> Figure | None:
    """The tornado of a spread; ``None`` where nothing moves it.

    ``central``: the answer's quantities at central values; ``indices`` by key mark the numbers for which the tornado
    misleads, since they act with others.
    """
    moving = [
        d for d in spread.drivers() if d.quantity and (d.effect > 0 or d.changes_outcome or d.changes_status)
    ]
    if not moving:
        return None
    shifts = _Shifts(names, dict(central or {}), len({d.quantity for d in moving if d.quantity}) > 1)
    marks = _Marks(moving, indices)
    concept = names.concept(spread.concept.name)
    return Figure(
        name=f"drivers-{spread.concept.name}",
        title=render(_("Which numbers move the answer most: {concept}", concept=concept), names.lang),
        reading=_reading(moving, shifts, marks, names=names),
        words=_words(moving, marks, names),
        drawing=_drawn(moving[:SHOWN], shifts, marks, names=names),
        table=_table(moving, marks, names),
    )


class _Marks:
    """What stands beside a driver's name, and the indices behind it."""

    def __init__(self, moving: Sequence[Driver], indices: Indices | None) -> None:
        found = {d.key: indices.find(d.quantity, d.key) for d in moving} if indices is not None else {}
        self.indices: Mapping[str, Index] = {key: index for key, index in found.items() if index is not None}
        self.acting = [key for key, index in self.indices.items() if index.interacts]
        self.lost = any(d.low is None or d.high is None for d in moving)

    def of(self, driver: Driver, lang: Lang) -> str:
        """Signs for: acts with others, no answer at one of the points."""
        signs = ["+"] if driver.key in self.acting else []
        signs += [f"× {percent(p, lang)}" for p, x in ((0.05, driver.low), (0.95, driver.high)) if x is None]
        return "  ".join(signs)


class _Shifts:
    """Where both ends of a driver lie: values of one quantity, or shifts in percent of each issue's scale."""

    def __init__(self, names: Names, central: Mapping[str, float], mixed: bool) -> None:
        self.names, self.central, self.mixed = names, central, mixed

    def ends(self, driver: Driver) -> tuple[float | None, float | None]:
        known = [end for end in (driver.low, driver.high) if end is not None]
        if not self.mixed or not known:
            return driver.low, driver.high
        middle = self.central.get(driver.quantity, sum(known) / len(known))
        width = self._width(driver.quantity.partition("/")[2])
        low, high = (None if end is None else (end - middle) / width for end in (driver.low, driver.high))
        return low, high

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


def _reading(moving: Sequence[Driver], shifts: _Shifts, marks: _Marks, *, names: Names) -> str:
    parts = [_("○ is the answer with the number at its 5% point, ● at its 95% point, all others central.")]
    quantity = next((d.quantity for d in moving if d.quantity), "")
    if shifts.mixed:
        parts.append(_("Shown is the shift of the issue that moves most, in percent of its scale."))
    elif quantity == "objective":
        parts.append(_("Shown is the concept's objective; the dashed line is its value at central numbers."))
    elif quantity:
        shown = names.quantity(quantity)
        parts.append(_("Shown: {quantity}; the dashed line is its value at central numbers.", quantity=shown))
    parts.append(_("◆: the chosen outcome changes. Numbers that act together may do more than each alone."))
    if marks.lost:
        parts.append(_("×: there is no answer at that point of the number."))
    if marks.acting:
        parts.append(_("+: acts largely together with others, which this picture cannot show."))
    return " ".join(render(part, names.lang) for part in parts)


def _drawn(shown: list[Driver], shifts: _Shifts, marks: _Marks, *, names: Names) -> Drawing:
    ends = [shifts.ends(d) for d in shown]
    middle = shifts.middle(next((d.quantity for d in shown if d.quantity), ""))
    values = [x for pair in (*ends, (middle,)) for x in pair if x is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if not high > low:
        low, high = low - 0.5, high + 0.5

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    signs = [marks.of(d, names.lang) for d in shown]
    labels = [
        wrapped(names.number(d.key), WIDTH - text_width(sign) - 24, size=11.5)
        for d, sign in zip(shown, signs, strict=True)
    ]
    tops = stacked(labels, ROW)
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 22)
    for driver, (a, b), lines, sign, top in zip(shown, ends, labels, signs, tops[:-1], strict=True):
        y = top + 27 + 14 * (len(lines) - 1)
        drawing.paragraph((0, top + 11), lines, size=11.5)
        if sign:
            drawing.text((WIDTH - 16, top + 11), sign, align="right", color=RUST)
        if driver.changes_outcome and not shifts.mixed:
            drawing.text((WIDTH, top + 11), "◆", align="right", color=RUST)
        if middle is not None:
            drawing.line((at(middle), y - 8, at(middle), y + 8), color=INK, dash="2,2")
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        if a is not None and b is not None:
            drawing.line((at(a), y, at(b), y), color=BLUE, width=4)
        if a is not None:
            drawing.point((at(a), y), color=BLUE, fill=PAPER, area=60)
        if b is not None:
            drawing.point((at(b), y), color=BLUE, fill=BLUE, area=60)
    drawing.axis(bottom, (PAD, WIDTH - PAD), [(at(x), shifts.label(x)) for x in ticks(low, high)])
    return drawing


def _words(moving: list[Driver], marks: _Marks, names: Names) -> str:
    deciding = [names.number(d.key) for d in moving if d.changes_status]
    parts = [_("These numbers alone decide whether there is an answer: {numbers:terms}.", numbers=deciding)] if deciding else []  # fmt: skip
    head = next((d for d in moving if d.effect > 0), None)
    if head is not None:
        parts.append(
            _("The largest effect has the {number}: {quantity} goes from {low:.2} to {high:.2}.",
              number=names.number(head.key), quantity=names.quantity(head.quantity), low=head.low, high=head.high)
        )  # fmt: skip
    changing = sum(d.changes_outcome for d in moving)
    if changing:
        parts.append(
            _(
                "{n} of {total} numbers that vary change the chosen outcome alone.",
                n=changing,
                total=len(moving),
            )
        )
    if marks.acting:
        acting = [names.number(key) for key in marks.acting]
        parts.append(
            _(
                "The picture misleads for these, which act largely together with others: {numbers:terms}.",
                numbers=acting,
            )
        )
    return " ".join(render(part, names.lang) for part in parts)


def _table(moving: list[Driver], marks: _Marks, names: Names) -> Table:
    rows = tuple(
        (
            Cell(names.number(d.key), d.key),
            Cell(names.quantity(d.quantity) if d.quantity else "–"),
            *_ends(d, names),
            Cell(render(_("yes") if d.changes_outcome else _("no"), names.lang), small=_changes(d, names)),
            *(_indices(marks.indices.get(d.key), names) if marks.indices else ()),
        )
        for d in moving
    )
    heads = [_("Number"), _("moves"), _("at its 5% point"), _("at its 95% point"), _("other outcome")]
    if marks.indices:
        heads += [_("alone"), _("in all"), _("± points")]
    right = frozenset((2, 3, 5, 6, 7)) if marks.indices else frozenset((2, 3))
    return Table(tuple(render(head, names.lang) for head in heads), rows, right)


def _ends(driver: Driver, names: Names) -> tuple[Cell, Cell]:
    """The answer at both points, with the number there below it; its status where there is none."""
    at = driver.at or (None, None)
    low, high = (
        Cell(
            names.status(code) if value is None else number(value, names.lang, 3),
            small=""
            if point is None
            else render(_("at {value}", value=short(point, names.lang)), names.lang),
        )
        for value, code, point in zip((driver.low, driver.high), driver.codes, at, strict=True)
    )
    return low, high


def _changes(driver: Driver, names: Names) -> str:
    """Issues whose level is another at the 95 % point than at the 5 % point."""
    known = names.brief.issues if names.brief else {}
    return "; ".join(
        f"{names.issue(issue)}: {_level(issue, low, names)} → {_level(issue, high, names)}"
        for issue, (low, high) in driver.changes.items()
        if issue in known
    )


def _level(issue: str, value: object, names: Names) -> str:
    return "–" if value is None else names.value(issue, value)


def _indices(index: Index | None, names: Names) -> tuple[Cell, Cell, Cell]:
    if index is None:
        return Cell("–"), Cell("–"), Cell("–")
    return (
        Cell(percent(index.first_order, names.lang)),
        Cell(percent(index.total, names.lang)),
        Cell(points_text(index.standard_error)),
    )
