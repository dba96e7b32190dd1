"""What the collective-decision models say of each issue, against where the parties stand."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LEADING,
    LINE,
    PAPER,
    PLUM,
    RUST,
    WIDTH,
    Drawing,
    Shape,
    stacked,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
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

PAD, ROW = 8.0, 62.0
ASIDE = 190.0
"""How much of a title's line the points may take."""
MARKS: dict[str, tuple[Shape, str]] = {
    "compromise": ("diamond", BLUE),
    "weighted-median": ("triangle-down", RUST),
    "pce": ("circle", GREEN),
    "smp": ("triangle-up", PLUM),
    "nash-spatial": ("square", INK),
    "challenge": ("square", RUST),
    "exchange": ("diamond", PLUM),
    "ensemble": ("triangle-down", BLUE),
}
OTHER: tuple[Shape, str] = ("circle", INK)
# Those that share a shape with another are hollow, so that no mark is told by its colour alone.
HOLLOW = frozenset(("challenge", "exchange", "ensemble"))

Ranges = Mapping[str, tuple[float, float]]


def forecasts(
    results: Sequence[ForecastResult], names: Names, *, ranges: Ranges | None = None
) -> Figure | None:
    """One row per issue. ``ranges``: the 5–95 % range of the first model over a sweep, by issue."""
    # Some concepts say what is possible and not where a decision lands: no mark, no key, no column.
    results = [r for r in results if any(f.point is not None for f in r.forecasts.values())]
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
        heads = [self._head(issue) for issue in issues]
        ends = [self._ends_in_words(issue) for issue in issues]
        # A row grows with what is above the scale and with the words below it.
        lines = [
            (*title, *([""] * rows), *max(pair, key=len)[1:])
            for (title, rows), pair in zip(heads, ends, strict=True)
        ]
        tops = stacked(lines, ROW)
        keys = self._keys(issues)
        drawing = Drawing(WIDTH, tops[-1] + keys_height(keys, WIDTH))
        for issue, (title, rows), pair, top in zip(issues, heads, ends, tops[:-1], strict=True):
            drawing.paragraph((0, top + 9), title, weight="bold")
            below = LEADING * (len(title) - 1 + rows)
            self._points_in_words(drawing, issue, top + 9 + (LEADING * len(title) if rows else 0))
            self._row(drawing, issue, top, below=below)
            for side, words in zip((0.0, WIDTH), pair, strict=True):
                drawing.paragraph(
                    (side, top + 50 + below), words,
                    align="right" if side else "left", color=GREY, size=11,
                )  # fmt: skip
        draw_keys(drawing, tops[-1], keys)
        return drawing

    def _head(self, issue: str) -> tuple[tuple[str, ...], int]:
        """The title's lines, and how many lines the points take below it: none where both fit on one."""
        rows = self._lines(issue)
        if len(rows) == 1 and self._room(issue) < ASIDE:
            return wrapped(self.names.issue(issue), WIDTH - self._room(issue)), 0
        return wrapped(self.names.issue(issue), WIDTH), len(rows)

    def _lines(self, issue: str) -> list[list[tuple[str, str]]]:
        """The points in words, on as many lines as they need."""
        rows: list[list[tuple[str, str]]] = [[]]
        left = WIDTH
        for name, text in self._points(issue):
            room = text_width(text, 11) + 24
            if room > left and rows[-1]:
                rows.append([])
                left = WIDTH
            rows[-1].append((name, text))
            left -= room
        return rows

    def _points_in_words(self, drawing: Drawing, issue: str, y: float) -> None:
        """Marks with their numbers, to the right of the title or below it."""
        for i, row in enumerate(self._lines(issue)):
            right = WIDTH
            for name, text in reversed(row):
                _shape, color = MARKS.get(name, OTHER)
                drawing.text(
                    (right, y + LEADING * i), text, align="right", color=color, size=11, weight="bold"
                )
                right -= text_width(text, 11) + 4
                _mark(drawing, (right - 5, y + LEADING * i), name, area=70)
                right -= 20

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
        for result in reversed(self.results):
            point = _forecast(result, issue).point
            if point is not None:
                name = result.concept.name
                lift = -9 if MARKS.get(name, OTHER)[0] == "triangle-down" else 0
                _mark(drawing, (at(point), y + lift), name, area=120)

    def _ends_in_words(self, issue: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What both ends of the scale are called, on lines of half its width."""
        labels = scale_labels(issue, self.names)
        if not labels:
            return (), ()
        first, last = (wrapped(text, WIDTH / 2 - 10, size=11) for _x, text in (min(labels), max(labels)))
        return first, last

    def _keys(self, issues: Sequence[str]) -> list[Key]:
        keys = []
        for result in self.results:
            name = result.concept.name
            keys.append(Key(short_concept(name, self.names), *MARKS.get(name, OTHER), name in HOLLOW))
        brief = self.names.brief
        if brief and any(issue in brief.issues and status_quo(brief, issue) is not None for issue in issues):
            keys.append(Key(render(_("status quo"), self.names.lang), "dashed"))
        return keys


def _mark(drawing: Drawing, at: tuple[float, float], concept: str, *, area: float) -> None:
    shape, color = MARKS.get(concept, OTHER)
    if concept in HOLLOW:
        drawing.point(at, shape=shape, color=color, fill=PAPER, area=area * 0.7)
    else:
        drawing.point(at, shape=shape, color=PAPER, fill=color, area=area)


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
        heads.append(short_concept(result.concept.name, names))
        if i == 0 and ranges:
            heads.append(render(_("5–95% of draws"), lang))
    rows = []
    for issue in issues:
        row = [Cell(names.issue(issue))]
        for i, result in enumerate(results):
            forecast = _forecast(result, issue)
            row.append(Cell(_point(issue, forecast, names), small=_near(issue, forecast, names)))
            if i == 0 and ranges:
                row.append(Cell(_range(issue, ranges, names)))
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _range(issue: str, ranges: Ranges, names: Names) -> str:
    if issue not in ranges:
        return "–"
    return range_text(*ranges[issue], width=_width(issue, names), lang=names.lang)


def _point(issue: str, forecast: Forecast, names: Names) -> str:
    """The point, or the interval where a vote is tied."""
    digits = decimals_for(_width(issue, names))
    interval = (forecast.details or {}).get("interval")
    if interval and interval[0] != interval[1]:
        return " – ".join(number(x, names.lang, digits) for x in interval)
    return number(forecast.point, names.lang, digits)


def _near(issue: str, forecast: Forecast, names: Names) -> str:
    """The level nearest to the point; empty on a scale without levels."""
    return "" if forecast.point is None else nearest_level(issue, forecast.point, names)


def _width(issue: str, names: Names) -> float:
    if names.brief is None or issue not in names.brief.issues:
        return 100.0
    low, high = names.brief.scale(issue)
    return high - low
