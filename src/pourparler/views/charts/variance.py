"""Where the variance of an ensemble's forecast comes from, issue by issue: inputs, reading, neither."""

from collections.abc import Mapping

from pourparler.language import Message, percent, render
from pourparler.language import msg as _
from pourparler.uncertainty.drivers.decomposition import Decomposition
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
    wrapped,
)
from pourparler.views.charts.figure import Figure, Table, cells
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.names import Names

ROW, BAR = 42.0, 16.0
# Dark, dark and pale, so that print in grey tells the last apart; the figures stand in the bars.
PARTS: Mapping[str, tuple[Message, str]] = {
    "inputs": (_("the ranges of the inputs"), BLUE),
    "reading": (_("the choice of a reading"), RUST),
    "intrinsic": (_("what no reading knows"), GRID),
}


def variance(parts: Mapping[str, Decomposition], names: Names) -> Figure | None:
    """One stacked bar per issue; ``None`` where nothing varies anywhere."""
    shares = {issue: own.as_data()["shares"] for issue, own in parts.items() if own.total > 0}
    if not shares:
        return None
    return Figure(
        name="variance",
        title=render(_("Why the ensemble is as wide as it is"), names.lang),
        reading=render(
            _("Shares of the variance of each issue's density. More exact inputs could narrow the first part at most."),
            names.lang,
        ),
        words=" ".join(_words(issue, own, names) for issue, own in shares.items()),
        drawing=_drawn(shares, names),
        table=_table(shares, names),
    )  # fmt: skip


def _drawn(shares: Mapping[str, Mapping[str, float]], names: Names) -> Drawing:
    titles = [wrapped(names.issue(issue), WIDTH) for issue in shares]
    tops = stacked(titles, ROW)
    keys = [Key(render(label, names.lang), "bar", color) for label, color in PARTS.values()]
    drawing = Drawing(WIDTH, tops[-1] + keys_height(keys, WIDTH))
    for (issue, own), title, top, bottom in zip(shares.items(), titles, tops[:-1], tops[1:], strict=True):
        drawing.paragraph((0, top + 9), title, weight="bold")
        _bar(drawing, own, bottom - BAR - 8, names=names, said=names.issue(issue))
    draw_keys(drawing, tops[-1], keys)
    return drawing


def _bar(drawing: Drawing, own: Mapping[str, float], top: float, *, names: Names, said: str) -> None:
    x = 0.0
    for part, (label, color) in PARTS.items():
        wide = own[part] * WIDTH
        text = share_text(own[part], names)
        tip = f"{said}, {render(label, names.lang)} {text}"
        drawing.rect((x, top, x + wide, top + BAR), color, stroke=PAPER, tip=tip)
        if text_width(text, 11) + 6 <= wide:
            ink = INK if color == GRID else PAPER
            drawing.text((x + wide / 2, top + BAR / 2), text, align="center", color=ink, size=11)
        x += wide


def share_text(share: float, names: Names) -> str:
    """A share in percent, with one decimal below 1 %, so that little is not nothing."""
    return percent(share, names.lang, 0 if share == 0 or share >= 0.01 else 1)


def _words(issue: str, own: Mapping[str, float], names: Names) -> str:
    said = "; ".join(
        f"{render(label, names.lang)} {share_text(own[part], names)}"
        for part, (label, _color) in PARTS.items()
    )
    return f"{names.issue(issue)}: {said}."


def _table(shares: Mapping[str, Mapping[str, float]], names: Names) -> Table:
    heads = (render(_("Issue"), names.lang), *(render(label, names.lang) for label, _color in PARTS.values()))
    rows = [
        cells([names.issue(i), *(share_text(own[part], names) for part in PARTS)])
        for i, own in shares.items()
    ]
    return Table(heads, tuple(rows), frozenset((1, 2, 3)))
