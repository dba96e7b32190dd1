"""The first page's lines on how sure the deal is: what the draws agree on, and whether other readings agree."""

from collections.abc import Iterator, Sequence
from math import sqrt

from pourparler.analyses.bargaining.results import PointResult
from pourparler.analyses.solve import solve
from pourparler.language import Message, msg, msg_n
from pourparler.uncertainty.draws.columns import RARE, Share
from pourparler.uncertainty.spread import Spread
from pourparler.views.front_table import Found
from pourparler.views.likelihood import in_a_word
from pourparler.views.names import Names
from pourparler.views.sweep_shares import scattered


def shares_told(spread: Spread | None, names: Names) -> Iterator[Message]:
    """What share of the draws has a deal, and how far they agree on one."""
    if spread is None or not spread.outcomes:
        return
    _outcome, most = spread.outcomes[0]
    answered = float((spread.answer_index >= 0).mean())
    if most.share == 1:
        yield msg(
            "All {n} draws from the stated ranges give the same deal (with 95% confidence, fewer than 3 in {n} would "
            "differ).",
            n=spread.draws,
        )
        return
    if answered == 1:
        yield msg("In all {n} draws from the stated ranges some deal is possible.", n=spread.draws)
    else:
        yield _possible_share(Share(answered, _error(answered, spread.draws), spread.draws), names)
    central = _central_share(spread)
    if most.share < RARE:
        yield scattered(spread)
        yield from _firmness(spread, names)
    elif central is not None and central.share == most.share:
        yield msg_n(
            "Exactly this deal comes up in {share:percent} of the draws (± {error:points}), more than any other of the {n} "
            "deal that occurs.",
            "Exactly this deal comes up in {share:percent} of the draws (± {error:points}), more than any other of the {n} "
            "deals that occur.",
            n=len(spread.answers), share=central.share, error=central.standard_error,
        )  # fmt: skip
    elif central is not None:
        yield msg(
            "Exactly this deal comes up in {share:percent} of the draws (± {error:points}); of the {n} deals that occur the "
            "most frequent takes {most:percent}.",
            share=central.share, error=central.standard_error, n=len(spread.answers), most=most.share,
        )  # fmt: skip
    yield msg("These are shares of draws under one concept, not probabilities of events.")


def _possible_share(share: Share, names: Names) -> Message:
    """In how many draws there is a deal, with the scale's word where it has one."""
    word = in_a_word(share, names)
    if word is None:
        return msg("In {share:percent} of {n} draws from the stated ranges some deal is possible.",
                   share=share.share, n=share.draws)  # fmt: skip
    return msg("In {share:percent} of {n} draws from the stated ranges some deal is possible: a share that goes by {word}.",
               share=share.share, n=share.draws, word=word)  # fmt: skip


def _error(share: float, draws: int) -> float:
    return sqrt(share * (1 - share) / draws)


def _firmness(spread: Spread, names: Names) -> Iterator[Message]:
    """On which issue the draws agree most, and on which least."""
    issues = [issue for issue, _ in spread.answers[0]]
    tops = [(max(spread.levels(issue).items(), key=lambda pair: pair[1].share), issue) for issue in issues]
    if len(tops) < 2:
        return
    tops.sort(key=lambda top: -top[0][1].share)
    first, last = ((issue, value, share.share) for (value, share), issue in (tops[0], tops[-1]))
    yield msg(
        "Firmest: {first}, {value} in {share:percent} of the draws. Least firm: {last}, where no term takes more than {least:percent}.",
        first=names.issue(first[0]), value=names.value(first[0], first[1]), share=first[2],
        last=names.issue(last[0]), least=last[2],
    )  # fmt: skip


def _central_share(spread: Spread) -> Share | None:
    """In how many draws the outcome at the central values comes up; ``None`` where there is no such outcome."""
    found = solve(spread.template.central(), spread.concept, on_fail="status")
    outcome = found.outcome if isinstance(found, PointResult) else None
    return None if outcome is None else spread.share(outcome)


def concepts_told(points: Sequence[PointResult], found: Found, names: Names) -> Iterator[Message]:
    """Whether other readings of fairness give the same deal."""
    nash = found.outcome
    others = [p for p in points if p.outcome is not None and p is not found.nash]
    if not nash or not others:
        return
    differ = [i for i, value in nash.items() if any((p.outcome or {}).get(i) != value for p in others)]
    if not differ:
        yield msg_n(
            "The {n} other solution concept gives the same deal.",
            "The {n} other solution concepts give the same deal.",
            n=len(others),
        )
    elif len(differ) < len(nash):
        yield msg(
            "All {n} solution concepts agree on {same} of {total} issues; they differ on {differ:terms}.",
            n=len(others) + 1, same=len(nash) - len(differ), total=len(nash),
            differ=[names.issue(i) for i in differ],
        )  # fmt: skip
    else:
        yield msg("On no issue do all {n} solution concepts agree.", n=len(others) + 1)
