"""What values and provisions are worth to each party, where the brief states it: the tables behind the answers."""

from pourparler.brief.brief import Brief
from pourparler.brief.numbers import Number
from pourparler.language import msg, render
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.charts.scales import range_text, short
from pourparler.views.names import Names


def scores(brief: Brief, names: Names) -> Table | None:
    """One row per value of each issue (or per provision), one column per party; ``None`` where none is stated."""
    stated = [
        party
        for party, stances in brief.content.stances.items()
        if party in brief.parties and any(s.values or s.score is not None for s in stances.values())
    ]
    rows = [row for issue in brief.issues for row in _rows(brief, issue, stated, names)]
    if not rows:
        return None
    reserves = [brief.numbers.get(f"parties/{party}/reserve") for party in stated]
    if any(reserves):
        label = Cell(render(msg("without a deal"), names.lang))
        rows.append((label, Cell(""), *(_cell(number, names) for number in reserves)))
    heads = (render(msg("Issue"), names.lang), render(msg("Value"), names.lang))
    return Table((*heads, *(names.party(party) for party in stated)), tuple(rows))


def _rows(brief: Brief, issue: str, parties: list[str], names: Names) -> list[tuple[Cell, ...]]:
    if brief.issues[issue].kind == "provision":
        cells = [_cell(brief.numbers.get(f"stances/{party}/{issue}/score"), names) for party in parties]
        return [(Cell(names.issue(issue)), Cell(names.level(issue, "in")), *cells)]
    rows: list[tuple[Cell, ...]] = []
    for level in brief.levels(issue):
        numbers = [brief.numbers.get(f"stances/{party}/{issue}/values/{level}") for party in parties]
        if any(numbers):
            first = Cell(names.issue(issue), muted=bool(rows))
            rows.append((first, Cell(names.level(issue, level)), *(_cell(n, names) for n in numbers)))
    return rows


def _cell(number: Number | None, names: Names) -> Cell:
    if number is None:
        return Cell("–")
    low, high = number.law.interval(0.9)
    text = short(number.law.central, names.lang)
    if high > low:
        text += f" ({range_text(low, high, width=number.law.support[1], lang=names.lang)})"
    return Cell(text, number.key, number.is_assumption)
