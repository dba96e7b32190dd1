"""Talks in words: who played how, what was offered, what was agreed and when, what it is worth."""

from collections.abc import Iterator, Mapping
from typing import Any

from pourparler.analyses.settings import settings_of
from pourparler.analyses.talks.offers import Offer
from pourparler.analyses.talks.registry import strategy_class
from pourparler.analyses.talks.result import TalksResult
from pourparler.language import Message, msg, msg_n, number, render
from pourparler.views.deals import decimals_of
from pourparler.views.names import Names
from pourparler.views.table import SHOWN

STRATEGIES: Mapping[str, Message] = {
    "boulware": msg("holds out and gives way near the end"),
    "linear": msg("concedes at an even pace"),
    "conceder": msg("gives way early"),
    "hardliner": msg("asks for its best and accepts nothing less"),
    "micro": msg("concedes one step for each new offer heard"),
    "time-exponential": msg("concedes by the clock, exponentially"),
    "tit-for-tat": msg("answers concessions with concessions"),
    "resource": msg("concedes as the time left runs out"),
    "random": msg("offers at random what it could live with"),
    "hybrid": msg("goes by the clock and by the other side's concessions"),
    "trade-off": msg("seeks, for the same worth to itself, what is nearest to the other side's last offer"),
}

STRATEGIES_ASSUMED = msg(
    "Who plays which strategy is assumed and the same in every draw; other strategies can lead elsewhere."
)

ONE_WAY = msg("One way in which talks could unfold between these strategies. They are assumptions: others can lead elsewhere, and this is no forecast.")  # fmt: skip


def talks_sentences(result: TalksResult, names: Names) -> tuple[Message, ...]:
    """What an analyst can quote: openings, concessions, the end, what it is worth, what it is not."""
    if result.transcript is None:
        return (names.named(result.status.message),)
    seats = range(len(result.seats))
    told = [
        *(_opening(result, seat, names) for seat in seats),
        *(concession(result, seat, names) for seat in seats),
        ended(result, names),
        _agreed(result, names),
        *worths(result, names),
        ONE_WAY,
    ]
    return tuple(line for line in told if line is not None)


def strategy_words(written: Any, names: Names) -> Message:
    """A strategy as people say it: its name, its main setting, what it does."""
    name, settings = written if isinstance(written, str) else next(iter(written)), {}
    if isinstance(written, Mapping):
        settings = next(iter(written.values()))
    told = [f"{key} = {_value(value, names)}" for key, value in _telling(name, settings).items()]
    called = f"{name} ({', '.join(told)})" if told else str(name)
    if name in STRATEGIES:
        return msg("{strategy}: {what}", strategy=called, what=STRATEGIES[name])
    return Message(called)


def _telling(name: str, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a strategy's settings, the exponent of time and those that are not as they come by themselves."""
    if name not in STRATEGIES:
        return settings
    usual = settings_of(strategy_class(name)())
    return {key: value for key, value in settings.items() if key == "e" or value != usual.get(key)}


def _value(value: Any, names: Names) -> str:
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, inner),) = value.items()
        parts = ", ".join(f"{key} = {_value(item, names)}" for key, item in _telling(name, inner).items())
        return f"{name} ({parts})" if parts else str(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, names.lang)
    return str(value)


def decimals(result: TalksResult) -> int:
    """Decimals of utilities shown together."""
    return min(decimals_of([*(u for worth in result.worth.values() for u in worth), *result.reserve]), 2)


def concession(result: TalksResult, seat: int, names: Names) -> Message:
    """How far one party came down, in a sentence."""
    party = names.party(result.seats[seat])
    own = own_offers(result, seat)
    if not own:
        return msg("{party} made no offer.", party=party)
    first, last = (number(result.worth[offer.outcome][seat], names.lang, decimals(result)) for offer in (own[0], own[-1]))  # fmt: skip
    distinct = len({offer.outcome for offer in own})
    if distinct == 1:
        return msg_n(
            "{party} made {n} offer, worth {first} to it.",
            "{party} made {n} offers, all the same, worth {first} to it.",
            party=party, first=first, n=len(own),
        )  # fmt: skip
    if distinct == len(own):
        return msg(
            "{party} made {n} offers, all different, the first worth {first} to it, the last {last}.",
            party=party, first=first, last=last, n=len(own),
        )  # fmt: skip
    return msg(
        "{party} made {n} offers, {distinct} different ones, the first worth {first} to it, the last {last}.",
        party=party, first=first, last=last, n=len(own), distinct=distinct,
    )  # fmt: skip


def own_offers(result: TalksResult, seat: int) -> list[Offer]:
    """One party's offers, in order."""
    return [offer for offer in result.offers if offer.seat == seat]


def _opening(result: TalksResult, seat: int, names: Names) -> Message | None:
    own = own_offers(result, seat)
    if not own:
        return None
    outcome = names.outcome(result.label(own[0].outcome))
    return msg("{party} opened with: {outcome}.", party=names.party(result.seats[seat]), outcome=outcome)


def _agreed(result: TalksResult, names: Names) -> Message | None:
    return msg("Agreed: {outcome}.", outcome=names.outcome(result.agreement)) if result.agreement else None


def ended(result: TalksResult, names: Names) -> Message:
    """How talks ended, when and by whom."""
    told = {"n": result.step, "rounds": result.rounds, "party": names.party(result.by or "")}
    match result.reason:
        case "agreement":
            last = names.party(result.seats[result.offers[-1].seat])
            return msg("Agreement in round {n} of {rounds}: {party} accepts the offer of {proposer}.", proposer=last, **told)  # fmt: skip
        case "deadline":
            return msg_n(
                "No agreement: the only round went by without one.",
                "No agreement: all {n} rounds went by without one.",
                n=result.rounds,
            )
        case "broken-off" if not result.offers:
            return msg("No agreement: {party} broke off before any offer, for no outcome is worth as much to it as no deal.", **told)  # fmt: skip
        case "broken-off":
            return msg("No agreement: {party} broke off in round {n} of {rounds} by offering nothing.", **told)  # fmt: skip
    return names.named(result.status.message)


def is_patience_stated(result: TalksResult) -> bool:
    """Whether waiting costs anybody anything."""
    return any(patience != 1.0 for patience in result.patience)


def worths(result: TalksResult, names: Names) -> Iterator[Message]:
    """What the end is worth to each party against no deal, and as seen from the first round where waiting costs."""
    digits, lang = decimals(result), names.lang
    late = dict(zip(result.seats, result.reserve, strict=True))
    for party, patience in zip(result.seats, result.patience, strict=True):
        told = {
            "party": names.party(party),
            "utility": number(result.utilities[party], lang, digits),
            "reserve": number(late[party], lang, digits),
        }
        if result.agreement is None:
            yield msg("{party}: no deal, worth {utility}.", **told)
        elif patience == 1.0:
            yield msg("{party}: utility {utility}, no deal {reserve}.", **told)
        else:
            yield msg(
                "{party}: utility {utility}, no deal {reserve}. Seen from the first round, at a patience of {patience} a round: {now}, no deal at the deadline {then}.",
                patience=number(patience, lang),
                now=number(result.discounted[party], lang, digits or 1),
                then=number(late[party] * patience**result.rounds, lang, digits or 1), **told,
            )  # fmt: skip


def telling(result: TalksResult, limit: int = SHOWN) -> tuple[Offer, ...]:
    """The offers that tell how talks went: each seat's first and last, and where it offered something else.

    Past ``limit`` of them, those between the ends at equal steps.
    """
    before: dict[int, tuple[int, Offer]] = {}
    ends: set[int] = set()
    news: list[int] = []
    for place, offer in enumerate(result.offers):
        if offer.seat not in before:
            ends.add(place)
        elif before[offer.seat][1].outcome != offer.outcome:
            news.append(place)
        before[offer.seat] = place, offer
    ends |= {place for place, _ in before.values()}
    between = [place for place in news if place not in ends]
    room = max(limit - len(ends), 0)
    if len(between) > room:
        between = [between[k * len(between) // room] for k in range(room)]
    return tuple(result.offers[place] for place in sorted({*ends, *between}))


def offer_words(result: TalksResult, offer: Offer, before: Offer | None, *, names: Names) -> str:
    """An offer in full, or what it changes of the same party's offer ``before``."""
    outcome = result.label(offer.outcome)
    if before is None:
        return names.outcome(outcome)
    earlier = result.label(before.outcome)
    told = {issue: value for issue, value in outcome.items() if value != earlier[issue]}
    if not told:
        return render(msg("the same"), names.lang)
    if names.is_package(outcome):
        # Its words name what is included: of the changes alone they would name another package.
        return names.outcome(outcome)
    return render(msg("as before, but {changes}", changes=names.outcome(told)), names.lang)


def left_out(result: TalksResult, shown: int) -> Message | str:
    """How many offers a table leaves out, and which it shows; empty where it has them all."""
    total = len(result.offers)
    if shown == total:
        return ""
    return msg(
        "{shown} of {total}: the first and the last of each party, and those at which it offered something else",
        shown=shown, total=total,
    )  # fmt: skip
