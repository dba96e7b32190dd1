"""Results as pandas data frames: raw numbers and ids, for further work."""

from functools import singledispatch
from itertools import product
from typing import TYPE_CHECKING, Any

from pourparler.analyses.bargaining.audited import AuditResult, ZonesResult
from pourparler.analyses.bargaining.results import AgreementsResult, FrontierResult, PointResult
from pourparler.analyses.collective.challenge_readings import SWITCHES, ReadingsResult
from pourparler.analyses.collective.challenges.challenged import ChallengeResult
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.procedures.result import AgendaResult, CoreResult
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.analyses.stability.result import LISTED, StabilityResult
from pourparler.analyses.talks.equilibria.induction_result import InductionResult
from pourparler.analyses.talks.equilibria.rubinstein_result import RubinsteinResult
from pourparler.analyses.talks.result import TalksResult
from pourparler.errors import MissingExtra
from pourparler.language import msg
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.versions.comparing import Difference
from pourparler.uncertainty.versions.timeline import Timeline
from pourparler.views.comparisons import comparison_records
from pourparler.views.timelines import timeline_records

if TYPE_CHECKING:
    import pandas as pd


def frame(result: Any) -> "pd.DataFrame":
    """The result's main table. Raises ``MissingExtra`` without pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra(
            msg("data frames need pandas"), where="to_frame", advice=msg("Install pourparler[frames].")
        ) from error
    return pd.DataFrame(records(result))


@singledispatch
def records(result: Any) -> list[dict[str, Any]]:
    """Rows of the main table; for results of other packages, one row with their fields."""
    return [result.fields_as_data()]


@records.register
def _point(result: PointResult) -> list[dict[str, Any]]:
    """One row per party; of a lottery, one per outcome."""
    if result.lottery:
        return [
            {
                "probability": draw.probability,
                **{f"utility/{p}": u for p, u in draw.utilities.items()},
                **{f"issue/{i}": v for i, v in draw.outcome.items()},
            }
            for draw in result.lottery
        ]
    gains = result.gains or {}
    decides = [
        {"party": p, "utility": u, "gain": gains.get(p), "decides": True}
        for p, u in (result.utilities or {}).items()
    ]
    return decides + [
        {"party": p, "utility": u, "gain": None, "decides": False} for p, u in result.bystanders.items()
    ]


@records.register
def _frontier(result: FrontierResult) -> list[dict[str, Any]]:
    return [
        {
            **{f"utility/{p}": u for p, u in point.utilities.items()},
            **{f"issue/{i}": v for i, v in point.outcome.items()},
        }
        for point in result.points
    ]


@records.register
def _agreements(result: AgreementsResult) -> list[dict[str, Any]]:
    return [{"party": p, "feasible": n} for p, n in (result.by_party or {}).items()]


@records.register
def _audit(result: AuditResult) -> list[dict[str, Any]]:
    gains = result.gains or {}
    return [
        {"party": p, "utility": u, "gain": gains.get(p), "accepts": p in result.accepted_by,
         "crossed": list(result.crossed.get(p, ()))}
        for p, u in (result.utilities or {}).items()
    ]  # fmt: skip


@records.register
def _zones(result: ZonesResult) -> list[dict[str, Any]]:
    """One row per issue and value that is possible at all or acceptable to all at the deal."""
    rows = []
    for issue, zone in result.zones.items():
        possible, here = zone.projection, zone.at_deal
        for value in dict.fromkeys((*(possible or ()), *(here or ()))):
            rows.append(
                {"issue": issue, "value": value,
                 "projection": None if possible is None else value in possible,
                 "at_deal": None if here is None else value in here}
            )  # fmt: skip
    return rows


@records.register
def _contests(result: ContestednessResult) -> list[dict[str, Any]]:
    return [
        {"issue": issue, "value": c.value, "below": c.below, "at": c.at, "above": c.above}
        for issue, c in result.issues.items()
    ]


@records.register
def _forecast(result: ForecastResult) -> list[dict[str, Any]]:
    return [
        {"issue": issue, "point": f.point, "low": f.low, "high": f.high}
        for issue, f in result.forecasts.items()
    ]


@records.register
def _challenge(result: ChallengeResult) -> list[dict[str, Any]]:
    """One row per issue, round and party."""
    return [
        {"issue": issue, "round": i, "party": party, "position": x, "median": game.medians[i], "mean": game.means[i]}
        for issue, game in result.issues.items()
        for i, held in enumerate(game.positions)
        for party, x in held.items()
    ]  # fmt: skip


@records.register
def _readings(result: ReadingsResult) -> list[dict[str, Any]]:
    """One row per issue and reading."""
    options = list(product(*SWITCHES.values()))
    return [
        {"issue": issue, **dict(zip(SWITCHES, chosen, strict=True)), "median": median}
        for issue, found in result.issues.items()
        for chosen, median in zip(options, found.medians, strict=True)
    ]


@records.register
def _exchange(result: ExchangeResult) -> list[dict[str, Any]]:
    """One row per executed exchange and party."""
    return [
        {"round": exchange.round, "order": order, "party": move.party, "issue": move.issue, "from": move.start,
         "to": move.end, "gain": exchange.gains[move.party], "actual": exchange.actual[move.party],
         "hollow": exchange.hollow}
        for order, exchange in enumerate(result.executed, 1)
        for move in exchange.moves
    ]  # fmt: skip


@records.register
def _power(result: PowerResult) -> list[dict[str, Any]]:
    """One row per party: its swings and its indices."""
    known = {name: values for name, values in result.indices.items() if values is not None}
    return [
        {"party": p, "swings": (result.swings or {}).get(p), **{name: v[p] for name, v in known.items()}}
        for p in result.players
    ]


@records.register
def _core(result: CoreResult | AgendaResult) -> list[dict[str, Any]]:
    """One row per issue: the point, the status quo, the ends of core and winset."""
    rows = []
    for issue, forecast in result.forecasts.items():
        told = forecast.details or {}
        ends = {
            f"{name}_{end}": told[name] and told[name][k]
            for name in ("core", "winset")
            for k, end in enumerate(("low", "high"))
        }
        rows.append({"issue": issue, "point": forecast.point, "status_quo": told["reference"], **ends})
    return rows


@records.register
def _stability(result: StabilityResult) -> list[dict[str, Any]]:
    """One row per state and party, the first 10^5 states: rank (1 is best), verdicts, margins by concept."""
    game, found = result.game, result.judged
    best = game.ranks.max(axis=1)
    return [
        {
            "state": game.label(i),
            "party": party,
            "rank": int(best[p] - game.ranks[p, i]) + 1,
            "structural": bool(found.still[p, i]),
            **{concept: bool(stable[p, i]) for concept, stable in found.stable.items()},
            **(
                {"sim": None if result.sim[p, i] < 0 else bool(result.sim[p, i])}
                if result.sim is not None
                else {}
            ),
            **{
                f"margin/{concept}": None if found.still[p, i] else int(margins[p, i])
                for concept, margins in found.margins.items()
            },
        }
        for i in range(min(len(game.codes), LISTED))
        for p, party in enumerate(game.parties)
    ]


@records.register
def _talks(result: TalksResult) -> list[dict[str, Any]]:
    """One row per offer."""
    return [
        {"round": offer.round, "party": result.seats[offer.seat],
         **{f"utility/{p}": u for p, u in zip(result.seats, result.worth[offer.outcome], strict=True)},
         **{f"issue/{i}": v for i, v in result.label(offer.outcome).items()}}
        for offer in result.offers
    ]  # fmt: skip


@records.register
def _spread(result: Spread) -> list[dict[str, Any]]:
    columns = {name: values.tolist() for name, values in result.quantities.items()}
    return [
        {
            "draw": i,
            "status": code,
            "outcome": int(result.answer_index[i]),
            **{name: values[i] for name, values in columns.items()},
        }
        for i, code in enumerate(result.codes)
    ]


@records.register
def _induction(result: InductionResult) -> list[dict[str, Any]]:
    """One row per round told."""
    return [
        {"round": reached.number, "party": reached.party, "agrees": reached.agrees,
         **{f"utility/{party}": u for party, u in reached.utilities.items()}}
        for reached in result.path
    ]  # fmt: skip


@records.register
def _rubinstein(result: RubinsteinResult) -> list[dict[str, Any]]:
    """One row per proposal: those agreed on or those of the hull, then those of the two last words."""
    cases = [("for ever", result.offers), ("for ever, with lotteries", () if result.offers else result.hull)]
    cases += [(f"last: {horizon.last}", horizon.offers) for horizon in result.horizons]
    return [
        {
            "case": case,
            "party": offer.party,
            **{f"utility/{party}": u for party, u in offer.utilities.items()},
        }
        for case, offers in cases
        for offer in offers
    ]


records.register(Timeline, timeline_records)
records.register(Difference, comparison_records)
