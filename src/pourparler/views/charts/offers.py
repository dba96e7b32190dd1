"""Offers of two parties in the plane of utilities, one after the other, with the frontier behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.results import FrontierResult, PointResult
from pourparler.analyses.talks.offers import Offer
from pourparler.analyses.talks.result import TalksResult
from pourparler.language import Message, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    INK,
    LEADING,
    LINE,
    RUST,
    Drawing,
    Shape,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.plane import hull
from pourparler.views.charts.plane_frame import BOTTOM, LEFT, SIDE, TOP, PlaneFrame
from pourparler.views.charts.shown import joined
from pourparler.views.names import Names
from pourparler.views.talks import decimals, ended, offer_words, own_offers, telling

DOTS, MARKED, POINTS = 400, 60, 600
"""At most so many dots of the frontier; offers that are marked and listed; corners of the lines that join them."""

LOOKS: tuple[tuple[Shape, str], ...] = (("square", RUST), ("diamond", GREEN))
"""The mark of each seat's offers: shape before colour."""

Floats = NDArray[np.float64]
Pair = tuple[float, float]
Box = tuple[float, float, float, float]
_SIDES = ((12.0, 0.0), (-12.0, 0.0), (10.0, -14.0), (-10.0, -14.0), (10.0, 14.0), (-10.0, 14.0), (12.0, -30.0),
          (-12.0, -30.0), (12.0, 30.0), (-12.0, 30.0))  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """What is drawn behind the offers where it is known.

    ``frontier``: its deals; ``nash``: the Nash solution; ``outcomes`` (outcomes, 2): all that is possible.
    """

    frontier: FrontierResult | None = None
    nash: PointResult | None = None
    outcomes: Floats | None = None


def offers(result: TalksResult, names: Names, behind: Behind | None = None) -> Figure | None:
    """The offers of two parties in utility space; ``None`` for any other number, or where there is no offer."""
    if len(result.seats) != 2 or not result.offers:
        return None
    shown = telling(result, MARKED)
    first, second = (names.party(party) for party in result.seats)
    reading = [
        _("Each mark is an offer, joined in the order of the rounds; the numbers are those of the first and the last rounds."),
        _("Farther to the right is better for {a}, farther up for {b}; dashed: what no deal is worth to each.", a=first, b=second),
        *([_("The pale area holds all possible outcomes.")] if behind and behind.outcomes is not None else []),
        *([_("The dots are deals that cannot be improved for one without a loss for the other.")] if behind and behind.frontier else []),
    ]  # fmt: skip
    return Figure(
        name="offers",
        title=render(_("What the offers were worth to {a} and to {b}", a=first, b=second), names.lang),
        reading=joined(reading, names),
        words=joined([*_ends(result, names), ended(result, names)], names),
        drawing=_Plane(result, names, behind or Behind()).drawn(shown),
        table=_table(result, shown, names),
    )


def _ends(result: TalksResult, names: Names) -> list[Message | str]:
    digits, lang = decimals(result), names.lang
    told: list[Message | str] = []
    for seat, party in enumerate(result.seats):
        own = own_offers(result, seat)
        if own:
            first, last = (result.worth[offer.outcome] for offer in (own[0], own[-1]))
            told.append(
                _("Offers of {party}: from {a} and {b} to {c} and {d}.", party=names.party(party),
                  a=number(first[0], lang, digits), b=number(first[1], lang, digits),
                  c=number(last[0], lang, digits), d=number(last[1], lang, digits))
            )  # fmt: skip
    return told


class _Plane:
    """Lays the picture out: one scale per party, from the data."""

    def __init__(self, result: TalksResult, names: Names, behind: Behind) -> None:
        self.result, self.names = result, names
        # Seats may speak in another order than the model's.
        order = [result.deal.parties.index(party) for party in result.seats]
        self.frontier = _columns(behind.frontier, result.seats)
        self.outcomes = None if behind.outcomes is None else behind.outcomes[:, order]
        worth = behind.nash.utilities if behind.nash else None
        self.nash = None if not worth else (worth[result.seats[0]], worth[result.seats[1]])
        seen = [np.array([pair(result, offer) for offer in result.offers]), np.array([result.reserve])]
        seen += [found for found in (self.frontier, self.outcomes) if found is not None and len(found)]
        seen += [np.array([self.nash])] if self.nash else []
        everything = np.concatenate(seen)
        scales = [_scale(everything[:, i]) for i in (0, 1)]
        labels = (self._axis(0, "{} →"), self._axis(1, "↑ {}"))
        self.frame = PlaneFrame(scales, labels, TOP + LEADING * (len(labels[1]) - 1))
        self.under = self.frame.top + SIDE + BOTTOM + LEADING * (len(labels[0]) - 1)
        self.keys = self._keys()
        self.drawing = Drawing(LEFT + SIDE + 8, self.under + keys_height(self.keys, LEFT + SIDE))
        self.course = telling(result, POINTS)
        self.taken: list[Box] = []
        self.crossed: list[Pair] = []

    def _keys(self) -> list[Key]:
        lang, keys = self.names.lang, []
        for seat, (shape, color) in enumerate(LOOKS):
            label = _("offer of {party}", party=self.names.party(self.result.seats[seat]))
            keys.append(Key(render(label, lang), shape, color))
        if self.frontier is not None:
            keys.append(Key(render(_("deal on the frontier"), lang), "circle", LINE))
        if self.nash:
            keys.append(Key(render(_("Nash"), lang), "circle", BLUE))
        if self.result.agreement is not None:
            keys.append(Key(render(_("agreement"), lang), "circle", INK, hollow=True))
        return keys

    def _axis(self, seat: int, form: str) -> tuple[str, ...]:
        label = _("Utility of {party}", party=self.names.party(self.result.seats[seat]))
        return wrapped(form.format(render(label, self.names.lang)), SIDE)

    def drawn(self, shown: Sequence[Offer]) -> Drawing:
        """The picture."""
        self.frame.draw(self.drawing, self.names.lang)
        if self.outcomes is not None and len(self.outcomes) > 2:
            corners = hull(self.outcomes)
            if len(corners) > 2:
                self.drawing.outline([self.frame.at(corner) for corner in corners])
        for point in [] if self.frontier is None else self.frontier[:: len(self.frontier) // DOTS + 1]:
            at = self.frame.at(point)
            self.drawing.point(at, color=LINE, area=8)
            self.taken.append((at[0] - 2, at[1] - 2, at[0] + 2, at[1] + 2))
        x, y = self.frame.at(self.result.reserve)
        self.drawing.line((x, self.frame.top, x, self.frame.top + SIDE), color=INK, dash="5,4")
        self.drawing.line((LEFT, y, LEFT + SIDE, y), color=INK, dash="5,4")
        self.crossed = [
            *_along((x, self.frame.top), (x, self.frame.top + SIDE)),
            *_along((LEFT, y), (LEFT + SIDE, y)),
        ]
        for seat, (_shape, color) in enumerate(LOOKS):
            self._way([offer for offer in self.course if offer.seat == seat], color)
        for offer in shown:
            self._offer(offer)
        if self.nash:
            self._marked(self.frame.at(self.nash), "circle", BLUE, area=90.0)
        if self.result.agreement is not None:
            self._agreement(shown[-1])
        self._numbers(shown)
        self._label((x, y), render(_("no deal"), self.names.lang), INK)
        draw_keys(self.drawing, self.under, self.keys)
        return self.drawing

    def _way(self, own: Sequence[Offer], color: str) -> None:
        corners = [self.frame.at(pair(self.result, offer)) for offer in own]
        if len(corners) > 1:
            self.drawing.trail(corners, color=color, width=0.8)
        for start, end in pairwise(corners):
            self.crossed += _along(start, end)

    def _offer(self, offer: Offer) -> None:
        shape, color = LOOKS[offer.seat]
        self._marked(self.frame.at(pair(self.result, offer)), shape, color, tip=self._tip(offer))

    def _marked(self, at: Pair, shape: Shape, color: str, *, area: float = 30.0, tip: str = "") -> None:
        self.drawing.point(at, shape=shape, color=color, fill=color, area=area, tip=tip)
        reach = area**0.5 / 2 + 1
        self.taken.append((at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach))

    def _tip(self, offer: Offer) -> str:
        party = self.names.party(self.result.seats[offer.seat])
        told = offer_words(self.result, offer, None, names=self.names)
        return render(_("Round {n}, {party}: {offer}", n=offer.round + 1, party=party, offer=told), self.names.lang)  # fmt: skip

    def _agreement(self, last: Offer) -> None:
        at = self.frame.at(pair(self.result, last))
        self.drawing.point(at, shape="circle", color=INK, fill="transparent", area=320)
        self._label(at, render(_("round {n}", n=self.result.step), self.names.lang), INK)

    def _numbers(self, shown: Sequence[Offer]) -> None:
        """The round of each party's first and last offers; the agreement has its own label."""
        agreed = self.result.agreement is not None
        for seat, (_shape, color) in enumerate(LOOKS):
            own = [offer for offer in shown if offer.seat == seat]
            ends = dict.fromkeys([own[0], own[-1]]) if own else {}
            rounds: dict[Pair, list[str]] = {}
            for offer in (offer for offer in ends if not (agreed and offer == shown[-1])):
                told = number(offer.round + 1, self.names.lang, 0)
                rounds.setdefault(self.frame.at(pair(self.result, offer)), []).append(told)
            for at, told_there in rounds.items():
                self._label(at, "–".join(told_there), color)

    def _label(self, at: Pair, text: str, color: str) -> None:
        """Beside its mark, where it covers least of what is placed already."""
        width = text_width(text)
        boxes = []
        for dx, dy in _SIDES:
            x = at[0] + dx - (width if dx < 0 else 0.0)
            boxes.append((x, at[1] + dy - 7, x + width, at[1] + dy + 7))
        box = boxes[min(range(len(boxes)), key=lambda i: (self._covered(boxes[i]), i))]
        self.taken.append(box)
        self.drawing.text((box[0], (box[1] + box[3]) / 2), text, color=color, weight="bold")

    def _covered(self, box: Box) -> int:
        """What a label would cover: outside of the picture is worst, then marks, then lines."""
        outside = (
            box[0] < LEFT + 2
            or box[2] > LEFT + SIDE
            or box[1] < self.frame.top
            or box[3] > self.frame.top + SIDE
        )
        marks = sum(_meet(box, other) for other in self.taken)
        lines = sum(_meet(box, (x, y, x, y)) for x, y in self.crossed)
        return 1000 * outside + 10 * marks + min(lines, 9)


def _along(start: Pair, end: Pair) -> list[Pair]:
    """Places along a line, near enough to each other for a label not to slip through."""
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) // 8) + 1
    return [(start[0] + (end[0] - start[0]) * k / steps, start[1] + (end[1] - start[1]) * k / steps) for k in range(steps + 1)]  # fmt: skip


def pair(result: TalksResult, offer: Offer) -> Pair:
    """What an offer of two-party talks is worth to each."""
    first, second = result.worth[offer.outcome]
    return first, second


def _columns(frontier: FrontierResult | None, seats: Sequence[str]) -> Floats | None:
    if frontier is None or not len(frontier.table) or set(frontier.table.parties) != set(seats):
        return None
    found: Floats = frontier.table.utilities[:, [frontier.table.parties.index(p) for p in seats]]
    return found


def _scale(values: Floats) -> Pair:
    low, high = float(values.min()), float(values.max())
    width = high - low if isfinite(high - low) and high > low else 1.0
    return low - 0.06 * width, high + 0.1 * width


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _table(result: TalksResult, shown: Sequence[Offer], names: Names) -> Table:
    digits, lang = decimals(result), names.lang
    before: dict[int, Offer] = {}
    rows = []
    for offer in shown:
        worth = [number(u, lang, digits) for u in result.worth[offer.outcome]]
        told = offer_words(result, offer, before.get(offer.seat), names=names)
        rows.append(
            (*cells([str(offer.round + 1), names.party(result.seats[offer.seat]), *worth]), Cell(told))
        )
        before[offer.seat] = offer
    heads = (
        _("Round"), _("Offer of"), *(_("Worth to {party}", party=names.party(p)) for p in result.seats), _("Offer"),
    )  # fmt: skip
    return Table(tuple(render(head, lang) for head in heads), tuple(rows), frozenset((0, 2, 3)))
