"""Who trades with whom, what it gains by that, and who else is hurt: a matrix, those who trade most first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.language import msg as _
from pourparler.language import msg_n, number, render
from pourparler.views.charts.drawing import (
    GREEN,
    GREY,
    INK,
    LINE,
    PALE,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    Shape,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.heat import TINTS
from pourparler.views.names import Names
from pourparler.views.position_trades import FELT, signed_change

LABEL, WIDEST = 128.0, 60.0
NUMBERED = 20.0
"""Cells at least this wide hold numbers and are high enough for two lines; narrower ones a shade and a mark."""
DRAWN = 20
"""Parties that are drawn; the table has all."""
SAME = 1e-9
SMALL = 9.5

Sums = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Network:
    """Who stands in the matrix and what is in its cells, by (row, column).

    ``rows``: all that exchange, then those who only feel it; ``columns``: those that exchange; ``gains``: of the row
    by its exchanges with the column; ``felt``: what the column's exchanges with others do to the row.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    gains: Sums
    felt: Sums


def network_of(result: ExchangeResult) -> Network:
    """The network: those who gain most by their exchanges first (equal ones as the model has them)."""
    gains = {(row, column): x for row, found in result.network.items() for column, x in found.items()}
    felt: dict[tuple[str, str], float] = {}
    for exchange in result.executed:
        for party, change in exchange.externalities.items():
            for column in exchange.parties:
                felt[party, column] = felt.get((party, column), 0.0) + change
    worth = {party: round(sum(found.values()) / SAME) for party, found in result.network.items()}
    columns = sorted(worth, key=lambda party: -worth[party])
    hurt = {party: round(balance.total / SAME) for party, balance in result.balances.items()}
    others = sorted((a for a in result.actors if a not in worth), key=lambda party: hurt[party])
    return Network((*columns, *others), tuple(columns), gains, felt)


def exchanges(result: ExchangeResult, names: Names) -> Figure | None:
    """The matrix of executed exchanges; ``None`` where there are none."""
    if not result.executed:
        return None
    network = network_of(result)
    parts = [
        _("A cell tells what the party of the row gains by its exchanges with the party of the column, darker for more."),
        _("▼ the row is hurt, ▲ helped, by the column’s exchanges with others, on balance; each counts in the columns of both who make it."),
    ]  # fmt: skip
    left = len(network.rows) - DRAWN
    if left > 0:
        parts.append(
            msg_n("{n} more party is in the table alone.", "{n} more parties are in the table alone.", n=left)
        )
    rows = tuple(_rows(network, names))
    return Figure(
        name="exchanges",
        title=render(_("Who exchanges with whom, and who is hurt"), names.lang),
        reading=" ".join(render(part, names.lang) for part in parts),
        words=" ".join(f"{a.text} / {b.text}: {gain.text}; {felt.text}." for a, b, gain, felt in rows),
        drawing=_drawn(network, names),
        table=Table(tuple(render(head, names.lang) for head in HEADS), rows, frozenset((2, 3))),
    )


HEADS = (
    _("Party"),
    _("Other party"),
    _("Gained by exchanges with it"),
    _("Changed by its exchanges with others"),
)


def _rows(network: Network, names: Names) -> Sequence[tuple[Cell, ...]]:
    found = []
    for row in network.rows:
        for column in network.columns:
            gain, felt = network.gains.get((row, column)), network.felt.get((row, column), 0.0)
            if gain is None and abs(felt) < FELT:
                continue
            shown = "–" if gain is None else number(gain, names.lang, 2)
            change = "–" if abs(felt) < FELT else signed_change(felt, names.lang)
            found.append((Cell(names.party(row)), Cell(names.party(column)), Cell(shown), Cell(change)))
    return found


def _drawn(network: Network, names: Names) -> Drawing:
    rows, columns = network.rows[:DRAWN], network.columns[:DRAWN]
    place = {party: k for k, party in enumerate(rows, 1)}
    width = min((WIDTH - LABEL) / len(columns), WIDEST)
    heads = _heads(columns, width, names)
    named = {party: names.party(party) for party in rows}
    if heads is None:
        heads = [(str(place[column]),) for column in columns]
        named = {party: f"{place[party]} {name}" for party, name in named.items()}
    titles = [wrapped(named[row], LABEL - 6, size=11) for row in rows]
    lowest = 28.0 if width >= NUMBERED else 16.0
    heights = [max(lowest, 13.0 * len(title) + 4) for title in titles]
    top = 13.0 * max(map(len, heads)) + 5
    drawing = Drawing(WIDTH, top + sum(heights))
    for k, head in enumerate(heads):
        for i, line in enumerate(head):
            at = (LABEL + (k + 0.5) * width, top - 10 - 13.0 * (len(head) - 1 - i))
            size = 10.5 if width >= NUMBERED else 8.5
            drawing.text(at, line, align="center", color=GREY, size=size, weight="bold")
    most = max(network.gains.values(), default=0.0)
    y = top
    for row, title, height in zip(rows, titles, heights, strict=True):
        first = y + height / 2 - 6.5 * (len(title) - 1)
        for i, line in enumerate(title):
            drawing.text((0, first + 13.0 * i), line, size=11)
        for k, column in enumerate(columns):
            left = LABEL + k * width
            box = (left, y, left + width - 2, y + height - 2)
            _cell(drawing, box, (row, column), found=(network, most, names))
        y += height
    return drawing


def _heads(columns: Sequence[str], width: float, names: Names) -> list[tuple[str, ...]] | None:
    """The names of the columns on up to two lines each; ``None`` where one of them does not fit whole."""
    named = [wrapped(names.party(column), width - 4, size=10.5) for column in columns]
    whole = all(
        len(lines) <= 2 and " ".join(lines) == names.party(column)
        for column, lines in zip(columns, named, strict=True)
    )
    return named if whole else None


def _cell(
    drawing: Drawing,
    box: tuple[float, float, float, float],
    pair: tuple[str, str],
    *,
    found: tuple[Network, float, Names],
) -> None:
    network, most, names = found
    gain, felt = network.gains.get(pair), network.felt.get(pair, 0.0)
    if pair[0] == pair[1]:
        drawing.rect(box, PALE)
        return
    fill, ink = PAPER, INK
    if gain is not None:
        fill, ink = TINTS[min(max(round(gain / (most or 1.0) * (len(TINTS) - 1)), 0), len(TINTS) - 1)]
    drawing.rect(box, fill, stroke=LINE, tip=_tip(pair, gain, felt, names=names))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    told = "" if gain is None else number(gain, names.lang, 1 if gain >= 0.05 else 2)
    if text_width(told, 10.5) + 2 > box[2] - box[0]:
        told = ""
    if told:
        lift = 0 if abs(felt) < FELT else 6
        drawing.text((x, y - lift), told, align="center", color=ink, size=10.5, weight="bold")
    if abs(felt) >= FELT:
        # On darker cells the hues would not stand out enough: the sign tells as much.
        color = (RUST if felt < 0 else GREEN) if fill in (PAPER, TINTS[0][0], TINTS[1][0]) else ink
        _felt(drawing, (x, y + (6 if told else 0)), felt, look=(color, box[2] - box[0], names))


def _felt(drawing: Drawing, at: tuple[float, float], felt: float, *, look: tuple[str, float, Names]) -> None:
    """▼ or ▲, with the number where there is room for both."""
    color, room, names = look
    said = signed_change(felt, names.lang)
    wide = text_width(said, SMALL) + 10
    fits = wide + 2 <= room
    x = at[0] - wide / 2 + 4 if fits else at[0]
    shape: Shape = "triangle-down" if felt < 0 else "triangle-up"
    drawing.point((x, at[1]), shape=shape, color=color, area=18 if room >= NUMBERED else 10)
    if fits:
        drawing.text((x + 6, at[1]), said, color=color, size=SMALL)


def _tip(pair: tuple[str, str], gain: float | None, felt: float, *, names: Names) -> str:
    lines = [_("{row} and {column}", row=names.party(pair[0]), column=names.party(pair[1]))]
    if gain is not None:
        lines.append(_("gains {gain} together", gain=number(gain, names.lang, 2)))
    if abs(felt) >= FELT:
        lines.append(_("{change} by its exchanges with others", change=signed_change(felt, names.lang)))
    return " · ".join(render(line, names.lang) for line in lines)
