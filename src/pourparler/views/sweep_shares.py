"""The outcomes of a sweep: the most frequent one in a sentence, and issue by issue where no outcome comes up often."""

from pourparler.language import Message, msg, msg_n, render
from pourparler.uncertainty.draws.columns import RARE
from pourparler.uncertainty.spread import Spread
from pourparler.views.names import Names
from pourparler.views.table import Table, heads_of

TERMS = 4
"""Terms of an issue that are told, the most frequent first."""


def share_sentence(spread: Spread, names: Names) -> Message:
    """The most frequent outcome with its share and Monte Carlo error, or the rule of three at share 1."""
    outcome, share = spread.outcomes[0]
    if share.share < RARE:
        return scattered(spread)
    shown = names.outcome(outcome)
    if share.share == 1:
        return msg(
            "In all {n} draws (with 95% confidence, fewer than 3 in {n} would differ) the outcome is {outcome}.",
            n=spread.draws,
            outcome=shown,
        )
    return msg_n(
        "In {share:percent} of {draws} draws (± {error:points}) the outcome is {outcome}; no other outcome occurs.",
        "In {share:percent} of {draws} draws (± {error:points}) the outcome is {outcome}; {n} different outcomes occur.",
        share=share.share, draws=spread.draws, error=share.standard_error, outcome=shown, n=len(spread.answers),
    )  # fmt: skip


def scattered(spread: Spread) -> Message:
    """That no deal as a whole comes up often."""
    return msg_n(
        "The draws give {n} different deal.",
        "The draws give {n} different deals, none of them in more than {most:percent1} of the draws: issue by issue they agree more.",
        n=len(spread.answers), most=spread.outcomes[0][1].share,
    )  # fmt: skip


def terms_table(spread: Spread, names: Names) -> Table | None:
    """By issue the most frequent terms with their shares of all draws; ``None`` where there is one issue or none."""
    if len(spread.columns.levels) < 2:
        return None
    rows = []
    for issue, levels in spread.columns.levels.items():
        found = sorted(levels.items(), key=lambda pair: -pair[1].share)
        told = [
            msg("{level} ({share:percent})", level=names.value(issue, value), share=share.share)
            for value, share in found[:TERMS]
        ]
        if len(found) > TERMS:
            told.append(msg_n("{n} other", "{n} others", n=len(found) - TERMS))
        rows.append((names.issue(issue), render(Message("{terms:terms}", {"terms": told}), names.lang)))
    error = max(
        share.standard_error for levels in spread.columns.levels.values() for share in levels.values()
    )
    share_head = msg(
        "Most frequent terms, with their shares of draws (± {error:points} at most)", error=error
    )
    heads = heads_of((msg("Issue"), share_head), names)
    return Table(render(msg("Issue by issue"), names.lang), heads, tuple(rows), frozenset())
