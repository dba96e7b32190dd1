"""Is there anything to talk about? What each party has today, and what would be better for some and worse for nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.audited import AuditResult, Trade
from pourparler.analyses.bargaining.results import FrontierResult, PointResult
from pourparler.language import Message, msg, msg_n, number, render
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.deals import TOLD, decimals_of, new_lines, plain, trade_sentence
from pourparler.views.names import Names
from pourparler.views.report_ground import Ground

SAME = 1e-9


@dataclass(frozen=True)
class Audited:
    """One deal looked at, as a rule the status quo: verdict, what it gives each party, trades."""

    title: str
    sentences: tuple[str, ...]
    table: Table
    trades: tuple[str, ...]
    reading: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """What else is known of the bargain: solutions, frontier, model."""

    points: Sequence[PointResult]
    frontier: FrontierResult | None
    ground: Ground | None


def audited(result: AuditResult, beside: Beside, names: Names) -> Audited | None:
    """The audit in words; ``None`` where no deal was looked at."""
    if result.outcome is None:
        return None
    ground = beside.ground
    is_today = ground is not None and ground.today == dict(result.outcome)
    title = msg("Is there anything to talk about?") if is_today else msg("A deal looked at")
    than = msg("than today") if is_today else msg("than this deal")
    lines: list[Message] = []
    if not is_today:
        lines.append(msg("Deal: {outcome}.", outcome=names.outcome(result.outcome)))
    lines += _verdict(result, beside, than=than, names=names)
    where = msg("today") if is_today else msg("by this deal")
    lines += _lines_crossed(result, names, where=where)
    if result.status.code != "ok":
        lines.append(names.named(result.status.message))
    trades = _trades(result)
    return Audited(
        title=render(title, names.lang),
        sentences=tuple(render(line, names.lang) for line in lines if line),
        table=_table(result, _most(beside.points), is_today=is_today, names=names),
        trades=tuple(_told(trade, result, names) for trade in trades),
        reading=tuple(render(line, names.lang) for line in _trades_reading(result, trades)),
    )


def _verdict(result: AuditResult, beside: Beside, *, than: Message, names: Names) -> Iterator[Message]:
    if result.dominated is None:
        yield msg("Whether another outcome is better for some and worse for nobody is not known.")
        return
    if not result.dominated:
        yield msg(
            "No: nothing is better {than} for one party at the table without a loss for another. On these issues, any gain for one is a loss for another.",
            than=than,
        )
        return
    allowed = _acceptable(result, beside.frontier)
    if allowed is None:
        yield from _without_red_lines(result, beside.ground, than=than, names=names)
        return
    added = allowed - np.array(list((result.utilities or {}).values()))
    most = float(added.min(axis=1).max()) if len(added) else -np.inf
    if most > SAME:
        yield msg(
            "Yes: every party at the table could do better {than} at once. Among the deals acceptable to all, one adds at least {gain} to the utility of each, and none adds more to all.",
            than=than, gain=plain(most, names.lang),
        )  # fmt: skip
    elif len(allowed):
        yield msg(
            "In part: some outcomes are better {than} for some and worse for nobody, but no deal acceptable to all adds something to each.",
            than=than,
        )
    else:
        yield msg(
            "No deal is acceptable to all at the table: some party has more without one, or a red line stands in the way. Yet some outcomes are better {than} for some and worse for nobody.",
            than=than,
        )


def _acceptable(result: AuditResult, frontier: FrontierResult | None) -> NDArray[np.float64] | None:
    """Utilities of the efficient deals acceptable to all, (deals, parties); ``None``: not known."""
    utilities, gains = result.utilities or {}, result.gains or {}
    if frontier is None or frontier.status.code != "ok" or frontier.table.parties != tuple(utilities):
        return None
    if frontier.acceptable_table is not None:
        return frontier.acceptable_table.utilities
    if frontier.acceptable is None:
        return None
    reserve = np.array([utilities[party] - gains[party] for party in utilities])
    points = frontier.table.utilities
    return points[(points >= reserve - SAME).all(axis=1)]


def _without_red_lines(
    result: AuditResult, ground: Ground | None, *, than: Message, names: Names
) -> Iterator[Message]:
    """What is known by utilities alone, where the acceptable deals are not."""
    if result.distance:
        yield msg(
            "Every party at the table could do better {than} at once: one outcome adds at least {gain} to the utility of each, and none adds more to all.",
            than=than, gain=plain(result.distance, names.lang),
        )  # fmt: skip
    elif result.distance is None:
        yield msg("Some parties at the table could do better {than} without a loss for anybody.", than=than)
    else:
        yield msg(
            "Some parties at the table could do better {than} without a loss for anybody, but not all of them at once.",
            than=than,
        )
    if ground is None or ground.has_red_lines:
        yield msg("Red lines and what each has without a deal are not counted in this.")
    else:
        yield msg("What each has without a deal is not counted in this.")


def _lines_crossed(result: AuditResult, names: Names, *, where: Message) -> Iterator[Message]:
    keys = [key for keys in result.crossed.values() for key in keys]
    if keys:
        lines = [names.number(key) for key in keys]
        yield msg("Red lines crossed {where}: {lines}.", where=where, lines=lines)


def _most(points: Sequence[PointResult]) -> Mapping[str, float]:
    """The most that an acceptable outcome gives to each party whose acceptance is needed."""
    return next((p.ideal for p in points if p.ideal), {})


def _table(result: AuditResult, most: Mapping[str, float], *, is_today: bool, names: Names) -> Table:
    lang = names.lang
    utilities, gains = result.utilities or {}, result.gains or {}
    # Where no deal is the status quo, both columns would say the same.
    apart = not is_today or any(abs(gain) > SAME for gain in gains.values())
    heads = [msg("Party"), msg("Utility today") if is_today else msg("Utility of this deal")]
    heads += [msg("Without a deal")] if apart else []
    heads += [msg("At most, in an acceptable deal")] if most else []
    # Whole points as they are, shares of 1 with two decimals.
    digits = decimals_of((*utilities.values(), *gains.values(), *most.values())) and 2
    rows = []
    for party, utility in utilities.items():
        row = [Cell(names.party(party)), Cell(number(utility, lang, digits))]
        row += [Cell(number(utility - gains[party], lang, digits))] if apart else []
        row += [Cell(number(most.get(party), lang, digits))] if most else []
        rows.append(tuple(row))
    return Table(tuple(render(h, lang) for h in heads), tuple(rows), frozenset(range(1, len(heads))))


def _trades(result: AuditResult) -> tuple[Trade, ...]:
    """The first trade of each set of issues: others of the same issues differ from it by a step."""
    found: dict[tuple[str, ...], Trade] = {}
    for trade in result.trades or ():
        found.setdefault(tuple(step.issue for step in trade.steps), trade)
    return tuple(found.values())[:TOLD]


def _told(trade: Trade, result: AuditResult, names: Names) -> str:
    told = render(trade_sentence(trade, names), names.lang)
    new = new_lines(result, trade)
    if not new:
        return told
    lines = msg("That would cross: {lines}.", lines=[names.number(key) for key in new])
    return f"{told} {render(lines, names.lang)}"


def _trades_reading(result: AuditResult, told: Sequence[Trade]) -> Iterator[Message]:
    yield msg(
        "Gains are in each party's own units of utility. A move is conceded by those who would lose by it alone."
    )
    left = len(result.trades or ()) - len(told)
    if left > 0:
        yield msg_n(
            "Of trades that move the same issues the first is told, the one that gives most to the party that gains least; {n} more was found.",
            "Of trades that move the same issues the first is told, the one that gives most to the party that gains least; {n} more were found.",
            n=left,
        )
    kept = {key for keys in result.crossed.values() for key in keys}
    if any(kept & {key for keys in trade.crossed.values() for key in keys} for trade in told):
        yield msg("Red lines crossed already stay crossed where a trade does not move them.")
