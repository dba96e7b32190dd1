"""Lotteries in words and rows: which outcome with which probability."""

from collections.abc import Iterator

from pourparler.analyses.bargaining.results import Draw, PointResult
from pourparler.analyses.talks.equilibria.proposal import Proposal
from pourparler.language import Lang, Message, msg, number
from pourparler.views.names import Names


def lottery_sentences(result: PointResult | Proposal, names: Names) -> Iterator[Message]:
    """The outcomes of a lottery with their probabilities, which are terms of the deal; nothing without one."""
    if not result.lottery:
        return
    yield msg(
        "The deal is a lottery over {n} outcomes; its probabilities are terms of the deal.",
        n=len(result.lottery),
    )
    *most, last = result.lottery
    for draw in most:
        yield msg(
            "With probability {probability}: {outcome}.",
            probability=probability(draw.probability, names.lang), outcome=names.outcome(draw.outcome),
        )  # fmt: skip
    yield msg("Otherwise: {outcome}.", outcome=names.outcome(last.outcome))


def worth_sentence(result: PointResult | Proposal, party: str, names: Names) -> Message:
    """What a deal is worth to a party."""
    worth = {
        "party": names.party(party),
        "utility": (result.utilities or {})[party],
        "gain": (result.gains or {}).get(party, 0.0),
    }
    if result.lottery:
        return msg("{party}: expected utility {utility:.3}, expected gain {gain:.3} over no deal.", **worth)
    return msg("{party}: utility {utility:.3}, gain {gain:.3} over no deal.", **worth)


def lottery_rows(draws: tuple[Draw, ...], names: Names) -> tuple[tuple[str, str], ...]:
    """One row per outcome: its probability, the deal on one line."""
    return tuple((probability(d.probability, names.lang), names.outcome(d.outcome)) for d in draws)


def probability(value: float, lang: Lang) -> str:
    """A probability with two decimals, more where these would show 0 or 1.

    >>> probability(0.5756, "fr"), probability(0.004, "en"), probability(0.9996, "en")
    ('0,58', '0.004', '0.9996')
    """
    if value < 0.005:
        return number(value, lang)
    digits = 2
    while value < 1 and round(value, digits) == 1 and digits < 15:
        digits += 1
    return number(value, lang, digits)
