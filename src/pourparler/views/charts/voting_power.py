"""Voting power of every party by two indices, the most powerful first."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.language import msg as _
from pourparler.language import msg_n, percent, render
from pourparler.views.charts.drawing import BLUE, GREY, INK, LINE, WIDTH, Drawing, text_width, wrapped
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names
from pourparler.views.procedures import INDEX_NAMES

LABEL, BAR, GAP = 128.0, 6.0, 6.0
PALER = "#82afd0"
SHOWN = ("shapley-shubik", "banzhaf")
FILLS = dict(zip(SHOWN, (BLUE, PALER), strict=True))
DRAWN = 30
"""Parties that are drawn; the table has all."""
SAME = 1e-9

Shares = Mapping[str, Mapping[str, float]]


def voting_power(result: PowerResult, names: Names) -> Figure | None:
    """Bars of both indices, as shares of 1; ``None`` where neither is defined or known."""
    found = {name: known for name in SHOWN if (known := result.indices.get(name)) is not None}
    if not found:
        return None
    first = next(iter(found.values()))
    order = sorted(result.players, key=lambda party: -round(first[party] / SAME))
    parts = [
        _("The share of all voting power that a party has: how often it decides over all orders of voting (Shapley–Shubik) and over all coalitions (Banzhaf, normalised).")
    ]  # fmt: skip
    if len(order) > DRAWN:
        parts.append(
            msg_n(
                "{n} more party is in the table alone.",
                "{n} more parties are in the table alone.",
                n=len(order) - DRAWN,
            )
        )
    rows = tuple(
        (Cell(names.party(party)), *(Cell(percent(known[party], names.lang, 1)) for known in found.values()))
        for party in order
    )
    heads = (_("Party"), *(INDEX_NAMES[name] for name in found))
    return Figure(
        name="voting-power",
        title=render(_("How often each party decides"), names.lang),
        reading=" ".join(render(part, names.lang) for part in parts),
        words=" ".join(f"{row[0].text}: {', '.join(cell.text for cell in row[1:])}." for row in rows),
        drawing=_drawn(order[:DRAWN], found, names),
        table=Table(tuple(render(head, names.lang) for head in heads), rows, frozenset(range(1, len(heads)))),
    )


def _drawn(order: Sequence[str], found: Shares, names: Names) -> Drawing:
    titles = [wrapped(names.party(party), LABEL - 8, size=11) for party in order]
    heights = [max(BAR * len(found), 13.0 * len(title)) + GAP for title in titles]
    said = [" / ".join(percent(known[party], names.lang, 1) for known in found.values()) for party in order]
    room = max(text_width(text, 10) for text in said) + 6
    longest = max(x for known in found.values() for x in known.values())
    drawing = Drawing(WIDTH, 22 + sum(heights))
    _keys(drawing, found, names)
    y = 22.0
    drawing.line((LABEL, y, LABEL, y + sum(heights)), color=LINE)
    for party, title, text, height in zip(order, titles, said, heights, strict=True):
        middle = y + height / 2
        for i, line in enumerate(title):
            drawing.text((0, middle + 13.0 * (i - (len(title) - 1) / 2)), line, size=11)
        end = LABEL
        top = middle - BAR * len(found) / 2
        for k, (name, known) in enumerate(found.items()):
            x = LABEL + known[party] / longest * (WIDTH - LABEL - room)
            if known[party] > 0:
                tip = f"{names.party(party)} · {render(INDEX_NAMES[name], names.lang)}"
                drawing.rect(
                    (LABEL, top + k * BAR, x, top + (k + 1) * BAR), FILLS[name],
                    tip=f"{tip} · {percent(known[party], names.lang, 1)}",
                )  # fmt: skip
            end = max(end, x)
        drawing.text((end + 5, middle), text, color=GREY, size=10)
        y += height
    return drawing


def _keys(drawing: Drawing, found: Shares, names: Names) -> None:
    x = LABEL
    for name in found:
        label = render(INDEX_NAMES[name], names.lang)
        drawing.rect((x, 4, x + 14, 4 + BAR + 2), FILLS[name])
        drawing.text((x + 19, 8), label, color=INK, size=11)
        x += text_width(label, 11) + 36
