"""A tournament in words and rows."""

from collections.abc import Iterator

from pourparler.analyses.talks.tournament.result import TOLD, TournamentResult
from pourparler.analyses.talks.tournament.scores import DRAWS, Rank, Score
from pourparler.language import Lang, Message, msg, msg_n, number, percent, render
from pourparler.views.names import Names
from pourparler.views.screen import Screen
from pourparler.views.table import Table, heads_of

ENOUGH = 20
"""Scenarios from which on percentile intervals of a bootstrap over them come near what they promise."""


def tournament_tables(found: TournamentResult, names: Names) -> tuple[Table, ...]:
    """Results by strategy, and by strategy and opponent."""
    return (_by_strategy(found, names), _by_opponent(found, names)) if found.scores else ()


def _by_strategy(found: TournamentResult, names: Names) -> Table:
    lang = names.lang
    heads = (
        msg("Strategy"), msg("Rank (95%)"), msg("Advantage (95%)"), msg("Standard error"), msg("Utility"), msg("Agreements"),
        msg("Rounds"), msg("Share of the Nash product"), msg("From the Nash point"), msg("Everybody’s utility"), msg("Faults"),
    )  # fmt: skip
    rows = tuple(
        (
            one.strategy,
            rank_words(one.rank, lang),
            interval_words(one.measures["advantage"], lang),
            _plain(one.measures["advantage"].error, lang),
            _plain(one.measures["utility"].mean, lang),
            _share(one.measures["agreement"].mean, lang),
            _plain(one.measures["step"].mean, lang, 1),
            _share(one.measures["nash_share"].mean, lang),
            _plain(one.measures["to_nash"].mean, lang),
            _plain(one.measures["welfare"].mean, lang),
            number(one.faults + one.timeouts, lang),
        )
        for one in found.scores
    )
    return Table(
        render(msg("By strategy"), lang), heads_of(heads, names), rows, frozenset(range(1, len(heads)))
    )


def _by_opponent(found: TournamentResult, names: Names) -> Table:
    """Mean advantage of the strategy of a row against that of a column, in the order of the ranks."""
    lang = names.lang
    order = [one.strategy for one in found.scores]
    means = {(one.strategy, one.opponent): one.advantage for one in found.by_opponent}
    rows = tuple((own, *(_plain(means.get((own, other)), lang) for other in order)) for own in order)
    caption = render(msg("Advantage by opponent (row against column)"), lang)
    head = render(msg("Strategy"), lang)
    return Table(caption, (head, *order), rows, frozenset(range(1, len(order) + 1)))


def rank_words(rank: Rank, lang: Lang) -> str:
    """A place and its interval."""
    if rank.low is None or rank.high is None:
        return number(rank.place, lang)
    return render(msg("{n} ({low} to {high})", n=rank.place, low=rank.low, high=rank.high), lang)


def interval_words(score: Score, lang: Lang) -> str:
    """A mean and its interval."""
    if score.mean is None or score.low is None or score.high is None:
        return _plain(score.mean, lang)
    mean, low, high = (number(x, lang, 3) for x in (score.mean, score.low, score.high))
    return render(msg("{mean} ({low} to {high})", mean=mean, low=low, high=high), lang)


def _plain(value: float | None, lang: Lang, digits: int = 3) -> str:
    return "–" if value is None else number(value, lang, digits)


def _share(value: float | None, lang: Lang) -> str:
    return "–" if value is None else percent(value, lang)


def _of_intervals(found: TournamentResult) -> Iterator[Message]:
    """Where the intervals come from, and how far they go."""
    if all(one.rank.low is None for one in found.scores):
        yield msg(
            "With one scenario there is nothing to say how the scores would vary with others: no intervals."
        )
        return
    yield msg("Intervals come from resampling scenarios, not runs, {n} times.", n=DRAWS)
    if len(found.field.scenarios) < ENOUGH:
        yield msg("With so few scenarios they are too narrow: resampling {n} of them shows little of how others may differ.",
                  n=len(found.field.scenarios))  # fmt: skip


def tournament_sentences(found: TournamentResult) -> tuple[Message, ...]:
    """What was played, what the numbers are, and what they do not show."""
    field, count = found.field, found.reasons
    lines = [
        found.status.message,
        msg_n("{n} scenario, {strategies} strategies, every one at every seat; seed {seed}.",
              "{n} scenarios, {strategies} strategies, every one at every seat; seed {seed}.",
              n=len(field.scenarios), strategies=len(field.strategies), seed=str(field.seed)),
        msg("Ended by agreement: {agreement}, at the deadline: {deadline}, broken off: {broken}, by the fault of a strategy: {fault}.",
            agreement=count["agreement"], deadline=count["deadline"], broken=count["broken-off"], fault=count["fault"]),
        msg("Advantage: the utility above the reserve, as a share of what the party’s best outcome is above it. Ranks go by it."),
        *_of_intervals(found),
        msg("The scores are of these strategies on these scenarios against each other, and no forecast of real talks."),
    ]  # fmt: skip
    if found.timeouts:
        lines.append(
            msg_n("{n} run took more than {seconds} seconds and was ended.",
                  "{n} runs took more than {seconds} seconds and were ended.",
                  n=found.timeouts, seconds=found.plan.run_seconds)
        )  # fmt: skip
    return (*lines, *_faults(found), *_left_out(found))


def _faults(found: TournamentResult) -> list[Message]:
    faults = found.faults()
    if not faults:
        return []
    lines = [
        msg("{scenario}, {seats:list}: {party}: {message}", scenario=one["scenario"], seats=one["seats"],
            party=one["seat"] or "?", message=one["message"])
        for one in faults
    ]  # fmt: skip
    more = found.reasons["fault"] - TOLD
    return [msg("Faults:"), *lines, *([msg("and {n} more", n=more)] if more > 0 else [])]


def _left_out(found: TournamentResult) -> list[Message]:
    left = found.field.left_out
    if not left:
        return []
    head = msg_n("{n} scenario was left out:", "{n} scenarios were left out:", n=len(left))
    return [head, *(msg("{issue}: {reason}", issue=one.name, reason=one.message) for one in left)]


def print_tournament(found: TournamentResult, lang: Lang) -> None:
    """A tournament on a terminal."""
    names, to = Names(lang), Screen()
    to.line(render(msg("Tournament"), lang), "bold underline")
    for table in tournament_tables(found, names):
        to.table(table)
    to.line()
    for line in tournament_sentences(found):
        to.line(render(line, lang))
