"""The analytic benchmarks of talks in words and tables: what patience, and what a deadline, would lead to."""

from collections.abc import Iterator, Mapping, Sequence

from pourparler.analyses.talks.equilibria.induction_result import InductionResult, Reached
from pourparler.analyses.talks.equilibria.proposal import Proposal
from pourparler.analyses.talks.equilibria.rubinstein_result import RubinsteinResult
from pourparler.language import Message, msg, number, render
from pourparler.views.lots import lottery_sentences, probability, worth_sentence
from pourparler.views.names import Names
from pourparler.views.table import Table, heads_of

# Rounds that people are shown at each end of a long game.
ROUNDS = 8

BENCHMARK = msg(
    "A benchmark, no forecast: everybody is taken to know everybody's utilities, reserves and patience, to foresee every round, and to make offers in turn."
)


def rubinstein_sentences(result: RubinsteinResult, names: Names) -> tuple[Message, ...]:
    """What two patient parties would agree on; without one answer, the end by who has the last word."""
    return (*agreed_sentences(result.agreed, names), *rubinstein_remarks(result, names), BENCHMARK)


def rubinstein_remarks(result: RubinsteinResult, names: Names) -> tuple[Message, ...]:
    """How it ended, and what else would be agreed: with another first or last word, in shorter rounds."""
    lines = [names.named(result.status.message)]
    for horizon in result.horizons if not result.offers else ():
        offer = horizon.offers[0]
        lines.append(
            msg("If {last} had the last word, however late, what {party} proposes would be worth: {worth:list}.",
                last=names.party(horizon.last), party=names.party(offer.party), worth=_utilities(offer, names))
        )  # fmt: skip
    if not result.offers and result.hull:
        offer = result.hull[0]
        lines.append(
            msg("With lotteries, what {party} proposes would be worth: {worth:list}.",
                party=names.party(offer.party), worth=_utilities(offer, names))
        )  # fmt: skip
    if result.offers:
        offer = result.offers[1]
        lines.append(
            msg("If {party} proposed first, the agreement would be worth: {worth:list}.",
                party=names.party(offer.party), worth=_utilities(offer, names))
        )  # fmt: skip
    if result.short_rounds is not None:
        weights = [_share(party, weight, names) for party, weight in result.short_rounds.weights.items()]
        lines.append(
            msg("With ever shorter rounds, and lotteries, it would be the Nash solution with the weights {weights:list}, worth: {worth:list}.",
                weights=weights, worth=_utilities(result.short_rounds.agreed, names))
        )  # fmt: skip
    return tuple(lines)


def induction_sentences(result: InductionResult, names: Names) -> tuple[Message, ...]:
    """What parties that foresee the deadline would agree on."""
    return (*agreed_sentences(result.agreed, names), *induction_remarks(result, names), BENCHMARK)


def induction_remarks(result: InductionResult, names: Names) -> tuple[Message, ...]:
    """When and by whose proposal it ended, and whose the last word would be."""
    lines = [names.named(result.status.message)]
    if result.number:
        worth = [_share(party, value, names) for party, value in result.discounted.items()]
        lines.append(msg("As seen from the first round, it is worth: {worth:list}.", worth=worth))
    if result.path and result.rounds > 1:
        last = result.path[-1]
        lines.append(
            msg("The last word, in round {n}, would be that of {party}.", n=result.rounds, party=names.party(last.party))
        )  # fmt: skip
    return tuple(lines)


def rubinstein_tables(result: RubinsteinResult, names: Names) -> tuple[Table, ...]:
    """What each party would propose, by what is assumed."""
    found: list[tuple[Message, Proposal]] = [
        (msg("{party} proposes", party=names.party(offer.party)), offer) for offer in result.offers
    ]
    if not result.offers:
        found += [
            (msg("with lotteries, {party} proposes", party=names.party(offer.party)), offer) for offer in result.hull
        ]  # fmt: skip
        found += [
            (msg("{last} has the last word, {party} proposes",
                 last=names.party(horizon.last), party=names.party(offer.party)), offer)
            for horizon in result.horizons
            for offer in horizon.offers
        ]  # fmt: skip
    if result.short_rounds is not None:
        found.append((msg("limit of short rounds"), result.short_rounds.agreed))
    if not found:
        return ()
    rows = [
        (render(told, names.lang), *_numbers(offer.utilities, result.seats, names), _deal(offer, names))
        for told, offer in found
    ]
    (case, deal), seats = heads_of((msg("Case"), msg("Deal")), names), map(names.party, result.seats)
    right = frozenset(range(1, 1 + len(result.seats)))
    return (
        Table(render(msg("What each would propose"), names.lang), (case, *seats, deal), tuple(rows), right),
    )


def induction_tables(result: InductionResult, names: Names) -> tuple[Table, ...]:
    """What reaching each round would bring: the first rounds and the last ones."""
    if not result.path:
        return ()
    shown = [r for r in result.path if r.number < ROUNDS or r.number >= result.rounds - ROUNDS]
    rows: list[tuple[str, ...]] = []
    for before, reached in zip([None, *shown], shown, strict=False):
        if before is not None and reached.number > before.number + 1:
            rows.append(("…",) * (3 + len(result.seats)))
        rows.append(_round(reached, result.seats, names))
    (number_of, party, ends), seats = (
        heads_of((msg("Round"), msg("Proposes"), msg("Ends the talks")), names), map(names.party, result.seats)
    )  # fmt: skip
    right = frozenset((0, *range(2, 2 + len(result.seats))))
    return (
        Table(
            render(msg("What reaching each round would be worth, as of that round"), names.lang),
            (number_of, party, *seats, ends),
            tuple(rows),
            right,
        ),
    )


def _round(reached: Reached, seats: Sequence[str], names: Names) -> tuple[str, ...]:
    return (
        number(reached.number + 1, names.lang),
        names.party(reached.party),
        *_numbers(reached.utilities, seats, names),
        render(msg("yes") if reached.agrees else msg("no"), names.lang),
    )


def agreed_sentences(offer: Proposal | None, names: Names) -> Iterator[Message]:
    """What is agreed and what it is worth; nothing without an agreement."""
    if offer is None:
        return
    yield from lottery_sentences(offer, names)
    if offer.outcome is not None:
        yield msg("Outcome: {outcome}.", outcome=names.outcome(offer.outcome))
    for party in offer.utilities:
        yield worth_sentence(offer, party, names)


def _deal(offer: Proposal, names: Names) -> str:
    """A proposal on one line."""
    if offer.outcome is not None:
        return names.outcome(offer.outcome)
    parts = [
        msg("{outcome} (with probability {probability})",
            outcome=names.outcome(draw.outcome), probability=probability(draw.probability, names.lang))
        for draw in offer.lottery
    ]  # fmt: skip
    return render(Message("{parts:or}", {"parts": [render(part, names.lang) for part in parts]}), names.lang)


def _utilities(offer: Proposal, names: Names) -> list[str]:
    return [_share(party, value, names) for party, value in offer.utilities.items()]


def _share(party: str, value: float, names: Names) -> str:
    return f"{names.party(party)} {number(value, names.lang, 3)}"


def _numbers(values: Mapping[str, float], seats: Sequence[str], names: Names) -> tuple[str, ...]:
    return tuple(number(values[party], names.lang, 3) for party in seats)
