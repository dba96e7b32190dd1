"""Results as plain tables: one description for the terminal, data frames and pages."""

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
from pourparler.analyses.stability.inverse_result import InverseResult
from pourparler.analyses.stability.paths_result import PathsResult
from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.talks.equilibria.induction_result import InductionResult
from pourparler.analyses.talks.equilibria.rubinstein_result import RubinsteinResult
from pourparler.analyses.talks.result import TalksResult
from pourparler.language import msg as _
from pourparler.language import number, percent, render
from pourparler.uncertainty.draws.columns import RARE
from pourparler.uncertainty.drivers.explained import Indices
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.versions.comparing import Difference
from pourparler.uncertainty.versions.timeline import Timeline
from pourparler.views.alternating import induction_tables, rubinstein_tables
from pourparler.views.comparisons import comparison_tables
from pourparler.views.deals import better_rows, contest_rows, signed, zone_rows
from pourparler.views.forecast_tables import (
    agenda_tables,
    challenge_tables,
    core_tables,
    exchange_tables,
    forecast_tables,
    joint_tables,
    lever_tables,
    pool_tables,
    power_tables,
    reading_tables,
    smp_tables,
)
from pourparler.views.index_tables import index_tables
from pourparler.views.lots import lottery_rows
from pourparler.views.names import Names
from pourparler.views.stability_inverse import inverse_tables
from pourparler.views.stability_paths import path_tables
from pourparler.views.stability_shares import share_table
from pourparler.views.stability_tables import stability_tables
from pourparler.views.sweep_shares import terms_table
from pourparler.views.table import SHOWN, Table, heads_of
from pourparler.views.talks_tables import talks_tables
from pourparler.views.timelines import timeline_tables


@singledispatch
def tables(result: Any, names: Names) -> tuple[Table, ...]:
    """The tables of a result, in the language of ``names``; empty for results without a table."""
    return ()


_WORTH = (_("Party"), _("Utility"), _("Gain over no deal"), _("Role"))
_EXPECTED_WORTH = (_("Party"), _("Expected utility"), _("Expected gain over no deal"), _("Role"))


@tables.register
def _point(result: PointResult, names: Names) -> tuple[Table, ...]:
    if result.utilities is None:
        return ()
    lang = names.lang
    deal = Table(
        render(_("What is agreed"), lang),
        (render(_("Issue"), lang), render(_("Outcome"), lang)),
        tuple((names.issue(i), names.level(i, v)) for i, v in (result.outcome or {}).items()),
    )
    if result.lottery:
        deal = Table(
            render(_("What is agreed: a lottery"), lang),
            (render(_("Probability"), lang), render(_("Outcome"), lang)),
            lottery_rows(result.lottery, names),
            frozenset((0,)),
        )
    gains = result.gains or {}
    rows = [
        (names.party(p), number(u, lang, 3), number(gains.get(p), lang, 3), render(_("decides"), lang))
        for p, u in (result.utilities or {}).items()
    ]
    rows += [
        (names.party(p), number(u, lang, 3), "–", render(_("bystander"), lang))
        for p, u in result.bystanders.items()
    ]
    worth = Table(
        render(_("What it is worth"), lang),
        heads_of(_EXPECTED_WORTH if result.lottery else _WORTH, names),
        tuple(rows),
        frozenset((1, 2)),
    )
    return deal, worth


@tables.register
def _frontier(result: FrontierResult, names: Names) -> tuple[Table, ...]:
    lang = names.lang
    parties = result.table.parties
    rows = [
        (*(number(point.utilities[p], lang, 3) for p in parties), names.outcome(point.outcome))
        for point in result.points[:SHOWN]
    ]
    return (
        Table(
            render(_("Outcomes that cannot be improved for one party without a loss for another"), lang),
            (*(names.party(p) for p in parties), render(_("Deal"), lang)),
            tuple(rows),
            frozenset(range(len(parties))),
        ),
    )


@tables.register
def _agreements(result: AgreementsResult, names: Names) -> tuple[Table, ...]:
    lang = names.lang
    counts = (
        (_("outcomes"), result.outcomes_total),
        (_("accepted under the rule"), result.feasible),
        (_("accepted by all"), result.unanimous),
    )
    rows = [(render(label, lang), _count(value, names)) for label, value in counts]
    rows += [
        (render(_("accepted under the rule and by {party}", party=names.party(p)), lang), _count(n, names))
        for p, n in (result.by_party or {}).items()
    ]
    return (
        Table(
            render(_("How many outcomes"), lang),
            ("", render(_("Number"), lang)),
            tuple(rows),
            frozenset((1,)),
        ),
    )


def _count(value: int | None, names: Names) -> str:
    return number(value, names.lang) if value is not None else "–"


@tables.register
def _audit(result: AuditResult, names: Names) -> tuple[Table, ...]:
    if result.outcome is None:
        return ()
    lang = names.lang
    gains, utilities = result.gains or {}, result.utilities or {}
    rows = [
        (names.party(p), number(u, lang, 3), number(u - gains[p], lang, 3), signed(gains[p], lang),
         render(_("yes") if p in result.accepted_by else _("no"), lang))
        for p, u in utilities.items()
    ]  # fmt: skip
    rows += [
        (names.party(p), number(u, lang, 3), "–", "–", render(_("bystander"), lang))
        for p, u in result.bystanders.items()
    ]
    heads = (_("Party"), _("Utility"), _("Reserve"), _("Gain over no deal"), _("Accepts"))
    told = [
        Table(render(_("Who would accept"), lang), heads_of(heads, names), tuple(rows), frozenset((1, 2, 3)))
    ]
    if result.dominating:
        told.append(
            Table(
                render(_("Better for some, worse for nobody: gains over this deal"), lang),
                (*(names.party(p) for p in utilities), render(_("What changes"), lang)),
                tuple(better_rows(result, names)),
                frozenset(range(len(utilities))),
            )
        )
    return tuple(told)


@tables.register
def _zones(result: ZonesResult, names: Names) -> tuple[Table, ...]:
    heads = [_("Issue"), _("Possible at all")]
    accepted = next((zone.accepted for zone in result.zones.values()), None)
    columns = list(heads_of(heads, names))
    if accepted is not None:
        columns += [
            *heads_of((_("Deal"), _("Acceptable to all at the deal")), names),
            *map(names.party, accepted),
        ]
    caption = render(_("Zones of possible agreement"), names.lang)
    return (Table(caption, tuple(columns), tuple(zone_rows(result.zones, names))),)


@tables.register
def _contests(result: ContestednessResult, names: Names) -> tuple[Table, ...]:
    heads = (_("Issue"), _("Contested"), _("below the middle"), _("on it"), _("above it"), _("Positions"))
    caption = render(_("How contested each issue is, and where the weight lies"), names.lang)
    return (
        Table(caption, heads_of(heads, names), tuple(contest_rows(result, names)), frozenset((1, 2, 3, 4))),
    )


tables.register(ForecastResult, forecast_tables)
tables.register(EnsembleResult, pool_tables)
tables.register(SpatialResult, joint_tables)
tables.register(LeversResult, lever_tables)
tables.register(ChallengeResult, challenge_tables)
tables.register(ReadingsResult, reading_tables)
tables.register(SmpResult, smp_tables)
tables.register(ExchangeResult, exchange_tables)
tables.register(CoreResult, core_tables)
tables.register(AgendaResult, agenda_tables)
tables.register(PowerResult, power_tables)
tables.register(StabilityResult, stability_tables)
tables.register(PathsResult, path_tables)
tables.register(InverseResult, inverse_tables)
tables.register(TalksResult, talks_tables)
tables.register(RubinsteinResult, rubinstein_tables)
tables.register(InductionResult, induction_tables)
tables.register(Indices, index_tables)
tables.register(Timeline, timeline_tables)
tables.register(Difference, comparison_tables)


@tables.register
def _spread(result: Spread, names: Names) -> tuple[Table, ...]:
    lang, held = names.lang, share_table(result, names)
    found = [_quantities(result, names) if held is None else held]
    if result.outcomes and held is None:
        by_issue = terms_table(result, names)
        rare = by_issue is not None and result.outcomes[0][1].share < RARE
        rows = [
            (
                percent(share.share, lang, 1 if rare else 0),
                percent(share.standard_error, lang, 1),
                names.outcome(outcome),
            )
            for outcome, share in result.outcomes[: 3 if rare else 10]
        ]
        found += [] if by_issue is None else [by_issue]
        heads = (_("Share of draws"), _("± (standard error)"), _("Outcome"))
        found.append(
            Table(
                render(_("Most frequent outcomes"), lang),
                heads_of(heads, names),
                tuple(rows),
                frozenset((0, 1)),
            )
        )
    drivers = [d for d in result.drivers() if d.effect > 0 or d.changes_outcome][:12]
    if drivers:
        rows3 = [
            (names.number(d.key), names.quantity(d.quantity), number(d.low, lang, 3), number(d.high, lang, 3),
             render(_("yes") if d.changes_outcome else _("no"), lang))
            for d in drivers
        ]  # fmt: skip
        driver_heads = (
            _("Number"),
            _("quantity moved"),
            _("at its 5% point"),
            _("at its 95% point"),
            _("other outcome"),
        )
        found.append(
            Table(
                render(_("What each number does alone"), lang),
                heads_of(driver_heads, names),
                tuple(rows3),
                frozenset((2, 3)),
            )
        )
    for indices in result.known_indices.values():
        found += index_tables(indices, names)
    return tuple(found)


def _quantities(result: Spread, names: Names) -> Table:
    lang = names.lang
    rows = []
    for name in result.quantities:
        found = result.statistics(name)
        q = found["quantiles"]
        rows.append(
            (
                names.quantity(name),
                *(
                    names.of_quantity(name, x, decimals=3)
                    for x in (found["mean"], q["0.05"], q["0.5"], q["0.95"])
                ),
            )
        )
    heads = (_("Quantity"), _("Mean"), _("5% point"), _("Median"), _("95% point"))
    return Table(
        render(_("Spread over the draws"), lang), heads_of(heads, names), tuple(rows), frozenset((1, 2, 3, 4))
    )
