"""The challenge model in words and tables: who moved, when and why, and how far readings of the model differ."""

from collections.abc import Iterator

from pourparler.analyses.collective.challenge_readings import Distribution, ReadingsResult
from pourparler.analyses.collective.challenges.challenged import ChallengeResult, Move, Offer, Rounds
from pourparler.language import Message, msg, msg_n, number, render
from pourparler.views.names import Names
from pourparler.views.switches import option_name, switch_name

# Moves told in words; tables have them all.
TOLD = 12

KINDS: dict[Offer, Message] = {
    "confrontation": msg("confrontation"),
    "compromise": msg("compromise"),
    "capitulation": msg("capitulation"),
}


def challenge_sentences(result: ChallengeResult, names: Names) -> tuple[Message, ...]:
    """Where each issue ends, the first moves and why, the status."""
    lines = [
        msg_n(
            "{issue}: median {median}, mean {mean} after {n} round.",
            "{issue}: median {median}, mean {mean} after {n} rounds.",
            issue=names.issue(issue), median=names.measured(issue, game.medians[-1]),
            mean=names.measured(issue, game.means[-1]), n=len(game.medians) - 1,
        )
        for issue, game in result.issues.items()
    ]  # fmt: skip
    lines += [move_sentence(result, move, names) for move in result.moves[:TOLD]]
    more = len(result.moves) - TOLD
    if more > 0:
        lines.append(msg_n("{n} more move is in the table.", "{n} more moves are in the table.", n=more))
    return (*lines, names.named(result.status.message))


def move_sentence(result: ChallengeResult, move: Move, names: Names) -> Message:
    """Why an actor moved, as a sentence."""
    decimals = _decimals(result.issues[move.issue])
    when = msg("Round {round}", round=move.round)
    if len(result.issues) > 1:
        when = msg("Round {round}, {issue}", round=move.round, issue=names.issue(move.issue))
    told = {
        "when": when,
        "actor": names.party(move.actor),
        "before": names.level(move.issue, round(move.before, decimals)),
        "after": names.level(move.issue, round(move.after, decimals)),
        "other": names.party(move.because.offer_by),
    }
    match move.because.kind:
        case "compromise":
            return msg(
                "{when}: {actor} goes from {before} to {after}, the compromise that {other} offered.", **told
            )
        case "confrontation":
            return msg(
                "{when}: {actor} goes from {before} to {after}, where {other} stands, which expects more of a confrontation.",
                **told,
            )
        case "capitulation":
            return msg(
                "{when}: {actor} goes from {before} to {after}, where {other} stands: it gives in, having more to lose.",
                **told,
            )


def _decimals(game: Rounds) -> int:
    """One on wide scales, three on narrow ones."""
    start = game.positions[0].values()
    return 1 if max(start) - min(start) >= 5 else 3


def round_rows(result: ChallengeResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue and round: its number, the median, the mean."""
    return [
        (
            names.issue(issue),
            number(i, names.lang),
            names.at(issue, median, _decimals(game)),
            names.at(issue, mean, _decimals(game)),
        )
        for issue, game in result.issues.items()
        for i, (median, mean) in enumerate(zip(game.medians, game.means, strict=True))
    ]


def move_rows(result: ChallengeResult, names: Names) -> list[tuple[str, ...]]:
    """One row per move: round, issue, who, from where, to where, the kind of offer, whose, what both expect of it."""
    lang = names.lang
    return [
        (
            number(move.round, lang), names.issue(move.issue), names.party(move.actor),
            *(names.at(move.issue, x, _decimals(result.issues[move.issue])) for x in (move.before, move.after)), render(KINDS[move.because.kind], lang),
            names.party(move.because.offer_by),
            number(move.because.own, lang, 2), number(move.because.other, lang, 2),
        )
        for move in result.moves
    ]  # fmt: skip


def reading_sentences(result: ReadingsResult, names: Names) -> tuple[Message, ...]:
    """The spread of each issue, the switch that matters most, the status."""
    lines = [line for issue, found in result.issues.items() for line in _spread(issue, found, names)]
    return (*lines, names.named(result.status.message))


def _spread(issue: str, found: Distribution, names: Names) -> Iterator[Message]:
    low, middle, high = found.quartiles
    yield msg(
        "{issue}: from {lowest} to {highest} over {n} readings; half of them between {low} and {high}, median {middle}.",
        issue=names.issue(issue), n=len(found.medians),
        lowest=names.measured(issue, min(found.medians)), highest=names.measured(issue, max(found.medians)),
        low=names.measured(issue, low), middle=names.measured(issue, middle), high=names.measured(issue, high),
    )  # fmt: skip
    gaps = {s: max(means.values()) - min(means.values()) for s, means in found.by_switch.items()}
    switch = max(gaps, key=gaps.__getitem__)
    if gaps[switch] > 0:
        terms = [
            msg(
                "{option}: {mean}",
                option=option_name(switch, option, names.lang),
                mean=names.measured(issue, mean, 2),
            )
            for option, mean in found.by_switch[switch].items()
        ]
        yield msg(
            "What matters most is the switch {switch:quote}: {means:terms} on average.",
            switch=switch_name(switch, names.lang),
            means=terms,
        )


def switch_rows(result: ReadingsResult, names: Names) -> list[tuple[str, ...]]:
    """One row per issue, switch and option: the mean of the medians."""
    return [
        (
            names.issue(issue),
            switch_name(switch, names.lang),
            option_name(switch, option, names.lang),
            names.at(issue, mean, 2),
        )
        for issue, found in result.issues.items()
        for switch, means in found.by_switch.items()
        for option, mean in means.items()
    ]
