"""pourparler: from what is known about a negotiation to analyses in which every number has its sentence.

>>> import pourparler as pp
>>> "solve" in dir(pp)
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public names and where they live; loaded when first used, so that importing the package costs nothing.
_HOME = {
    "Agenda": "analyses.collective.agenda",
    "Agreements": "analyses.bargaining.agreements",
    "BackwardInduction": "analyses.talks.equilibria.backward_induction",
    "Audit": "analyses.bargaining.audit",
    "Bargain": "model.bargain",
    "Boulware": "analyses.talks.strategies.time_based",
    "Brief": "brief.brief",
    "Challenge": "analyses.collective.challenge",
    "ChallengeReadings": "analyses.collective.challenge_readings",
    "Committee": "model.committee",
    "Compromise": "analyses.collective.compromise",
    "Conceder": "analyses.talks.strategies.time_based",
    "Concept": "analyses.concept",
    "Conflict": "model.conflict",
    "Contestedness": "analyses.collective.contestedness",
    "Egalitarian": "analyses.bargaining.egalitarian",
    "Ensemble": "analyses.collective.ensemble",
    "Execution": "jobs.execution",
    "Finding": "brief.findings",
    "Frontier": "analyses.bargaining.frontier",
    "Hardliner": "analyses.talks.strategies.time_based",
    "Hybrid": "analyses.talks.strategies.hybrid",
    "InvalidBrief": "errors",
    "Inverse": "analyses.stability.inverse",
    "KalaiSmorodinsky": "analyses.bargaining.kalai_smorodinsky",
    "KalaiSmorodinskySpatial": "analyses.collective.ks_spatial",
    "LeastSpread": "analyses.bargaining.least_spread",
    "Levers": "analyses.collective.levers",
    "Linear": "analyses.talks.strategies.time_based",
    "Micro": "analyses.talks.strategies.micro",
    "MissingExtra": "errors",
    "ModelError": "errors",
    "Nash": "analyses.bargaining.nash",
    "NashSpatial": "analyses.collective.nash_spatial",
    "Negotiation": "model.negotiation",
    "NoAnswer": "errors",
    "NumericalFailure": "errors",
    "Paths": "analyses.stability.paths",
    "Pce": "analyses.collective.pce",
    "Perturbation": "analyses.stability.perturbing",
    "PositionExchange": "analyses.collective.position_exchange",
    "Positions": "model.positions",
    "PourparlerError": "errors",
    "Power": "analyses.collective.power",
    "Raiffa": "analyses.bargaining.raiffa",
    "Random": "analyses.talks.strategies.random",
    "Resource": "analyses.talks.strategies.resource",
    "Result": "analyses.result",
    "Rubinstein": "analyses.talks.equilibria.rubinstein",
    "Smp": "analyses.collective.smp",
    "Spread": "uncertainty.spread",
    "Stability": "analyses.stability.stability",
    "Status": "analyses.result",
    "Strategy": "analyses.talks.strategy",
    "Talks": "analyses.talks.talks",
    "Tournament": "analyses.talks.tournament.plan",
    "TimeExponential": "analyses.talks.strategies.time_exponential",
    "TitForTat": "analyses.talks.strategies.tit_for_tat",
    "TradeOff": "analyses.talks.strategies.trade_off",
    "UnreadableInput": "errors",
    "UsageError": "errors",
    "Utilitarian": "analyses.bargaining.utilitarian",
    "VetoCore": "analyses.collective.veto_core",
    "WeightedMedian": "analyses.collective.weighted_median",
    "Zones": "analyses.bargaining.zones",
    "check": "model.check",
    "compare": "analyses.solve",
    "difference": "uncertainty.versions.comparing",
    "read_brief": "brief.reading",
    "read_case": "cases",
    "replicate": "analyses.replicate",
    "report": "views.report",
    "solve": "analyses.solve",
    "sweep": "uncertainty.sweep",
    "timeline": "uncertainty.versions.timeline",
    "tournament": "analyses.talks.tournament.tournament",
    "without_each_source": "uncertainty.left_out.leaving_out",
}

__all__ = ["__version__", *_HOME]

if TYPE_CHECKING:
    from pourparler.analyses.bargaining.agreements import Agreements as Agreements
    from pourparler.analyses.bargaining.audit import Audit as Audit
    from pourparler.analyses.bargaining.egalitarian import Egalitarian as Egalitarian
    from pourparler.analyses.bargaining.frontier import Frontier as Frontier
    from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky as KalaiSmorodinsky
    from pourparler.analyses.bargaining.least_spread import LeastSpread as LeastSpread
    from pourparler.analyses.bargaining.nash import Nash as Nash
    from pourparler.analyses.bargaining.raiffa import Raiffa as Raiffa
    from pourparler.analyses.bargaining.utilitarian import Utilitarian as Utilitarian
    from pourparler.analyses.bargaining.zones import Zones as Zones
    from pourparler.analyses.collective.agenda import Agenda as Agenda
    from pourparler.analyses.collective.challenge import Challenge as Challenge
    from pourparler.analyses.collective.challenge_readings import ChallengeReadings as ChallengeReadings
    from pourparler.analyses.collective.compromise import Compromise as Compromise
    from pourparler.analyses.collective.contestedness import Contestedness as Contestedness
    from pourparler.analyses.collective.ensemble import Ensemble as Ensemble
    from pourparler.analyses.collective.ks_spatial import KalaiSmorodinskySpatial as KalaiSmorodinskySpatial
    from pourparler.analyses.collective.levers import Levers as Levers
    from pourparler.analyses.collective.nash_spatial import NashSpatial as NashSpatial
    from pourparler.analyses.collective.pce import Pce as Pce
    from pourparler.analyses.collective.position_exchange import PositionExchange as PositionExchange
    from pourparler.analyses.collective.power import Power as Power
    from pourparler.analyses.collective.smp import Smp as Smp
    from pourparler.analyses.collective.veto_core import VetoCore as VetoCore
    from pourparler.analyses.collective.weighted_median import WeightedMedian as WeightedMedian
    from pourparler.analyses.concept import Concept as Concept
    from pourparler.analyses.replicate import replicate as replicate
    from pourparler.analyses.result import Result as Result
    from pourparler.analyses.result import Status as Status
    from pourparler.analyses.solve import compare as compare
    from pourparler.analyses.solve import solve as solve
    from pourparler.analyses.stability.inverse import Inverse as Inverse
    from pourparler.analyses.stability.paths import Paths as Paths
    from pourparler.analyses.stability.perturbing import Perturbation as Perturbation
    from pourparler.analyses.stability.stability import Stability as Stability
    from pourparler.analyses.talks.equilibria.backward_induction import BackwardInduction as BackwardInduction
    from pourparler.analyses.talks.equilibria.rubinstein import Rubinstein as Rubinstein
    from pourparler.analyses.talks.strategies.hybrid import Hybrid as Hybrid
    from pourparler.analyses.talks.strategies.micro import Micro as Micro
    from pourparler.analyses.talks.strategies.random import Random as Random
    from pourparler.analyses.talks.strategies.resource import Resource as Resource
    from pourparler.analyses.talks.strategies.time_based import Boulware as Boulware
    from pourparler.analyses.talks.strategies.time_based import Conceder as Conceder
    from pourparler.analyses.talks.strategies.time_based import Hardliner as Hardliner
    from pourparler.analyses.talks.strategies.time_based import Linear as Linear
    from pourparler.analyses.talks.strategies.time_exponential import TimeExponential as TimeExponential
    from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat as TitForTat
    from pourparler.analyses.talks.strategies.trade_off import TradeOff as TradeOff
    from pourparler.analyses.talks.strategy import Strategy as Strategy
    from pourparler.analyses.talks.talks import Talks as Talks
    from pourparler.analyses.talks.tournament.plan import Tournament as Tournament
    from pourparler.analyses.talks.tournament.tournament import tournament as tournament
    from pourparler.brief.brief import Brief as Brief
    from pourparler.brief.findings import Finding as Finding
    from pourparler.brief.reading import read_brief as read_brief
    from pourparler.cases import read_case as read_case
    from pourparler.errors import InvalidBrief as InvalidBrief
    from pourparler.errors import MissingExtra as MissingExtra
    from pourparler.errors import ModelError as ModelError
    from pourparler.errors import NoAnswer as NoAnswer
    from pourparler.errors import NumericalFailure as NumericalFailure
    from pourparler.errors import PourparlerError as PourparlerError
    from pourparler.errors import UnreadableInput as UnreadableInput
    from pourparler.errors import UsageError as UsageError
    from pourparler.jobs.execution import Execution as Execution
    from pourparler.model.bargain import Bargain as Bargain
    from pourparler.model.check import check as check
    from pourparler.model.committee import Committee as Committee
    from pourparler.model.conflict import Conflict as Conflict
    from pourparler.model.negotiation import Negotiation as Negotiation
    from pourparler.model.positions import Positions as Positions
    from pourparler.uncertainty.left_out.leaving_out import without_each_source as without_each_source
    from pourparler.uncertainty.spread import Spread as Spread
    from pourparler.uncertainty.sweep import sweep as sweep
    from pourparler.uncertainty.versions.comparing import difference as difference
    from pourparler.uncertainty.versions.timeline import timeline as timeline
    from pourparler.views.report import report as report


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"pourparler.{_HOME[name]}"), name)
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), [known.casefold() for known in __all__], n=1)
    hint = next((f"; did you mean {known!r}?" for known in __all__ if [known.casefold()] == near), "")
    raise AttributeError(f"module 'pourparler' has no attribute {name!r}{hint}")


def __dir__() -> list[str]:
    return sorted(__all__)
