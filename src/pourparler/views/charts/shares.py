"""How often each level of each issue is in the chosen outcome, over the draws of a sweep."""

from collections.abc import Mapping
from typing import Any

from pourparler.language import msg as _
from pourparler.language import percent, render
from pourparler.uncertainty.draws.columns import Share
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.drawing import INK, LEADING, PAPER, WIDTH, Drawing, stacked, text_width, wrapped
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.names import Names
from pourparler.views.report_words import points_of

ROW, BAR = 66.0, 32.0
# From light to dark along the scale; ink or paper for the words on each.
TINTS = (
    ("#e3edf5", INK),
    ("#b9d3e6", INK),
    ("#8ab4d3", INK),
    ("#3f7fae", PAPER),
    ("#005a94", PAPER),
    ("#003a61", PAPER),
)


def shares(spread: Spread, names: Names, *, central: Mapping[str, Any] | None = None) -> Figure | None:
    """Stacked shares per issue; ``central``: the outcome at central values, marked above its segment."""
    if not spread.answers:
        return None
    issues = [issue for issue, _value in spread.answers[0]]
    concept = names.concept(spread.concept.name)
    return Figure(
        name=f"shares-{spread.concept.name}",
        title=render(
            _("What the outcome holds, issue by issue, over the draws: {concept}", concept=concept),
            names.lang,
        ),
        reading=_reading(central is not None, names),
        words=_words(spread, issues, names),
        drawing=_drawn(spread, issues, (names, central or {})),
        table=_table(spread, issues, names),
    )


def _reading(marked: bool, names: Names) -> str:
    parts = [
        _(
            "Each bar is divided by the share of draws in which the outcome has that level; the scale runs from left (pale) to right (dark)."
        )
    ]
    if marked:
        parts.append(_("▼ marks the outcome at the central values."))
    return " ".join(render(part, names.lang) for part in parts)


def ordered_levels(spread: Spread, issue: str, names: Names) -> list[tuple[Any, Share]]:
    """Levels that occur, in the order of the issue's scale, with their shares."""
    found = spread.levels(issue)
    place = {
        str(k): x
        for k, x in (names.brief.levels(issue) if names.brief and issue in names.brief.issues else {}).items()
    }

    def position(value: Any) -> tuple[float, str]:
        known = place.get(str(value), value)
        return (float(known), "") if isinstance(known, int | float) else (0.0, str(known))

    return sorted(found.items(), key=lambda item: position(item[0]))


def _drawn(spread: Spread, issues: list[str], tools: tuple[Names, Mapping[str, Any]]) -> Drawing:
    names, central = tools
    titles = [wrapped(names.issue(issue), WIDTH) for issue in issues]
    tops = stacked(titles, ROW)
    drawing = Drawing(WIDTH, tops[-1])
    for issue, title, above in zip(issues, titles, tops[:-1], strict=True):
        drawing.paragraph((0, above + 11), title, weight="bold")
        top = above + LEADING * (len(title) - 1)
        levels = ordered_levels(spread, issue, names)
        total = sum(share.share for _value, share in levels) or 1.0
        x = 0.0
        for value, share in levels:
            width = share.share / total * WIDTH
            fill, ink = TINTS[_tint(issue, value, names)]
            said = (names.level(issue, value), percent(share.share, names.lang))
            drawing.rect((x, top + 29, x + width, top + 29 + BAR), fill, stroke=PAPER, tip=" · ".join(said))
            _label(drawing, (x, width, top + 29 + BAR / 2), said, ink)
            if str(value) == str(central.get(issue)):
                drawing.point((x + width / 2, top + 24), shape="triangle-down", color=INK, area=34)
            x += width
    return drawing


def _tint(issue: str, value: Any, names: Names) -> int:
    """The tint of a value: where it lies on the issue's scale, pale at the lower end."""
    brief = names.brief
    if brief is None or issue not in brief.issues:
        return 1
    low, high = brief.scale(issue)
    where = brief.levels(issue).get(str(value), value)
    part = (float(where) - low) / ((high - low) or 1.0) if isinstance(where, int | float) else 0.5
    return min(max(round(part * (len(TINTS) - 1)), 0), len(TINTS) - 1)


def _label(drawing: Drawing, box: tuple[float, float, float], words: tuple[str, str], ink: str) -> None:
    """The level and its share on the segment, on as many lines as it holds; the share alone, or nothing, where it is narrow."""
    x, width, y = box
    level, share = words
    for lines in ((f"{level} · {share}",), (level, share), (share,)):
        if all(text_width(line, 11) + 6 <= width for line in lines):
            top = y - LEADING * (len(lines) - 1) / 2
            drawing.paragraph((x + width / 2, top), lines, align="center", color=ink, size=11)
            return


def _words(spread: Spread, issues: list[str], names: Names) -> str:
    parts = []
    for issue in issues:
        said = [
            f"{names.level(issue, value)} {percent(share.share, names.lang)}"
            for value, share in ordered_levels(spread, issue, names)
        ]
        parts.append(f"{names.issue(issue)}: {', '.join(said)}.")
    return " ".join(parts)


def _table(spread: Spread, issues: list[str], names: Names) -> Table:
    rows = [
        (
            Cell(names.issue(issue)),
            Cell(names.level(issue, value)),
            Cell(percent(share.share, names.lang)),
            Cell(points_of(share, names.lang)),
        )
        for issue in issues
        for value, share in ordered_levels(spread, issue, names)
    ]
    heads = (_("Issue"), _("Level"), _("Share of draws"), _("± points"))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows), frozenset((2, 3)))
