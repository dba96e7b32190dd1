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
            "{issue}: {point} ({start} before any exchange).",
            issue=names.issue(issue), point=names.measured(issue, forecast.point),
            start=names.at(issue, (forecast.details or {}).get("start"), 1),
        )
        for issue, forecast in result.forecasts.items()
        if forecast.point is not None
    ]  # fmt: skip
    lines += [exchange_sentence(exchange, names) for exchange in result.executed[:TOLD]]
    untold = len(result.executed) - TOLD
    if untold > 0:
        lines.append(msg_n("{n} more exchange is not told.", "{n} more exchanges are not told.", n=untold))
    lines += overall_sentences(result, names)
    if result.status.message.text != "The answer is exact.":
        lines.append(names.named(result.status.message))
    return tuple(lines)


def exchange_sentence(exchange: Exchange, names: Names) -> Message:
    """One exchange: the two moves, what each party gains, who else gains or loses by it."""
    return in_sequence([swap_sentence(exchange, names), *_others(exchange, names)])


def swap_sentence(exchange: Exchange, names: Names) -> Message:
    """The two moves of an exchange and what each party gains."""
    first, second = exchange.moves
    moves = msg(
        "{party} moves from {start} to {end} on {issue}, {other} from {from_} to {to} on {there}",
        party=names.party(first.party), issue=names.issue(first.issue),
        start=_at(first.issue, first.start, names), end=_at(first.issue, first.end, names),
        other=names.party(second.party), there=names.issue(second.issue),
        from_=_at(second.issue, second.start, names), to=_at(second.issue, second.end, names),
    )  # fmt: skip
    one, two = (exchange.gains[party] for party in exchange.parties)
    if abs(one - two) < 0.005:
        return msg("{moves}: each gains {gain}.", moves=moves, gain=_plain(one, names.lang))
    return msg(
        "{moves}: {party} gains {one}, {other} {two}.",
        moves=moves, party=names.party(first.party), other=names.party(second.party),
        one=_plain(one, names.lang), two=_plain(two, names.lang),
    )  # fmt: skip


def _at(issue: str, position: float, names: Names) -> str:
    """A position: whole as it is, else with one decimal; in the issue's unit."""
    return names.at(issue, position, 0 if position == round(position) else 1)


def hurt_most(exchange: Exchange, names: Names) -> Message | None:
    """Who loses most by an exchange of two others; ``None`` where nobody does."""
    if not exchange.externalities:
        return None
    party, change = min(exchange.externalities.items(), key=lambda item: item[1])
    if change > -FELT:
        return None
    return msg("Hurt most: {parties:terms}.", parties=[_change(party, change, names=names)])


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
    return f"{names.party(party)} {signed_change(change, names.lang)}"


def overall_sentences(result: ExchangeResult, names: Names) -> Iterator[Message]:
    """Who comes out of all exchanges best and worst, in what gains are told, whose the exchanges are."""
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


def signed_change(value: float, lang: Lang) -> str:
    """A gain or loss with its sign and one decimal, more where that would show 0."""
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
                    "{party}: {issue} {start} → {end}",
                    party=names.party(move.party), issue=names.issue(move.issue),
                    start=names.at(move.issue, move.start, 1), end=names.at(move.issue, move.end, 1),
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
