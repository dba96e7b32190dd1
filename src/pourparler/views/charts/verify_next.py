"""What to verify next as bars: what knowing each number or source exactly would be worth at most."""

from collections.abc import Sequence

from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.uncertainty.information.information import Information, Worth
from pourparler.views.charts.drawing import (
    BLUE,
    GRID,
    INK,
    LEADING,
    PLUM,
    WIDTH,
    Drawing,
    stacked,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Figure
from pourparler.views.marks import unmarked
from pourparler.views.names import Names
from pourparler.views.verify_next import bars, raised, verify_sentences, verify_table

PAD, ROW = 10.0, 37.0


def verify_next(found: Information, names: Names) -> Figure | None:
    """The bars; ``None`` where nothing is worth anything."""
    shown, table = bars(found), verify_table(found, names)
    if not shown or table is None:
        return None
    return Figure(
        name=f"verify-next-{found.decisions.payoff.replace(':', '-')}",
        title=render(_("What to verify next"), names.lang),
        reading=" ".join(render(part, names.lang) for part in _reading(found, names)),
        words=" ".join(
            unmarked(render(line, names.lang), names.lang) for line in verify_sentences(found, names)
        ),
        drawing=_drawn(shown, found.decisions.payoff, names),
        table=table,
    )


def _reading(found: Information, names: Names) -> tuple[object, ...]:
    what = raised(found.decisions.payoff, names)
    if found.decisions.payoff == "mediator":
        first = _("Bars: by how many points knowing this exactly would raise {what}, at most.", what=what)
    else:
        first = _("Bars: by how much knowing this exactly would raise {what}, at most.", what=what)
    return first, _("Numbers are blue, sources plum; the thin line is one standard error either way.")


def _drawn(shown: Sequence[Worth], payoff: str, names: Names) -> Drawing:
    factor = 100.0 if payoff == "mediator" else 1.0
    top = max(one.value + one.standard_error for one in shown) * factor or 1.0

    def at(x: float) -> float:
        return PAD + min(max(x, 0.0), top) / top * (WIDTH - 2 * PAD)

    labels = [wrapped(_label(one, names), WIDTH - 16, size=11.5) for one in shown]
    tops = stacked(labels, ROW)
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 22)
    for one, lines, start in zip(shown, labels, tops[:-1], strict=True):
        y = start + 27 + LEADING * (len(lines) - 1)
        drawing.paragraph((0, start + 11), lines, size=11.5)
        value, error = one.value * factor, one.standard_error * factor
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        drawing.line((at(0.0), y, at(value), y), color=PLUM if one.kind == "root" else BLUE, width=6)
        drawing.line((at(value - error), y, at(value + error), y), color=INK)
    drawing.axis(bottom, (PAD, WIDTH - PAD), [(at(x), number(x, names.lang)) for x in ticks(0.0, top)])
    return drawing


def _label(one: Worth, names: Names) -> str:
    return names.source(one.name) if one.kind == "root" else names.number(one.name)
