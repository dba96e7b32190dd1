"""How often outcomes fell at or below the quantiles that were sealed: nominal against observed."""

from collections.abc import Sequence

from pourparler.language import Lang, percent, render
from pourparler.language import msg as _
from pourparler.trackrecord.calibration import Reliability
from pourparler.views.charts.drawing import BLUE, GREY, GRID, LINE, Drawing
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.track_record import calibration_table

SIDE, LEFT, TOP, BELOW = 300.0, 64.0, 22.0, 44.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability(levels: Sequence[Reliability], *, forecasts: int, lang: Lang) -> Figure:
    """The calibration of ``forecasts`` resolved forecasts; ``levels`` must not be empty."""
    table = calibration_table(levels, lang)
    return Figure(
        name="calibration",
        title=render(_("Calibration of {n} resolved forecasts", n=forecasts), lang),
        reading=render(
            _("On the diagonal as many outcomes fell at or below each quantile as its level says; the band is twice the error by chance on both sides."),
            lang,
        ),
        words=" ".join(
            render(_("At the {a:percent} quantile: {b:percent} of the outcomes.", a=one.nominal, b=one.observed), lang)
            for one in levels
        ),
        drawing=_drawn(levels, lang),
        table=Table(table.columns, tuple(tuple(map(Cell, row)) for row in table.rows), table.right),
    )  # fmt: skip


def _drawn(levels: Sequence[Reliability], lang: Lang) -> Drawing:
    drawing = Drawing(LEFT + SIDE + 12, TOP + SIDE + BELOW)
    band = [
        [_at(one.nominal, min(max(one.nominal + side * one.error, 0.0), 1.0)) for one in levels]
        for side in (2, -2)
    ]
    for tick in _TICKS:
        x, y = _at(tick, tick)
        drawing.line((x, TOP, x, TOP + SIDE), color=GRID)
        drawing.line((LEFT, y, LEFT + SIDE, y), color=GRID)
        drawing.text((x, TOP + SIDE + 12), percent(tick, lang), align="center", color=GREY, size=11)
        drawing.text((LEFT - 6, y), percent(tick, lang), align="right", color=GREY, size=11)
    # An outline lies behind everything.
    drawing.outline([*band[0], *reversed(band[1])])
    drawing.line((*_at(0, 0), *_at(1, 1)), color=LINE, dash="4,3")
    for one in levels:
        tip = render(
            _("At the {a:percent} quantile: {b:percent} of the outcomes.", a=one.nominal, b=one.observed),
            lang,
        )
        drawing.point(_at(one.nominal, one.observed), color=BLUE, area=40, tip=tip)
    drawing.text((LEFT, 8), render(_("Share of outcomes at or below the quantile"), lang), color=GREY)
    drawing.text(
        (LEFT + SIDE / 2, TOP + SIDE + 32),
        render(_("Level of the quantile"), lang),
        align="center",
        color=GREY,
    )
    return drawing


def _at(nominal: float, observed: float) -> tuple[float, float]:
    return LEFT + SIDE * nominal, TOP + SIDE * (1.0 - observed)
