"""The part of the report on what the group would settle on: the ensemble, its record, what it does not know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.collective.challenge_readings import ReadingsResult
from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.forecasting.calibration import shipped
from pourparler.analyses.collective.forecasting.result import EnsembleResult, Pool
from pourparler.language import Message, msg, msg_n, percent, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.densities import LEAST_LABEL, densities
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.scales import level_name, nearest_level, range_text, said_value, shown_value
from pourparler.views.charts.variance import variance
from pourparler.views.names import Names
from pourparler.views.pools import reading_name

YARDSTICK = "compromise"


@dataclass(frozen=True)
class Settling:
    """What the ensemble is and how it did, its answers as a table and in words, pictures."""

    about: tuple[str, ...]
    table: Table
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]


def settling(results: Sequence[Any], names: Names) -> Settling | None:
    """The ensemble's part; ``None`` without an ensemble that says something."""
    found = next((r for r in results if isinstance(r, EnsembleResult)), None)
    figure = densities(found, names) if found else None
    if found is None or figure is None:
        return None
    beside = next((r for r in results if isinstance(r, ForecastResult) and r.concept.name == YARDSTICK), None)
    sweep = next((r for r in results if isinstance(r, Spread) and r.concept == found.concept), None)
    bars = variance(sweep.decomposition, names) if sweep else None
    about = (*_what(found, names), *_record(found))
    lines = (*_issues(found, names), *_readings(results, names))
    return Settling(
        about=tuple(render(line, names.lang) for line in about),
        table=_table(found, beside, names),
        lines=tuple(render(line, names.lang) for line in lines),
        figures=tuple(item for item in (figure, bars) if item is not None),
    )


def _what(result: EnsembleResult, names: Names) -> Iterator[Message]:
    members = [msg("{reading} ({share:percent})", reading=reading_name(member, names), share=weight)
               for member, weight in result.weights.items()]  # fmt: skip
    own = isinstance(result.concept, Ensemble) and result.concept.calibration is not None
    where = (
        msg_n("{n} past issue", "{n} past issues", n=result.cases)
        if own
        else msg("{n} past decisions of the European Union", n=result.cases)
    )
    yield msg(
        "The ensemble pools {members:list}, each spread by how it erred on {cases}, with mass on the points where parties stand, as often as such points were decided.",
        members=members, cases=where,
    )  # fmt: skip


def _record(result: EnsembleResult) -> Iterator[Message]:
    """How the ensemble did on cases held out, against the compromise. Only for the settings that were tried."""
    concept = result.concept
    if not isinstance(concept, Ensemble) or concept != Ensemble(outlook=concept.outlook):
        yield msg("How an ensemble with these settings does on past cases is not recorded here.")
        return
    scores = shipped().record.get("scores", {})
    found = (scores.get("ensemble") or {}).get("crps_difference")
    if not found:
        return
    told = {"mean": found["mean"], "low": found["low"], "high": found["high"]}
    if found["low"] <= 0 <= found["high"]:
        yield msg(
            "On those cases, each forecast from the others, it was not ahead of the compromise given the same spread by a margin whose interval leaves out 0: {mean:.2} points of a scale of 100 in the mean error of the density (CRPS; below 0 is better), 95% interval {low:.2} to {high:.2}.",
            **told,
        )  # fmt: skip
    elif found["high"] < 0:
        yield msg(
            "On those cases, each forecast from the others, it was ahead of the compromise given the same spread: {mean:.2} points of a scale of 100 in the mean error of the density (CRPS; below 0 is better), 95% interval {low:.2} to {high:.2}.",
            **told,
        )  # fmt: skip
    else:
        yield msg(
            "On those cases, each forecast from the others, it was behind the compromise given the same spread: {mean:.2} points of a scale of 100 in the mean error of the density (CRPS; below 0 is better), 95% interval {low:.2} to {high:.2}.",
            **told,
        )  # fmt: skip


def _issues(result: EnsembleResult, names: Names) -> Iterator[Message]:
    for issue, pool in result.pools.items():
        forecast = pool.forecast
        if forecast.point is None or forecast.low is None or forecast.high is None:
            continue
        if forecast.low == forecast.high:
            yield msg(
                "{issue}: at least 80% of the density lies on one point, {point}.",
                issue=names.issue(issue), point=_said(issue, forecast.point, names),
            )  # fmt: skip
            continue
        yield msg(
            "{issue}: the middle is {point}; 80% of the density lies between {low} and {high}.",
            issue=names.issue(issue), point=_said(issue, forecast.point, names),
            low=_said(issue, forecast.low, names), high=_said(issue, forecast.high, names),
        )  # fmt: skip


def _readings(results: Sequence[Any], names: Names) -> Iterator[Message]:
    """How far the readings of the challenge model differ, where they were asked for."""
    for result in results:
        if isinstance(result, ReadingsResult):
            for issue, own in result.issues.items():
                yield msg(
                    "Depending on how the challenge model is read, its answer on {issue} lies between {low} and {high} ({n} readings).",
                    issue=names.issue(issue), low=_said(issue, min(own.medians), names),
                    high=_said(issue, max(own.medians), names), n=len(own.medians),
                )  # fmt: skip


def _table(result: EnsembleResult, beside: ForecastResult | None, names: Names) -> Table:
    heads = [
        msg("Issue"),
        msg("Median of the ensemble"),
        msg("80% interval"),
        msg("Mass where parties stand"),
    ]
    if beside:
        heads.insert(1, msg("Compromise"))
    rows: list[tuple[Cell, ...]] = []
    for issue, pool in result.pools.items():
        if pool.density is None:
            continue
        low, high = pool.density.interval(0.8)
        row = [
            Cell(names.issue(issue), small=names.unit(issue)),
            _shown(issue, pool.forecast.point, names),
            Cell(range_text(low, high, width=pool.density.width, lang=names.lang)),
            _mass(issue, pool, names),
        ]
        if beside:
            known = beside.forecasts.get(issue)
            row.insert(1, _shown(issue, known.point if known else None, names))
        rows.append(tuple(row))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows))


def _shown(issue: str, point: float | None, names: Names) -> Cell:
    """A point with the level nearest to it."""
    if point is None:
        return Cell("–")
    lies_on = level_name(issue, point, names)
    return Cell(shown_value(issue, point, names), small="" if lies_on else nearest_level(issue, point, names))


def _said(issue: str, value: float, names: Names) -> str:
    """A value as a sentence says it: a level, a number near one, a number with its unit."""
    near = nearest_level(issue, value, names)
    if not near or level_name(issue, value, names):
        return said_value(issue, value, names)
    return render(
        msg("{point} (near {level:quote})", point=shown_value(issue, value, names), level=near), names.lang
    )


def _mass(issue: str, pool: Pool, names: Names) -> Cell:
    """The mass on held positions, below it the heaviest of them."""
    total = float(pool.density.law.mass.sum()) if pool.density else 0.0
    heavy = sorted(pool.forecast.atoms, key=lambda atom: (-atom.mass, atom.at))[:2]
    told = [
        msg("{value} ({share:percent})", value=said_value(issue, atom.at, names), share=atom.mass)
        for atom in heavy
        if atom.mass >= LEAST_LABEL
    ]
    return Cell(
        percent(total, names.lang), small=render(Message("{points:terms}", {"points": told}), names.lang)
    )
