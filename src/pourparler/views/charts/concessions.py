"""How far each party came down: its own utility of its own offers, round by round."""

from itertools import pairwise

from pourparler.analyses.talks.offers import Offer
from pourparler.analyses.talks.result import TalksResult
from pourparler.language import Message, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PLUM,
    RUST,
    WIDTH,
    Drawing,
    Shape,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.shown import joined
from pourparler.views.names import Names
from pourparler.views.talks import decimals, ended, own_offers, telling

LEFT, RIGHT, PLOT, TOP = 40.0, 250.0, 190.0, 26.0
LEAST = 18.0
"""Pixels from one name tag at the right end to the next."""
MARKS = 30
"""Offers of a party up to which each that is new is marked."""

LOOKS: tuple[tuple[Shape, str, str], ...] = (
    ("square", RUST, ""), ("diamond", GREEN, "7,3"), ("circle", BLUE, "2,3"), ("triangle-up", PLUM, "9,3,2,3"),
    ("triangle-down", INK, "4,4"),
)  # fmt: skip
"""Shape, colour and dashes by seat; from the sixth seat on they come again, and the name tags tell them apart."""


def concessions(result: TalksResult, names: Names) -> Figure | None:
    """One line per party; ``None`` where nobody offered anything."""
    if not result.offers:
        return None
    return Figure(
        name="concessions",
        title=render(_("What each party’s own offers were worth to it, round by round"), names.lang),
        reading=joined(
            (
                _("Each line is what a party's own offers were worth to itself; the short dashed line at the right is what no deal is worth to it."),
                _("Levels of different parties are not comparable; what can be compared is when each gives way."),
            ),
            names,
        ),
        words=joined([*(_words(result, seat, names) for seat in range(len(result.seats))), ended(result, names)], names),
        drawing=_Curves(result, names).drawn(),
        table=_table(result, names),
    )  # fmt: skip


def _worth(result: TalksResult, offer: Offer) -> float:
    return result.worth[offer.outcome][offer.seat]


def _words(result: TalksResult, seat: int, names: Names) -> Message | str:
    own, party = own_offers(result, seat), names.party(result.seats[seat])
    if not own:
        return _("{party} made no offer.", party=party)
    ends = (number(_worth(result, offer), names.lang, decimals(result)) for offer in (own[0], own[-1]))
    return f"{party}: {' → '.join(ends)}."


class _Curves:
    """Rounds to the right, utility upwards, names where the lines end."""

    def __init__(self, result: TalksResult, names: Names) -> None:
        self.result, self.names = result, names
        # A deadline far beyond the end would press the lines into a corner.
        self.rounds = result.rounds if 3 * result.step >= result.rounds else result.step
        levels = [_worth(result, offer) for offer in result.offers] + list(result.reserve)
        low, high = min(levels), max(levels)
        width = high - low or 1.0
        self.scale = (low - 0.05 * width, high + 0.05 * width)
        self.tags = self._tags()
        lowest = max((top + LEADING * (len(lines) - 1) for _, top, lines in self.tags), default=0.0)
        self.plot = max(PLOT, lowest + 8)
        label = render(_("Utility to itself"), names.lang)
        self.title = wrapped(f"↑ {label}", WIDTH)

    def x(self, at: float) -> float:
        """Pixels from the left of a round, from 1."""
        return LEFT + (RIGHT - LEFT) * ((at - 1) / (self.rounds - 1) if self.rounds > 1 else 0.5)

    def y(self, worth: float) -> float:
        """Pixels below the top of the drawing."""
        low, high = self.scale
        return TOP + PLOT * (1 - (worth - low) / (high - low))

    def _tags(self) -> list[tuple[int, float, tuple[str, ...]]]:
        """Seat, top and lines of each name at the right, moved down until they stand apart."""
        ends = [
            (own[-1], seat)
            for seat in range(len(self.result.seats))
            if (own := own_offers(self.result, seat))
        ]
        tags: list[tuple[int, float, tuple[str, ...]]] = []
        free = TOP
        for offer, seat in sorted(ends, key=lambda end: (-_worth(self.result, end[0]), end[1])):
            lines = wrapped(self.names.party(self.result.seats[seat]), WIDTH - RIGHT - 24, size=11)
            top = max(self.y(_worth(self.result, offer)) - LEADING * (len(lines) - 1) / 2, free)
            tags.append((seat, top, lines))
            free = top + LEADING * (len(lines) - 1) + LEAST
        return tags

    def drawn(self) -> Drawing:
        """The picture."""
        keys = [Key(render(_("round of the agreement"), self.names.lang), "tick", INK)]
        if self.result.agreement is None:
            keys = [Key(render(_("end of the talks"), self.names.lang), "dashed", INK)]
        bottom = TOP + self.plot + 44
        drawing = Drawing(WIDTH, bottom + keys_height(keys, WIDTH))
        drawing.paragraph((0, 8), self.title, weight="bold")
        self._frame(drawing)
        end = self.x(min(self.result.step, self.rounds))
        dash = "" if self.result.agreement is not None else "2,2"
        drawing.line((end, TOP, end, TOP + PLOT), color=INK, width=2.0, dash=dash)
        for seat, top, lines in self.tags:
            self._line(drawing, seat)
            last = own_offers(self.result, seat)[-1]
            middle = top + LEADING * (len(lines) - 1) / 2
            drawing.line(
                (self.x(last.round + 1), self.y(_worth(self.result, last)), RIGHT + 20, middle), color=LINE
            )
            drawing.paragraph((RIGHT + 24, top), lines, color=self._look(seat)[1], size=11, weight="bold")
        draw_keys(drawing, bottom, keys)
        return drawing

    def _look(self, seat: int) -> tuple[Shape, str, str]:
        return LOOKS[seat % len(LOOKS)]

    def _frame(self, drawing: Drawing) -> None:
        lang = self.names.lang
        for value in ticks(*self.scale):
            drawing.line((LEFT, self.y(value), RIGHT, self.y(value)), color=GRID)
            drawing.text((LEFT - 5, self.y(value)), number(value, lang), align="right", color=GREY, size=11)
        marks = sorted({1, *(round(t) for t in ticks(1, self.rounds, 5) if t >= 1), self.rounds})
        shown = [at for at in marks if at in (1, self.rounds) or self.x(self.rounds) - self.x(at) > 24]
        for at in shown:
            drawing.line((self.x(at), TOP + PLOT, self.x(at), TOP + PLOT + 4), color=LINE)
            drawing.text(
                (self.x(at), TOP + PLOT + 13), number(at, lang, 0), align="center", color=GREY, size=11
            )
        label = render(_("Round"), lang)
        drawing.text((RIGHT, TOP + PLOT + 30), f"{label} →", align="right", weight="bold")

    def _line(self, drawing: Drawing, seat: int) -> None:
        shape, color, dash = self._look(seat)
        own = own_offers(self.result, seat)
        # Steps: an offer stands until its maker makes another one.
        corners = [(self.x(own[0].round + 1), self.y(_worth(self.result, own[0])))]
        news = [own[0]]
        for before, offer in pairwise(own):
            if offer.outcome != before.outcome:
                x = self.x(offer.round + 1)
                corners += [(x, corners[-1][1]), (x, self.y(_worth(self.result, offer)))]
                news.append(offer)
        corners.append((self.x(own[-1].round + 1), corners[-1][1]))
        if len(own) > 1:
            drawing.trail(corners, color=color, width=1.6, dash=dash)
        for offer in news if len(news) <= MARKS else ():
            drawing.point(
                (self.x(offer.round + 1), self.y(_worth(self.result, offer))),
                shape=shape,
                color=color,
                area=22,
            )
        floor = self.y(self.result.reserve[seat])
        drawing.line((RIGHT + 3, floor, RIGHT + 18, floor), color=color, width=1.6, dash="3,2")


def _table(result: TalksResult, names: Names) -> Table:
    digits, lang = decimals(result), names.lang
    by_round: dict[int, dict[int, str]] = {}
    for offer in telling(result):
        by_round.setdefault(offer.round, {})[offer.seat] = number(_worth(result, offer), lang, digits)
    # Who offers the same again stands where it stood.
    standing = dict.fromkeys(range(len(result.seats)), "–")
    rows: list[tuple[Cell, ...]] = []
    for at, told in sorted(by_round.items()):
        standing |= told
        rows.append(cells([str(at + 1), *standing.values()]))
    heads = (render(_("Round"), lang), *(names.party(party) for party in result.seats))
    return Table(heads, tuple(rows), frozenset(range(len(heads))))
