"""What each solution is worth to every party, those included who decide nothing."""

from collections.abc import Sequence

from pourparler.analyses.bargaining.results import PointResult
from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.views.charts.drawing import (
    GRID,
    INK,
    LEADING,
    PAPER,
    WIDTH,
    Drawing,
    stacked,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.solutions import mark_of, short_concept
from pourparler.views.names import Names

PAD, ROW = 10.0, 37.0


def worth(solutions: Sequence[PointResult], names: Names) -> Figure | None:
    """Utilities by party and solution, with the worth of no deal; ``None`` where no solution exists."""
    solved = [s for s in solutions if s.utilities]
    if not solved:
        return None
    return Figure(
        name="worth",
        title=render(_("What each solution is worth to every party"), names.lang),
        reading=_reading(solved, names),
        words=_words(solved, names),
        drawing=_drawn(solved, names),
        table=_table(solved, names),
    )


def _all(result: PointResult) -> dict[str, float]:
    return {**(result.utilities or {}), **result.bystanders}


def _reserve(solved: Sequence[PointResult], party: str) -> float | None:
    for result in solved:
        if result.gains and party in result.gains and result.utilities:
            return result.utilities[party] - result.gains[party]
    return None


def _reading(solved: Sequence[PointResult], names: Names) -> str:
    parts = [
        _(
            "One row per party; farther to the right is better for it. The tall bar is what the party has without a deal."
        )
    ]
    if any(result.bystanders for result in solved):
        parts.append(
            _(
                "Parties that are not at the table decide nothing; what the deal is worth to them is shown all the same."
            )
        )
    return " ".join(render(part, names.lang) for part in parts)


def _drawn(solved: Sequence[PointResult], names: Names) -> Drawing:
    parties = list(dict.fromkeys(p for result in solved for p in _all(result)))
    values = [u for result in solved for u in _all(result).values()]
    values += [r for p in parties if (r := _reserve(solved, p)) is not None]
    low, high = min(values), max(values)
    low, high = (
        (0.0, 1.0)
        if low >= 0 and high <= 1
        else (low - 0.05 * (high - low or 1), high + 0.05 * (high - low or 1))
    )

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    keys = _keys(solved, names)
    titles = [_title(party, solved, names) for party in parties]
    tops = stacked(titles, ROW)
    bottom = tops[-1] + 6
    drawing = Drawing(WIDTH, bottom + 24 + keys_height(keys, WIDTH))
    for party, title, top in zip(parties, titles, tops[:-1], strict=True):
        y = top + 27 + LEADING * (len(title) - 1)
        drawing.paragraph((0, top + 11), title, weight="bold")
        drawing.line((PAD, y, WIDTH - PAD, y), color=GRID)
        reserve = _reserve(solved, party)
        if reserve is not None:
            drawing.line((at(reserve), y - 9, at(reserve), y + 9), color=INK, width=2.5)
        _marks(
            drawing,
            [(result.concept.name, at(_all(result)[party])) for result in solved if party in _all(result)],
            y,
        )
    drawing.axis(bottom, (PAD, WIDTH - PAD), [(at(x), number(x, names.lang)) for x in ticks(low, high)])
    draw_keys(drawing, bottom + 24, keys)
    return drawing


def _title(party: str, solved: Sequence[PointResult], names: Names) -> tuple[str, ...]:
    label = names.party(party)
    if any(party in result.bystanders for result in solved):
        label += " · " + render(_("decides nothing"), names.lang)
    return wrapped(label, WIDTH)


def _marks(drawing: Drawing, found: Sequence[tuple[str, float]], y: float) -> None:
    """Marks on one row; where several fall together, smaller ones lie on larger ones, so that all are seen."""
    for k, (concept, x) in enumerate(found):
        below = sum(abs(x - other) < 4 for _name, other in found[:k])
        above = any(abs(x - other) < 4 for _name, other in found[k + 1 :])
        area = (240.0, 110.0, 50.0, 22.0)[min(below, 3)] if below or above else 110.0
        shape, color = mark_of(concept)
        drawing.point((x, y), shape=shape, color=PAPER, fill=color, area=area)


def _keys(solved: Sequence[PointResult], names: Names) -> list[Key]:
    """One per solution, and one for no deal."""
    marked = [(result.concept.name, *mark_of(result.concept.name)) for result in solved]
    return [
        *(Key(short_concept(concept, names), shape, color) for concept, shape, color in marked),
        Key(render(_("no deal"), names.lang), "tick"),
    ]


def _words(solved: Sequence[PointResult], names: Names) -> str:
    parts = []
    for party in dict.fromkeys(p for result in solved for p in _all(result)):
        said = [
            f"{short_concept(r.concept.name, names)} {number(_all(r)[party], names.lang, 2)}"
            for r in solved
            if party in _all(r)
        ]
        reserve = _reserve(solved, party)
        if reserve is not None:
            said.append(f"{render(_('no deal'), names.lang)} {number(reserve, names.lang, 2)}")
        parts.append(f"{names.party(party)}: {', '.join(said)}.")
    return " ".join(parts)


def _table(solved: Sequence[PointResult], names: Names) -> Table:
    lang = names.lang
    rows = []
    for party in dict.fromkeys(p for result in solved for p in _all(result)):
        worths = [number(_all(r).get(party), lang, 3) for r in solved]
        rows.append(
            (
                Cell(names.party(party)),
                Cell(number(_reserve(solved, party), lang, 3)),
                *(Cell(w) for w in worths),
            )
        )
    heads = (
        render(_("Party"), lang),
        render(_("No deal"), lang),
        *(names.concept(r.concept.name) for r in solved),
    )
    return Table(heads, tuple(rows), frozenset(range(1, len(heads))))
