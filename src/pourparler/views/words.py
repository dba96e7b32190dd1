"""Results in words: a few lines of plain text that an analyst can quote."""

from functools import singledispatch
from typing import Any

from pourparler.analyses.bargaining.audited import AuditResult, ZonesResult
from pourparler.analyses.bargaining.results import AgreementsResult, FrontierResult, PointResult
from pourparler.analyses.collective.challenge_readings import ReadingsResult
from pourparler.analyses.collective.challenges.challenged import ChallengeResult
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.forecasting.result import EnsembleResult
from pourparler.analyses.collective.joint.solution import SpatialResult
from pourparler.analyses.collective.levering.levered import LeversResult
from pourparler.analyses.collective.procedures.result import AgendaResult, CoreResult
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.turns.result import SmpResult
from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.analyses.result import Result
from pourparler.analyses.stability.inverse_result import InverseResult
from pourparler.analyses.stability.paths_result import PathsResult
from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.talks.equilibria.induction_result import InductionResult
from pourparler.analyses.talks.equilibria.rubinstein_result import RubinsteinResult
from pourparler.analyses.talks.result import TalksResult
from pourparler.analyses.talks.talks import Talks
from pourparler.language import Lang, Message, msg, msg_n, render
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.uncertainty.drivers.explained import Indices
from pourparler.uncertainty.notes import how_drawn
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.versions.comparing import Difference
from pourparler.uncertainty.versions.timeline import Timeline
from pourparler.views.alternating import induction_sentences, rubinstein_sentences
from pourparler.views.bargaining_on_positions import spatial_sentences
from pourparler.views.challenges import challenge_sentences, reading_sentences
from pourparler.views.comparisons import comparison_sentences
from pourparler.views.deals import (
    audit_sentences,
    contest_sentences,
    opposition_sentences,
    zones_sentences,
)
from pourparler.views.index_words import index_messages
from pourparler.views.levers import lever_sentences
from pourparler.views.lots import lottery_sentences, worth_sentence
from pourparler.views.marks import unmarked
from pourparler.views.names import Names
from pourparler.views.pools import (
    decomposition_sentences,
    likely_sentences,
    pool_sentences,
    reading_sentence,
)
from pourparler.views.position_trades import exchange_sentences
from pourparler.views.procedures import agenda_sentences, core_sentences, power_sentences
from pourparler.views.spatial import smp_sentences
from pourparler.views.stability import stability_sentences
from pourparler.views.stability_inverse import inverse_sentences
from pourparler.views.stability_paths import path_sentences
from pourparler.views.sweep_parts import sweep_parts
from pourparler.views.sweep_shares import share_sentence
from pourparler.views.talks import STRATEGIES_ASSUMED, talks_sentences
from pourparler.views.timelines import timeline_sentences


def summary(result: Any, lang: Lang, names: Names | None = None) -> str:
    """What a result is, then its sentences, one a line; ids stand for names where no brief is at hand.

    Of a sweep also what would change its answer, what to verify next and on what it rests, in short.
    """
    called = names or Names(lang, labels=result.origin.labels)
    parts = sweep_parts(result, called) if isinstance(result, Spread) else ()
    further = (unmarked(render(line, lang), lang) for _, told in parts for line in told)
    return "\n".join(line for line in (title(result, called), *lines(result, lang, called), *further) if line)


def lines(result: Any, lang: Lang, names: Names | None = None) -> list[str]:
    """The sentences of a result; ids stand for names where no brief is at hand."""
    called = names or Names(lang, labels=result.origin.labels)
    return [render(line, lang) for line in sentences(result, called)]


def title(result: Any, names: Names) -> str:
    """What a result is called: its concept, of a comparison both sides."""
    if isinstance(result, Difference):
        return " → ".join(label for label in result.labels if label)
    return names.concept(result.concept.name)


@singledispatch
def sentences(result: Any, names: Names) -> tuple[Message, ...]:
    """What a result says, as messages; the status sentence alone for results of other packages."""
    return (names.named(result.status.message),) if isinstance(result, Result) else ()


@sentences.register
def _point(result: PointResult, names: Names) -> tuple[Message, ...]:
    if result.utilities is None:
        return (names.named(result.status.message),)
    lines = [*lottery_sentences(result, names)]
    if result.outcome is not None:
        lines.append(msg("Outcome: {outcome}.", outcome=names.outcome(result.outcome)))
    lines += [worth_sentence(result, party, names) for party in result.utilities]
    if result.concept.name == "least-spread":
        lines.append(
            msg(
                "Gains are as close together as an efficient outcome allows; another one may give everyone more of what it could gain."
            )
        )
    if result.concept.name == "egalitarian":
        lines.append(msg("Equal gains depend on the units in which each party's utility is measured."))
    if result.ties_total:
        lines.append(
            msg_n(
                "{n} other outcome is exactly as good; the first is shown.",
                "{n} other outcomes are exactly as good; the first is shown.",
                n=result.ties_total,
            )
        )
    lines.append(names.named(result.status.message))
    return tuple(lines)


@sentences.register
def _frontier(result: FrontierResult, names: Names) -> tuple[Message, ...]:
    lines: list[Message] = []
    if result.size is not None and result.concept.settings().get("lotteries") != "allowed":
        lines.append(
            msg("{size} points lie on the frontier, out of {total} outcomes: none can be improved for one party without a loss for another.",
                size=result.size, total=result.outcomes_total)
        )  # fmt: skip
    if result.acceptable is not None:
        lines.append(msg("All parties can accept {n} of these points.", n=result.acceptable))
    lines.extend(opposition_sentences(result.opposition))
    lines.append(names.named(result.status.message))
    return tuple(lines)


@sentences.register
def _agreements(result: AgreementsResult, names: Names) -> tuple[Message, ...]:
    if result.feasible is None:
        return (names.named(result.status.message),)
    return (
        msg("{n} of {total} outcomes are accepted under the decision rule, {all} by all parties.",
            n=result.feasible, total=result.outcomes_total, all=result.unanimous),
        names.named(result.status.message),
    )  # fmt: skip


@sentences.register
def _forecast(result: ForecastResult, names: Names) -> tuple[Message, ...]:
    lines = [
        msg("{issue}: {point}.", issue=names.issue(issue), point=names.measured(issue, forecast.point))
        for issue, forecast in result.forecasts.items()
        if forecast.point is not None
    ]
    return (*lines, *likely_sentences(result, names), reading_sentence(result, names))


sentences.register(AuditResult, audit_sentences)
sentences.register(EnsembleResult, pool_sentences)
sentences.register(ZonesResult, zones_sentences)
sentences.register(ContestednessResult, contest_sentences)
sentences.register(SpatialResult, spatial_sentences)
sentences.register(LeversResult, lever_sentences)
sentences.register(ChallengeResult, challenge_sentences)
sentences.register(ReadingsResult, reading_sentences)
sentences.register(SmpResult, smp_sentences)
sentences.register(ExchangeResult, exchange_sentences)
sentences.register(CoreResult, core_sentences)
sentences.register(AgendaResult, agenda_sentences)
sentences.register(PowerResult, power_sentences)
sentences.register(StabilityResult, stability_sentences)
sentences.register(PathsResult, path_sentences)
sentences.register(InverseResult, inverse_sentences)
sentences.register(TalksResult, talks_sentences)
sentences.register(RubinsteinResult, rubinstein_sentences)
sentences.register(InductionResult, induction_sentences)
sentences.register(Indices, index_messages)
sentences.register(Timeline, timeline_sentences)
sentences.register(Difference, comparison_sentences)


@sentences.register
def _spread(result: Spread, names: Names) -> tuple[Message, ...]:
    called = names.concept(result.concept.name)
    lines = [*how_drawn(result.question.inputs, draws=result.draws, concept=called)]
    # Of a conflict the table tells each state's share: all equilibria in one sentence would say little.
    of_states = isinstance(result.template, ConflictTemplate)
    if result.outcomes and not of_states:
        lines.append(share_sentence(result, names))
    elif not of_states:
        for name in result.quantities:
            found = result.statistics(name)
            lines.append(
                msg("{quantity}: mean {mean}, between {low} and {high} in 90% of the draws.",
                    quantity=names.quantity(name), mean=names.of_quantity(name, found["mean"], decimals=1),
                    low=names.of_quantity(name, found["quantiles"]["0.05"], decimals=1),
                    high=names.of_quantity(name, found["quantiles"]["0.95"], decimals=1))
            )  # fmt: skip
    lines += decomposition_sentences(result.decomposition, names)
    for code, share in result.status_share.items():
        if code != "ok":
            lines.append(
                msg(
                    "In {share:percent} of the draws: {status}.",
                    share=share,
                    status=names.status(code, result.concept.name),
                )
            )
    if isinstance(result.concept, Talks):
        lines.append(STRATEGIES_ASSUMED)
    return (*lines, *map(names.named, result.notes), NOT_A_PROBABILITY)


NOT_A_PROBABILITY = msg(
    "A share of draws from the stated ranges under one concept is not the probability of the event."
)
