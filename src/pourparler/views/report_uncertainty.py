"""The part of the report that says how sure the answers are: shares, spreads, drivers, flips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.bargaining.results import PointResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.forecasting.result import EnsembleResult
from pourparler.language import msg, percent, render
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.uncertainty.draws.columns import RARE
from pourparler.uncertainty.notes import how_drawn
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.drivers import drivers
from pourparler.views.charts.figure import Cell, Figure, Table, cells
from pourparler.views.charts.quantiles import quantiles
from pourparler.views.charts.shares import shares
from pourparler.views.flips import flip_sentences
from pourparler.views.names import Names
from pourparler.views.report_information import Information, information
from pourparler.views.report_words import points_of
from pourparler.views.stability_shares import share_table
from pourparler.views.sweep_shares import scattered

OUTCOMES = 6


@dataclass(frozen=True)
class SpreadView:
    """One sweep: how it was made, what it found, pictures, flips as marked sentences."""

    title: str
    sentences: tuple[str, ...]
    outcomes: Table | None
    figures: tuple[Figure, ...]
    flips: tuple[str, ...]
    informed: Information | None = None


def uncertainty(results: Sequence[Any], names: Names) -> tuple[SpreadView, ...]:
    """Every spread among ``results``, in their order; that of an ensemble is told with its forecast."""
    told = [r.concept for r in results if isinstance(r, EnsembleResult)]
    return tuple(
        _view(spread, _central(results, spread), names)
        for spread in results
        if isinstance(spread, Spread) and spread.concept not in told
    )


@dataclass(frozen=True)
class _Central:
    """The answer at central values: outcome and quantities."""

    outcome: Mapping[str, Any] | None
    quantities: Mapping[str, float]


def _central(results: Sequence[Any], spread: Spread) -> _Central:
    for result in results:
        if getattr(result, "concept", None) != spread.concept:
            continue
        if isinstance(result, PointResult) and result.utilities is not None:
            found = {f"utility/{p}": u for p, u in {**result.utilities, **result.bystanders}.items()}
            if result.objective is not None:
                found["objective"] = result.objective
            return _Central(result.outcome, found)
        if isinstance(result, ForecastResult):
            return _Central(
                None, {f"issue/{i}": f.point for i, f in result.forecasts.items() if f.point is not None}
            )
    return _Central(None, {})


def _view(spread: Spread, central: _Central, names: Names) -> SpreadView:
    of_states = isinstance(spread.template, ConflictTemplate)
    found = (
        None if of_states else shares(spread, names, central=central.outcome),
        quantiles(spread, names, central=central.quantities),
        drivers(spread, names, central=central.quantities, indices=spread.known_indices.get("key")),
    )
    # What a state's verdict hangs on is told with the conflict; lists of equilibria say little side by side.
    flips = () if of_states else flip_sentences(spread, names)
    return SpreadView(
        title=names.concept(spread.concept.name),
        sentences=tuple(render(message, names.lang) for message in _sentences(spread, names)),
        outcomes=_held(spread, names) or _outcomes(spread, names),
        figures=tuple(figure for figure in found if figure is not None),
        flips=tuple(render(line, names.lang) for line in flips),
        informed=None if of_states else information(spread, names),
    )


def _sentences(spread: Spread, names: Names) -> Iterator[Any]:
    yield from how_drawn(spread.question.inputs, draws=spread.draws, concept="", seed=str(spread.seed))
    for code, share in spread.status_share.items():
        if code != "ok":
            yield msg(
                "In {share:percent} of the draws: {status}.",
                share=share,
                status=names.status(code, spread.concept.name),
            )
    if (
        spread.outcomes
        and spread.outcomes[0][1].share < RARE
        and not isinstance(spread.template, ConflictTemplate)
    ):
        yield scattered(spread)
    yield from spread.notes


def _held(spread: Spread, names: Names) -> Table | None:
    """Which states of a conflict are equilibria, and how often."""
    found = share_table(spread, names)
    return (
        None if found is None else Table(found.columns, tuple(cells(row) for row in found.rows), found.right)
    )


def _outcomes(spread: Spread, names: Names) -> Table | None:
    if not spread.outcomes or spread.outcomes[0][1].share < RARE:
        return None  # a list of rare deals says less than the picture by issue
    lang = names.lang
    first = spread.outcomes[0][0]
    rows = []
    for i, (outcome, share) in enumerate(spread.outcomes[:OUTCOMES]):
        shown = (
            outcome if i == 0 else {issue: value for issue, value in outcome.items() if value != first[issue]}
        )
        text = names.outcome(shown)
        if i:
            text = render(msg("as the first, but {changes}", changes=text), lang)
        rows.append((Cell(percent(share.share, lang)), Cell(points_of(share, lang)), Cell(text)))
    left = len(spread.outcomes) - OUTCOMES
    if left > 0:
        rest = 1 - sum(share.share for _outcome, share in spread.outcomes[:OUTCOMES]) - _lost(spread)
        rows.append(
            (
                Cell(percent(max(rest, 0.0), lang)),
                Cell(""),
                Cell(render(msg("{n} further outcomes", n=left), lang)),
            )
        )
    heads = (msg("Share of draws"), msg("± points"), msg("Outcome"))
    return Table(tuple(render(head, lang) for head in heads), tuple(rows), frozenset((1,)))


def _lost(spread: Spread) -> float:
    """The share of draws without an answer."""
    return float((spread.answer_index < 0).mean())
