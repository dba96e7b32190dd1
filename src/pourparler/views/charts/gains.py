"""Who gains how much from which deal: solutions, or what improves on a deal, as a heat map."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.bargaining.audited import AuditResult
from pourparler.analyses.bargaining.results import PointResult
from pourparler.language import Message, percent, render
from pourparler.language import msg as _
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.heat import Head, Row, Square, heat
from pourparler.views.charts.shown import joined, terms_of
from pourparler.views.charts.solutions import by_deal, mark_of, short_concept
from pourparler.views.deals import signed
from pourparler.views.names import Names

# Better deals that have a column.
COLUMNS = 6


def gains(solutions: Sequence[PointResult], names: Names) -> Figure | None:
    """Gains of every party in every solution, also as shares of the most it can gain; ``None`` without any."""
    columns = [same for same in by_deal(solutions) if same[0].gains]
    if not columns:
        return None
    parties = list(columns[0][0].gains or {})
    called = [", ".join(short_concept(r.concept.name, names) for r in same) for same in columns]
    heads = [
        Head(text, tuple(mark_of(r.concept.name) for r in same))
        for text, same in zip(called, columns, strict=True)
    ]
    rows = [
        Row(names.party(p), tuple(_square((p, same[0]), text, names, ideal=_ideal(same[0], solutions))
                                  for text, same in zip(called, columns, strict=True)))
        for p in parties
    ]  # fmt: skip
    reading = [
        _("One row per party, one column per deal; solutions that give the same deal share a column."),
        _("In bold, what the party gains over no deal, in its own units of utility; below it, how much that is of the most that an acceptable deal can give it: darker is more."),
        _("The units cannot be compared between parties."),
    ]  # fmt: skip
    if any(square.is_loss for row in rows for square in row.squares):
        reading.append(_("A dashed frame: the party has less than without a deal, and was outvoted."))
    return Figure(
        name="gains",
        title=render(_("What each solution gains for every party"), names.lang),
        reading=joined(reading, names),
        words=" ".join(f"{square.tip}." for row in rows for square in row.squares),
        drawing=heat(heads, rows),
        table=_table(called, rows, names),
    )


def _ideal(result: PointResult, solutions: Sequence[PointResult]) -> Mapping[str, float]:
    """The most that each party of a solution's coalition gets: its own, or that of another with the same parties."""
    alike = (other.ideal for other in (result, *solutions) if other.coalition == result.coalition)
    return next((ideal for ideal in alike if ideal), {})


def _square(of: tuple[str, PointResult], column: str, names: Names, *, ideal: Mapping[str, float]) -> Square:
    party, result = of
    gain = (result.gains or {})[party]
    most = None
    if party in ideal and result.utilities:
        most = ideal[party] - (result.utilities[party] - gain)
    amount, small = signed(gain, names.lang), ""
    share = None
    if most is not None and most > 1e-12 and gain >= 0:
        share = gain / most
        small = percent(share, names.lang)
    tip = _("{party}, {concepts}: {gain}", party=names.party(party), concepts=column, gain=amount)
    if small:
        tip = _("{party}, {concepts}: {gain}, {share} of the most it can gain",
                party=names.party(party), concepts=column, gain=amount, share=small)  # fmt: skip
    return Square(amount, small, share, render(tip, names.lang), is_loss=gain < 0)


def _table(called: Sequence[str], rows: Sequence[Row], names: Names) -> Table:
    lines = [
        (Cell(row.title), *(Cell(f"{s.text} ({s.small})" if s.small else s.text) for s in row.squares))
        for row in rows
    ]
    heads = (render(_("Party"), names.lang), *called)
    return Table(heads, tuple(lines), frozenset(range(1, len(heads))))


def improvements(audit: AuditResult, names: Names) -> Figure | None:
    """What the best deals that hurt nobody add to an audited one; ``None`` where there is none."""
    better = audit.dominating[:COLUMNS]
    here = audit.utilities or {}
    if not better or not here:
        return None
    heads = [Head(render(_("Deal {n}", n=k), names.lang)) for k in range(1, len(better) + 1)]
    rows = []
    for party, now in here.items():
        added = [point.utilities[party] - now for point in better]
        most = max(added)
        squares = [
            Square(signed(gain, names.lang), "", gain / most if most > 0 else 0.0,
                   f"{names.party(party)}, {head.text}: {signed(gain, names.lang)}")
            for head, gain in zip(heads, added, strict=True)
        ]  # fmt: skip
        rows.append(Row(names.party(party), tuple(squares)))
    terms = terms_of([point.outcome for point in better], names, columns=0)
    lines = [
        (Cell(head.text), *(Cell(row.squares[k].text) for row in rows), *terms.rows[k])
        for k, head in enumerate(heads)
    ]
    columns = (render(_("Deal"), names.lang), *(row.title for row in rows), *terms.heads)
    reading: list[Message | str] = [
        _("Each column is a deal that is at least as good for every party at the table and better for one; the number is what it adds, in the party's own units of utility, darker where it is more of that party's best column."),
        terms.shared,
    ]  # fmt: skip
    if len(audit.dominating) > COLUMNS:
        reading.append(
            _("The first {n} of {total} such deals are shown.", n=COLUMNS, total=len(audit.dominating))
        )
    return Figure(
        name="improvements",
        title=render(_("What would be better for some and worse for nobody"), names.lang),
        reading=joined(reading, names),
        words=" ".join(f"{square.tip}." for row in rows for square in row.squares),
        drawing=heat(heads, rows),
        table=Table(columns, tuple(lines), frozenset(range(1, 1 + len(rows)))),
    )
