"""What outcomes are worth to the two parties at the table: frontier, solutions, no deal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.results import FrontierResult, PointResult
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
    text_width,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.scales import changed
from pourparler.views.names import Names

LEFT, TOP, SIDE, BOTTOM = 44.0, 24.0, 320.0, 40.0
SHOWN = 60

# Shape before colour: each solution is told apart without seeing hues.
MARKS: dict[str, tuple[Shape, str]] = {
    "nash": ("circle", BLUE),
    "kalai-smorodinsky": ("diamond", RUST),
    "egalitarian": ("square", GREEN),
    "utilitarian": ("triangle-up", PLUM),
}
OTHER: tuple[Shape, str] = ("triangle-down", INK)


@dataclass(frozen=True)
class Spot:
    """A place in utility space with what is said of it; several solutions may share one."""

    worth: tuple[float, float]
    concepts: tuple[str, ...]


def bargain(
    frontier: FrontierResult,
    solutions: Sequence[PointResult],
    names: Names,
    *,
    outcomes: NDArray[np.float64] | None = None,
) -> Figure | None:
    """Utility space of a bargain between two parties; ``None`` for any other number.

    ``outcomes``: utilities of all possible outcomes, shape (outcomes, 2), for the shape they fill.
    """
    parties = frontier.table.parties
    if len(parties) != 2 or not len(frontier.table):
        return None
    solved = [
        s
        for s in solutions
        if s.utilities is not None and s.gains is not None and set(s.utilities) == set(parties)
    ]
    reserve = _reserve(solved, parties)
    spots = _spots(solved, parties)
    return Figure(
        name="bargain",
        title=render(
            _(
                "What the deals are worth to {a} and to {b}",
                a=names.party(parties[0]),
                b=names.party(parties[1]),
            ),
            names.lang,
        ),
        reading=_reading(reserve, names),
        words=_words(frontier, (spots, reserve), names),
        drawing=_Plane(frontier, (spots, reserve), names, outcomes).drawn(),
        table=_table(frontier, (spots, reserve), names),
    )


def _reserve(solved: Sequence[PointResult], parties: Sequence[str]) -> tuple[float, float] | None:
    for result in solved:
        worth = [(result.utilities or {})[p] - (result.gains or {})[p] for p in parties]
        return worth[0], worth[1]
    return None


def _spots(solved: Sequence[PointResult], parties: Sequence[str]) -> tuple[Spot, ...]:
    found: dict[tuple[float, float], list[str]] = {}
    for result in solved:
        worth = result.utilities or {}
        found.setdefault((worth[parties[0]], worth[parties[1]]), []).append(result.concept.name)
    return tuple(Spot(worth, tuple(concepts)) for worth, concepts in found.items())


def _reading(reserve: tuple[float, float] | None, names: Names) -> str:
    text = _("Each small dot is a deal that cannot be improved for one party without a loss for the other; farther to the right "
             "is better for the first party, farther up for the second. The pale area holds all possible outcomes.")  # fmt: skip
    more = _("Above and to the right of the dashed lines both do better than without a deal.")
    return " ".join(render(m, names.lang) for m in ((text, more) if reserve else (text,)))


class _Plane:
    """Lays the picture out: one scale per party, from the data."""

    def __init__(
        self, frontier: FrontierResult, marks: tuple[tuple[Spot, ...], tuple[float, float] | None], names: Names,
        outcomes: NDArray[np.float64] | None,
    ) -> None:  # fmt: skip
        self.points = frontier.table.utilities
        self.parties = frontier.table.parties
        self.spots, self.reserve = marks
        self.names = names
        self.outcomes = outcomes
        everything = [self.points, *([outcomes] if outcomes is not None and len(outcomes) else [])]
        everything.append(np.array([self.reserve or self.points[0], *(s.worth for s in self.spots)]))
        seen = np.concatenate(everything)
        self.scales = [_ends(seen[:, i]) for i in (0, 1)]
        self.labels = (self._axis(0, "{} →"), self._axis(1, "↑ {}"))
        more = [LEADING * (len(lines) - 1) for lines in self.labels]
        self.top = TOP + more[1]
        self.drawing = Drawing(LEFT + SIDE + 8, self.top + SIDE + BOTTOM + more[0])
        self.taken: list[tuple[float, float, float, float]] = []

    def _axis(self, party: int, form: str) -> tuple[str, ...]:
        label = _("Utility of {party}", party=self.names.party(self.parties[party]))
        return wrapped(form.format(render(label, self.names.lang)), SIDE)

    def at(self, worth: Sequence[float]) -> tuple[float, float]:
        (a, b), (c, d) = self.scales
        return LEFT + (worth[0] - a) / (b - a) * SIDE, self.top + SIDE - (worth[1] - c) / (d - c) * SIDE

    def drawn(self) -> Drawing:
        self._axes()
        if self.outcomes is not None and len(self.outcomes) > 2:
            corners = _hull(self.outcomes)
            if len(corners) > 2:
                self.drawing.outline([self.at(corner) for corner in corners])
        shown = self.points if len(self.points) <= 400 else self.points[:: len(self.points) // 400 + 1]
        for worth in shown:
            x, y = self.at(worth)
            self.drawing.point((x, y), color=GREY, fill=GREY, area=10)
            self.taken.append((x - 2, y - 2, x + 2, y + 2))
        if self.reserve is not None:
            self._no_deal(self.reserve)
        for spot in self.spots:
            x, y = self.at(spot.worth)
            self.taken.append((x - 8, y - 8, x + 8, y + 8))
        for spot in self.spots:
            self._solution(spot)
        return self.drawing

    def _axes(self) -> None:
        (a, b), (c, d) = self.scales
        drawing, lang = self.drawing, self.names.lang
        for value in ticks(a, b):
            x = self.at((value, c))[0]
            drawing.line((x, self.top, x, self.top + SIDE), color=GRID)
            drawing.text((x, self.top + SIDE + 12), number(value, lang), align="center", color=GREY, size=11)
        for value in ticks(c, d):
            y = self.at((a, value))[1]
            drawing.line((LEFT, y, LEFT + SIDE, y), color=GRID)
            drawing.text((LEFT - 6, y), number(value, lang), align="right", color=GREY, size=11)
        drawing.paragraph((0, 8), self.labels[1], weight="bold")
        drawing.paragraph((LEFT + SIDE, self.top + SIDE + 31), self.labels[0], align="right", weight="bold")

    def _no_deal(self, worth: tuple[float, float]) -> None:
        x, y = self.at(worth)
        self.drawing.line((x, self.top, x, self.top + SIDE), color=INK, dash="5,4")
        self.drawing.line((LEFT, y, LEFT + SIDE, y), color=INK, dash="5,4")
        for dy in (-6, 6):
            self.drawing.line((x - 6, y - dy, x + 6, y + dy), color=INK, width=2.5)
        self.taken.append((x - 8, y - 8, x + 8, y + 8))
        self.drawing.text((x + 10, y + 12), render(_("no deal"), self.names.lang), weight="bold")

    def _solution(self, spot: Spot) -> None:
        x, y = self.at(spot.worth)
        shape, color = MARKS.get(spot.concepts[0], OTHER)
        said = ", ".join(self.names.concept(name) for name in spot.concepts)
        self.drawing.point((x, y), shape=shape, color=PAPER, fill=color, area=150, tip=said)
        self._label((x, y), ", ".join(short_concept(name, self.names) for name in spot.concepts), color)

    def _label(self, at: tuple[float, float], text: str, color: str) -> None:
        """Beside its mark, in the first place where it covers nothing that has been placed."""
        x, y = at
        width = text_width(text) + 2
        places = [(x + 12 + d, y - d * 0.8) for d in (0, 14, 28, 44, 60, 80)]
        places += [(x - 12 - width - d, y - d * 0.8) for d in (0, 14, 28)]
        places += [(x - width - 12 - d, y + d * 0.8) for d in (14, 28, 44, 60, 80, 100)]
        inside = [
            p
            for p in places
            if p[0] >= LEFT + 2
            and p[0] + width <= self.drawing.width
            and self.top + 6 < p[1] < self.top + SIDE - 6
        ]
        free = [
            p
            for p in inside
            if not any(_meet((p[0], p[1] - 8, p[0] + width, p[1] + 8), box) for box in self.taken)
        ]
        px, py = (free or inside or places)[0]
        self.taken.append((px, py - 8, px + width, py + 8))
        if abs(py - y) > 9:
            self.drawing.line((x, y, px if px > x else px + width, py), color=LINE)
        self.drawing.text((px, py), text, color=color, weight="bold")


def _ends(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    width = high - low or 1.0
    return low - 0.06 * width, high + 0.16 * width  # room for labels on the outer side of the frontier


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _hull(points: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Corners of the convex hull (Andrew's monotone chain)."""
    ordered = sorted({(round(float(a), 6), round(float(b), 6)) for a, b in points})

    def half(sequence: list[tuple[float, float]]) -> list[tuple[float, float]]:
        done: list[tuple[float, float]] = []
        for p in sequence:
            while len(done) > 1 and _turn(done[-2], done[-1], p) <= 0:
                done.pop()
            done.append(p)
        return done[:-1]

    return half(ordered) + half(ordered[::-1])


def _turn(o: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def short_concept(name: str, names: Names) -> str:
    """A solution's name without the word "solution", for labels."""
    short = {
        "nash": _("Nash"),
        "kalai-smorodinsky": _("Kalai–Smorodinsky"),
        "egalitarian": _("Egalitarian"),
        "utilitarian": _("Utilitarian"),
        "compromise": _("Compromise"),
        "weighted-median": _("Weighted median"),
    }
    return render(short[name], names.lang) if name in short else names.concept(name)


def _words(
    frontier: FrontierResult, marks: tuple[tuple[Spot, ...], tuple[float, float] | None], names: Names
) -> str:
    (a, b), lang = frontier.table.parties, names.lang
    spots, reserve = marks
    parts = [
        render(
            _(
                "{n} deals cannot be improved for one party without a loss for the other.",
                n=len(frontier.table),
            ),
            lang,
        )
    ]
    for spot in spots:
        parts.append(
            render(_("{concepts}: {a} {x:.2}, {b} {y:.2}.", concepts=[short_concept(c, names) for c in spot.concepts],
                     a=names.party(a), x=spot.worth[0], b=names.party(b), y=spot.worth[1]), lang)
        )  # fmt: skip
    if reserve:
        parts.append(
            render(
                _(
                    "No deal: {a} {x:.2}, {b} {y:.2}.",
                    a=names.party(a),
                    x=reserve[0],
                    b=names.party(b),
                    y=reserve[1],
                ),
                lang,
            )
        )
    return " ".join(parts)


def _table(
    frontier: FrontierResult, marks: tuple[tuple[Spot, ...], tuple[float, float] | None], names: Names
) -> Table:
    spots, reserve = marks
    lang = names.lang
    rows = [
        (
            Cell(", ".join(names.concept(c) for c in spot.concepts)),
            *(Cell(number(u, lang, 3)) for u in spot.worth),
            Cell(""),
        )
        for spot in spots
    ]
    if reserve:
        rows.append(
            (Cell(render(_("No deal"), lang)), *(Cell(number(u, lang, 3)) for u in reserve), Cell(""))
        )
    first = frontier.points[0].outcome
    for i, point in enumerate(frontier.points[:SHOWN]):
        label = render(_("Frontier point {n}", n=i + 1), lang)
        worth = (point.utilities[p] for p in frontier.table.parties)
        text = names.outcome(changed(point.outcome, first) if i else first)
        if i:
            text = render(_("as the first, but {changes}", changes=text), lang)
        rows.append((Cell(label), *(Cell(number(u, lang, 3)) for u in worth), Cell(text)))
    heads = [
        render(_("Point"), lang),
        *(names.party(p) for p in frontier.table.parties),
        render(_("Outcome"), lang),
    ]
    return Table(tuple(heads), tuple(rows), frozenset((1, 2)))
