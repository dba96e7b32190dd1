"""Which states hold for whom: states by parties, each cell with the strongest concept, darker where it is stronger."""

from collections.abc import Sequence
from typing import Literal

from pourparler.analyses.stability.result import StabilityResult
from pourparler.language import msg as _
from pourparler.language import msg_n, render
from pourparler.views.charts.drawing import (
    GREY,
    INK,
    LEADING,
    LINE,
    PAPER,
    WIDTH,
    Drawing,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names
from pourparler.views.stability_verdicts import (
    MARKS,
    STRUCTURAL,
    UNSTABLE,
    equilibrium_of,
    shown_states,
    verdicts,
)
from pourparler.views.states import LONG, SHORT, called, code, lettered

LABEL, CELL, GAP = 132.0, 22.0, 2.0
DRAWN, PARTIES = 24, 8
"""States and parties that are drawn; the table has more."""
LISTED = 60

# From strong to weak, readable in grey too; ink or paper for the words on each.
SHADES = {
    "nash": ("#00456f", PAPER),
    "sseq": ("#2f6f9f", PAPER),
    "smr-seq": ("#82afd0", INK),
    "seq": ("#b0cde2", INK),
    "smr": ("#b0cde2", INK),
    "gmr": ("#d6e4ef", INK),
    "sim": ("#eef3f7", INK),
    STRUCTURAL: ("#e4e4e4", INK),
    UNSTABLE: (PAPER, GREY),
}


def stability_matrix(result: StabilityResult, names: Names) -> Figure | None:
    """``None`` where nothing was judged."""
    if not result.judged.stable and result.sim is None:
        return None
    game = result.game
    states = shown_states(result, LISTED)
    drawn = states[:DRAWN] if _keeps_quo(result, states) else shown_states(result, DRAWN)
    rows = tuple(
        (Cell(called(game, state, names)), *(Cell(MARKS[verdict]) for verdict in row))
        for state, row in zip(states, verdicts(result, states), strict=True)
    )
    parties = tuple(names.party(party) for party in game.parties)
    return Figure(
        name="stability-matrix",
        title=render(_("Who would leave which state"), names.lang),
        reading=_reading(result, drawn, names),
        words=" ".join(
            f"{row[0].text}: "
            + ", ".join(f"{party} {cell.text}" for party, cell in zip(parties, row[1:], strict=True))
            + "."
            for row in rows[:DRAWN]
        ),
        drawing=_drawn(result, drawn, names),
        table=Table((render(_("State"), names.lang), *parties), rows),
    )


def _keeps_quo(result: StabilityResult, states: Sequence[int]) -> bool:
    """Whether the first states drawn hold the status quo."""
    quo = result.game.status_quo
    return quo is None or quo in states[:DRAWN]


def _reading(result: StabilityResult, drawn: Sequence[int], names: Names) -> str:
    parts = [
        _("One row per state, one column per party. A cell names the strongest concept under which the party would stay; the darker, the fewer answers of others it takes."),
        _("R: Nash, it has no better move at all; =: it has no move; –: it would leave. A bar on the left marks what is stable for every party, ▼ the status quo."),
    ]  # fmt: skip
    if _style(result, drawn, names) == "letters":
        parts.append(_("Letters and levels: the columns of the table of the states, in their order."))
    left = len(result.game.codes) - len(drawn)
    if left:
        parts.append(
            msg_n(
                "{n} more state is not drawn; the first {listed} are in the table.",
                "{n} more states are not drawn; the first {listed} are in the table.",
                n=left, listed=min(LISTED, len(result.game.codes)),
            )
        )  # fmt: skip
    more = len(result.game.parties) - PARTIES
    if more > 0:
        parts.append(
            msg_n("{n} more party is in the table alone.", "{n} more parties are in the table alone.", n=more)
        )
    return " ".join(render(part, names.lang) for part in parts)


def _drawn(result: StabilityResult, states: Sequence[int], names: Names) -> Drawing:
    game = result.game
    parties = game.parties[:PARTIES]
    width = min((WIDTH - LABEL) / len(parties), 80.0)
    size = _head_size([names.party(party) for party in parties], width - 4)
    heads = [wrapped(names.party(party), width - 4, size=size) for party in parties]
    top = LEADING * max(map(len, heads)) + 8
    labels = _labels(result, states, names)
    heights = [max(CELL, 12.0 * len(label) + 8) + GAP for label in labels]
    drawing = Drawing(WIDTH, top + sum(heights))
    for k, lines in enumerate(heads):
        first = top - 12 - LEADING * (len(lines) - 1)
        drawing.paragraph(
            (LABEL + (k + 0.5) * width, first), lines, align="center", size=size, color=GREY, weight="bold"
        )
    y = top
    for state, label, height, row in zip(states, labels, heights, verdicts(result, states), strict=True):
        middle = y + (height - GAP) / 2
        held = bool(equilibrium_of(result, state))
        if held:
            drawing.rect((0, y, 4, y + height - GAP), INK)
        if state == game.status_quo:
            drawing.point((13, middle), shape="triangle-down", color=INK, area=60)
        for i, line in enumerate(label):
            at = middle + 12.0 * (i - (len(label) - 1) / 2)
            drawing.text((22, at), line, size=11, weight="bold" if held and i == 0 else "normal")
        for k, found in enumerate(row[:PARTIES]):
            box = (LABEL + k * width, y, LABEL + (k + 1) * width - GAP, y + height - GAP)
            _cell(drawing, box, found, tip=_tip(result, (state, k), found, names=names))
        y += height
    return drawing


def _head_size(heads: Sequence[str], width: float) -> float:
    """The largest size at which no word is broken; bold letters are a little wider than measured."""
    words = [word for head in heads for word in head.split()]
    sizes = (11.0, 10.0, 9.0)
    return next((s for s in sizes if all(1.08 * text_width(w, s) <= width for w in words)), sizes[-1])


def _labels(result: StabilityResult, states: Sequence[int], names: Names) -> list[tuple[str, ...]]:
    """The states in words on at most three lines each, or all in letters where that is too little for one of them."""
    match _style(result, states, names):
        case "words":
            return [_lines(result, state, names) for state in states]
        case "letters":
            return [(lettered(result.game, state, names),) for state in states]
    return [(code(result.game, state),) for state in states]


def _style(
    result: StabilityResult, states: Sequence[int], names: Names
) -> Literal["words", "letters", "codes"]:
    """What fits for all states alike, so that none looks different from the others."""
    game = result.game
    if all(_fits(result, state, names) for state in states):
        return "words"
    if not game.axes:
        return "codes"
    widest = max(text_width(lettered(game, state, names), 11) for state in states)
    return "letters" if widest <= LABEL - 28 else "codes"


def _fits(result: StabilityResult, state: int, names: Names) -> bool:
    game = result.game
    lines = _lines(result, state, names)
    if not game.axes:
        return len(lines) <= 5
    return called(game, state, names) != code(game, state) and len(lines) <= 3


def _lines(result: StabilityResult, state: int, names: Names) -> tuple[str, ...]:
    # In a bare graph a name, where there is one, is all that is known of a state.
    most = SHORT if result.game.axes else LONG
    return wrapped(called(result.game, state, names, most=most), LABEL - 28, size=11)


def _cell(drawing: Drawing, box: tuple[float, float, float, float], found: str, *, tip: str) -> None:
    fill, ink = SHADES[found]
    drawing.rect(box, fill, stroke=LINE, dash="3,2" if found == UNSTABLE else "", tip=tip)
    text = MARKS[found]
    width = box[2] - box[0] - 2
    size = next((s for s in (11.0, 10.0, 9.0) if text_width(text, s) <= width), 9.0)
    lines = wrapped(text, width, size=size) if text_width(text, size) > width else (text,)
    middle = (box[1] + box[3]) / 2 - 5.0 * (len(lines) - 1)
    for i, line in enumerate(lines):
        drawing.text(
            ((box[0] + box[2]) / 2, middle + 10.0 * i),
            line,
            align="center",
            color=ink,
            size=size,
            weight="bold",
        )


def _tip(result: StabilityResult, at: tuple[int, int], found: str, *, names: Names) -> str:
    state, party = at
    told = (called(result.game, state, names), names.party(result.game.parties[party]), MARKS[found])
    return " · ".join(told)
