"""Ensembles in words and rows: the pool, its members, and where the variance comes from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.analyses.collective.forecasting.result import EnsembleResult
from pourparler.analyses.result import OK
from pourparler.language import Message, msg, percent, render
from pourparler.views.names import Names

if TYPE_CHECKING:
    from pourparler.uncertainty.drivers.decomposition import Decomposition


def pool_sentences(result: EnsembleResult, names: Names) -> tuple[Message, ...]:
    """The median and the 80 % interval of every issue, its likeliest single points, and what is behind them."""
    lines: list[Message] = []
    for issue, forecast in result.forecasts.items():
        if forecast.point is None:
            continue
        lines.append(
            msg("{issue}: {point}, with 80% between {low} and {high}.",
                issue=names.issue(issue), point=names.measured(issue, forecast.point),
                low=names.at(issue, forecast.low, 1), high=names.at(issue, forecast.high, 1))
        )  # fmt: skip
        likely = sorted(forecast.atoms, key=lambda atom: (-atom.mass, atom.at))[:3]
        if likely:
            told = [
                msg("{value} ({share:percent})", value=names.value(issue, atom.at), share=atom.mass)
                for atom in likely
            ]
            lines.append(msg("The likeliest single points: {points:terms}.", points=told))
    lines.append(
        msg("The spread is that of {n} past decisions of the European Union: other talks may be less orderly.", n=result.cases)
        if result.concept.settings()["calibration"] is None
        else msg("The spread is that of {n} past issues.", n=result.cases)
    )  # fmt: skip
    return (*lines, names.named(result.status.message))


def likely_sentences(result: ForecastResult, names: Names) -> tuple[Message, ...]:
    """The likeliest positions of a reading that gives probabilities, and whose these are."""
    lines = []
    for issue, forecast in result.forecasts.items():
        likely = sorted(forecast.atoms, key=lambda atom: (-atom.mass, atom.at))[:3]
        if len(likely) > 1:
            told = [
                msg("{value} ({share:percent})", value=names.value(issue, atom.at), share=atom.mass)
                for atom in likely
            ]
            lines.append(
                msg(
                    "{issue}, the likeliest positions: {points:terms}.", issue=names.issue(issue), points=told
                )
            )
    if lines:
        lines.append(msg("These probabilities are the model’s, not those of the event."))
    return tuple(lines)


def reading_sentence(result: ForecastResult, names: Names) -> Message:
    """What a forecast is: how it was computed is exact, what it says of the world is a reading."""
    if result.status.message != OK.message:
        return names.named(result.status.message)
    return msg("Computed exactly from the numbers as stated: one reading of them, not what will happen.")


def pool_rows(result: EnsembleResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue and forecast: the pool, every member with its weight, the pool of equal weights."""
    rows = []
    for issue, pool in result.pools.items():
        title = names.issue(issue)
        rows.append(
            (title, render(msg("Ensemble (pool)"), names.lang), "–", *_numbers(issue, pool.forecast, names))
        )
        for name, forecast in pool.members.items():
            weight = percent(result.weights[name], names.lang)
            rows.append((title, reading_name(name, names), weight, *_numbers(issue, forecast, names)))
        if result.how != "uniform":
            told = render(msg("all members alike"), names.lang)
            rows.append((title, told, "–", *_numbers(issue, pool.uniform, names)))
    return rows


def _numbers(issue: str, forecast: Forecast, names: Names) -> tuple[str, ...]:
    return tuple(names.at(issue, x, 1) for x in (forecast.point, forecast.low, forecast.high))


def reading_name(line: str, names: Names) -> str:
    """A reading as a reader sees it: the concept's name, its own settings in brackets."""
    name, _, settings = line.partition(" ")
    return f"{names.concept(name)} ({settings})" if settings else names.concept(name)


def decomposition_sentences(parts: "Mapping[str, Decomposition]", names: Names) -> tuple[Message, ...]:
    """For each issue, which share of the variance is due to inputs, to the choice of a reading, to neither."""
    found = []
    for issue, own in parts.items():
        if own.total > 0:
            found.append(
                msg("{issue}: {inputs:percent} of the variance comes from the ranges of the inputs, {reading:percent} from the choice of a reading, {rest:percent} from what no reading knows.",
                    issue=names.issue(issue), inputs=own.inputs / own.total,
                    reading=(own.main + own.interaction) / own.total, rest=own.intrinsic / own.total)
            )  # fmt: skip
    return tuple(found)
