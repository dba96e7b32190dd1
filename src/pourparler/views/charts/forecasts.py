"""What the collective-decision models say of each issue, against where the parties stand."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PAPER,
    PLUM,
    RUST,
    Drawing,
    Shape,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.positions import held
from pourparler.views.charts.scales import (
    decimals_for,
    nearest_level,
    range_text,
    scale_labels,
    shown_value,
    status_quo,
)
from pourparler.views.charts.solutions import short_concept
from pourparler.views.names import Names

WIDTH, PAD, ROW = 372.0, 8.0, 62.0
MARKS: dict[str, tuple[Shape, str]] = {
    "compromise": ("diamond", BLUE),
    "weighted-median": ("triangle-down", RUST),
    "pce": ("circle", GREEN),
    "smp": ("triangle-up", PLUM),
}
OTHER: tuple[Shape, str] = ("square", INK)

Ranges = Mapping[str, tuple[float, float]]


def forecasts(
    results: Sequence[ForecastResult], names: Names, *, ranges: Ranges | None = None
) -> Figure | None:
    """One row per issue. ``ranges``: the 5–95 % range of the first model over a sweep, by issue."""
    issues = list(dict.fromkeys(issue for result in results for issue in result.forecasts))
    if not issues:
        return None
    return Figure(
        name="forecasts",
        title=render(_("Forecasts against the parties' positions"), names.lang),
        reading=_reading(results, names, bool(ranges)),
        words=_words(results, issues, names),
        drawing=_Rows(results, names, ranges or {}).drawn(issues),
        table=_table(results, issues, (names, ranges or {})),
        printed=True,
    )


def _reading(results: Sequence[ForecastResult], names: Names, ranged: bool) -> str:
    parts = [
        _("Each row is the scale of one issue. Small circles are the parties' positions (hollow: assumed).")
    ]
    if ranged:
        parts.append(
            _(
                "The pale band spans 90% of the draws of {concept:quote}.",
                concept=short_concept(results[0].concept.name, names),
            )
        )
    return " ".join(render(part, names.lang) for part in parts)


class _Rows:
    """Lays out one row per issue, each on its own scale."""

    def __init__(self, results: Sequence[ForecastResult], names: Names, ranges: Ranges) -> None:
        self.results, self.names, self.ranges = results, names, ranges

    def ends(self, issue: str) -> tuple[float, float]:
        if self.names.brief is not None and issue in self.names.brief.issues:
            return self.names.brief.scale(issue)
        points = [f.point for r in self.results if (f := r.forecasts.get(issue)) and f.point is not None]
        return min([0.0, *points]), max([100.0, *points])

    def drawn(self, issues: Sequence[str]) -> Drawing:
        titles = [wrapped(self.names.issue(issue), WIDTH - self._room(issue)) for issue in issues]
        ends = [self._ends_in_words(issue) for issue in issues]
        # A row grows with its title above the scale and with the words below it.
        lines = [(*title, *max(pair, key=len)[1:]) for title, pair in zip(titles, ends, strict=True)]
        tops = stacked(lines, ROW)
        drawing = Drawing(WIDTH, tops[-1] + 26)
        for issue, title, pair, top in zip(issues, titles, ends, tops[:-1], strict=True):
            drawing.paragraph((0, top + 9), title, weight="bold")
            self._row(drawing, issue, top, below=LEADING * (len(title) - 1))
            for side, words in zip((0.0, WIDTH), pair, strict=True):
                drawing.paragraph(
                    (side, top + 50 + LEADING * (len(title) - 1)), words,
                    align="right" if side else "left", color=GREY, size=11,
                )  # fmt: skip
        self._keys(drawing, tops[-1] + 14)
        return drawing

    def _points(self, issue: str) -> list[tuple[str, str]]:
        """The concepts that say something of an issue, with the words for it."""
        return [
            (result.concept.name, _point(issue, _forecast(result, issue), self.names))
            for result in self.results
            if _forecast(result, issue).point is not None
        ]

    def _room(self, issue: str) -> float:
        return 8 + sum(text_width(text, 11) + 24 for _name, text in self._points(issue))

    def _row(self, drawing: Drawing, issue: str, top: float, *, below: float) -> None:
        low, high = self.ends(issue)

        def at(x: float) -> float:
            return PAD + (min(max(x, low), high) - low) / (high - low or 1.0) * (WIDTH - 2 * PAD)

        y = top + 33 + below
        if issue in self.ranges:
            a, b = self.ranges[issue]
            drawing.rect((at(a), y - 8, at(b), y + 8), "#cfe0ee")
        drawing.line((PAD, y, WIDTH - PAD, y), color=LINE)
        brief = self.names.brief
        if brief is not None and issue in brief.issues:
            quo = status_quo(brief, issue)
            if quo is not None:
                drawing.line((at(quo), y - 9, at(quo), y + 9), color=INK, width=2, dash="2,2")
            for stand in held(brief, issue):
                fill = PAPER if stand.position.is_assumption else GREY
                drawing.point((at(stand.position.law.central), y), color=GREY, fill=fill, area=24)
        right = WIDTH
        for result in reversed(self.results):
            point = _forecast(result, issue).point
            if point is not None:
                shape, color = MARKS.get(result.concept.name, OTHER)
                drawing.point(
                    (at(point), y + (-9 if shape == "triangle-down" else 0)),
                    shape=shape,
                    color=PAPER,
                    fill=color,
                    area=120,
                )
        for name, text in reversed(self._points(issue)):
            shape, color = MARKS.get(name, OTHER)
            drawing.text((right, top + 9), text, align="right", color=color, size=11, weight="bold")
            right -= text_width(text, 11) + 4
            drawing.point((right - 5, top + 9), shape=shape, color=PAPER, fill=color, area=70)
            right -= 20

    def _ends_in_words(self, issue: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What both ends of the scale are called, on lines of half its width."""
        labels = scale_labels(issue, self.names)
        if not labels:
            return (), ()
        first, last = (wrapped(text, WIDTH / 2 - 10, size=11) for _x, text in (min(labels), max(labels)))
        return first, last

    def _keys(self, drawing: Drawing, y: float) -> None:
        x = 7.0
        drawing.line((0, y - 14, WIDTH, y - 14), color=GRID)
        for result in self.results:
            shape, color = MARKS.get(result.concept.name, OTHER)
            label = short_concept(result.concept.name, self.names)
            drawing.point((x, y), shape=shape, color=PAPER, fill=color, area=120)
            drawing.text((x + 11, y), label, size=11)
            x += text_width(label, 11) + 34
        drawing.line((x, y - 8, x, y + 8), color=INK, width=2, dash="2,2")
        drawing.text((x + 7, y), render(_("status quo"), self.names.lang), size=11)


def _forecast(result: ForecastResult, issue: str) -> Forecast:
    return result.forecasts.get(issue) or Forecast(None)


def _words(results: Sequence[ForecastResult], issues: Sequence[str], names: Names) -> str:
    parts = []
    for issue in issues:
        said = [
            f"{short_concept(r.concept.name, names)} {shown_value(issue, point, names)}"
            for r in results
            if (point := _forecast(r, issue).point) is not None
        ]
        parts.append(f"{names.issue(issue)}: {', '.join(said) or '–'}.")
    return " ".join(parts)


def _table(results: Sequence[ForecastResult], issues: Sequence[str], tools: tuple[Names, Ranges]) -> Table:
    names, ranges = tools
    lang = names.lang
    heads = [render(_("Issue"), lang)]
    for i, result in enumerate(results):
        heads += [short_concept(result.concept.name, names), render(_("Nearest level"), lang)]
        if i == 0 and ranges:
            heads.append(render(_("5–95% of draws"), lang))
    rows = []
    for issue in issues:
        row = [Cell(names.issue(issue))]
        for i, result in enumerate(results):
            forecast = _forecast(result, issue)
            row += [Cell(_point(issue, forecast, names)), Cell(_near(issue, forecast, names))]
            if i == 0 and ranges:
                row.append(
                    Cell(
                        range_text(*ranges[issue], width=_width(issue, names), lang=lang)
                        if issue in ranges
                        else "–"
                    )
                )
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _point(issue: str, forecast: Forecast, names: Names) -> str:
    """The point, or the interval where a vote is tied."""
    digits = decimals_for(_width(issue, names))
    interval = (forecast.details or {}).get("interval")
    if interval and interval[0] != interval[1]:
        return " – ".join(number(x, names.lang, digits) for x in interval)
    return number(forecast.point, names.lang, digits)


def _near(issue: str, forecast: Forecast, names: Names) -> str:
    return "–" if forecast.point is None else nearest_level(issue, forecast.point, names) or "–"


def _width(issue: str, names: Names) -> float:
    if names.brief is None or issue not in names.brief.issues:
        return 100.0
    low, high = names.brief.scale(issue)
    return high - low
