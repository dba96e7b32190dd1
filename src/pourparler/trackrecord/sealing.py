"""Sealing forecasts: what a model says of each issue, with its rubric, as a line that cannot be changed unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum, inf
from pathlib import Path
from typing import Any

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.analyses.result import Result
from pourparler.brief.brief import Brief
from pourparler.errors import UsageError
from pourparler.language import Message, did_you_mean, msg
from pourparler.trackrecord.ledger import writing
from pourparler.trackrecord.records import LEVELS, ForecastLine, Form
from pourparler.trackrecord.rubrics import Rubric

WHOLE = 1e-6
"""How near to 1 the masses of atoms must sum to be the whole forecast."""


@dataclass(frozen=True)
class Seal:
    """On which ``day`` which brief was sealed, and what it is called in the ids."""

    brief: Brief
    name: str
    day: date


@dataclass(frozen=True)
class Sealed:
    """What was written: ids and digests, line by line, and what had to be recovered in the file before.

    ``forecasts``: those that were sealed; none where something else was written.
    """

    ids: tuple[str, ...]
    digests: tuple[str, ...]
    told: tuple[Message, ...] = ()
    forecasts: tuple[ForecastLine, ...] = ()


def seal(path: Path, result: Result, *, rubrics: Mapping[str, Rubric], of: Seal, today: date) -> Sealed:
    """Write one line into the ledger at ``path`` for each issue that has a rubric; all of them, or none.

    The ledger is made where there is none. Raises ``UsageError`` where the result gives no forecast of an
    issue, the day lies after ``today``, before the day from which the brief is seen or before the last
    line; ``UnreadableInput`` where the ledger is broken or cannot be written.
    """
    check_day(of.day, today)
    known = of.brief.content.as_of.first if of.brief.content.as_of else None
    if known is not None and of.day < known:
        raise UsageError(
            msg("the brief is seen from {known:date}, after the day of the seal ({day:date})", known=known, day=of.day),
            where="--date",
            advice=msg("Seal it on a later day, or read it with --as-of."),
        )  # fmt: skip
    forecasts = {issue: _forecast_of(result, issue) for issue in rubrics}
    if not forecasts:
        raise UsageError(
            msg("the rubric file names no issue"), where="--rubric", advice=msg("Write a rubric for each issue that is to be sealed.")
        )  # fmt: skip
    with writing(path) as ledger:
        taken = {entry.forecast.id for entry in ledger.ledger.entries.values()}
        records = []
        for issue, forecast in forecasts.items():
            number = _next_number(f"{of.name}/{issue}/", taken)
            records.append(
                {
                    **_made_by(result, of),
                    "id": f"{of.name}/{issue}/{number}",
                    **_law(forecast, issue, of.brief),
                    "resolves": rubrics[issue].resolves.isoformat(),
                    "rubric": rubrics[issue].as_data(),
                }
            )
        digests = ledger.add(records)
        entries = ledger.ledger.entries
    written = tuple(entries[digest].forecast for digest in digests)
    return Sealed(tuple(line.id for line in written), digests, ledger.told, written)


def check_day(day: date, today: date) -> None:
    """Raise ``UsageError`` for a day that has not come yet."""
    if day > today:
        raise UsageError(
            msg("{day:date} has not come yet", day=day),
            where="--date",
            advice=msg("Days are those of universal time (UTC); today is {today:date}.", today=today),
        )


def _made_by(result: Result, of: Seal) -> dict[str, Any]:
    """What was computed on what, by what."""
    from pourparler import __version__

    return {
        "kind": "forecast",
        "sealed": of.day.isoformat(),
        "brief": of.brief.digest,
        "concept": {"name": result.concept.name, "settings": result.concept.settings()},
        "seed": result.seed,
        "version": __version__,
    }


def _forecast_of(result: Result, issue: str) -> Forecast:
    if not isinstance(result, ForecastResult):
        raise UsageError(
            msg("{concept} gives no forecast", concept=result.concept.name),
            where="ledger seal",
            advice=msg("Use a concept of collective decision, such as compromise."),
        )
    forecast = result.forecasts.get(issue)
    if forecast is None or forecast.point is None:
        otherwise = msg(
            "Take it out of the rubric file; there are forecasts of {known}.", known=tuple(result.forecasts)
        )
        raise UsageError(
            msg("{concept} gives no forecast of {issue}", concept=result.concept.name, issue=issue),
            where="--rubric",
            advice=did_you_mean(issue, set(result.forecasts) - {issue}, otherwise),
        )
    return forecast


def _law(forecast: Forecast, issue: str, brief: Brief) -> dict[str, Any]:
    """The forecast on its scale, and in which form the model gave it."""
    low, high = brief.scale(issue)
    if not low < high:
        raise UsageError(
            msg("the scale of {issue} has one value only", issue=issue),
            where="--rubric",
            advice=msg("There is nothing to forecast; take it out."),
        )
    law: dict[str, Any] = {
        "point": forecast.point,
        "low": forecast.low,
        "high": forecast.high,
        "atoms": [{"at": atom.at, "mass": atom.mass} for atom in forecast.atoms],
    }
    quantiles = (forecast.details or {}).get("quantiles")
    if quantiles is not None:
        law["quantiles"] = _rising(quantiles, 1e-9 * (high - low))
    return {
        "form": _form(forecast, quantiles is not None),
        "forecast": {issue: law},
        "scale": {"low": low, "high": high, "levels": dict(brief.levels(issue))},
    }


def _rising(quantiles: Mapping[str, float], slack: float) -> dict[str, float]:
    """The quantiles with the noise of rounding taken out of their order; more than ``slack`` is left to be refused."""
    found: dict[str, float] = {}
    last = -inf
    for level in LEVELS:
        value = float(quantiles[level])
        last = found[level] = last if last - slack <= value < last else value
    return found


def _form(forecast: Forecast, has_quantiles: bool) -> Form:
    """Which form is scored: quantiles; atoms where they are all there is; else the point alone."""
    if has_quantiles:
        return "quantiles"
    whole = abs(fsum(atom.mass for atom in forecast.atoms) - 1) <= WHOLE
    return "atoms" if whole else "point"


def _next_number(prefix: str, taken: set[str]) -> int:
    """One more than the largest number that stands after ``prefix`` in an id."""
    numbers = [name.removeprefix(prefix) for name in taken if name.startswith(prefix)]
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
