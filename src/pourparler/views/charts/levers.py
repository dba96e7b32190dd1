"""What single changes bring for what they cost, whose they are, and how far the readings disagree."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.collective.levering.levered import Lever, LeversResult, Mark
from pourparler.language import Message, msg_n, number, percent, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LINE,
    PLUM,
    RUST,
    WIDTH,
    Drawing,
    Shape,
    stacked,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.shown import joined
from pourparler.views.levers import change_words
from pourparler.views.names import Names

MARKS: Mapping[str, Message] = {
    "mine": _("own stance"),
    "persuade": _("persuade"),
    "arm": _("influence"),
    "interest": _("salience"),
}

PAD, ROW, DRAWN = 10.0, 36.0, 10
TINT = "#b0cde2"
KINDS: dict[Mark, tuple[Shape, str]] = {
    "mine": ("circle", BLUE),
    "persuade": ("diamond", RUST),
    "arm": ("square", GREEN),
    "interest": ("triangle-up", PLUM),
}


def levers(result: LeversResult, names: Names) -> Figure | None:
    """Bars of the best moves; ``None`` where none has been judged under several readings."""
    firm = [lever for lever in result.levers if lever.robust is not None]
    if not firm:
        return None
    parts = [
        _("Bar: what a move brings per unit of cost under the reading that ranks ({concept}), in shares of the scale.",
          concept=_ranking(result, names)),
        _("Line: from the reading that gives least to the one that gives most; left of 0 the move does harm."),
        _("Others may answer a move, which is not counted."),
    ]  # fmt: skip
    if len(firm) > DRAWN:
        left = len(firm) - DRAWN
        parts.append(msg_n("{n} more move is in the table.", "{n} more moves are in the table.", n=left))
    rows = tuple(_row(lever, names) for lever in firm)
    return Figure(
        name="levers",
        title=render(_("What a single change would bring"), names.lang),
        reading=joined(parts, names),
        words=" ".join(f"{', '.join(cell.text for cell in row)}." for row in rows[:DRAWN]),
        drawing=_drawn(firm[:DRAWN], names),
        table=Table(tuple(render(head, names.lang) for head in HEADS), rows, frozenset((2, 3, 4, 5))),
    )


HEADS = (
    _("Change"),
    _("Kind"),
    _("Benefit per cost"),
    _("Least, over readings"),
    _("Most, over readings"),
    _("Share of readings in which it helps"),
)


def _ranking(result: LeversResult, names: Names) -> str:
    """The concept that ranks, whose text may hold settings."""
    name, _blank, settings = str(result.concept.settings()["concept"]).partition(" ")
    return " ".join(part for part in (names.concept(name), settings) if part)


def _ends(lever: Lever) -> tuple[float, float]:
    """Least and most per cost over the readings; the move's own where no reading has an answer."""
    assert lever.robust is not None
    found = [benefit / lever.cost for benefit in lever.robust.by_reading.values()] or [lever.rate]
    return min(found), max(found)


def _row(lever: Lever, names: Names) -> tuple[Cell, ...]:
    assert lever.robust is not None
    figures = (number(x, names.lang, 3) for x in (lever.rate, *_ends(lever)))
    return (
        Cell(render(change_words(lever.move, names), names.lang)),
        Cell(render(MARKS[lever.mark], names.lang)),
        *map(Cell, figures),
        Cell(percent(lever.robust.share, names.lang)),
    )


def _drawn(shown: Sequence[Lever], names: Names) -> Drawing:
    values = [x for lever in shown for x in (lever.rate, *_ends(lever))]
    low, high = min(0.0, *values), max(0.0, *values)
    high = high if high > low else low + 1.0

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    titles = [
        wrapped(render(change_words(lever.move, names), names.lang), WIDTH - 18, size=11.5) for lever in shown
    ]
    tops = stacked(titles, ROW)
    bottom = tops[-1] + 4
    keys = _keys(shown, names)
    drawing = Drawing(WIDTH, bottom + 22 + keys_height(keys, WIDTH))
    for lever, title, top in zip(shown, titles, tops[:-1], strict=True):
        shape, color = KINDS[lever.mark]
        drawing.point((6, top + 10), shape=shape, color=color, area=60)
        drawing.paragraph((16, top + 10), title, size=11.5)
        y = top + 24 + 14 * (len(title) - 1)
        # The line of 0 in the lane of the bar only, so that it crosses no word.
        drawing.line((at(0.0), y - 8, at(0.0), y + 8), color=LINE)
        a, b = sorted((at(0.0), at(lever.rate)))
        tip = " · ".join(cell.text for cell in _row(lever, names))
        drawing.rect((a, y - 5, b, y + 5), TINT, tip=tip)
        least, most = map(at, _ends(lever))
        drawing.line((least, y, most, y), color=INK, width=1.5)
        for x in (least, most):
            drawing.line((x, y - 4, x, y + 4), color=INK, width=1.5)
    drawing.line((PAD, bottom, WIDTH - PAD, bottom), color=GRID)
    for value in ticks(low, high):
        drawing.line((at(value), bottom, at(value), bottom + 4), color=LINE)
        drawing.text((at(value), bottom + 12), number(value, names.lang), align="center", color=GREY, size=11)
    draw_keys(drawing, bottom + 22, keys)
    return drawing


def _keys(shown: Sequence[Lever], names: Names) -> list[Key]:
    """The kinds that occur."""
    occurring = {lever.mark for lever in shown}
    return [
        Key(render(MARKS[kind], names.lang), shape, color)
        for kind, (shape, color) in KINDS.items()
        if kind in occurring
    ]
