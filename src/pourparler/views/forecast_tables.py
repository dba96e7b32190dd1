"""Results of collective decision as plain tables."""

from pourparler.analyses.collective.challenge_readings import ReadingsResult
from pourparler.analyses.collective.challenges.challenged import ChallengeResult
from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.analyses.collective.forecasting.result import EnsembleResult
from pourparler.analyses.collective.joint.solution import SpatialResult
from pourparler.analyses.collective.levering.levered import LeversResult
from pourparler.analyses.collective.procedures.result import AgendaResult, CoreResult
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.turns.result import SmpResult
from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.views.bargaining_on_positions import gain_rows
from pourparler.views.challenges import move_rows, round_rows, switch_rows
from pourparler.views.levers import lever_rows, pivot_rows
from pourparler.views.names import Names
from pourparler.views.pools import pool_rows
from pourparler.views.position_trades import BALANCE_HEADS, EXCHANGE_HEADS, balance_rows, exchange_rows
from pourparler.views.procedures import (
    AGENDA_HEADS,
    CORE_HEADS,
    agenda_rows,
    core_rows,
    power_heads,
    power_rows,
)
from pourparler.views.spatial import bargain_rows, end_rows, path_rows
from pourparler.views.table import SHOWN, Table, heads_of


def forecast_tables(result: ForecastResult, names: Names) -> tuple[Table, ...]:
    """A point per issue; where some issue has them, the interval of a tie and the level nearest to the point."""
    heads = (_("Issue"), _("Forecast"), _("Interval of ties"), _("Nearest level"))
    rows = [
        (
            names.issue(issue),
            _point(names, issue, f),
            _tied(names, issue, f),
            _near(names, issue, f.point),
        )
        for issue, f in result.forecasts.items()
    ]
    told = [i for i in range(len(heads)) if i < 2 or any(row[i] != "–" for row in rows)]
    return (
        Table(
            render(_("Issue by issue"), names.lang),
            heads_of((heads[i] for i in told), names),
            tuple(tuple(row[i] for i in told) for row in rows),
            frozenset(range(1, len(told) - (3 in told))),
        ),
    )


def _point(names: Names, issue: str, forecast: Forecast) -> str:
    return "–" if forecast.point is None else names.measured(issue, forecast.point)


def _tied(names: Names, issue: str, forecast: Forecast) -> str:
    low, high = (forecast.details or {}).get("interval") or (0.0, 0.0)
    return "–" if low == high else f"{names.at(issue, low, 1)} – {names.at(issue, high, 1)}"


def pool_tables(result: EnsembleResult, names: Names) -> tuple[Table, ...]:
    """The pool and every member beside it."""
    heads = (_("Issue"), _("Reading"), _("Weight"), _("Forecast"), _("10% point"), _("90% point"))
    caption = render(_("The pool beside its members"), names.lang)
    return (Table(caption, heads_of(heads, names), tuple(pool_rows(result, names)), frozenset((2, 3, 4, 5))),)


def joint_tables(result: SpatialResult, names: Names) -> tuple[Table, ...]:
    """The points, and what each party gains over failure."""
    if not result.gains:
        return forecast_tables(result, names)
    caption = render(_("What each party gains over failure"), names.lang)
    heads = heads_of((_("Party"), _("Gain over failure")), names)
    return *forecast_tables(result, names), Table(
        caption, heads, tuple(gain_rows(result, names)), frozenset((1,))
    )


def lever_tables(result: LeversResult, names: Names) -> tuple[Table, ...]:
    """Moves ranked by what they bring, and who is pivotal."""
    heads = (
        _("Change"), _("Effect on the outcome"), _("Benefit"), _("Cost"), _("Per cost"),
        _("Helps in readings"), _("Worst"), _("Median"),
    )  # fmt: skip
    pivot_heads = (
        _("Issue"),
        _("At the weighted median"),
        _("Weight that would move it"),
        _("Largest weight"),
    )
    return (
        Table(
            render(_("What one party could change, best first"), names.lang),
            heads_of(heads, names),
            tuple(lever_rows(result, names)),
            frozenset(range(2, 8)),
        ),
        Table(
            render(_("Who is pivotal"), names.lang),
            heads_of(pivot_heads, names),
            tuple(pivot_rows(result, names)),
            frozenset((2,)),
        ),
    )


def challenge_tables(result: ChallengeResult, names: Names) -> tuple[Table, ...]:
    """The points, the rounds, and who moved why."""
    rounds = Table(
        render(_("Round by round"), names.lang),
        heads_of((_("Issue"), _("Round"), _("Weighted median"), _("Weighted mean")), names),
        tuple(round_rows(result, names)),
        frozenset((1, 2, 3)),
    )
    heads = (
        _("Round"), _("Issue"), _("Party"), _("From"), _("To"), _("Kind of offer"), _("Offered by"),
        _("Party expects"), _("Offering party expects"),
    )  # fmt: skip
    caption = render(_("Who moved, and why"), names.lang)
    moves = Table(
        caption, heads_of(heads, names), tuple(move_rows(result, names)), frozenset((0, 3, 4, 7, 8))
    )
    return (*forecast_tables(result, names), rounds, moves)


def reading_tables(result: ReadingsResult, names: Names) -> tuple[Table, ...]:
    """What each switch does to the answer."""
    heads = (_("Issue"), _("Switch"), _("Option"), _("Mean of the medians"))
    caption = render(_("What each switch does to the answer"), names.lang)
    return (Table(caption, heads_of(heads, names), tuple(switch_rows(result, names)), frozenset((3,))),)


def smp_tables(result: SmpResult, names: Names) -> tuple[Table, ...]:
    """What the last positions sum up to, the paths, the bargains."""
    if not result.positions:
        return ()
    ends = (_("Issue"), _("Mean by influence"), _("Mean"), _("Median"), _("Most probable"), _("Expectation"))
    paths = (_("Party"), _("Issue"), _("Start"), _("End"), _("Probability of its last position"))
    offers = (_("Turn"), _("Challenges"), _("Challenged"), _("Expected gain"), _("Odds"), _("Goes along"))
    rows = tuple(bargain_rows(result, names)[:SHOWN])
    return (
        Table(render(_("Issue by issue"), names.lang), heads_of(ends, names), tuple(end_rows(result, names)), frozenset(range(1, 6))),
        Table(render(_("Where each party starts and ends"), names.lang), heads_of(paths, names), tuple(path_rows(result, names)), frozenset((2, 3, 4))),
        Table(render(_("Bargains, turn by turn"), names.lang), heads_of(offers, names), rows, frozenset((0, 3, 4))),
    )  # fmt: skip


def exchange_tables(result: ExchangeResult, names: Names) -> tuple[Table, ...]:
    """The points, what was traded, and what that did to each party."""
    traded = Table(
        render(_("Executed exchanges"), names.lang),
        heads_of(EXCHANGE_HEADS, names),
        tuple(exchange_rows(result.executed[:SHOWN], names)),
        frozenset((0, 3)),
    )
    felt = Table(
        render(_("What all exchanges did to each party"), names.lang),
        heads_of(BALANCE_HEADS, names),
        tuple(balance_rows(result, names)),
        frozenset(range(1, len(BALANCE_HEADS))),
    )
    return (*forecast_tables(result, names), *((traded, felt) if result.executed else ()))


def core_tables(result: CoreResult, names: Names) -> tuple[Table, ...]:
    """Core and winset by issue."""
    caption = render(_("Issue by issue"), names.lang)
    return (
        Table(caption, heads_of(CORE_HEADS, names), tuple(core_rows(result, names)), frozenset((1, 2, 3, 4))),
    )


def agenda_tables(result: AgendaResult, names: Names) -> tuple[Table, ...]:
    """What a proposer gets by issue."""
    caption = render(_("Issue by issue"), names.lang)
    rows = tuple(agenda_rows(result, names))
    return (Table(caption, heads_of(AGENDA_HEADS, names), rows, frozenset((1, 2, 3, 4))),)


def power_tables(result: PowerResult, names: Names) -> tuple[Table, ...]:
    """Indices of voting power by party."""
    if not any(result.indices.values()):
        return ()
    caption = render(_("Voting power by index"), names.lang)
    rows = tuple(power_rows(result, names))
    return (Table(caption, heads_of(power_heads(), names), rows, frozenset(range(1, 8))),)


def _near(names: Names, issue: str, point: float | None) -> str:
    levels = names.brief.levels(issue) if names.brief and issue in names.brief.issues else {}
    if point is None or not levels:
        return "–"
    # Equal distance: the lower level.
    level = min(levels, key=lambda name: (abs(levels[name] - point), levels[name]))
    return names.level(issue, level)
