"""How strategies did in a tournament: means with their intervals, the best on top."""

from collections.abc import Mapping
from math import isfinite

from pourparler.analyses.talks.tournament.result import TournamentResult
from pourparler.analyses.talks.tournament.scores import Score, Scores
from pourparler.language import Message, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import BLUE, GREY, GRID, WIDTH, Drawing, Shape, stacked, ticks, wrapped
from pourparler.views.charts.figure import Figure, Table, cells
from pourparler.views.names import Names
from pourparler.views.tournaments import interval_words, tournament_tables

PAD, ROW = 12.0, 34.0

# Dots of two measures have colours and shapes of their own.
LOOKS: Mapping[str, tuple[str, Shape]] = {"advantage": (BLUE, "circle"), "utility": (GREY, "diamond")}


def results(found: TournamentResult, names: Names) -> Figure:
    """Advantage and utility of every strategy, with intervals. For a tournament that has runs."""
    table = tournament_tables(found, names)[0]
    lang = names.lang
    words = " ".join(
        render(_("{name}: {score}.", name=one.strategy, score=interval_words(one.measures["advantage"], lang)), lang)
        for one in found.scores
    )  # fmt: skip
    return Figure(
        name="tournament",
        title=render(_("What strategies got"), lang),
        reading=" ".join(render(text, lang) for text in _reading(found.scores)),
        words=words,
        drawing=_drawn(found.scores, names),
        table=Table(table.columns, tuple(cells(row) for row in table.rows), table.right),
    )  # fmt: skip


def _reading(scores: tuple[Scores, ...]) -> list[Message]:
    lines = [
        _("Blue dots: mean advantage, the utility above the reserve as a share of what the party’s best outcome is above it. Lines: 95% intervals from resampling scenarios."),
    ]  # fmt: skip
    return [*lines, _("Grey diamonds: mean utility.")] if "utility" in _shown(scores) else lines


def _shown(scores: tuple[Scores, ...]) -> tuple[str, ...]:
    """Utility stands beside advantage where both fit one axis: briefs may count it in any unit."""
    ends = [x for one in scores for x in _ends(one.measures["utility"])]
    return tuple(LOOKS) if -1 <= min(ends, default=0.0) <= max(ends, default=0.0) <= 1 else ("advantage",)


def _drawn(scores: tuple[Scores, ...], names: Names) -> Drawing:
    titles = [wrapped(one.strategy, WIDTH) for one in scores]
    tops = stacked(titles, ROW)
    drawing = Drawing(WIDTH, tops[-1] + 22)
    low, high = _range(scores)

    def at(x: float) -> float:
        return PAD + (x - low) / (high - low) * (WIDTH - 2 * PAD)

    for value in ticks(low, high):
        if low <= value <= high:
            drawing.line((at(value), 0, at(value), tops[-1]), color=GRID)
            drawing.text(
                (at(value), tops[-1] + 10), number(value, names.lang), align="center", color=GREY, size=11
            )
    for one, lines, top in zip(scores, titles, tops[:-1], strict=True):
        drawing.paragraph((0, top + 8), lines, size=11.5)
        y = top + 21 + 14 * (len(lines) - 1)
        for offset, (name, (color, shape)) in zip((0.0, 6.0), LOOKS.items(), strict=True):
            score = one.measures[name]
            if score.mean is None or name not in _shown(scores):
                continue
            if score.low is not None and score.high is not None:
                drawing.line((at(score.low), y + offset, at(score.high), y + offset), color=color, width=2)
            tip = f"{one.strategy}: {interval_words(score, names.lang)}"
            drawing.point((at(score.mean), y + offset), color=color, shape=shape, area=44, tip=tip)
    return drawing


def _range(scores: tuple[Scores, ...]) -> tuple[float, float]:
    """From the lowest to the highest end of what is shown; 0 to 1 is always inside."""
    ends = [x for one in scores for name in _shown(scores) for x in _ends(one.measures[name])]
    return min([0.0, *ends]), max([1.0, *ends])


def _ends(score: Score) -> list[float]:
    return [x for x in (score.mean, score.low, score.high) if x is not None and isfinite(x)]
