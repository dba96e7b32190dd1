"""The plane of utilities of two parties, laid out: outcomes, deals, no deal, solutions and a key."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import inf

import numpy as np
from numpy.typing import NDArray

from pourparler.language import Message, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    GREY,
    INK,
    LEADING,
    LINE,
    PAPER,
    Drawing,
    Shape,
    text_width,
    wrapped,
)
from pourparler.views.charts.plane_frame import BOTTOM, LEFT, SIDE, TOP, PlaneFrame
from pourparler.views.charts.shown import Deals, Shown, Standing, tip_words
from pourparler.views.charts.solutions import mark_of, short_concept
from pourparler.views.names import Names

KEY = 18.0
# Dots that show how the frontier runs between the deals that are labelled.
DOTS = 400

# Shape and filling, then what the key says: nothing rests on colour.
LOOKS: Mapping[Standing, tuple[Shape, str, Message]] = {
    "accepted": ("circle", GREY, _("acceptable to all at the table")),
    "refused": ("circle", PAPER, _("not acceptable to all")),
    "second": ("square", GREY, _("acceptable; improved on only beyond a red line")),
    "unknown": ("circle", GREY, _("not known whether acceptable")),
}

# How far above or below its mark a label may stand.
_LIFTS = (0.0, 14.0, -14.0, 28.0, -28.0, 44.0, -44.0, 62.0, -62.0, 82.0)

Box = tuple[float, float, float, float]
Floats = NDArray[np.float64]


class Plane:
    """Lays the picture out: one scale per party, from the data."""

    def __init__(self, deals: Deals, rest: Floats, names: Names, outcomes: Floats | None) -> None:
        """``rest``: utilities of the deals that are not labelled; ``outcomes``: of all that is possible."""
        self.deals, self.names = deals, names
        self.rest = rest[:: len(rest) // DOTS + 1]
        self.outcomes = outcomes
        seen = [np.array([shown.worth for shown in deals.shown]), rest]
        seen += [outcomes] if outcomes is not None and len(outcomes) else []
        seen += [np.array([deals.reserve])] if deals.reserve is not None else []
        everything = np.concatenate(seen)
        scales = [_ends(everything[:, i]) for i in (0, 1)]
        labels = (self._axis(0, "{} →"), self._axis(1, "↑ {}"))
        more = [LEADING * (len(lines) - 1) for lines in labels]
        self.frame = PlaneFrame(scales, labels, TOP + more[1])
        self.under = self.frame.top + SIDE + BOTTOM + more[0]
        plain = {shown.standing for shown in deals.shown if not shown.concepts}
        self.looks = [look for standing, look in LOOKS.items() if standing in plain]
        self.drawing = Drawing(LEFT + SIDE + 8, self.under + KEY * len(self.looks))
        self.taken: list[Box] = []
        self.dashed: list[Box] = []

    def _axis(self, party: int, form: str) -> tuple[str, ...]:
        label = _("Utility of {party}", party=self.names.party(self.deals.parties[party]))
        return wrapped(form.format(render(label, self.names.lang)), SIDE)

    def drawn(self) -> Drawing:
        """The picture."""
        self.frame.draw(self.drawing, self.names.lang)
        if self.outcomes is not None and len(self.outcomes) > 2:
            corners = hull(self.outcomes)
            if len(corners) > 2:
                self.drawing.outline([self.frame.at(corner) for corner in corners])
        for worth in self.rest:
            self.drawing.point(self.frame.at(worth), color=LINE, area=5)
        for shown in self.deals.shown:
            x, y = self.frame.at(shown.worth)
            if not shown.concepts:
                self._deal(shown, (x, y))
            reach = 8 if shown.concepts else 3
            self.taken.append((x - reach, y - reach, x + reach, y + reach))
        if self.deals.reserve is not None:
            self._no_deal(self.deals.reserve)
        # From above downwards: labels stand in the order of their marks, and their leaders do not cross.
        for shown in reversed(self.deals.shown):
            if shown.concepts:
                self._solution(shown)
        self._key()
        return self.drawing

    def _deal(self, shown: Shown, at: tuple[float, float]) -> None:
        shape, fill, _said = LOOKS[shown.standing]
        self.drawing.point(
            at,
            shape=shape,
            color=GREY,
            fill=fill,
            area=26,
            tip=tip_words(shown, self.deals, self.names),
        )

    def _no_deal(self, worth: Sequence[float]) -> None:
        x, y = self.frame.at(worth)
        self.drawing.line((x, self.frame.top, x, self.frame.top + SIDE), color=INK, dash="5,4")
        self.drawing.line((LEFT, y, LEFT + SIDE, y), color=INK, dash="5,4")
        self.dashed = [
            (x - 1, self.frame.top, x + 1, self.frame.top + SIDE),
            (LEFT, y - 1, LEFT + SIDE, y + 1),
        ]
        for dy in (-6, 6):
            self.drawing.line((x - 6, y - dy, x + 6, y + dy), color=INK, width=2.5)
        self.taken.append((x - 8, y - 8, x + 8, y + 8))
        self._label((x, y), render(_("no deal"), self.names.lang), INK)

    def _solution(self, shown: Shown) -> None:
        x, y = self.frame.at(shown.worth)
        shape, color = mark_of(shown.concepts[0])
        tip = tip_words(shown, self.deals, self.names)
        self.drawing.point((x, y), shape=shape, color=PAPER, fill=color, area=150, tip=tip)
        text = ", ".join(short_concept(name, self.names) for name in shown.concepts)
        self._label((x, y), text, color)

    def _label(self, at: tuple[float, float], text: str, color: str) -> None:
        """Beside its mark, in the first place where it covers nothing that has been placed."""
        x, y = at
        # A long name may go over two lines at a dash.
        lines = tuple(line.replace("– ", "–") for line in wrapped(text.replace("–", "– "), SIDE * 0.3))
        width, height = max(map(text_width, lines)) + 2, LEADING * (len(lines) - 1)
        px, py = self._place(at, width, height)
        self.taken.append((px, py - 8, px + width, py + height + 8))
        if abs(py + height / 2 - y) > 9 + height / 2:
            self.drawing.line((x, y, px if px > x else px + width, py), color=LINE)
        self.drawing.paragraph((px, py), lines, color=color, weight="bold")

    def _place(self, at: tuple[float, float], width: float, height: float) -> tuple[float, float]:
        """The nearest place where a label covers nothing; one behind a dashed line or other marks counts as farther."""
        x, y = at[0], at[1] - height / 2
        best, cost = (min(max(x + 12, LEFT + 2), self.drawing.width - width), y), inf
        sides = (12.0, -12.0 - width, 26.0, -26.0 - width, 44.0, -44.0 - width, -width / 2)
        for dx, dy in product(sides, _LIFTS):
            px, py = x + dx, y + dy
            box = (px, py - 8, px + width, py + height + 8)
            inside = LEFT + 2 <= px <= self.drawing.width - width
            if not (inside and self.frame.top + 6 < py < self.frame.top + SIDE - 6 - height):
                continue
            if any(_meet(box, other) for other in self.taken):
                continue
            away = max(dx, -dx - width, 0.0) + abs(dy) + 40 * sum(_meet(box, line) for line in self.dashed)
            away += 20 * self._passed(at, (px if dx > 0 else px + width, py))
            if away < cost:
                best, cost = (px, py), away
        return best

    def _passed(self, start: tuple[float, float], end: tuple[float, float]) -> int:
        """How many marks and labels a leader would run over, besides the one that it starts from."""
        (x, y), (x2, y2) = start, end
        way = [(x + (x2 - x) * t / 8, y + (y2 - y) * t / 8) for t in range(1, 9)]
        others = [box for box in self.taken if not _meet(box, (x, y, x, y))]
        return sum(any(_meet(box, (a, b, a, b)) for a, b in way) for box in others)

    def _key(self) -> None:
        for i, (shape, fill, said) in enumerate(self.looks):
            y = self.under + KEY * i + 4
            self.drawing.point((LEFT + 4, y), shape=shape, color=GREY, fill=fill, area=40)
            self.drawing.text((LEFT + 14, y), render(said, self.names.lang), size=11)


def _ends(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    width = high - low or 1.0
    return low - 0.06 * width, high + 0.16 * width  # room for labels on the outer side of the frontier


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def hull(points: Floats) -> list[tuple[float, float]]:
    """Corners of the convex hull (Andrew's monotone chain)."""
    known = np.unique(points.round(6), axis=0)
    # Of points above one another only the lowest and the highest can be corners.
    _, first = np.unique(known[:, 0], return_index=True)
    last = np.append(first[1:], len(known)) - 1
    ordered = [(a, b) for a, b in known[np.unique(np.concatenate((first, last)))].tolist()]

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
