"""What an ensemble says of each issue: mass on single points, the rest in tenths, intervals, members' points."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.forecasting.density import Density
from pourparler.analyses.collective.forecasting.result import EnsembleResult, Pool
from pourparler.language import msg as _
from pourparler.language import number, percent, render
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
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.forecasts import HOLLOW, MARKS
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.positions import held
from pourparler.views.charts.scales import decimals_for, range_text, scale_labels, shown_value, status_quo
from pourparler.views.charts.solutions import short_concept
from pourparler.views.charts.stems import SIZE, Label, Stem, labels
from pourparler.views.names import Names

PAD, PLOT = 8.0, 44.0
TENTHS = 10
LEAST_LABEL = 0.05
SMOOTH, WIDE, NARROW = "#cfe0ee", "#9dbfda", BLUE
# For members whose concept has no mark of its own, or shares it with another member.
SPARE: tuple[tuple[Shape, str], ...] = (
    ("square", INK), ("triangle-up", PLUM), ("triangle-down", RUST), ("circle", GREEN), ("diamond", INK)
)  # fmt: skip


def densities(result: EnsembleResult, names: Names) -> Figure | None:
    """One row per issue on its own scale; ``None`` where the ensemble has nothing to say of any issue."""
    rows = {
        issue: _Row(issue, pool, pool.density, names)
        for issue, pool in result.pools.items()
        if pool.density is not None
    }
    if not rows:
        return None
    return Figure(
        name="densities",
        title=render(_("What the ensemble of readings gives each outcome"), names.lang),
        reading=_reading(rows, names),
        words=" ".join(_words(row) for row in rows.values()),
        drawing=_drawn(list(rows.values()), member_marks(tuple(result.weights)), names),
        table=_table(list(rows.values()), tuple(result.weights), names),
    )


def member_marks(members: Sequence[str]) -> Mapping[str, tuple[Shape, str]]:
    """A mark for each member, that of its concept where no member before it has it."""
    found: dict[str, tuple[Shape, str]] = {}
    for i, member in enumerate(members):
        concept = member.partition(" ")[0]
        own = None if concept in HOLLOW else MARKS.get(concept)
        free = [mark for mark in SPARE if mark not in found.values()]
        found[member] = (
            own if own and own not in found.values() else free[0] if free else SPARE[i % len(SPARE)]
        )
    return found


def member_label(line: str, names: Names) -> str:
    """A member's short name, its own settings in brackets."""
    name, _space, settings = line.partition(" ")
    return f"{short_concept(name, names)} ({settings})" if settings else short_concept(name, names)


def _reading(rows: Mapping[str, "_Row"], names: Names) -> str:
    parts = []
    if any(row.density.law.mass.any() for row in rows.values()):
        parts.append(
            _("A point where a party stands is likelier than any point between two: a stem is as high as its mass, a pale bar as the mass in its tenth of the scale, points apart.")
        )  # fmt: skip
    parts.append(
        _("This is the model's density, given the stated judgements and how such readings erred in past cases; it is not the probability of an event.")
    )  # fmt: skip
    return " ".join(render(part, names.lang) for part in parts)


@dataclass(frozen=True)
class _Row:
    """One issue: its pool with the density, and pixels of what is drawn."""

    issue: str
    pool: Pool
    density: Density
    names: Names

    @property
    def forecast(self) -> Forecast:
        return self.pool.forecast

    def at(self, x: float) -> float:
        low, width = self.density.low, self.density.width
        share = (x - low) / width if width else 0.5
        return PAD + min(max(share, 0.0), 1.0) * (WIDTH - 2 * PAD)

    @property
    def tenths(self) -> list[float]:
        """The continuous mass in each tenth of the scale."""
        return [float(mass) for mass in self.density.parts(TENTHS)]

    @property
    def highest(self) -> float:
        return max([*self.tenths, *(atom.mass for atom in self.forecast.atoms)])

    def stems(self) -> list[Stem]:
        lang = self.names.lang
        return [
            Stem(
                self.at(atom.at),
                PLOT * atom.mass / self.highest,
                percent(atom.mass, lang) if atom.mass >= LEAST_LABEL else "",
            )
            for atom in self.forecast.atoms
        ]

    def labels(self) -> tuple[Label, ...]:
        return labels(self.stems(), WIDTH)

    @property
    def said(self) -> str:
        """Median and 80 % interval on the scale."""
        low, high = self.density.interval(0.8)
        return f"{self.number(self.forecast.point)} · {self.range(low, high)}"

    def number(self, x: float | None) -> str:
        return number(x, self.names.lang, decimals_for(self.density.width))

    def range(self, low: float, high: float) -> str:
        return range_text(low, high, width=self.density.width, lang=self.names.lang)

    @property
    def title(self) -> tuple[str, ...]:
        return wrapped(self.names.issue(self.issue), WIDTH - text_width(self.said, 11) - 14)

    @property
    def ends(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What both ends of the scale are called."""
        known = self.names.brief is not None and self.issue in self.names.brief.issues
        named = scale_labels(self.issue, self.names) if known else ()
        low, high = self.density.low, self.density.high
        first, last = (min(named)[1], max(named)[1]) if named else (self.number(low), self.number(high))
        return wrapped(first, WIDTH / 2 - 10, size=11), wrapped(last, WIDTH / 2 - 10, size=11)

    @property
    def axis(self) -> float:
        """How far below the row's top its axis lies: title, labels, stems."""
        above = max((label.up + SIZE / 2 for label in self.labels()), default=0.0)
        return 20 + LEADING * (len(self.title) - 1) + max(PLOT, above)

    @property
    def height(self) -> float:
        return self.axis + 62 + LEADING * (max(map(len, self.ends)) - 1)


def _drawn(rows: Sequence[_Row], marks: Mapping[str, tuple[Shape, str]], names: Names) -> Drawing:
    keys = _keys(rows, marks, names)
    head = 16.0
    bottom = head + sum(row.height for row in rows)
    drawing = Drawing(WIDTH, bottom + keys_height(keys, WIDTH))
    said = render(_("median · 80% interval"), names.lang)
    drawing.text((WIDTH, 6), said, align="right", color=GREY, size=11)
    top = head
    for row in rows:
        drawing.paragraph((0, top + 9), row.title, weight="bold")
        drawing.text((WIDTH, top + 9), row.said, align="right", color=GREY, size=11)
        y = top + row.axis
        _masses(drawing, row, y)
        _stands(drawing, row, y)
        _intervals(drawing, row, y + 17)
        _members(drawing, row, y + 33, marks=marks)
        for side, words in zip((0.0, WIDTH), row.ends, strict=True):
            drawing.paragraph((side, y + 47), words, align="right" if side else "left", color=GREY, size=11)
        top += row.height
    draw_keys(drawing, bottom, keys)
    return drawing


def _masses(drawing: Drawing, row: _Row, y: float) -> None:
    """The tenths, the stems with their labels, and the axis below them."""
    low, step = row.density.low, row.density.width / TENTHS
    for i, mass in enumerate(row.tenths):
        if mass > 0:
            left, right = row.at(low + i * step), row.at(low + (i + 1) * step)
            drawing.rect((left, y - PLOT * mass / row.highest, right, y), SMOOTH)
    for stem in row.stems():
        drawing.line((stem.x, y - stem.height, stem.x, y), color=BLUE, width=3)
    for label in row.labels():
        drawing.text((label.left, y - label.up), label.text, color=BLUE, size=SIZE, weight="bold")
    drawing.line((PAD, y, WIDTH - PAD, y), color=LINE)


def _stands(drawing: Drawing, row: _Row, y: float) -> None:
    """Where the parties stand, and the status quo; without a brief, the points with mass."""
    brief = row.names.brief
    if brief is None or row.issue not in brief.issues:
        for atom in row.forecast.atoms:
            drawing.point((row.at(atom.at), y), color=GREY, area=24)
        return
    quo = status_quo(brief, row.issue)
    if quo is not None:
        drawing.line((row.at(quo), y - 9, row.at(quo), y + 9), color=INK, width=2, dash="2,2")
    for stand in held(brief, row.issue):
        fill = PAPER if stand.position.is_assumption else GREY
        drawing.point((row.at(stand.position.law.central), y), color=GREY, fill=fill, area=24)


def _intervals(drawing: Drawing, row: _Row, y: float) -> None:
    for share, half, color in ((0.8, 2.5, WIDE), (0.5, 5.0, NARROW)):
        low, high = row.density.interval(share)
        drawing.rect((row.at(low), y - half, row.at(high), y + half), color)
    if row.forecast.point is not None:
        x = row.at(row.forecast.point)
        # A white edge keeps the median apart from the dark bar.
        drawing.line((x, y - 8, x, y + 8), color=PAPER, width=5)
        drawing.line((x, y - 8, x, y + 8), color=INK, width=2.5)


def _members(drawing: Drawing, row: _Row, y: float, *, marks: Mapping[str, tuple[Shape, str]]) -> None:
    for member, (shape, color) in reversed(list(marks.items())):
        point = row.pool.members[member].point
        if point is not None:
            tip = f"{member_label(member, row.names)} {row.number(point)}"
            drawing.point((row.at(point), y), shape=shape, color=PAPER, fill=color, area=110, tip=tip)


def _keys(rows: Sequence[_Row], marks: Mapping[str, tuple[Shape, str]], names: Names) -> list[Key]:
    lang = names.lang
    keys = [
        Key(render(_("median"), lang), "tick"),
        Key(render(_("50% interval"), lang), "bar", NARROW),
        Key(render(_("80% interval"), lang), "bar", WIDE),
    ]
    keys += [Key(member_label(name, names), shape, color) for name, (shape, color) in marks.items()]
    keys.append(Key(render(_("position of a party (hollow: assumed)"), lang), "circle", GREY, hollow=True))
    brief = names.brief
    if brief and any(row.issue in brief.issues and status_quo(brief, row.issue) is not None for row in rows):
        keys.append(Key(render(_("status quo"), lang), "dashed"))
    return keys


def _words(row: _Row) -> str:
    low, high = row.density.interval(0.8)
    said = _("{issue}: median {point}, 80% between {low} and {high}", issue=row.names.issue(row.issue),
             point=row.number(row.forecast.point), low=row.number(low), high=row.number(high))  # fmt: skip
    text = render(said, row.names.lang)
    points = "; ".join(_points(row))
    return f"{text}; {points}." if points else f"{text}."


def _points(row: _Row) -> Iterator[str]:
    """The labelled points with their masses, the heaviest first."""
    for atom in sorted(row.forecast.atoms, key=lambda atom: (-atom.mass, atom.at)):
        if atom.mass >= LEAST_LABEL:
            yield f"{shown_value(row.issue, atom.at, row.names)} {percent(atom.mass, row.names.lang)}"


def _table(rows: Sequence[_Row], members: Sequence[str], names: Names) -> Table:
    heads = [_("Issue"), _("Median"), _("50% interval"), _("80% interval"), _("Points with 5% or more")]
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        texts = [names.issue(row.issue), row.number(row.forecast.point)]
        texts += [row.range(*row.density.interval(share)) for share in (0.5, 0.8)]
        texts.append("; ".join(_points(row)) or "–")
        texts += [row.number(row.pool.members[name].point) for name in members]
        found.append(cells(texts))
    columns = [render(head, names.lang) for head in heads]
    return Table((*columns, *(member_label(name, names) for name in members)), tuple(found))
