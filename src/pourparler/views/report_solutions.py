"""The parts of the report that hold the answers: bargaining, counts of agreements, forecasts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.results import AgreementsResult, FrontierResult, PointResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.result import Result
from pourparler.brief.brief import Brief
from pourparler.errors import PourparlerError
from pourparler.language import msg, msg_n, number, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.bargain import bargain
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.forecasts import Ranges, forecasts
from pourparler.views.charts.worth import worth
from pourparler.views.deals import opposition_caveat
from pourparler.views.lots import lottery_sentences
from pourparler.views.names import Names
from pourparler.views.report_terms import DEFINITIONS
from pourparler.views.report_words import certificate_words

# Above this many outcomes the picture shows the frontier without the shape that all outcomes fill.
CLOUD = 60_000


@dataclass(frozen=True)
class Answer:
    """One concept in words: its name, what it is, what it found, how it ended, what proves it."""

    name: str
    definition: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Bargaining:
    """Solutions of the bargaining problem."""

    table: Table | None
    figures: tuple[Figure, ...]
    answers: tuple[Answer, ...]
    counts: Table | None
    counted: str


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of the collective-decision models."""

    figure: Figure
    answers: tuple[Answer, ...]


def bargaining(brief: Brief, results: Sequence[Any], names: Names) -> Bargaining | None:
    """The bargaining part; ``None`` without any of its results."""
    points = [r for r in results if isinstance(r, PointResult)]
    frontier = next((r for r in results if isinstance(r, FrontierResult)), None)
    counts = next((r for r in results if isinstance(r, AgreementsResult)), None)
    if not points and frontier is None and counts is None:
        return None
    drawn = []
    if frontier is not None:
        drawn.append(bargain(frontier, points, names, outcomes=_outcomes(brief, frontier)))
    others = any(p.bystanders or len(p.utilities or {}) != 2 for p in points)
    if others or not any(drawn):
        drawn.append(worth(points, names))
    return Bargaining(
        table=_side_by_side(points, names),
        figures=tuple(f for f in drawn if f is not None),
        answers=tuple(_answer(r, names) for r in [*points, *([frontier] if frontier else [])]),
        counts=_counts(counts, names) if counts else None,
        counted=render(names.named(counts.status.message), names.lang) if counts else "",
    )


def _outcomes(brief: Brief, frontier: FrontierResult) -> NDArray[np.float64] | None:
    """Utilities of every outcome that is not excluded, shape (outcomes, 2), where there are not too many."""
    from pourparler.model.bargain import Bargain

    if len(frontier.table.parties) != 2:
        return None
    try:
        model = Bargain.from_brief(brief)
    except PourparlerError:
        return None
    if model.space.size > CLOUD or model.origin.digest != frontier.origin.digest:
        return None
    choices = np.indices(model.space.shape).reshape(len(model.space.shape), -1).T.astype(np.int64)
    allowed = np.ones(len(choices), dtype=np.bool_)
    for rule in model.excluded:
        allowed &= rule.allowed[tuple(choices[:, axis] for axis in rule.axes)]
    return model.utilities(choices[allowed]) / model.scale


def _side_by_side(points: Sequence[PointResult], names: Names) -> Table | None:
    solved = [p for p in points if p.outcome is not None]
    if not solved:
        return None
    lang = names.lang
    rows: list[tuple[Cell, ...]] = []
    first = solved[0].outcome or {}
    for issue in first:
        row = [Cell(names.issue(issue), small=names.unit(issue))]
        for point in solved:
            value = (point.outcome or {})[issue]
            row.append(Cell(names.level(issue, value), sign="≠" if value != first[issue] else ""))
        rows.append(tuple(row))
    for party in solved[0].utilities or {}:
        label = render(msg("Utility of {party} (gain over no deal)", party=names.party(party)), lang)
        rows.append((Cell(label), *(Cell(_with_gain(point, party, names)) for point in solved)))
    for party in solved[0].bystanders:
        label = render(msg("Utility of {party} (decides nothing)", party=names.party(party)), lang)
        rows.append((Cell(label), *(Cell(number(point.bystanders.get(party), lang, 2)) for point in solved)))
    heads = (render(msg("Issue"), lang), *(names.concept(point.concept.name) for point in solved))
    return Table(heads, tuple(rows))


def _with_gain(point: PointResult, party: str, names: Names) -> str:
    utility, gain = (point.utilities or {}).get(party), (point.gains or {}).get(party)
    sign = "+" if gain is not None and gain >= 0 else ""
    return f"{number(utility, names.lang, 2)} ({sign}{number(gain, names.lang, 2)})"


def _answer(result: Result, names: Names) -> Answer:
    name = result.concept.name
    definition = render(DEFINITIONS[name], names.lang) if name in DEFINITIONS else ""
    return Answer(
        names.concept(name),
        definition,
        tuple(render(names.named(part), names.lang) for part in _found(result, names) if part),
    )


def _found(result: Result, names: Names) -> Iterator[Any]:
    yield result.status.message
    if isinstance(result, PointResult) and result.utilities is not None:
        yield from lottery_sentences(result, names)
        yield certificate_words(result.certificate)
        if result.ties_total:
            yield msg_n(
                "{n} other outcome is exactly as good.",
                "{n} other outcomes are exactly as good.",
                n=result.ties_total,
            )
    if isinstance(result, FrontierResult):
        if result.acceptable is not None:
            yield msg(
                "{n} points of the frontier are acceptable to every party at the table.", n=result.acceptable
            )
        if result.opposition is not None:
            yield msg(
                "Opposition: the nearest point lies {x:.2} from utility 1 for everyone (0 would be full harmony).",
                x=result.opposition.to_ideal,
            )
            yield opposition_caveat(result.opposition)


def _counts(result: AgreementsResult, names: Names) -> Table | None:
    lang = names.lang
    lines: list[tuple[Any, int | None, str]] = [(msg("possible outcomes"), result.outcomes_total, "")]
    lines += [
        (msg("accepted under the decision rule"), result.feasible, "feasible"),
        (msg("accepted by all"), result.unanimous, "unanimous"),
    ]
    counts = result.by_party or {}
    # Under unanimity every party accepts every one of them: nothing to tell apart.
    for party, count in counts.items() if set(counts.values()) != {result.feasible} else ():
        lines.append((msg("accepted under the rule and by {party}", party=names.party(party)), count, party))
    rows = []
    for label, known, name in lines:
        text = number(known, lang) if known is not None else _bounds(result, name, names)
        rows.append((Cell(render(label, lang)), Cell(text)))
    return Table((render(msg("Outcomes"), lang), render(msg("How many"), lang)), tuple(rows), frozenset((1,)))


def _bounds(result: AgreementsResult, name: str, names: Names) -> str:
    if name not in result.bounds:
        return "–"
    low, high = result.bounds[name]
    return render(
        msg("{low} to {high}", low=number(low, names.lang), high=number(high, names.lang)), names.lang
    )


def forecast_part(results: Sequence[Any], names: Names) -> Forecasts | None:
    """The forecasts; ``None`` without any."""
    found = [r for r in results if isinstance(r, ForecastResult)]
    if not found:
        return None
    figure = forecasts(found, names, ranges=_ranges(results, found[0]))
    return Forecasts(figure, tuple(_answer(r, names) for r in found)) if figure else None


def _ranges(results: Sequence[Any], first: ForecastResult) -> Ranges:
    spread = next(
        (r for r in results if isinstance(r, Spread) and r.concept.name == first.concept.name), None
    )
    if spread is None:
        return {}
    ranges = {}
    for issue in first.forecasts:
        if f"issue/{issue}" in spread.quantities:
            found = spread.statistics(f"issue/{issue}")["quantiles"]
            if found["0.05"] is not None:
                ranges[issue] = (found["0.05"], found["0.95"])
    return ranges
