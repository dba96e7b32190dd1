"""Three parties and more: one axis per party, one line per deal."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.bargaining.results import FrontierResult, PointResult
from pourparler.language import Message, msg_n, render
from pourparler.language import msg as _
from pourparler.views.charts.bargain import alike_words, deals_table
from pourparler.views.charts.drawing import (
    GREY,
    GRID,
    INK,
    LEADING,
    PAPER,
    WIDTH,
    Drawing,
    wrapped,
)
from pourparler.views.charts.figure import Figure
from pourparler.views.charts.shown import Deals, Shown, deals_of, joined, terms_of, tip_words
from pourparler.views.charts.solutions import mark_of, reserve_of, short_concept
from pourparler.views.names import Names

LABELS, ROW, PAD, KEY = 118.0, 46.0, 8.0, 18.0
# Utilities, issues: more columns than these do not fit a page.
COLUMNS = 8

# More lines than these hide each other.
LINES = 30
PALE_LINE = "#aeb6bf"

# A pattern of dashes and a shape of mark for each solution: hues are not needed to tell them apart.
DASHES: Mapping[str, str] = {
    "nash": "",
    "kalai-smorodinsky": "7,3",
    "egalitarian": "2,3",
    "utilitarian": "9,3,2,3",
}


def parallel(
    frontier: FrontierResult,
    solutions: Sequence[PointResult],
    names: Names,
    *,
    reserve: Mapping[str, float] | None = None,
) -> Figure | None:
    """Deals that every party accepts and the solutions, for three parties or more; ``None`` for fewer.

    ``reserve``: the worth of no deal by party, else that of the solutions.
    """
    parties = frontier.table.parties
    solved = [s for s in solutions if s.utilities is not None and set(parties) <= set(s.utilities)]
    if len(parties) < 3:
        return None
    deals = deals_of(
        frontier,
        solved,
        reserve=reserve or reserve_of(solved, parties),
        among=("accepted", "second", "unknown"),
        limit=LINES,
    )
    if not deals.shown:
        return None
    terms = terms_of([s.outcome for s in deals.shown], names, columns=max(COLUMNS - len(parties), 0))
    return Figure(
        name="parallel",
        title=render(_("What the deals are worth to each of the {n} parties", n=len(parties)), names.lang),
        reading=joined((*_reading(frontier, deals), alike_words(deals, names), terms.shared), names),
        words=_words(deals, names),
        drawing=_Rows(deals, names).drawn(),
        table=deals_table(deals, terms, names),
        opened=True,
    )


def _reading(frontier: FrontierResult, deals: Deals) -> list[Message]:
    lines = [
        _("One axis per party, each on its own scale from the least to the most among the deals shown: farther to the right is better for that party. A line joins what one deal is worth to all of them; where two lines cross between two axes, each deal is the better one for one of the two parties."),
    ]  # fmt: skip
    grey = sum(not shown.concepts for shown in deals.shown)
    if any(shown.standing == "unknown" for shown in deals.shown):
        lines.append(
            _(
                "Thin lines: deals that cannot be improved for one party without a loss for another; whether they are acceptable to all is not known."
            )
        )
    elif grey:
        lines.append(
            _(
                "Thin lines: deals acceptable to all that cannot be improved for one party without a loss for another."
            )
        )
    else:
        lines.append(_("No other deal on the frontier is acceptable to all."))
    if len(deals.shown) < deals.total:
        lines.append(
            _(
                "{n} of {total} such deals are drawn: those of the solutions, and others at equal steps.",
                n=len(deals.shown),
                total=deals.total,
            )
        )
    return lines  # fmt: skip


def _words(deals: Deals, names: Names) -> str:
    parts = [
        msg_n(
            "{n} deal is shown; the table below says what each holds.",
            "{n} deals are shown; the table below says what each holds.",
            n=len(deals.shown),
        )
    ]
    for shown in deals.shown:
        if shown.concepts:
            worths = [
                f"{names.party(p)} {u}"
                for p, u in zip(deals.parties, deals.told(shown.worth, names.lang), strict=True)
            ]
            called = [short_concept(c, names) for c in shown.concepts]
            parts.append(_("{concepts:list}: {worths:terms}.", concepts=called, worths=worths))
    return joined(parts, names)


class _Rows:
    """Lays the picture out: a row per party, its name on the left."""

    def __init__(self, deals: Deals, names: Names) -> None:
        self.deals, self.names = deals, names
        self.titles = [wrapped(names.party(p), LABELS - 8) for p in deals.parties]
        heights = [max(ROW, LEADING * (len(lines) + 1) + 8) for lines in self.titles]
        self.middles = [sum(heights[:i]) + h / 2 for i, h in enumerate(heights)]
        self.ends = []
        for i in range(len(deals.parties)):
            seen = [shown.worth[i] for shown in deals.shown]
            seen += [deals.reserve[i]] if deals.reserve else []
            self.ends.append((min(seen), max(seen)))
        self.keys = self._keys()
        self.bottom = sum(heights)
        self.drawing = Drawing(WIDTH, self.bottom + 8 + KEY * len(self.keys))

    def at(self, party: int, worth: float) -> tuple[float, float]:
        low, high = self.ends[party]
        part = (worth - low) / (high - low) if high > low else 0.5
        return LABELS + PAD + part * (WIDTH - LABELS - 2 * PAD), self.middles[party]

    def drawn(self) -> Drawing:
        for i, lines in enumerate(self.titles):
            y = self.middles[i]
            top = y - LEADING * len(lines) / 2
            self.drawing.paragraph((0, top), lines, weight="bold")
            low, high = self.deals.told(self.ends[i], self.names.lang)
            said = render(_("{low} to {high}", low=low, high=high), self.names.lang)
            self.drawing.text((0, top + LEADING * len(lines)), said, color=GREY, size=11)
            self.drawing.line((LABELS, y, WIDTH, y), color=GRID, width=2)
        for shown in self.deals.shown:
            if not shown.concepts:
                self._trail(shown, color=PALE_LINE, width=1.0, dash="")
        self._no_deal()
        for k, shown in enumerate(s for s in self.deals.shown if s.concepts):
            _shape, color = mark_of(shown.concepts[0])
            self._trail(shown, color=color, width=2.4, dash=DASHES.get(shown.concepts[0], "4,2,1,2"))
            self._marks(shown, smaller=k)
        self._key()
        return self.drawing

    def _trail(self, shown: Shown, *, color: str, width: float, dash: str) -> None:
        corners = [self.at(i, u) for i, u in enumerate(shown.worth)]
        tip = tip_words(shown, self.deals, self.names)
        self.drawing.trail(corners, color=color, width=width, dash=dash, tip=tip)

    def _marks(self, shown: Shown, *, smaller: int) -> None:
        """On every axis; later ones are smaller, so that those that fall together are all seen."""
        shape, color = mark_of(shown.concepts[0])
        for i, worth in enumerate(shown.worth):
            area = (150.0, 100.0, 60.0, 34.0)[min(smaller, 3)]
            self.drawing.point(self.at(i, worth), shape=shape, color=PAPER, fill=color, area=area)

    def _no_deal(self) -> None:
        for i, worth in enumerate(self.deals.reserve or ()):
            x, y = self.at(i, worth)
            self.drawing.line((x, y - 9, x, y + 9), color=INK, width=2.5)

    def _keys(self) -> list[tuple[str, tuple[str, ...]]]:
        found = [(s.concepts[0], s.concepts) for s in self.deals.shown if s.concepts]
        more = [("no deal", ())] if self.deals.reserve else []
        return [*found, *more]

    def _key(self) -> None:
        for i, (first, concepts) in enumerate(self.keys):
            y = self.bottom + 12 + KEY * i
            if concepts:
                shape, color = mark_of(first)
                self.drawing.trail(
                    [(0, y), (34, y)], color=color, width=2.4, dash=DASHES.get(first, "4,2,1,2")
                )
                self.drawing.point((17, y), shape=shape, color=PAPER, fill=color, area=90)
                said = ", ".join(short_concept(name, self.names) for name in concepts)
            else:
                self.drawing.line((17, y - 7, 17, y + 7), color=INK, width=2.5)
                said = render(_("no deal"), self.names.lang)
            self.drawing.text((42, y), said, size=11)
