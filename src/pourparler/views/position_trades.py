"""Exchanges of positions in words and rows: who trades what with whom, who gains, who is hurt."""

from collections.abc import Iterator, Sequence

from pourparler.analyses.collective.trades.results import Exchange, ExchangeResult
from pourparler.language import Lang, Message, in_sequence, msg, msg_n, number, render
from pourparler.views.deals import signed
from pourparler.views.names import Names

TOLD = 6
"""Exchanges told in words."""
NAMED = 3
"""Others told of an exchange who gain, and who lose, most."""
FELT = 5e-4
"""Changes below this are not told in words: they would read 0."""


def exchange_sentences(result: ExchangeResult, names: Names) -> tuple[Message, ...]:
    """What an exchange of positions says."""
    lines = [
        msg(
            "{issue}: {point:.1} ({start:.1} before any exchange).",
            issue=names.issue(issue), point=forecast.point, start=(forecast.details or {}).get("start"),
        )
        for issue, forecast in result.forecasts.items()
        if forecast.point is not None
    ]  # fmt: skip
    lines += [exchange_sentence(exchange, names) for exchange in result.executed[:TOLD]]
    untold = len(result.executed) - TOLD
    if untold > 0:
        lines.append(msg_n("{n} more exchange is not told.", "{n} more exchanges are not told.", n=untold))
    lines += _overall(result, names)
    if result.status.message.text != "The answer is exact.":
        lines.append(names.named(result.status.message))
    return tuple(lines)


def exchange_sentence(exchange: Exchange, names: Names) -> Message:
    """One exchange: the two moves, what each party gains, who else gains or loses by it."""
    first, second = exchange.moves
    moves = msg(
        "{party} moves from {start:.1} to {end:.1} on {issue}, {other} from {from_:.1} to {to:.1} on {there}",
        party=names.party(first.party), start=first.start, end=first.end, issue=names.issue(first.issue),
        other=names.party(second.party), from_=second.start, to=second.end, there=names.issue(second.issue),
    )  # fmt: skip
    one, two = (exchange.gains[party] for party in exchange.parties)
    if abs(one - two) < 0.005:
        told = msg("{moves}: each gains {gain}.", moves=moves, gain=_plain(one, names.lang))
    else:
        told = msg(
            "{moves}: {party} gains {one}, {other} {two}.",
            moves=moves, party=names.party(first.party), other=names.party(second.party),
            one=_plain(one, names.lang), two=_plain(two, names.lang),
        )  # fmt: skip
    return in_sequence([told, *_others(exchange, names)])


def _others(exchange: Exchange, names: Names) -> Iterator[Message]:
    felt = sorted(exchange.externalities.items(), key=lambda item: -abs(item[1]))
    lost = [item for item in felt if item[1] <= -FELT][:NAMED]
    gained = [item for item in felt if item[1] >= FELT][:NAMED]
    if lost:
        yield msg("Hurt most: {parties:terms}.", parties=[_change(*item, names=names) for item in lost])
    if gained:
        yield msg("Helped most: {parties:terms}.", parties=[_change(*item, names=names) for item in gained])
    if exchange.hollow:
        yield msg("One of the two gets more of what, as it sees the outcome, it already had in full.")


def _change(party: str, change: float, *, names: Names) -> str:
    return f"{names.party(party)} {_signed(change, names.lang)}"


def _overall(result: ExchangeResult, names: Names) -> Iterator[Message]:
    """Who comes out of all exchanges best and worst."""
    if not result.executed:
        return
    felt = sorted(result.balances.items(), key=lambda item: -item[1].total)
    best = [(party, balance.total) for party, balance in felt if balance.total >= FELT][:NAMED]
    worst = [(party, balance.total) for party, balance in reversed(felt) if balance.total <= -FELT][:NAMED]
    if best:
        yield msg(
            "Over all exchanges these gain most: {parties:terms}.",
            parties=[_change(*item, names=names) for item in best],
        )
    if worst:
        yield msg(
            "Over all exchanges these lose most: {parties:terms}.",
            parties=[_change(*item, names=names) for item in worst],
        )
    yield msg("Gains are in points of the scales, taken as equally wide, times salience (0 to 1).")
    yield msg(
        "The exchanges are the model’s, from the positions as stated; nobody is known to have proposed them."
    )


def _plain(value: float, lang: Lang) -> str:
    """A gain with two decimals, more where these would show 0."""
    return number(value, lang, 2) if value >= 0.005 else number(value, lang)


def _signed(value: float, lang: Lang) -> str:
    size = abs(value)
    return ("+" if value > 0 else "−") + number(size, lang, 1 if size >= 0.05 else None)


EXCHANGE_HEADS = (
    msg("Round"),
    msg("First party’s move"),
    msg("Second party’s move"),
    msg("Gain of each"),
    msg("Hurt"),
    msg("Helped"),
)


def exchange_rows(exchanges: Sequence[Exchange], names: Names) -> Iterator[tuple[str, ...]]:
    """One row per exchange: round, both moves, the gain, who else loses and gains most."""
    for exchange in exchanges:
        felt = sorted(exchange.externalities.items(), key=lambda item: -abs(item[1]))
        lost = [_change(*item, names=names) for item in felt if item[1] <= -FELT][:NAMED]
        gained = [_change(*item, names=names) for item in felt if item[1] >= FELT][:NAMED]
        moves = (
            render(
                msg(
                    "{party}: {issue} {start:.1} → {end:.1}",
                    party=names.party(move.party), issue=names.issue(move.issue), start=move.start, end=move.end,
                ),
                names.lang,
            )
            for move in exchange.moves
        )  # fmt: skip
        gains = " / ".join(dict.fromkeys(_plain(gain, names.lang) for gain in exchange.gains.values()))
        yield (str(exchange.round), *moves, gains, _terms(lost, names), _terms(gained, names))


def _terms(parts: Sequence[str], names: Names) -> str:
    return render(Message("{parts:terms}", {"parts": parts}), names.lang) if parts else "–"


BALANCE_HEADS = (
    msg("Party"),
    msg("Own exchanges, as agreed"),
    msg("Own exchanges, as it turned out"),
    msg("Gained by those of others"),
    msg("Lost by those of others"),
    msg("In all"),
)


def balance_rows(result: ExchangeResult, names: Names) -> Iterator[tuple[str, ...]]:
    """One row per party: what its own exchanges and those of others gave it and cost it."""
    for party, felt in result.balances.items():
        numbers = (felt.formula, felt.actual, felt.gained, felt.lost, felt.total)
        yield (names.party(party), *(signed(value, names.lang) for value in numbers))
