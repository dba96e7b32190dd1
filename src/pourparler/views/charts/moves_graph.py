"""The moves of a conflict as a picture: states on a circle, arrows of each party, improvements bold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.result import StabilityResult
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.model.conflict import Conflict
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    PAPER,
    PLUM,
    RUST,
    WIDTH,
    Drawing,
    text_width,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names
from pourparler.views.stability_verdicts import equilibrium_of, shown_states
from pourparler.views.states import LONG, SHORT, called, code, lettered

LEGEND = 17.0
STATES = 256
"""States up to which moves are drawn."""
LISTED = 60
"""States whose moves the table lists."""
FEW = 12
"""States that are drawn. With more, these: the status quo, what it leads to, the first equilibria; improvements alone."""

# Every party has a colour and a dash of its own; beyond six, colours meet other dashes.
COLORS = (BLUE, RUST, GREEN, PLUM, INK, "#7a5c00")
DASHES = ("", "6,3", "1.5,2.5", "9,3,2,3", "3,1.5", "12,3")

BAND = "#f6d97a"
"""Under the arrows: a way from the status quo."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """A move of a party between two states by index."""

    party: int
    start: int
    end: int
    gains: bool


def moves_graph(result: StabilityResult, names: Names) -> Figure | None:
    """``None`` above ``STATES`` states, or where nobody has a move."""
    game = result.game
    if len(game.codes) > STATES or not result.judged.stable:
        return None
    arrows = arrows_of(result)
    if not arrows:
        return None
    return Figure(
        name="moves-graph",
        title=render(_("Where each party can go, and where it wants to"), names.lang),
        reading=_reading(result, names),
        words=_words(result, by_origin(arrows), names),
        drawing=_drawn(result, arrows, names),
        table=_table(result, by_origin(arrows), names),
    )


def arrows_of(result: StabilityResult) -> tuple[Arrow, ...]:
    """Every move of every party, by party, origin and target."""
    game = result.game
    lists = Moves(game, "auto").lists or ()
    return tuple(
        Arrow(p, start, end, bool(game.ranks[p, end] > game.ranks[p, start]))
        for p, listed in enumerate(lists)
        for start, end in zip(listed.sources.tolist(), listed.targets.tolist(), strict=True)
    )


Origins = Mapping[tuple[int, int], Sequence[Arrow]]


def by_origin(arrows: Sequence[Arrow]) -> Origins:
    """Moves by (state, party)."""
    found: dict[tuple[int, int], list[Arrow]] = {}
    for arrow in arrows:
        found.setdefault((arrow.start, arrow.party), []).append(arrow)
    return found


def pictured(result: StabilityResult) -> tuple[int, ...]:
    """The states that are drawn: all, or the status quo, those on the way from it, the first equilibria and theirs."""
    game = result.game
    if len(game.codes) <= FEW:
        return tuple(range(len(game.codes)))
    found = dict.fromkeys([] if game.status_quo is None else [game.status_quo])
    for entry in result.order:
        way = dict.fromkeys((*result.ways.get(entry.state, ()), entry.state))
        if len(found | way) <= FEW:
            found |= way
    for state in range(len(game.codes)):
        if len(found) < FEW:
            found[state] = None
    return tuple(sorted(found))


def _reading(result: StabilityResult, names: Names) -> str:
    few = len(result.game.codes) <= FEW
    parts = [
        _("Bold arrows: a party moves and gains. Thin arrows: it could move and would not gain.")
        if few
        else _(
            "{shown} of {n} states: the status quo, the way from it, the first equilibria. Every arrow is an improvement of a party between these; other moves are in the table.",
            shown=FEW,
            n=len(result.game.codes),
        ),
        _("Squares are stable for every party under some concept, circles are not; ▼ the status quo."),
    ]
    if way := _way(result):
        told = _(
            "The yellow band: from the status quo to {state}, by improvements and joint moves.",
            state=_mark(result.game, way[-1]),
        )
        parts.append(told)
    if _numbered(result.game):
        parts.append(_("States are numbered as listed in the table."))
    return " ".join(render(part, names.lang) for part in parts)


def _way(result: StabilityResult) -> tuple[int, ...]:
    """From the status quo to the first equilibrium that improvements, joint ones too, lead to elsewhere; or nothing."""
    quo = result.game.status_quo
    ends = [entry.state for entry in result.order if entry.state != quo and result.ways.get(entry.state)]
    return () if quo is None or not ends else (quo, *result.ways[ends[0]])


def _numbered(game: Conflict) -> bool:
    """Whether names are too long for the marks."""
    return any(len(code(game, state)) > 4 for state in range(len(game.codes)))


def _mark(game: Conflict, state: int) -> str:
    return str(state) if _numbered(game) else code(game, state)


def _drawn(result: StabilityResult, arrows: Sequence[Arrow], names: Names) -> Drawing:
    game, size = result.game, 13.0
    shown = pictured(result)
    spots = _placed(result, shown, size)
    among = [arrow for arrow in arrows if arrow.start in spots and arrow.end in spots]
    if len(shown) < len(game.codes):
        among = [arrow for arrow in among if arrow.gains]
    keys = _key_rows(game, names)
    listing = _listing(result, shown, names)
    bottom = max(y for _x, y in spots.values()) + size + 14
    drawing = Drawing(WIDTH, bottom + LEGEND * len(keys) + 13.0 * len(listing) + (8 if listing else 0))
    way = _way(result)
    for start, end in pairwise(way):
        drawing.trail([spots[start], spots[end]], color=BAND, width=7.0)
    # Thin ones first: what is bold lies on top.
    for arrow in sorted(among, key=lambda arrow: arrow.gains):
        _arrow(drawing, arrow, spots, size)
    for state, spot in spots.items():
        held = bool(equilibrium_of(result, state))
        drawing.point(
            spot, shape="square" if held else "circle", color=INK, fill=GRID if held else PAPER,
            area=(1.75 * size) ** 2, tip=called(game, state, names),
        )  # fmt: skip
        text = _mark(game, state)
        small = min(11.0, 11.0 * 1.5 * size / max(text_width(text, 11), 1))
        drawing.text(spot, text, align="center", size=small, weight="bold" if held else "normal")
        if state == game.status_quo:
            drawing.point((spot[0], spot[1] - size - 6), shape="triangle-down", color=INK, area=70)
    _keys(drawing, keys, bottom)
    for i, line in enumerate(listing):
        drawing.text((0, bottom + LEGEND * len(keys) + 8 + 13.0 * i), line, size=10.5, color=GREY)
    return drawing


def _placed(result: StabilityResult, shown: Sequence[int], size: float) -> Mapping[int, Place]:
    """States on an ellipse, clockwise from the top: by levels from the status quo, then by code."""
    order = [state for state in _by_levels(result) if state in shown]
    n = len(order)
    wide = WIDTH / 2 - size - 4
    # Few states need less height; many need all of it.
    high = min(wide, 60.0 + 14.0 * n)
    middle = (WIDTH / 2, high + size + 16)
    if n == 1:
        return {order[0]: (WIDTH / 2, size + 16)}
    # Two states on a line; from three on, the first at the top.
    turn = pi if n == 2 else -pi / 2
    return {
        state: (
            middle[0] + wide * cos(turn + 2 * pi * k / n) * (0.6 if n <= 4 else 1.0),
            middle[1] + high * sin(turn + 2 * pi * k / n),
        )
        for k, state in enumerate(order)
    }


def _by_levels(result: StabilityResult) -> list[int]:
    """States by the number of moves from the status quo (all by code where there is none)."""
    game = result.game
    size = len(game.codes)
    if game.status_quo is None:
        return list(range(size))
    near: dict[int, list[int]] = {}
    for arrow in arrows_of(result):
        near.setdefault(arrow.start, []).append(arrow.end)
    levels, front = {game.status_quo: 0}, [game.status_quo]
    while front:
        reached = sorted({end for start in front for end in near.get(start, ()) if end not in levels})
        levels |= dict.fromkeys(reached, levels[front[0]] + 1)
        front = reached
    return sorted(range(size), key=lambda state: (levels.get(state, size), state))


def _arrow(drawing: Drawing, arrow: Arrow, spots: Mapping[int, Place], size: float) -> None:
    """A slightly bent line with a head, so that a move and its reverse stay apart."""
    (x, y), (x2, y2) = spots[arrow.start], spots[arrow.end]
    length = hypot(x2 - x, y2 - y)
    if length == 0:
        return
    ux, uy = (x2 - x) / length, (y2 - y) / length
    middle = ((x + x2) / 2, (y + y2) / 2)
    bend = 7.0 + 0.07 * length + 7.0 * arrow.party
    control = (middle[0] - bend * uy, middle[1] + bend * ux)
    room = size + 2.5
    start = _towards((x, y), control, room)
    tip = _towards((x2, y2), control, room)
    color = COLORS[arrow.party % len(COLORS)]
    dash = DASHES[(arrow.party + arrow.party // len(COLORS)) % len(DASHES)]
    width = 2.0 if arrow.gains else 0.7
    drawing.trail(_curve(start, control, tip), color=color, width=width, dash=dash)
    head = 7.0 if arrow.gains else 4.5
    back = _towards(tip, control, head)
    dx, dy = (back[0] - tip[0]) * 0.55, (back[1] - tip[1]) * 0.55
    wings = [(back[0] - dy, back[1] + dx), tip, (back[0] + dy, back[1] - dx)]
    drawing.trail(wings, color=color, width=width)


def _towards(at: Place, goal: Place, steps: float) -> Place:
    length = hypot(goal[0] - at[0], goal[1] - at[1]) or 1.0
    return at[0] + (goal[0] - at[0]) / length * steps, at[1] + (goal[1] - at[1]) / length * steps


def _curve(start: Place, control: Place, end: Place, parts: int = 10) -> list[Place]:
    """A quadratic curve as a line through several places."""
    found = []
    for i in range(parts + 1):
        t = i / parts
        weights = ((1 - t) ** 2, 2 * t * (1 - t), t**2)
        found.append(
            (
                sum(w * p[0] for w, p in zip(weights, (start, control, end), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (start, control, end), strict=True)),
            )
        )
    return found


def _key_rows(game: Conflict, names: Names) -> list[list[tuple[int, str, float]]]:
    """One mark per party with its place: (party, name, x) per line."""
    rows: list[list[tuple[int, str, float]]] = [[]]
    x = 0.0
    for party, name in enumerate(game.parties):
        label = names.party(name)
        width = 38 + text_width(label, 11) + 14
        if rows[-1] and x + width > WIDTH:
            rows.append([])
            x = 0.0
        rows[-1].append((party, label, x))
        x += width
    return rows


def _keys(drawing: Drawing, rows: Sequence[Sequence[tuple[int, str, float]]], top: float) -> None:
    for i, row in enumerate(rows):
        y = top + LEGEND * i
        for party, label, x in row:
            drawing.line(
                (x, y, x + 28, y), color=COLORS[party % len(COLORS)], width=2.0,
                dash=DASHES[(party + party // len(COLORS)) % len(DASHES)],
            )  # fmt: skip
            drawing.text((x + 34, y), label, size=11)


def _listing(result: StabilityResult, shown: Sequence[int], names: Names) -> list[str]:
    """What the marks stand for, where that is short."""
    game = result.game
    if game.names and not _numbered(game) and not names.state(code(game, 0)):
        return []
    lines: list[str] = []
    # All in words, or all in letters: what is long for one of them is told of none.
    short = all(called(game, state, names) != code(game, state) for state in shown) or not game.axes
    for state in shown:
        most = SHORT if game.axes else LONG
        told = called(game, state, names, most=most) if short else lettered(game, state, names)
        if _numbered(game):
            told = f"{state} {told}"
        if lines and text_width(f"{lines[-1]} · {told}", 10.5) <= WIDTH:
            lines[-1] += f" · {told}"
        else:
            lines += wrapped(told, WIDTH, size=10.5)
    return lines


def _table(result: StabilityResult, arrows: Origins, names: Names) -> Table:
    """Per state and party where it can go: improvements first, moves without gain in brackets."""
    game = result.game
    size = len(game.codes)
    rows = tuple(
        (
            Cell(called(game, state, names) if not _numbered(game) else f"{state}: {code(game, state)}"),
            *(Cell(_ways(game, arrows.get((state, p), ()))) for p in range(len(game.parties))),
        )
        for state in (range(size) if size <= LISTED else shown_states(result, LISTED))
    )
    return Table((render(_("From"), names.lang), *map(names.party, game.parties)), rows)


def _ways(game: Conflict, own: Sequence[Arrow]) -> str:
    better = [_mark(game, arrow.end) for arrow in own if arrow.gains]
    other = [_mark(game, arrow.end) for arrow in own if not arrow.gains]
    told = [", ".join(better), f"({', '.join(other)})" if other else ""]
    return " ".join(part for part in told if part) or "–"


def _words(result: StabilityResult, arrows: Origins, names: Names) -> str:
    """The picture in words: from each state drawn, who would go where."""
    game = result.game
    told = []
    for state in pictured(result):
        ends = {
            party: [_mark(game, arrow.end) for arrow in arrows.get((state, p), ()) if arrow.gains]
            for p, party in enumerate(game.parties)
        }
        gains = [f"{names.party(party)} → {', '.join(to)}" for party, to in ends.items() if to]
        told.append(f"{_mark(game, state)}: {'; '.join(gains) or '–'}.")
    return " ".join(told)
