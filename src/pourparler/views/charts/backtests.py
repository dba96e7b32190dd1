"""How models did against the yardstick, and how their densities are calibrated."""

from math import isfinite

from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.trackrecord.backtest import Backtest, Row
from pourparler.views.backtests import backtest_tables, row_name
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LINE,
    PALE,
    WIDTH,
    Drawing,
    stacked,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Figure, Table, cells
from pourparler.views.names import Names

PAD, ROW, BARS = 12.0, 34.0, 60.0


def differences(found: Backtest, names: Names) -> Figure:
    """Differences of the CRPS to the yardstick with their intervals, and the transforms of each density."""
    table = backtest_tables(found, names)[1]
    return Figure(
        name="backtest",
        title=render(_("Errors of densities against the yardstick"), names.lang),
        reading=render(
            _("Dots: CRPS less the yardstick’s, in points (left of the line: better), with the 95% interval from resampling proposals. Bars: how often the outcome fell into each tenth of the density; calibrated densities fill the dashed line."),
            names.lang,
        ),
        words=" ".join(f"{row[0]}: {row[-1]}." for row in table.rows),
        drawing=_drawn(found, names),
        table=Table(table.columns, tuple(cells(row) for row in table.rows), table.right),
    )  # fmt: skip


def _drawn(found: Backtest, names: Names) -> Drawing:
    shown = [row for row in found.rows if row.crps_difference is not None]
    titles = [wrapped(row_name(row.name, names), WIDTH) for row in shown]
    tops = stacked(titles, ROW)
    bars = [row for row in found.rows if row.issues]
    below = tops[-1] + 34
    drawing = Drawing(WIDTH, below + (BARS + 34) * len(bars))
    low, high = _range(shown)

    def at(x: float) -> float:
        return PAD + (min(max(x, low), high) - low) / (high - low) * (WIDTH - 2 * PAD)

    drawing.line((at(0.0), 0, at(0.0), tops[-1]), color=INK, dash="2,2")
    for row, lines, top in zip(shown, titles, tops[:-1], strict=True):
        own = row.crps_difference
        assert own is not None
        drawing.paragraph((0, top + 8), lines, size=11.5)
        y = top + 23 + 14 * (len(lines) - 1)
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        drawing.line((at(own.low), y, at(own.high), y), color=BLUE, width=3)
        tip = f"{row_name(row.name, names)}: {number(own.mean, names.lang, 2)}"
        drawing.point((at(own.mean), y), color=BLUE, area=70, tip=tip)
    for value in ticks(low, high):
        if low <= value <= high:
            drawing.text(
                (at(value), tops[-1] + 10), number(value, names.lang), align="center", color=GREY, size=11
            )
    for i, row in enumerate(bars):
        _bars(drawing, row, below + (BARS + 34) * i, names)
    return drawing


def _range(shown: list[Row]) -> tuple[float, float]:
    """From the lowest to the highest end of the intervals, 0 inside."""
    ends = [
        x
        for row in shown
        if row.crps_difference is not None
        for x in (row.crps_difference.low, row.crps_difference.high, row.crps_difference.mean)
        if isfinite(x)
    ]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return (low, high) if high > low else (-1.0, 1.0)


def _bars(drawing: Drawing, row: Row, top: float, names: Names) -> None:
    """One histogram of transforms."""
    drawing.text((0, top + 8), row_name(row.name, names), size=11.5)
    base, wide = top + 18 + BARS, (WIDTH - 2 * PAD) / 10
    tallest = max(*row.pit.bins, row.issues / 10)
    for b, count in enumerate(row.pit.bins):
        x = PAD + wide * b
        height = BARS * count / tallest
        drawing.rect((x + 1, base - height, x + wide - 1, base), "#82afd0", tip=number(count, names.lang))
    even = base - BARS * row.issues / 10 / tallest
    drawing.line((PAD, even, WIDTH - PAD, even), color=INK, dash="3,3")
    drawing.line((PAD, base, WIDTH - PAD, base), color=LINE)
    drawing.rect((PAD, base + 3, PAD + wide, base + 5), PALE)
    drawing.rect((WIDTH - PAD - wide, base + 3, WIDTH - PAD, base + 5), PALE)
