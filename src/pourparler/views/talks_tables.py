"""Talks as tables: who plays how, what the end is worth, the offers that tell how it went."""

from pourparler.analyses.talks.offers import Offer
from pourparler.analyses.talks.result import TalksResult
from pourparler.language import msg as _
from pourparler.language import number, render
from pourparler.views.names import Names
from pourparler.views.table import Table, heads_of
from pourparler.views.talks import (
    decimals,
    is_patience_stated,
    left_out,
    offer_words,
    strategy_words,
    telling,
)


def talks_tables(result: TalksResult, names: Names) -> tuple[Table, ...]:
    """Strategies, worth, offers; empty where nothing was played."""
    if result.transcript is None:
        return ()
    return (_playing(result, names), worth_table(result, names), *_offers(result, names))


def _playing(result: TalksResult, names: Names) -> Table:
    heads = [_("Party"), _("Strategy (assumed)")]
    rows = [
        [names.party(party), render(strategy_words(written, names), names.lang)]
        for party, written in zip(result.seats, result.strategies, strict=True)
    ]
    if is_patience_stated(result):
        heads.append(_("Patience"))
        for row, patience in zip(rows, result.patience, strict=True):
            row.append(number(patience, names.lang))
    return Table(
        render(_("Who plays how, in the order of speaking"), names.lang),
        heads_of(heads, names), tuple(map(tuple, rows)), frozenset((2,)),
    )  # fmt: skip


def worth_table(result: TalksResult, names: Names) -> Table:
    """What the end and no deal are worth to each party, and seen from the first round where waiting costs."""
    lang, digits = names.lang, decimals(result)
    heads = [_("Party"), _("Utility"), _("No deal"), _("Gain over no deal")]
    rows = []
    for party, reserve in zip(result.seats, result.reserve, strict=True):
        utility = result.utilities[party]
        shown = (number(x, lang, digits) for x in (utility, reserve, utility - reserve))
        rows.append([names.party(party), *shown])
    if is_patience_stated(result):
        heads += [_("Seen from the first round"), _("No deal at the deadline, seen from the first round")]
        late = zip(rows, result.seats, result.reserve, result.patience, strict=True)
        for row, party, reserve, patience in late:
            now, then = result.discounted[party], reserve * patience**result.rounds
            row += [number(x, lang, digits or 1) for x in (now, then)]
    return Table(
        render(_("What the end is worth"), lang),
        heads_of(heads, names), tuple(map(tuple, rows)), frozenset(range(1, len(heads))),
    )  # fmt: skip


def _offers(result: TalksResult, names: Names) -> tuple[Table, ...]:
    shown = telling(result)
    if not shown:
        return ()
    digits = decimals(result)
    before: dict[int, Offer] = {}
    rows = []
    for offer in shown:
        worth = (number(u, names.lang, digits) for u in result.worth[offer.outcome])
        told = offer_words(result, offer, before.get(offer.seat), names=names)
        rows.append((str(offer.round + 1), names.party(result.seats[offer.seat]), *worth, told))
        before[offer.seat] = offer
    heads = (
        _("Round"), _("Offer of"), *(_("Worth to {party}", party=names.party(party)) for party in result.seats), _("Offer"),
    )  # fmt: skip
    caption = render(_("Offers"), names.lang)
    some = left_out(result, len(shown))
    if some:
        caption = f"{caption} ({render(some, names.lang)})"
    right = frozenset((0, *range(2, 2 + len(result.seats))))
    return (Table(caption, heads_of(heads, names), tuple(rows), right),)
