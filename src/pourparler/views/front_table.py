"""Issue by issue, for the first page: what holds today, what the deal says, how firmly, where a compromise lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.bargaining.results import PointResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.language import Message, msg, number, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.charts.scales import decimals_for, nearest_level, said_value, status_quo, width_of
from pourparler.views.marks import marked
from pourparler.views.names import Names, with_unit


@dataclass(frozen=True)
class Found:
    """The results that the table joins, each where it exists."""

    nash: PointResult | None = None
    spread: Spread | None = None
    forecast: ForecastResult | None = None

    @property
    def outcome(self) -> Mapping[str, Any]:
        """The terms of the deal; empty without one."""
        return (self.nash.outcome if self.nash else None) or {}

    @property
    def deciders(self) -> tuple[str, ...]:
        """The parties whose stances make the deal."""
        return tuple((self.nash.utilities if self.nash else None) or {})

    @property
    def points(self) -> Mapping[str, float]:
        """Where the compromise lies, by issue."""
        forecasts = self.forecast.forecasts if self.forecast else {}
        return {issue: f.point for issue, f in forecasts.items() if f.point is not None}


def issue_table(found: Found, names: Names) -> Table | None:
    """One row per issue, in the brief's order; ``None`` with neither a deal nor a forecast."""
    brief = names.known
    issues = [issue for issue in brief.issues if issue in found.outcome or issue in found.points]
    if not issues:
        return None
    heads = [msg("Issue"), msg("Today")]
    if found.outcome:
        heads.append(msg("The deal (Nash solution)"))
        if found.spread:
            heads.append(msg("Most frequent in the draws (and the deal’s term)"))
    if found.points:
        heads.append(msg("If every party named weighed in: the compromise, by its nearest level"))
    rows = []
    for issue in issues:
        row = [Cell(names.issue(issue)), _today(issue, names)]
        if found.outcome:
            row.append(_term(issue, found, names))
            if found.spread:
                row.append(_share(issue, found, names))
        if found.points:
            row.append(_compromise(issue, found, names))
        rows.append(tuple(row))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows))


def _today(issue: str, names: Names) -> Cell:
    quo = status_quo(names.known, issue)
    if quo is None:
        return Cell("–")
    key = f"issues/{issue}/status_quo"
    held = names.known.numbers.get(key)
    text = said_value(issue, quo, names)
    return Cell(marked(text, key, assumed=held.is_assumption) if held else text)


def _term(issue: str, found: Found, names: Names) -> Cell:
    if issue not in found.outcome:
        return Cell("–")
    return Cell(_with_stances(names.value(issue, found.outcome[issue]), (issue, found.deciders), names))


def _with_stances(text: str, of: tuple[str, Sequence[str]], names: Names) -> str:
    """A text with the marks of the stances it rests on; ◇ where every number of a stance is assumed."""
    issue, parties = of
    for party in parties:
        record = f"stances/{party}/{issue}"
        held = [n for key, n in names.known.numbers.items() if key.startswith(record + "/")]
        if held:
            text = marked(text, record, assumed=all(n.is_assumption for n in held))
    return text


def _share(issue: str, found: Found, names: Names) -> Cell:
    levels = found.spread.levels(issue) if found.spread else {}
    if not levels or issue not in found.outcome:
        return Cell("–")
    own = next((share for value, share in levels.items() if str(value) == str(found.outcome[issue])), None)
    most, often = max(levels.items(), key=lambda pair: pair[1].share)
    if str(most) == str(found.outcome[issue]):
        return Cell(render(msg("the same: {share:percent}", share=often.share), names.lang))
    small = msg(
        "{share:percent} (the deal’s: {own:percent})",
        share=often.share,
        own=own.share if own else 0.0,
    )
    return Cell(names.value(issue, most), small=render(small, names.lang))


def _compromise(issue: str, found: Found, names: Names) -> Cell:
    if issue not in found.points:
        return Cell("–")
    point, brief = found.points[issue], names.known
    low, high = brief.scale(issue)
    near = nearest_level(issue, point, names)
    digits = decimals_for(width_of(brief, issue))
    shown = number(point, names.lang, digits)
    absent = [party for party in brief.parties if party not in found.deciders]
    if not near:
        text = with_unit(shown, names.unit(issue), names.lang)
        small = Message("") if names.unit(issue) else msg("scale {low} to {high}", low=low, high=high)
    else:
        text = near
        small = msg("{point} on {low} to {high}", point=shown, low=low, high=high)
    return Cell(_with_stances(text, (issue, absent), names), small=render(small, names.lang))
