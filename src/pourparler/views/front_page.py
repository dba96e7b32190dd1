"""What a minister reads first: the answer, how sure it is, what would change it, what is assumed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pourparler.analyses.bargaining.results import AgreementsResult, PointResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.brief.chains import Chains
from pourparler.brief.findings import Finding
from pourparler.brief.numbers import GROUNDED, Number
from pourparler.language import Message, msg, msg_n
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.figure import Table
from pourparler.views.flips import flip_sentence
from pourparler.views.front_sources import sources_told
from pourparler.views.front_stability import holding_told
from pourparler.views.front_sure import concepts_told, shares_told
from pourparler.views.front_table import Found, issue_table
from pourparler.views.marks import marked
from pourparler.views.names import Names
from pourparler.views.verify_next import worth_told

T = TypeVar("T")

DISCLAIMER = msg(
    "This is an analysis of stated judgements about a negotiation, not a prediction of events: it says what follows "
    "from the numbers below, each of which shows the sentence or the assumption it rests on."
)


@dataclass(frozen=True)
class FrontPage:
    """Sentences for the first page; names of numbers in them carry the marks of their notes.

    ``table``: issue by issue; ``about``: what its columns mean; ``holding``: the strategic view, where there is one; ``warned``: how many warnings the check gave, empty without any.
    """

    answer: tuple[Message, ...]
    table: Table | None
    about: tuple[Message, ...]
    sure: tuple[Message, ...]
    sources: tuple[Message, ...]
    verify: tuple[Message, ...]
    warned: Message
    change: tuple[Message, ...]
    assumed: tuple[Message, ...]
    holding: tuple[Message, ...] = ()
    disclaimer: Message = DISCLAIMER


def front_page(names: Names, results: Sequence[Any], findings: Sequence[Finding] = ()) -> FrontPage:
    """The first page of a brief from its results and spreads; parts without a result are left out.

    ``names`` carry the brief and the language.
    """
    points = [r for r in results if isinstance(r, PointResult)]
    nash = next((p for p in points if p.concept.name == "nash"), None)
    spreads = [r for r in results if isinstance(r, Spread)]
    spread = next((s for s in spreads if s.concept.name == "nash"), None)
    flips = () if spread is None else spread.flips()
    forecast = _first(results, ForecastResult)
    found = Found(nash, spread if spread and spread.answers else None, forecast)
    return FrontPage(
        answer=(
            *_possible(_first(results, AgreementsResult), found, names),
            *_elsewhere(found, names),
            *_absent(found, names),
            *_gains(found, names),
        ),
        table=issue_table(found, names),
        about=tuple(_compromise(found, names)),
        sure=(*shares_told(spread, names), *concepts_told(points, found, names)),
        warned=_warned(findings),
        sources=(*_rests(names), *_judged(names), *sources_told(spread, names)),
        verify=() if spread is None else worth_told(spread, names, most=2),
        change=tuple(flip_sentence(flip, names) for flip in flips[:2]),
        assumed=(*_assumed(names), *_statements(names)),
        holding=holding_told(names, results),
    )


def _first(results: Sequence[Any], kind: type[T]) -> T | None:
    return next((result for result in results if isinstance(result, kind)), None)


def _party(names: Names, party: str) -> str:
    """A party's name with the mark of the note on it, where it has one."""
    held = [
        n
        for key, n in names.known.numbers.items()
        if key.startswith(f"parties/{party}/") and n.kind != "influence"
    ]
    text = names.party(party)
    return marked(text, f"parties/{party}", assumed=all(n.is_assumption for n in held)) if held else text


def _possible(agreements: AgreementsResult | None, found: Found, names: Names) -> Iterator[Message]:
    """Whether there is a deal, between whom, and which."""
    deciders = tuple((agreements.by_party if agreements else None) or found.deciders)
    parties = [_party(names, p) for p in deciders]
    feasible = agreements.feasible if agreements else None
    everybody = agreements.unanimous if agreements else None
    if feasible == 0 or (found.nash is not None and found.nash.status.code == "no-agreement"):
        yield msg(
            "No deal is possible that the parties at the table could accept: {parties}.", parties=parties
        )
        for result in (found.nash, agreements):
            if result is not None and result.status.code == "no-agreement":
                yield names.named(result.status.message)
                return
    elif not feasible and not found.outcome:
        yield from (names.named(r.status.message) for r in (found.nash, agreements) if r is not None)
        return
    elif everybody == 0:
        yield msg(
            "No deal suits all the parties at the table ({parties}), but some meet the decision rule.",
            parties=parties,
        )
    elif found.outcome:
        yield msg(
            "A deal that all the parties at the table could accept ({parties}) is possible; the one with the largest "
            "product of their gains, the Nash solution, stands below, issue by issue.",
            parties=parties,
        )
    else:
        yield msg(
            "A deal that all the parties at the table could accept ({parties}) is possible.", parties=parties
        )
    if agreements is not None and feasible:
        yield msg(
            "Of {total} conceivable outcomes, {n} are acceptable: they meet the decision rule, no party counted gets less than "
            "it has without a deal, and none of its red lines is crossed.",
            total=agreements.outcomes_total, n=feasible,
        )  # fmt: skip


def _elsewhere(found: Found, names: Names) -> Iterator[Message]:
    """Where the draws mostly say something else than the numbers taken as exact."""
    if found.spread is None or not found.outcome:
        return
    differ = [
        issue for issue, value in found.outcome.items()
        if str(max(found.spread.levels(issue).items(), key=lambda pair: pair[1].share)[0]) != str(value)
    ]  # fmt: skip
    if differ:
        yield msg_n(
            "This deal takes every number as exact. Where numbers are drawn from their ranges and by the weight of their "
            "evidence, another term is more frequent on {n} of {total} issues: {issues:list}.",
            "This deal takes every number as exact. Where numbers are drawn from their ranges and by the weight of their "
            "evidence, other terms are more frequent on {n} of {total} issues: {issues:list}.",
            n=len(differ), total=len(found.outcome), issues=[names.issue(issue) for issue in differ],
        )  # fmt: skip


def _absent(found: Found, names: Names) -> Iterator[Message]:
    absent = [_party(names, p) for p, known in names.known.parties.items() if not known.at_table]
    if absent:
        yield msg("Not at the table in this brief, and deciding nothing in it: {parties}.", parties=absent)


def _gains(found: Found, names: Names) -> Iterator[Message]:
    gains = (found.nash.gains if found.nash else None) or {}
    if gains:
        yield msg(
            "What the deal adds for each over no deal, on its own scale of utility: {gains:terms}. Utilities cannot be "
            "compared between parties.",
            gains=[msg("{party} {gain:.2}", party=names.party(p), gain=gain) for p, gain in gains.items()],
        )


def _compromise(found: Found, names: Names) -> Iterator[Message]:
    if not found.points:
        return
    influences = [n for n in names.known.numbers.values() if n.kind == "influence"]
    yield msg(
        "The compromise answers another question: it is the mean of the positions of all parties named, each weighted by "
        "its influence times its salience."
    )
    if influences and all(n.is_assumption for n in influences):
        yield msg("All influences are assumed: the compromise is worth what they are worth.")


def _grounded(names: Names) -> list[Number]:
    return [n for n in names.known.numbers.values() if n.kind in GROUNDED]


def _rests(names: Names) -> Iterator[Message]:
    brief, grounded = names.known, _grounded(names)
    evidenced = [n for n in grounded if n.because and not n.is_assumption]
    chains = Chains(brief)
    origins = {
        root.key for n in evidenced for e in n.because if e in brief.evidence for root in chains.roots(e)
    }
    if brief.sources and evidenced:
        documents = sum(1 for s in brief.sources.values() if s.is_document)
        yield msg(
            "Numbers that rest on quoted evidence: {n} of {total}, from {documents} going back to {origins}.",
            n=len(evidenced), total=len(grounded),
            documents=msg_n("{n} document", "{n} documents", n=documents),
            origins=msg_n("{n} origin", "{n} origins", n=len(origins)),
        )  # fmt: skip


def _judged(names: Names) -> Iterator[Message]:
    """Numbers in whose draws experts' answers have a part."""
    pool, judged = names.known.content.pool, {item.key for item in names.known.judgements}
    keys = judged & set(names.known.numbers)
    if pool is not None and pool.judged and keys:
        yield msg_n(
            "{n} number follows what experts answered in {share:percent} of the draws.",
            "{n} numbers follow what experts answered in {share:percent} of the draws.",
            n=len(keys), share=pool.judged,
        )  # fmt: skip


def _warned(findings: Sequence[Finding]) -> Message:
    n = sum(f.level == "warning" for f in findings)
    if not n:
        return Message("")
    return msg_n(
        "The check of the brief gives {n} warning.", "The check of the brief gives {n} warnings.", n=n
    )


def _assumed(names: Names) -> Iterator[Message]:
    grounded = _grounded(names)
    assumed = [n for n in grounded if n.is_assumption]
    if not assumed:
        if grounded:
            yield msg("No number is marked as an assumption.")
        return
    yield msg(
        "{n} of {total} numbers are assumptions, and carry ◇ wherever they appear.",
        n=len(assumed),
        total=len(grounded),
    )
    influences = [n for n in grounded if n.kind == "influence"]
    if influences and all(n.is_assumption for n in influences):
        yield msg("The influence of every party is assumed.")
    silent = [
        party for party in names.known.parties
        if (own := [n for n in grounded if n.party == party and n.issue]) and all(n.is_assumption for n in own)
    ]  # fmt: skip
    if silent:
        yield msg("Everything said of {parties} is assumed.", parties=[_party(names, p) for p in silent])
    red = [
        marked(names.stance(p, i), f"stances/{p}/{i}", assumed=True)
        for p, stances in names.known.content.stances.items()
        for i, stance in stances.items()
        if stance.red_line is not None and (stance.red_line.assumption or stance.assumption)
    ]
    if red:
        yield msg("Assumed red lines: {lines:terms}.", lines=red)


def _statements(names: Names) -> Iterator[Message]:
    """How many of the statements behind the strategic view are assumed."""
    moves = names.known.content.moves
    stated = [item for items in moves.prefer.values() for item in items] if moves is not None else []
    assumed = sum(item.assumption is not None for item in stated)
    if assumed:
        yield msg_n(
            "Of {total} statements on what parties prefer {n} is assumed.",
            "Of {total} statements on what parties prefer {n} are assumed.",
            n=assumed, total=len(stated),
        )  # fmt: skip
