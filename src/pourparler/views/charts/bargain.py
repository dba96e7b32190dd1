"""What outcomes are worth to the two parties at the table: frontier, solutions, no deal."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.results import FrontierResult, PointResult
from pourparler.language import Message, msg_n, render
from pourparler.language import msg as _
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.plane import Plane
from pourparler.views.charts.shown import (
    Deals,
    Terms,
    deals_of,
    joined,
    label_words,
    standing_words,
    terms_of,
    thinning_words,
)
from pourparler.views.charts.solutions import reserve_of, short_concept
from pourparler.views.names import Names

Floats = NDArray[np.float64]


def bargain(
    frontier: FrontierResult,
    solutions: Sequence[PointResult],
    names: Names,
    *,
    outcomes: Floats | None = None,
    reserve: Mapping[str, float] | None = None,
) -> Figure | None:
    """Utility space of a bargain between two parties; ``None`` for any other number.

    Every deal labelled is an element of the picture that says which one it is and what it is worth, and a row
    of the table. ``outcomes``: utilities of all possible outcomes, shape (outcomes, 2), for the shape they
    fill; ``reserve``: the worth of no deal, else that of the solutions.
    """
    parties = frontier.table.parties
    if len(parties) != 2 or not len(frontier.table):
        return None
    solved = [
        s
        for s in solutions
        if s.utilities is not None and s.gains is not None and set(s.utilities) == set(parties)
    ]
    deals = deals_of(frontier, solved, reserve=reserve or reserve_of(solved, parties))
    terms = terms_of([shown.outcome for shown in deals.shown], names)
    rest = frontier.table.utilities if len(deals.shown) < deals.total else np.zeros((0, 2))
    first, second = (names.party(p) for p in parties)
    return Figure(
        name="bargain",
        title=render(_("What the deals are worth to {a} and to {b}", a=first, b=second), names.lang),
        reading=joined(
            (
                *_reading(frontier, deals, cloud=outcomes is not None),
                thinning_words(deals, names),
                alike_words(deals, names),
                terms.shared,
            ),
            names,
        ),
        words=_words(deals, names),
        drawing=Plane(deals, rest, names, outcomes).drawn(),
        table=deals_table(deals, terms, names),
        opened=True,
    )


def _reading(frontier: FrontierResult, deals: Deals, *, cloud: bool) -> list[Message]:
    told = {
        "approximate": _("Each dot is a deal on the frontier, or as near to it as the bound given with the result."),
        "limit": _("Each dot is a deal that cannot be improved for one party without a loss for the other; the dots are a sample of such deals."),
    }  # fmt: skip
    exact = _("Each dot is a deal that cannot be improved for one party without a loss for the other.")
    lines = [
        told.get(frontier.status.code, exact),
        _("Farther to the right is better for the first party, farther up for the second."),
    ]
    if cloud:
        lines.append(_("The pale area holds all possible outcomes."))
    if deals.reserve is not None:
        lines.append(_("Above and to the right of the dashed lines both do better than without a deal."))
    return lines


def _words(deals: Deals, names: Names) -> str:
    a, b = (names.party(p) for p in deals.parties)
    parts = [
        msg_n(
            "{n} deal is shown; the table below says what each holds.",
            "{n} deals are shown; the table below says what each holds.",
            n=len(deals.shown),
        )
    ]
    for shown in deals.shown:
        if shown.concepts:
            parts.append(
                _("{concepts}: {a} {x:.2}, {b} {y:.2}.", concepts=[short_concept(c, names) for c in shown.concepts],
                  a=a, x=shown.worth[0], b=b, y=shown.worth[1])
            )  # fmt: skip
    if deals.reserve:
        parts.append(_("No deal: {a} {x:.2}, {b} {y:.2}.", a=a, x=deals.reserve[0], b=b, y=deals.reserve[1]))
    return joined(parts, names)


def alike_words(deals: Deals, names: Names) -> Message | str:
    """A sentence where all the deals are acceptable alike: the table then has no column for it."""
    if deals.standing is None or len(deals.shown) < 2:
        return ""
    return _("All the deals listed: {standing}.", standing=standing_words(deals.standing, names))


def deals_table(deals: Deals, terms: Terms, names: Names) -> Table:
    """The deals shown in the order of the frontier, in words; no deal last."""
    lang = names.lang
    apart = deals.standing is None or len(deals.shown) < 2
    rows = []
    for shown, cells in zip(deals.shown, terms.rows, strict=True):
        row = [Cell(label_words(shown, names)), *(Cell(u) for u in deals.told(shown.worth, lang))]
        row += [Cell(standing_words(shown, names))] if apart else []
        rows.append((*row, *cells))
    if deals.reserve:
        blank = [Cell("–")] * (apart + len(terms.heads))
        rows.append(
            (Cell(render(_("No deal"), lang)), *(Cell(u) for u in deals.told(deals.reserve, lang)), *blank)
        )
    heads = [render(_("Deal"), lang)]
    heads += [render(_("Utility of {party}", party=names.party(p)), lang) for p in deals.parties]
    heads += [render(_("Acceptance"), lang)] if apart else []
    return Table((*heads, *terms.heads), tuple(rows), frozenset(range(1, 1 + len(deals.parties))))
