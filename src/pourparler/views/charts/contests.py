"""How contested each issue is, and on which side of the middle of its scale the weight lies."""

from pourparler.analyses.collective.contestedness import Contest, ContestednessResult
from pourparler.language import msg as _
from pourparler.language import percent, render
from pourparler.views.charts.drawing import (
    GRID,
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
from pourparler.views.charts.shown import joined
from pourparler.views.deals import contest_rows
from pourparler.views.names import Names

ROW = 66.0
BLOCK, BELOW, ABOVE = "#00456f", "#d6e4ef", "#82afd0"


def contests(result: ContestednessResult, names: Names) -> Figure | None:
    """Contestedness and the split of camps per issue; ``None`` without any issue."""
    if not result.issues:
        return None
    rows = contest_rows(result, names)
    heads = (_("Issue"), _("Contested"), _("below the middle"), _("on it"), _("above it"), _("Positions"))
    return Figure(
        name="contests",
        title=render(_("How contested each issue is"), names.lang),
        reading=joined(
            [
                _("Dark bar: the mean distance between the positions of two parties, weighted by influence times salience, as a share of the scale (0%: all agree; 100%: two parties at the two ends)."),
                _("Lower bar: how the weight is shared between positions below the middle of the scale, on it and above it."),
            ],
            names,
        ),
        words=" ".join(f"{row[0]}: {row[1]} ({row[2]}, {row[3]}, {row[4]})." for row in rows),
        drawing=_drawn(result, names),
        table=Table(
            tuple(render(head, names.lang) for head in heads),
            tuple(tuple(map(Cell, row)) for row in rows),
            frozenset((1, 2, 3, 4)),
        ),
    )  # fmt: skip


def _drawn(result: ContestednessResult, names: Names) -> Drawing:
    titles = [wrapped(names.issue(issue), WIDTH - 60) for issue in result.issues]
    tops = stacked(titles, ROW)
    drawing = Drawing(WIDTH, tops[-1])
    for contest, lines, above in zip(result.issues.values(), titles, tops[:-1], strict=True):
        drawing.paragraph((0, above + 8), lines, weight="bold")
        drawing.text((WIDTH, above + 8), percent(contest.value, names.lang), align="right", weight="bold")
        top = above + 18 + LEADING * (len(lines) - 1)
        drawing.rect((0, top, WIDTH, top + 7), PAPER, stroke=GRID)
        if contest.value > 0:
            drawing.rect((0, top, WIDTH * contest.value, top + 7), BLOCK)
        _split(drawing, contest, top + 11, names)
    return drawing


def _split(drawing: Drawing, contest: Contest, top: float, names: Names) -> None:
    x = 0.0
    told = (
        (contest.below, BELOW, _("{share} below the middle", share=percent(contest.below, names.lang))),
        (contest.at, PAPER, _("{share} on the middle", share=percent(contest.at, names.lang))),
        (contest.above, ABOVE, _("{share} above the middle", share=percent(contest.above, names.lang))),
    )
    for share, fill, said in told:
        if not share:
            continue
        width = share * WIDTH
        text = render(said, names.lang)
        drawing.rect((x, top, x + width, top + 18), fill, stroke=LINE, tip=text)
        short = percent(share, names.lang)
        shown = next((t for t in (text, short) if text_width(t, 11) + 6 <= width), "")
        if shown:
            drawing.text((x + width / 2, top + 9), shown, align="center", color=INK, size=11)
        x += width
