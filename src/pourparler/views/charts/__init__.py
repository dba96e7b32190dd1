"""Charts: one function per picture; :func:`chart` finds the one that fits a result.

A chart is an Altair object; the report renders the same picture to SVG.
"""

from functools import singledispatch
from typing import Any

from pourparler.analyses.bargaining.audited import AuditResult, ZonesResult
from pourparler.analyses.bargaining.results import AgreementsResult, FrontierResult, PointResult
from pourparler.analyses.collective.challenge_readings import ReadingsResult
from pourparler.analyses.collective.challenges.challenged import ChallengeResult
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.forecasting.result import EnsembleResult
from pourparler.analyses.collective.levering.levered import LeversResult
from pourparler.analyses.collective.procedures.result import CoreResult
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.turns.result import SmpResult
from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.talks.result import TalksResult
from pourparler.errors import UsageError
from pourparler.language import Lang, msg
from pourparler.uncertainty.drivers.explained import Indices
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.versions.timeline import Timeline
from pourparler.views.charts.bargain import bargain
from pourparler.views.charts.changeable import changeable
from pourparler.views.charts.concessions import concessions
from pourparler.views.charts.contests import contests
from pourparler.views.charts.densities import densities
from pourparler.views.charts.drivers import drivers
from pourparler.views.charts.exchanges import exchanges
from pourparler.views.charts.fan import fan, level_steps
from pourparler.views.charts.figure import Figure
from pourparler.views.charts.forecasts import forecasts
from pourparler.views.charts.gains import improvements
from pourparler.views.charts.indices import index_bars
from pourparler.views.charts.levers import levers
from pourparler.views.charts.medians import medians
from pourparler.views.charts.offers import Behind, offers
from pourparler.views.charts.parallel import parallel
from pourparler.views.charts.rounds import challenge_rounds, spatial_turns
from pourparler.views.charts.shares import shares
from pourparler.views.charts.stability_matrix import stability_matrix
from pourparler.views.charts.voting_power import voting_power
from pourparler.views.charts.worth import worth
from pourparler.views.charts.zones import zones
from pourparler.views.names import Names
from pourparler.views.report_ground import Ground


def chart(result: Any, lang: Lang) -> Any:
    """The chart of a result or a spread, an Altair object with its title, in ``lang``.

    Raises ``UsageError`` for a result of another package or one that holds nothing to draw.
    """
    found = figure(result, Names(lang, labels=result.origin.labels))
    if found is None:
        raise UsageError(
            msg("there is nothing to draw in this result ({concept})", concept=result.concept.name),
            where="plot",
            advice=msg("Use summary() or to_dict()."),
        )
    return found.titled()


@singledispatch
def figure(result: Any, names: Names) -> Figure | None:
    """The figure of a result; ``None`` where there is nothing to draw."""
    return None


@figure.register
def _point(result: PointResult, names: Names) -> Figure | None:
    return worth([result], names)


@figure.register
def _frontier(result: FrontierResult, names: Names) -> Figure | None:
    return bargain(result, (), names) or parallel(result, (), names)


@figure.register
def _agreements(result: AgreementsResult, names: Names) -> Figure | None:
    return None


@figure.register
def _audit(result: AuditResult, names: Names) -> Figure | None:
    return improvements(result, names)


@figure.register
def _zones(result: ZonesResult, names: Names) -> Figure | None:
    return zones(result, names)


@figure.register
def _contests(result: ContestednessResult, names: Names) -> Figure | None:
    return contests(result, names)


@figure.register
def _forecast(result: ForecastResult, names: Names) -> Figure | None:
    return forecasts([result], names)


@figure.register
def _exchange(result: ExchangeResult, names: Names) -> Figure | None:
    # Where nobody exchanges, the forecasts are what is left to show.
    return exchanges(result, names) or forecasts([result], names)


@figure.register
def _core(result: CoreResult, names: Names) -> Figure | None:
    return changeable(result, names)


@figure.register
def _power(result: PowerResult, names: Names) -> Figure | None:
    return voting_power(result, names)


@figure.register
def _stability(result: StabilityResult, names: Names) -> Figure | None:
    return stability_matrix(result, names)


@figure.register
def _levers(result: LeversResult, names: Names) -> Figure | None:
    return levers(result, names)


@figure.register
def _ensemble(result: EnsembleResult, names: Names) -> Figure | None:
    return densities(result, names)


@figure.register
def _challenge(result: ChallengeResult, names: Names) -> Figure | None:
    return challenge_rounds(result, names)


@figure.register
def _spatial(result: SmpResult, names: Names) -> Figure | None:
    return spatial_turns(result, names)


@figure.register
def _readings(result: ReadingsResult, names: Names) -> Figure | None:
    return medians(result, names)


@figure.register
def _talks(result: TalksResult, names: Names) -> Figure | None:
    behind = Behind(outcomes=Ground(result.deal, None).outcomes())
    return offers(result, names, behind) or concessions(result, names)


@figure.register
def _indices(result: Indices, names: Names) -> Figure | None:
    return index_bars(result, names)


@figure.register
def _spread(result: Spread, names: Names) -> Figure | None:
    return shares(result, names) or drivers(result, names)


@figure.register
def _timeline(result: Timeline, names: Names) -> Figure | None:
    return level_steps(result, names) or fan(result, names)


__all__ = ["Figure", "chart", "figure"]
