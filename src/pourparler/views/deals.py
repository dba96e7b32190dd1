"""Audits, zones and contests in words and tables: what a mediator needs to know about one deal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pourparler.analyses.bargaining.audited import AuditResult, Step, Trade, Zone, ZonesResult
from pourparler.analyses.bargaining.results import FrontierPoint, Opposition
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.language import Lang, Message, msg, msg_n, number, percent, render
from pourparler.model.outcomes import Value
from pourparler.views.names import Names

# Trades told in words, values of an issue listed one by one.
TOLD, LISTED = 6, 6


def audit_sentences(result: AuditResult, names: Names) -> tuple[Message, ...]:
    """What an audit says."""
    if result.outcome is None:
        return (names.named(result.status.message),)
    lines = [msg("Deal: {outcome}.", outcome=names.outcome(result.outcome))]
    lines += [_verdict(result, party, names) for party in result.utilities or {}]
    lines += _together(result, names)
    trades = result.trades or ()
    for trade in trades[:TOLD]:
        lines.append(trade_sentence(trade, names))
        new = new_lines(result, trade)
        if new:
            lines.append(msg("That would cross: {lines}.", lines=[names.number(key) for key in new]))
    if len(trades) > TOLD:
        lines.append(
            msg_n("{n} more trade is not told.", "{n} more trades are not told.", n=len(trades) - TOLD)
        )
    if result.status.code != "ok":
        lines.append(names.named(result.status.message))
    return tuple(lines)


def _verdict(result: AuditResult, party: str, names: Names) -> Message:
    """Whether a party would accept, and why not."""
    gain = (result.gains or {})[party]
    amount = plain(abs(gain), names.lang)
    told = [names.number(key) for key in result.crossed.get(party, ())]
    name = names.party(party)
    if party in result.accepted_by:
        if gain > 0:
            return msg("{party} would accept: {gain} above its reserve.", party=name, gain=amount)
        return msg("{party} would accept: exactly its reserve.", party=name)
    if gain >= 0:
        return msg("{party} would refuse: its red line is crossed: {lines}.", party=name, lines=told)
    if told:
        return msg(
            "{party} would refuse: {short} below its reserve, and its red line is crossed: {lines}.",
            party=name, short=amount, lines=told,
        )  # fmt: skip
    return msg("{party} would refuse: {short} below its reserve.", party=name, short=amount)


def _together(result: AuditResult, names: Names) -> Iterator[Message]:
    if result.excluded:
        yield msg("The brief excludes this combination ({rules}).", rules=list(result.excluded))
    elif result.stands:
        yield msg("The decision rule is met: the deal stands.")
    else:
        yield msg("The decision rule is not met: the deal does not stand.")
    if result.dominated is None:
        yield msg("Whether another outcome is better for some and worse for nobody is not known.")
    elif not result.dominated:
        yield msg("No outcome is better for one party without a loss for another.")
    elif result.distance:
        yield msg(
            "All could do better: each party could gain {gain} at once.",
            gain=plain(result.distance, names.lang),
        )
    else:
        yield msg("Some could do better without a loss for anybody, but not all of them at once.")
    point = result.nearest or next(iter(result.dominating), None)
    if result.dominated and point is not None:
        yield msg("For example: {changes} ({gains}).", changes=changed(result, point, names),
                  gains=gains_words(_over(result, point), names))  # fmt: skip


def _over(result: AuditResult, point: FrontierPoint) -> dict[str, float]:
    here = result.utilities or {}
    return {party: worth - here[party] for party, worth in point.utilities.items()}


def changed(result: AuditResult, point: FrontierPoint, names: Names) -> str:
    """What of the deal is other in an outcome: issue and value."""
    here = result.outcome or {}
    return names.outcome({issue: value for issue, value in point.outcome.items() if value != here.get(issue)})


def better_rows(result: AuditResult, names: Names) -> list[tuple[str, ...]]:
    """One row per better outcome that is shown: each party's gain over the deal, what is other in it."""
    return [
        (*(signed(gain, names.lang) for gain in _over(result, point).values()), changed(result, point, names))
        for point in result.dominating[:TOLD]
    ]


def new_lines(result: AuditResult, trade: Trade) -> list[str]:
    """Keys of the red lines that a trade crosses and the deal does not."""
    known = {key for keys in result.crossed.values() for key in keys}
    return [key for keys in trade.crossed.values() for key in keys if key not in known]


def trade_sentence(trade: Trade, names: Names) -> Message:
    """A trade as one would propose it: what moves together, whose concession each move is, who gains what."""
    steps = [_step(step, names) for step in trade.steps]
    return msg(
        "Move {steps:list}: {gains}; nobody loses.", steps=steps, gains=gains_words(trade.gains, names)
    )


def _step(step: Step, names: Names) -> Message:
    losers = [names.party(party) for party, gain in step.gains.items() if gain < 0]
    where = {
        "issue": names.issue(step.issue),
        "before": names.value(step.issue, step.before),
        "after": names.value(step.issue, step.after),
    }
    if not losers:
        return msg("{issue:quote} from {before} to {after}", **where)
    return msg("{issue:quote} from {before} to {after} (conceded by {parties})", parties=losers, **where)


def gains_words(gains: Mapping[str, float], names: Names) -> str:
    """What each party gains or loses, those left out for whom nothing changes."""
    parts = [f"{names.party(party)} {signed(gain, names.lang)}" for party, gain in gains.items() if gain]
    return render(Message("{gains:terms}", {"gains": parts}), names.lang)


def signed(value: float, lang: Lang) -> str:
    """A gain with its sign.

    >>> signed(0.1, "en"), signed(-6.0, "en")
    ('+0.10', '−6')
    """
    return ("+" if value > 0 else "−" if value < 0 else "") + plain(abs(value), lang)


def plain(value: float, lang: Lang) -> str:
    """A utility: whole points as they are, else two decimals, or as many as it takes to tell it from 0."""
    if abs(value - round(value)) < 1e-9:
        return number(round(value), lang)
    return number(value, lang, 2) if value >= 0.005 else number(value, lang)


def decimals_of(utilities: Iterable[float]) -> int:
    """Decimals of utilities shown together: none where all are whole points, else three.

    >>> decimals_of([70.0, 5.0]), decimals_of([0.5, 1.0])
    (0, 3)
    """
    return 0 if all(abs(value - round(value)) < 1e-9 for value in utilities) else 3


TO_IDEAL, OF_LEAST_SPREAD = msg("to ideal"), msg("of least spread")
OPPOSITION = (
    ("to_ideal", TO_IDEAL, msg("the least distance of a point of the frontier to utility 1 for everyone")),
    ("to_max", msg("to maxima"), msg("the least distance of a point of the frontier to the largest utility of each party")),
    ("relative", msg("relative"), msg("the least shortfall of an acceptable outcome, in shares of each party's largest utility")),
    ("of_least_spread", OF_LEAST_SPREAD, msg("the distance of the raw least-spread point to utility 1 for everyone")),
)  # fmt: skip
"""The four numbers that go by the name of opposition: field, short name, definition."""


def opposition_numbers(found: Opposition | None) -> tuple[tuple[Message, Message, float], ...]:
    """Short name, definition and value of each of the four numbers that is defined."""
    values = {} if found is None else found.as_data()
    return tuple(
        (name, told, x) for field, name, told in OPPOSITION if isinstance(x := values.get(field), float)
    )


def opposition_sentences(found: Opposition | None) -> tuple[Message, ...]:
    """The four numbers called opposition, each with its definition."""
    if found is None:
        return ()
    lines = [
        msg("Opposition, {name}: {x:.3}, {definition}.", name=name, x=x, definition=told)
        for name, told, x in opposition_numbers(found)
    ]
    return (*lines, opposition_caveat(found))


def opposition_caveat(found: Opposition) -> Message:
    """A sentence where distances to utility 1 say little; else an empty message."""
    if found.meaningful is not False:
        return Message("")
    return msg("Distances to utility 1 say little here: not every party's best is 1.")


def zones_sentences(result: ZonesResult, names: Names) -> tuple[Message, ...]:
    """What the zones of possible agreement say."""
    lines = []
    zones = result.zones
    for issue, zone in zones.items():
        if zone.interval is not None:
            low, high = (names.value(issue, x) for x in zone.interval)
            lines.append(msg("The zone of possible agreement runs from {low} to {high}.", low=low, high=high))
    if result.overall:
        terms = [
            msg("{party} {low:.2} to {high:.2}", party=names.party(party), low=low, high=high)
            for party, (low, high) in result.overall.items()
        ]
        lines.append(
            msg("Overall: from no deal to the best acceptable outcome, {ranges:terms}.", ranges=terms)
        )
    if result.status.code == "ok":
        lines.append(
            msg("Possible at all: the values that some acceptable outcome has, the other issues being free.")
        )
        if len(zones) > 1:
            lines.append(msg("Values from the zones of several issues need not be acceptable together."))
    known = [issue for issue, zone in zones.items() if zone.at_deal is not None]
    if known:
        lines.append(msg("At the deal: the values acceptable to all with everything else as in the deal."))
        empty = [names.issue(issue) for issue in known if not zones[issue].at_deal]
        if empty:
            lines.append(
                msg("With everything else as in the deal, no value is acceptable to all: {issues}.", issues=empty)
            )  # fmt: skip
    if result.status.code != "ok":
        lines.append(names.named(result.status.message))
    return tuple(lines)


def zone_rows(zones: Mapping[str, Zone], names: Names) -> list[tuple[str, ...]]:
    """One row per issue: its name, what is possible, the deal's value, what is acceptable to all and to each."""
    rows = []
    for issue, zone in zones.items():
        row = [names.issue(issue), zone_words(zone.projection, issue, names, size=zone.size)]
        if zone.accepted is not None:
            row.append("–" if zone.deal is None else names.value(issue, zone.deal))
            for values in (zone.at_deal, *zone.accepted.values()):
                row.append(zone_words(values, issue, names, size=zone.size))
        rows.append(tuple(row))
    return rows


def zone_words(values: Sequence[Value] | None, issue: str, names: Names, *, size: int) -> str:
    """Values out of ``size`` of an issue: listed, or the first and last of many numbers; a dash: not known."""
    if values is None:
        return "–"
    if not values or len(values) == size > 1:
        return render(msg("all values") if values else msg("no value"), names.lang)
    if len(values) > LISTED and not any(isinstance(value, str) for value in values):
        ends = {"low": names.value(issue, values[0]), "high": names.value(issue, values[-1])}
        return render(msg("{n} values from {low} to {high}", n=len(values), **ends), names.lang)
    told = [names.value(issue, value) for value in values]
    return render(Message("{values:terms}", {"values": told}), names.lang)


def contest_sentences(result: ContestednessResult, names: Names) -> tuple[Message, ...]:
    """What contestedness says."""
    lines = [
        msg("{issue}: contested at {value:percent}.", issue=names.issue(issue), value=contest.value)
        for issue, contest in result.issues.items()
    ]
    scale = msg("0%: all agree; 100%: two parties at the two ends of the scale.")
    status = (
        () if result.status.message.text == "The answer is exact." else (names.named(result.status.message),)
    )
    return (*lines, scale, *status)


def contest_rows(result: ContestednessResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue: contestedness, the weight below, on and above the middle, the positions."""
    rows = []
    for issue, contest in result.issues.items():
        shares = (contest.value, contest.below, contest.at, contest.above)
        held = sorted(contest.positions.items(), key=lambda item: item[1])
        told = [f"{names.party(party)} {number(x, names.lang, 1)}" for party, x in held]
        positions = render(Message("{held:terms}", {"held": told}), names.lang)
        rows.append((names.issue(issue), *(percent(share, names.lang) for share in shares), positions))
    return rows
