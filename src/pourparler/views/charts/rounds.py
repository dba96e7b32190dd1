"""How positions move round by round in a model that goes by rounds: one panel per issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pourparler.analyses.collective.challenges.challenged import ChallengeResult
from pourparler.analyses.collective.turns.result import SmpResult
from pourparler.language import Message, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    LEADING,
    LINE,
    RUST,
    WIDTH,
    Drawing,
    wrapped,
)
from pourparler.views.charts.figure import Figure, Table, cells
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.scales import decimals_for
from pourparler.views.names import Names

LEFT, RIGHT, PLOT = 40.0, 232.0, 110.0
LEAST = 18.0
"""Pixels from one name tag at the right end to the next; the lines of one stand closer."""


@dataclass(frozen=True)
class Course:
    """One issue: positions by party, one per round from the start; ``middle``: the weighted median of each.

    ``answer``: what the model says in the end; ``scale``: both ends.
    """

    issue: str
    paths: Mapping[str, tuple[float, ...]]
    middle: tuple[float, ...]
    answer: float | None
    scale: tuple[float, float]

    @property
    def rounds(self) -> int:
        """How many rounds were played."""
        return max((len(path) for path in self.paths.values()), default=1) - 1


def challenge_rounds(result: ChallengeResult, names: Names) -> Figure | None:
    """The rounds of a challenge model, with the weighted median of each."""
    courses = []
    for issue, game in result.issues.items():
        paths = {party: tuple(row[party] for row in game.positions) for party in game.positions[0]}
        answer = result.forecasts[issue].point
        courses.append(Course(issue, paths, game.medians, answer, _scale(issue, paths, names)))
    return _figure(courses, names, _("The thick line is the weighted median."))


def spatial_turns(result: SmpResult, names: Names) -> Figure | None:
    """The turns of the spatial model, with the mean that is its answer."""
    courses = []
    for i, issue in enumerate(result.issues):
        paths = {}
        for a, party in enumerate(result.actors):
            places = [turn[a][i] for turn in result.positions]
            known = tuple(x for x in places if x is not None)
            if known and len(known) == len(places):
                paths[party] = known
        answer = result.forecasts[issue].point
        courses.append(Course(issue, paths, (), answer, _scale(issue, paths, names)))
    return _figure(courses, names, _("The diamond is the model's answer."))


def _scale(issue: str, paths: Mapping[str, Sequence[float]], names: Names) -> tuple[float, float]:
    if names.brief is not None and issue in names.brief.issues:
        return names.brief.scale(issue)
    held = [x for path in paths.values() for x in path]
    return min([0.0, *held]), max([100.0, *held])


def _figure(courses: Sequence[Course], names: Names, what: Message) -> Figure | None:
    drawn = [course for course in courses if course.paths]
    if not drawn:
        return None
    lines = _(
        "Each line is a party's position, from the start (0) to the last round; parties at one end share a name tag."
    )
    return Figure(
        name="rounds",
        title=render(_("Positions round by round"), names.lang),
        reading=" ".join(render(part, names.lang) for part in (lines, what)),
        words=" ".join(_words(course, names) for course in drawn),
        drawing=_drawn(drawn, names),
        table=_table(drawn, names),
    )


def _drawn(courses: Sequence[Course], names: Names) -> Drawing:
    panels = [_Panel(course, names) for course in courses]
    keys = [Key(render(_("position of a party"), names.lang), "bar", LINE)]
    if any(course.middle for course in courses):
        keys.append(Key(render(_("weighted median"), names.lang), "bar", BLUE))
    keys.append(Key(render(_("the model's answer"), names.lang), "diamond", RUST))
    bottom = sum(panel.height for panel in panels)
    drawing = Drawing(WIDTH, bottom + keys_height(keys, WIDTH))
    top = 0.0
    for panel in panels:
        panel.draw(drawing, top)
        top += panel.height
    draw_keys(drawing, bottom, keys)
    return drawing


class Tag(NamedTuple):
    """Names beside the end of a line: where it ends, the first line's place, the lines."""

    end: float
    top: float
    lines: tuple[str, ...]


class _Panel:
    """One issue: rounds to the right, the scale upwards, names where lines end."""

    def __init__(self, course: Course, names: Names) -> None:
        self.course, self.names = course, names
        self.title = wrapped(names.issue(course.issue), WIDTH)
        self.tags = self._tags()
        lowest = max((tag.top + LEADING * (len(tag.lines) - 1) for tag in self.tags), default=0.0)
        self.plot = max(PLOT, lowest)
        self.height = 26 + LEADING * (len(self.title) - 1) + self.plot + 34

    def y(self, x: float) -> float:
        """Pixels below the top of the plot."""
        low, high = self.course.scale
        return PLOT * (1 - (min(max(x, low), high) - low) / (high - low or 1.0))

    def x(self, number: int) -> float:
        return LEFT + (RIGHT - LEFT) * (number / self.course.rounds if self.course.rounds else 0.0)

    def _tags(self) -> list[Tag]:
        """Names at the right end, parties that end together on one tag, moved down until they stand apart."""
        low, high = self.course.scale
        ends: dict[float, list[str]] = {}
        for party, path in sorted(self.course.paths.items(), key=lambda pair: -pair[1][-1]):
            same = next((x for x in ends if abs(x - path[-1]) <= 1e-9 * (high - low)), path[-1])
            ends.setdefault(same, []).append(self.names.party(party))
        tags: list[Tag] = []
        free = 0.0
        for x, parties in ends.items():
            lines = wrapped("; ".join(parties), WIDTH - RIGHT - 24, size=11)
            y = max(self.y(x) - LEADING * (len(lines) - 1) / 2, free)
            tags.append(Tag(self.y(x), y, lines))
            free = y + LEADING * (len(lines) - 1) + LEAST
        return tags

    def draw(self, drawing: Drawing, top: float) -> None:
        """The panel with its title at ``top``."""
        drawing.paragraph((0, top + 9), self.title, weight="bold")
        zero = top + 26 + LEADING * (len(self.title) - 1)
        self._frame(drawing, zero)
        for party, path in self.course.paths.items():
            corners = self._corners(path, zero)
            tip = f"{self.names.party(party)}: {self._number(path[0])} → {self._number(path[-1])}"
            drawing.trail(corners, color=LINE, width=1.2, tip=tip)
        if self.course.middle:
            drawing.trail(self._corners(self.course.middle, zero), color=BLUE, width=3)
        if self.course.answer is not None:
            drawing.point((RIGHT, zero + self.y(self.course.answer)), shape="diamond", color=RUST, area=90)
        for tag in self.tags:
            middle = tag.top + LEADING * (len(tag.lines) - 1) / 2
            drawing.line((RIGHT + 7, zero + tag.end, RIGHT + 20, zero + middle), color=LINE)
            drawing.paragraph((RIGHT + 24, zero + tag.top), tag.lines, size=11)

    def _corners(self, path: Sequence[float], zero: float) -> list[tuple[float, float]]:
        # A game that ended early, or has no round at all, goes on as it was.
        kept = [*path, *[path[-1]] * (max(self.course.rounds, 1) + 1 - len(path))]
        return [
            (self.x(r) if self.course.rounds else (LEFT, RIGHT)[r], zero + self.y(x))
            for r, x in enumerate(kept)
        ]

    def _frame(self, drawing: Drawing, zero: float) -> None:
        low, high = self.course.scale
        for x in sorted({low, high}):
            drawing.line((LEFT, zero + self.y(x), RIGHT, zero + self.y(x)), color=GRID)
            drawing.text((LEFT - 5, zero + self.y(x)), self._number(x), align="right", color=GREY, size=11)
        rounds = self.course.rounds
        step = max(1, -(-rounds // 10))
        for r in range(0, rounds + 1, step):
            drawing.line((self.x(r), zero + PLOT, self.x(r), zero + PLOT + 4), color=LINE)
            drawing.text((self.x(r), zero + PLOT + 13), str(r), align="center", color=GREY, size=11)

    def _number(self, x: float) -> str:
        low, high = self.course.scale
        return number(x, self.names.lang, decimals_for(high - low))


def _words(course: Course, names: Names) -> str:
    digits = decimals_for(course.scale[1] - course.scale[0])
    moves = [
        f"{names.party(party)} {number(path[0], names.lang, digits)} → {number(path[-1], names.lang, digits)}"
        for party, path in course.paths.items()
    ]
    return f"{names.issue(course.issue)}: {'; '.join(moves)}."


def _table(courses: Sequence[Course], names: Names) -> Table:
    heads = [render(_("Issue"), names.lang), render(_("Party"), names.lang)]
    most = max(course.rounds for course in courses)
    rows = []
    for course in courses:
        digits = decimals_for(course.scale[1] - course.scale[0])
        lines = [(names.party(party), path) for party, path in course.paths.items()]
        if course.middle:
            lines.append((render(_("weighted median"), names.lang), course.middle))
        for name, path in lines:
            shown = [number(x, names.lang, digits) for x in path]
            rows.append(cells([names.issue(course.issue), name, *shown, *["–"] * (most + 1 - len(shown))]))
    columns = (*heads, *(render(_("Round {round}", round=r), names.lang) for r in range(most + 1)))
    return Table(columns, tuple(rows), frozenset(range(2, most + 3)))
