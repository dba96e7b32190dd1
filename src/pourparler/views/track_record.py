"""How sealed forecasts did, in tables and sentences: each with its scores, their means, their calibration."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pourparler.language import Lang, Message, msg_n, number, percent, render
from pourparler.language import msg as _
from pourparler.trackrecord.calibration import LEAST, Reliability, calibration, usable
from pourparler.trackrecord.records import ForecastLine
from pourparler.trackrecord.scoring import INTERVALS, Record, Scored, Summary
from pourparler.views.names import Names, holds_years, ungrouped
from pourparler.views.screen import Screen
from pourparler.views.table import Table

_LOSSES: Mapping[str, Message] = {
    "absolute-error": _("Absolute error"),
    "crps": _("CRPS"),
    "cell-log": _("Log score of the cell"),
}


FEW = 20
"""As many open forecasts are named in a sentence; JSON names all."""


def print_record(record: Record, lang: Lang, *, every: Sequence[Scored]) -> None:
    """The scores on a terminal: means, calibration where there are enough forecasts, and ``every`` one asked for."""
    to = Screen()
    levels = calibration(record.scored)
    if every:
        to.table(forecasts_table(every, lang))
    if record.overall is not None:
        to.table(means_table(record, lang))
    if levels:
        to.table(calibration_table(levels, lang))
    to.line()
    for line in record_words(record):
        to.line(render(line, lang))


def record_words(record: Record) -> tuple[Message, ...]:
    """What the scores rest on, and what they cannot say."""
    lines = [
        _("Resolved: {a}; open: {b}, of which overdue: {c}; void: {d}.",
          a=len(record.scored), b=len(record.open), c=len(record.overdue), d=len(record.void))
    ]  # fmt: skip
    if 0 < len(record.open) <= FEW:
        lines.append(_("Open: {names}.", names=[entry.forecast.id for entry in record.open]))
    if record.overdue:
        lines.append(_("Overdue: {names}.", names=[entry.forecast.id for entry in record.overdue]))
    if not record.scored:
        return tuple(lines)
    lines.append(
        _("All scores are in points of a scale of 100, the log score in natural units; smaller is better. A bare point has no intervals, and its CRPS is its absolute error.")
    )  # fmt: skip
    count = len(usable(record.scored))
    if count < LEAST:
        return (*lines, few(count))
    lines.append(
        _("The error by chance supposes forecasts that are independent of each other; those of one negotiation are not, so more than that is needed to call a forecast miscalibrated.")
    )  # fmt: skip
    lines.append(
        _(
            "Intervals of forecasts with mass on single points hold more outcomes than their share: the calibration table judges, not they."
        )
    )
    return tuple(lines)


def few(count: int) -> Message:
    """Why there is no calibration table."""
    return msg_n(
        "A calibration table needs at least {least} resolved forecasts with a distribution; there is {n}.",
        "A calibration table needs at least {least} resolved forecasts with a distribution; there are {n}.",
        least=LEAST, n=count,
    )  # fmt: skip


def forecasts_table(scored: Sequence[Scored], lang: Lang) -> Table:
    """One row per resolved forecast; points and outcomes on their own scales, scores on 100 points."""
    heads = (
        _("Forecast"), _("Sealed"), _("Point"), _("Outcome"), *_LOSSES.values(), _("In 50% / 80% / 95%"), _("Score that counts"),
    )  # fmt: skip
    rows = []
    for one in scored:
        line, resolution = one.entry.forecast, one.entry.resolution
        assert resolution is not None
        inside = one.covered
        told = (
            " / ".join(render(_("yes") if inside[name] else _("no"), lang) for name in INTERVALS)
            if inside
            else "–"
        )
        rows.append(
            (
                line.id,
                line.sealed.isoformat(),
                _place(line, line.law.point, lang, decimals=2),
                _place(line, resolution.outcome, lang),
                number(one.absolute_error, lang, 2),
                number(one.crps, lang, 2),
                number(one.cell_log, lang, 2),
                told,
                render(_LOSSES[line.rubric.score], lang),
            )
        )
    return Table(
        render(_("Resolved forecasts"), lang), _heads(heads, lang), tuple(rows), frozenset(range(2, 7))
    )


def _place(line: ForecastLine, value: float, lang: Lang, *, decimals: int | None = None) -> str:
    """A number on the scale that was sealed; years are not grouped (a line holds no unit that would tell more)."""
    shown = number(value, lang, decimals)
    scale = line.scale
    return ungrouped(shown, lang) if not scale.levels and holds_years(scale.low, scale.high) else shown


def means_table(record: Record, lang: Lang) -> Table:
    """Means over all resolved forecasts, and concept by concept where there are several."""
    names = Names(lang)
    rows = []
    if len(record.by_concept) > 1:
        rows = [_means(names.concept(name), found, lang) for name, found in record.by_concept.items()]
    if record.overall is not None:
        rows.append(_means(render(_("All"), lang), record.overall, lang))
    heads = (
        _("Concept"), _("Forecasts"), _("Mean absolute error"), _("Root mean square"), _("Median error"), _("Within 10"),
        _("CRPS"), _("Log score of the cell"), _("Held by 50% / 80% / 95%"),
    )  # fmt: skip
    return Table(render(_("Means"), lang), _heads(heads, lang), tuple(rows), frozenset(range(1, 8)))


def _means(name: str, found: Summary, lang: Lang) -> tuple[str, ...]:
    held = " / ".join(percent(found.coverage[share], lang) for share in INTERVALS) if found.coverage else "–"
    values = (found.points.mae, found.points.rmse, found.points.median)
    return (
        name,
        str(found.count),
        *(number(value, lang, 2) for value in values),
        percent(found.points.hit, lang),
        number(found.crps, lang, 2),
        number(found.cell_log, lang, 2),
        held,
    )


def calibration_table(levels: Sequence[Reliability], lang: Lang) -> Table:
    """Nominal against observed."""
    rows = tuple(
        (percent(one.nominal, lang), percent(one.observed, lang), f"± {percent(one.error, lang)}")
        for one in levels
    )
    heads = (_("Quantile"), _("Outcomes at or below it"), _("Error by chance"))
    return Table(render(_("Calibration"), lang), _heads(heads, lang), rows, frozenset((0, 1, 2)))


def _heads(heads: Sequence[Message], lang: Lang) -> tuple[str, ...]:
    return tuple(render(head, lang) for head in heads)


def record_data(record: Record, lang: Lang) -> dict[str, Any]:
    """Everything as JSON data."""
    return {
        "forecasts": [_scored_data(one) for one in record.scored],
        "overall": _summary_data(record.overall) if record.overall else None,
        "by_concept": {name: _summary_data(found) for name, found in record.by_concept.items()},
        "calibration": [asdict(level) for level in calibration(record.scored)] or None,
        "open": [entry.forecast.id for entry in record.open],
        "overdue": [entry.forecast.id for entry in record.overdue],
        "void": [entry.forecast.id for entry in record.void],
        "sentences": [render(line, lang) for line in record_words(record)],
    }


def _summary_data(found: Summary) -> dict[str, Any]:
    points = found.points
    return {
        "count": found.count,
        "laws": found.laws,
        "mae": points.mae,
        "rmse": points.rmse,
        "median_error": points.median,
        "hit": points.hit,
        "crps": found.crps,
        "cell_log": found.cell_log,
        "coverage": dict(found.coverage) if found.coverage else None,
    }


def _scored_data(one: Scored) -> dict[str, Any]:
    line, resolution = one.entry.forecast, one.entry.resolution
    assert resolution is not None
    return {
        "id": line.id,
        "concept": line.concept.name,
        "form": line.form,
        "sealed": line.sealed.isoformat(),
        "resolved": resolution.date.isoformat(),
        "point": line.law.point,
        "outcome": resolution.outcome,
        "absolute_error": one.absolute_error,
        "crps": one.crps,
        "cell_log": one.cell_log,
        "covered": dict(one.covered) if one.covered else None,
        "pit": list(one.pit) if one.pit else None,
        "primary": {"score": line.rubric.score, "value": one.primary},
    }
