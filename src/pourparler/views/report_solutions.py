"""The parts of the report that hold the answers: bargaining, counts of agreements, forecasts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pourparler.analyses.bargaining.audited import AuditResult, ZonesResult
from pourparler.analyses.bargaining.results import AgreementsResult, FrontierResult, PointResult
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.result import Result
from pourparler.brief.brief import Brief
from pourparler.language import Lang, Message, msg, msg_n, number, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.bargain import bargain
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.forecasts import Ranges, forecasts
from pourparler.views.charts.gains import gains
from pourparler.views.charts.parallel import parallel
from pourparler.views.charts.worth import worth
from pourparler.views.deals import (
    OF_LEAST_SPREAD,
    TO_IDEAL,
    decimals_of,
    opposition_caveat,
    opposition_numbers,
)
from pourparler.views.lots import lottery_sentences
from pourparler.views.names import Names
from pourparler.views.report_ground import Ground, ground_of
from pourparler.views.report_issues import Room, room
from pourparler.views.report_settling import Settling, settling
from pourparler.views.report_terms import DEFINITIONS
from pourparler.views.report_today import Audited, Beside, audited
from pourparler.views.report_words import certificate_words

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """One concept in words: its name, what it is, what it found, how it ended, what proves it."""

    name: str
    definition: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Opposed:
    """The numbers that go by the name of opposition, and how far they can be trusted."""

    table: Table
    caveat: str


@dataclass(frozen=True)
class Bargaining:
    """What a deal could be: deals looked at, issue by issue, solutions, pictures, counts."""

    units: str
    audits: tuple[Audited, ...]
    room: Room | None
    table: Table | None
    figures: tuple[Figure, ...]
    answers: tuple[Answer, ...]
    opposition: Opposed | None
    counts: Table | None
    counted: str


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of the collective-decision models; ``settling``: the ensemble of them, where there is one."""

    settling: Settling | None
    figure: Figure
    answers: tuple[Answer, ...]


def bargaining(brief: Brief, results: Sequence[Any], names: Names) -> Bargaining | None:
    """The bargaining part; ``None`` without any of its results."""
    points = [r for r in results if isinstance(r, PointResult)]
    audits = [r for r in results if isinstance(r, AuditResult)]
    frontier = _first(results, FrontierResult)
    counts = _first(results, AgreementsResult)
    zones, contests = _first(results, ZonesResult), _first(results, ContestednessResult)
    known = [*points, *audits, *(r for r in (frontier, counts, zones, contests) if r is not None)]
    if not known:
        return None
    ground = ground_of(brief, known[0].origin.digest)
    told = [audited(result, Beside(points, frontier, ground), names) for result in audits]
    return Bargaining(
        units=render(_units(brief), names.lang),
        audits=tuple(item for item in told if item is not None),
        room=room(zones, contests, names),
        table=_side_by_side(points, names),
        figures=_figures(frontier, points, ground, names=names),
        answers=tuple(_answer(r, names) for r in [*points, *([frontier] if frontier else [])]),
        opposition=_opposition(brief, frontier, names),
        counts=_counts(counts, names) if counts else None,
        counted=render(names.named(counts.status.message), names.lang) if counts else "",
    )


def _first(results: Sequence[Any], kind: type[T]) -> T | None:
    return next((result for result in results if isinstance(result, kind)), None)


def _units(brief: Brief) -> Message:
    """In what utilities are told."""
    if brief.content.preferences.form == "points":
        return msg(
            "Utilities are points on each party's own scale, as the brief gives them; they are not comparable between parties."
        )
    if brief.content.preferences.form == "mean-of-included":
        return msg(
            "The utility of a package is the mean score of what it includes, on each party's own scale; "
            "utilities are not comparable between parties."
        )
    return msg(
        "Utilities run from 0 to 1 on each party's own scale unless the brief says otherwise; they are not comparable between parties."
    )


def _figures(
    frontier: FrontierResult | None, points: Sequence[PointResult], ground: Ground | None, *, names: Names
) -> tuple[Figure, ...]:
    reserve = ground.reserve if ground else None
    drawn = [gains(points, names)]
    if frontier is not None and len(frontier.table.parties) == 2:
        drawn.append(
            bargain(frontier, points, names, outcomes=ground.outcomes() if ground else None, reserve=reserve)
        )
    elif frontier is not None:
        drawn.append(parallel(frontier, points, names, reserve=reserve))
    # What a deal is worth to those who decide nothing is drawn nowhere else.
    if any(p.bystanders for p in points):
        drawn.append(worth(points, names))
    return tuple(figure for figure in drawn if figure is not None)


def _opposition(brief: Brief, frontier: FrontierResult | None, names: Names) -> Opposed | None:
    """The four numbers that go by the name of opposition, each with its definition."""
    found = frontier.opposition if frontier else None
    numbers = opposition_numbers(found)
    if found is None or not numbers:
        return None
    caveat = opposition_caveat(found)
    if caveat and brief.content.preferences.form == "points":
        # In points, utility 1 is nobody's best: a distance to it would be a number without a meaning.
        numbers = tuple(line for line in numbers if line[0] not in (TO_IDEAL, OF_LEAST_SPREAD))
        caveat = msg("Two more usages, distances to utility 1, mean nothing in points and are left out.")
    lang = names.lang
    rows = [
        (Cell(render(name, lang)), Cell(render(told, lang)), Cell(number(x, lang, 3)))
        for name, told, x in numbers
    ]
    heads = (msg("Opposition"), msg("Definition"), msg("Distance"))
    table = Table(tuple(render(head, lang) for head in heads), tuple(rows), frozenset((2,)))
    return Opposed(table, render(caveat, lang))


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
    # Whole points as they are, shares of 1 with two decimals.
    digits = (
        decimals_of(
            u for point in solved for u in (*(point.utilities or {}).values(), *point.bystanders.values())
        )
        and 2
    )
    for party in solved[0].utilities or {}:
        label = render(msg("Utility of {party} (gain over no deal)", party=names.party(party)), lang)
        rows.append(
            (Cell(label), *(Cell(_with_gain(point, party, digits=digits, lang=lang)) for point in solved))
        )
    for party in solved[0].bystanders:
        label = render(msg("Utility of {party} (decides nothing)", party=names.party(party)), lang)
        rows.append(
            (Cell(label), *(Cell(number(point.bystanders.get(party), lang, digits)) for point in solved))
        )
    heads = (render(msg("Issue"), lang), *(names.concept(point.concept.name) for point in solved))
    return Table(heads, tuple(rows))


def _with_gain(point: PointResult, party: str, *, digits: int, lang: Lang) -> str:
    utility, gain = (point.utilities or {}).get(party), (point.gains or {}).get(party)
    sign = "+" if gain is not None and gain >= 0 else ""
    return f"{number(utility, lang, digits)} ({sign}{number(gain, lang, digits)})"


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
    if isinstance(result, FrontierResult) and result.acceptable is not None:
        yield msg(
            "{n} points of the frontier are acceptable to every party at the table.", n=result.acceptable
        )


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
    if figure is None:
        return None
    return Forecasts(settling(results, names), figure, tuple(_answer(r, names) for r in found))


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
