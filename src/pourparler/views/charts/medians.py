"""How far the readings of the challenge model lie apart: how many answer what, issue by issue."""

from pourparler.analyses.collective.challenge_readings import Distribution, ReadingsResult
from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    INK,
    LINE,
    WIDTH,
    Drawing,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Figure, Table, cells
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.scales import decimals_for
from pourparler.views.names import Names

PAD, ROW, PLOT, STEPS = 8.0, 94.0, 40.0, 40
BAND = "#9dbfda"


def medians(result: ReadingsResult, names: Names) -> Figure | None:
    """One strip per issue on its own scale; ``None`` where no issue has an answer."""
    if not result.issues:
        return None
    return Figure(
        name="medians",
        title=render(_("The challenge model's answer, reading by reading"), names.lang),
        reading=render(
            _("A bar is as high as the number of readings that end there; a share of readings is not a probability."),
            names.lang,
        ),
        words=" ".join(_words(issue, own, names) for issue, own in result.issues.items()),
        drawing=_drawn(result, names),
        table=_table(result, names),
    )  # fmt: skip


def scale_of(issue: str, own: Distribution, names: Names) -> tuple[float, float]:
    """Both ends of the issue's scale; without a brief, of what the readings say on 0 to 100 at least."""
    if names.brief is not None and issue in names.brief.issues:
        return names.brief.scale(issue)
    return min([0.0, *own.medians]), max([100.0, *own.medians])


def counts(own: Distribution, scale: tuple[float, float]) -> list[int]:
    """How many readings end nearest to each of the points that part the scale equally, both ends among them."""
    low, high = scale
    found = [0] * (STEPS + 1)
    for x in own.medians:
        share = (x - low) / (high - low) if high > low else 0.0
        found[min(max(round(share * STEPS), 0), STEPS)] += 1
    return found


def _drawn(result: ReadingsResult, names: Names) -> Drawing:
    said = {issue: _range(issue, own, names) for issue, own in result.issues.items()}
    titles = [wrapped(names.issue(issue), WIDTH - text_width(text, 11) - 14) for issue, text in said.items()]
    tops = stacked(titles, ROW)
    keys = [
        Key(render(_("half of the readings"), names.lang), "bar", BAND),
        Key(render(_("median"), names.lang), "tick"),
    ]
    drawing = Drawing(WIDTH, tops[-1] + keys_height(keys, WIDTH))
    for (issue, own), title, top, bottom in zip(
        result.issues.items(), titles, tops[:-1], tops[1:], strict=True
    ):
        drawing.paragraph((0, top + 9), title, weight="bold")
        drawing.text((WIDTH, top + 9), said[issue], align="right", color=GREY, size=11)
        _strip(drawing, own, bottom - 32, scale=scale_of(issue, own, names))
        for side, x in zip((0.0, WIDTH), scale_of(issue, own, names), strict=True):
            text = number(x, names.lang, _digits(issue, own, names))
            drawing.text((side, bottom - 10), text, align="right" if side else "left", color=GREY, size=11)
    draw_keys(drawing, tops[-1], keys)
    return drawing


def _strip(drawing: Drawing, own: Distribution, y: float, *, scale: tuple[float, float]) -> None:
    low, high = scale
    inner = WIDTH - 2 * PAD

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low or 1.0) * inner

    found = counts(own, scale)
    for i, count in enumerate(found):
        if count:
            x = PAD + inner * i / STEPS
            drawing.rect((x - 3.5, y - PLOT * count / max(found), x + 3.5, y), BLUE)
    drawing.line((PAD, y, WIDTH - PAD, y), color=LINE)
    first, middle, third = own.quartiles
    drawing.rect((at(first), y + 5, at(third), y + 11), BAND)
    drawing.line((at(middle), y + 2, at(middle), y + 14), color=INK, width=2.5)


def _range(issue: str, own: Distribution, names: Names) -> str:
    digits = _digits(issue, own, names)
    low, high = (number(x, names.lang, digits) for x in (min(own.medians), max(own.medians)))
    return render(_("{low} to {high}", low=low, high=high), names.lang)


def _digits(issue: str, own: Distribution, names: Names) -> int:
    low, high = scale_of(issue, own, names)
    return decimals_for(high - low)


def _words(issue: str, own: Distribution, names: Names) -> str:
    return f"{names.issue(issue)}: {_range(issue, own, names)}."


def _table(result: ReadingsResult, names: Names) -> Table:
    heads = (_("Issue"), _("Lowest"), _("First quartile"), _("Median"), _("Third quartile"), _("Highest"))
    rows = []
    for issue, own in result.issues.items():
        digits = _digits(issue, own, names)
        values = (min(own.medians), *own.quartiles, max(own.medians))
        rows.append(cells([names.issue(issue), *(number(x, names.lang, digits) for x in values)]))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows), frozenset(range(1, 6)))
