"""How far the quantities of a sweep spread: 5 %, 50 % and 95 % points."""

from collections.abc import Mapping

from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LEADING,
    PAPER,
    WIDTH,
    Drawing,
    stacked,
    text_width,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names

PAD, ROW = 10.0, 37.0


def quantiles(spread: Spread, names: Names, *, central: Mapping[str, float] | None = None) -> Figure | None:
    """The parties' utilities over the draws; ``central``: the values at central numbers, by quantity.

    ``None`` where the spread holds no utilities (a forecast's ranges are shown with the forecasts).
    """
    shown = [name for name in spread.quantities if name.startswith("utility/")]
    if not shown:
        return None
    found = {name: spread.statistics(name)["quantiles"] for name in shown}
    found = {name: q for name, q in found.items() if q["0.5"] is not None}
    if not found:
        return None
    concept = names.concept(spread.concept.name)
    return Figure(
        name=f"quantiles-{spread.concept.name}",
        title=render(
            _("How far each party's utility spreads over the draws: {concept}", concept=concept), names.lang
        ),
        reading=render(
            _(
                "The line holds 90% of the draws, the short bar is the median, the hollow circle the answer at central values."
            ),
            names.lang,
        ),
        words=_words(found, names),
        drawing=_drawn(found, (names, central or {})),
        table=_table(spread, names),
    )


def _drawn(found: Mapping[str, Mapping[str, float]], tools: tuple[Names, Mapping[str, float]]) -> Drawing:
    names, central = tools
    values = [q for row in found.values() for q in row.values()] + [central[n] for n in found if n in central]
    low, high = min(values), max(values)
    low, high = (0.0, 1.0) if low >= 0 and high <= 1 else (low, high if high > low else low + 1.0)

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    spans = [" – ".join(number(q[p], names.lang, 2) for p in ("0.05", "0.5", "0.95")) for q in found.values()]
    titles = [
        wrapped(names.party(name.partition("/")[2]), WIDTH - text_width(said, 11) - 12)
        for name, said in zip(found, spans, strict=True)
    ]
    tops = stacked(titles, ROW)
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 22)
    for (name, q), said, title, top in zip(found.items(), spans, titles, tops[:-1], strict=True):
        y = top + 27 + LEADING * (len(title) - 1)
        drawing.paragraph((0, top + 11), title, weight="bold")
        drawing.text((WIDTH, top + 11), said, align="right", color=GREY, size=11)
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        drawing.line((at(q["0.05"]), y, at(q["0.95"]), y), color=BLUE, width=5)
        drawing.line((at(q["0.5"]), y - 8, at(q["0.5"]), y + 8), color=INK, width=2.5)
        if name in central:
            drawing.point((at(central[name]), y), color=INK, fill=PAPER, area=60)
    drawing.axis(bottom, (PAD, WIDTH - PAD), [(at(x), number(x, names.lang)) for x in ticks(low, high)])
    return drawing


def _words(found: Mapping[str, Mapping[str, float]], names: Names) -> str:
    return " ".join(
        render(_("{party}: between {low:.2} and {high:.2} in 90% of the draws, median {middle:.2}.",
                 party=names.party(name.partition("/")[2]), low=q["0.05"], middle=q["0.5"], high=q["0.95"]), names.lang)
        for name, q in found.items()
    )  # fmt: skip


def _table(spread: Spread, names: Names) -> Table:
    lang = names.lang
    rows = []
    for name in spread.quantities:
        found = spread.statistics(name)
        q = found["quantiles"]
        values = (found["mean"], found["sd"], q["0.05"], q["0.5"], q["0.95"])
        rows.append((Cell(names.quantity(name)), *(Cell(number(value, lang, 3)) for value in values)))
    heads = (_("Quantity"), _("Mean"), _("Standard deviation"), _("5% point"), _("Median"), _("95% point"))
    return Table(tuple(render(head, lang) for head in heads), tuple(rows), frozenset(range(1, 6)))
