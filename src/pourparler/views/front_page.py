"""What a minister reads first: the answer, how sure it is, what would change it, what is assumed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pourparler.analyses.bargaining.results import AgreementsResult, PointResult
from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.chains import Chains
from pourparler.brief.findings import Finding
from pourparler.brief.numbers import GROUNDED, KINDS
from pourparler.language import Message, msg, msg_n
from pourparler.uncertainty.spread import Share, Spread

T = TypeVar("T")

DISCLAIMER = msg(
    "This is an analysis of stated judgements about a negotiation, not a prediction of events: it says what follows "
    "from the numbers below, each of which shows the sentence or the assumption it rests on."
)


@dataclass(frozen=True)
class FrontPage:
    """Sentences for the first page, each a message that may be rendered in either language.

    ``deal``: the terms of the Nash solution, one each, empty where there is none.
    """

    answer: tuple[Message, ...]
    deal: tuple[Message, ...]
    sure: tuple[Message, ...]
    change: tuple[Message, ...]
    assumed: tuple[Message, ...]
    disclaimer: Message = DISCLAIMER


def front_page(brief: Brief, results: Sequence[Any], findings: Sequence[Finding] = ()) -> FrontPage:
    """The first page of a brief from its results and spreads; parts without a result are left out."""
    points = [r for r in results if isinstance(r, PointResult)]
    spreads = [r for r in results if isinstance(r, Spread)]
    return FrontPage(
        answer=(
            *_agreements(brief, _first(results, AgreementsResult)),
            *_solutions(brief, points),
            *_absent(brief),
            *_forecast(brief, _first(results, ForecastResult)),
        ),
        deal=tuple(_deal(brief, points)),
        sure=(*_shares(brief, spreads), *_rests(brief), *_warned(findings)),
        change=(*_flips(brief, spreads), *_drivers(brief, spreads)),
        assumed=tuple(_assumed(brief)),
    )


def _first(results: Sequence[Any], kind: type[T]) -> T | None:
    return next((result for result in results if isinstance(result, kind)), None)


def party(brief: Brief, name: str) -> Any:
    """A party's name, in one or two languages."""
    known = brief.parties.get(name)
    return (known.name if known else None) or name


def issue(brief: Brief, name: str) -> Any:
    """An issue's name, in one or two languages."""
    known = brief.issues.get(name)
    return (known.name if known else None) or name


def level(brief: Brief, of: str, value: object) -> Any:
    """A level's name, in one or two languages, or a number with its unit."""
    known = brief.issues.get(of)
    if isinstance(value, int | float):
        unit = (known.span.unit if known and known.span else None) or (known.unit if known else None)
        return msg("{value} {unit}", value=value, unit=unit) if unit else value
    return (known.level_names.get(str(value)) if known else None) or str(value)


def term(brief: Brief, of: str, value: object) -> Message:
    """One term of a deal: ``issue: level``."""
    return msg("{issue}: {level}", issue=issue(brief, of), level=level(brief, of, value))


def _agreements(brief: Brief, found: AgreementsResult | None) -> Iterator[Message]:
    if found is None or found.feasible is None:
        return
    names = [party(brief, p) for p in found.by_party or {}]
    if not found.feasible:
        yield msg(
            "No outcome gives {parties} at least what they have without a deal, within their red lines.",
            parties=names,
        )
    else:
        yield msg(
            "Of {total} possible outcomes, {n} are accepted under the decision rule ({parties}).",
            total=found.outcomes_total, n=found.feasible, parties=names,
        )  # fmt: skip


def _solutions(brief: Brief, points: Sequence[PointResult]) -> Iterator[Message]:
    answered = [p for p in points if p.outcome is not None]
    nash = next((p for p in answered if p.concept.name == "nash"), None)
    if nash is None or nash.outcome is None:
        yield from (p.status.message for p in points if p.concept.name == "nash")
        return
    gains = [msg("{party} {gain:.2}", party=party(brief, p), gain=g) for p, g in (nash.gains or {}).items()]
    yield msg(
        "The Nash solution, the deal with the largest product of gains, is worth, over no deal and on each party’s own "
        "scale: {gains:terms}.",
        gains=gains,
    )
    others = [p for p in answered if p is not nash]
    same = [i for i, v in nash.outcome.items() if all((p.outcome or {}).get(i) == v for p in others)]
    differ = [i for i in nash.outcome if i not in same]
    if others and not differ:
        yield msg_n(
            "The {n} other solution concept gives the same deal.",
            "The {n} other solution concepts give the same deal.",
            n=len(others),
        )
    elif others and same:
        yield msg(
            "All {n} solution concepts agree on {same}; they differ on {differ}.",
            n=len(answered), same=[issue(brief, i) for i in same], differ=[issue(brief, i) for i in differ],
        )  # fmt: skip
    elif others:
        yield msg("On no issue do all {n} solution concepts agree.", n=len(answered))


def _absent(brief: Brief) -> Iterator[Message]:
    names = [party(brief, name) for name, known in brief.parties.items() if not known.at_table]
    if names:
        yield msg("Not at the table in this brief, and deciding nothing in it: {parties}.", parties=names)


def _deal(brief: Brief, points: Sequence[PointResult]) -> Iterator[Message]:
    nash = next((p for p in points if p.concept.name == "nash"), None)
    for name, value in ((nash.outcome if nash else None) or {}).items():
        yield term(brief, name, value)


def _forecast(brief: Brief, found: ForecastResult | None) -> Iterator[Message]:
    if found is None:
        return
    points = [
        msg(
            "{issue}: {point:.0} of {low:.0}–{high:.0}",
            issue=issue(brief, i),
            point=f.point,
            low=brief.scale(i)[0],
            high=brief.scale(i)[1],
        )
        for i, f in found.forecasts.items()
        if f.point is not None
    ]
    yield msg(
        "If every party named weighed in by influence and salience, the compromise would lie at: {points:terms}.",
        points=points,
    )


def _shares(brief: Brief, spreads: Sequence[Spread]) -> Iterator[Message]:
    nash = next((s for s in spreads if s.concept.name == "nash" and s.outcomes), None)
    if nash is None:
        return
    outcome, share = nash.outcomes[0]
    if share.share == 1:
        yield msg(
            "All {n} draws from the stated ranges give the same deal (with 95% confidence, fewer than 3 in {n} would "
            "differ).",
            n=nash.draws,
        )
    else:
        central = _central_share(nash)
        if central is not None:
            yield msg(
                "Exactly this deal comes up in {share:percent} of {draws} draws from the stated ranges "
                "(± {error:percent1}).",
                share=central.share, draws=nash.draws, error=central.standard_error,
            )  # fmt: skip
        yield msg_n(
            "The Nash solution of {draws} draws from the stated ranges gives {n} deal, in {share:percent} of the draws "
            "(± {error:percent1}).",
            "The Nash solution of {draws} draws from the stated ranges gives {n} different deals; the most frequent one "
            "takes {share:percent} of the draws (± {error:percent1}).",
            n=len(nash.answers), draws=nash.draws, share=share.share, error=share.standard_error,
        )  # fmt: skip
    firm: list[Message] = []
    open_: list[Message] = []
    for name in outcome:
        value, most = max(nash.levels(name).items(), key=lambda pair: pair[1].share)
        told = msg("{term} ({share:percent})", term=term(brief, name, value), share=most.share)
        (firm if most.share >= 0.75 else open_).append(told)
    if firm:
        yield msg("Firm across the draws, with their share: {terms:terms}.", terms=firm)
    if open_:
        yield msg("Open, with the most frequent value and its share: {terms:terms}.", terms=open_)
    yield msg("These are shares of draws under one concept, not probabilities of events.")


def _central_share(spread: Spread) -> Share | None:
    """In how many draws the outcome at the central values comes up; ``None`` where there is no such outcome."""
    found = solve(spread.template.central(), spread.concept, on_fail="status")
    outcome = found.outcome if isinstance(found, PointResult) else None
    return None if outcome is None else spread.share(outcome)


def _rests(brief: Brief) -> Iterator[Message]:
    grounded = [n for n in brief.numbers.values() if n.kind in GROUNDED]
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


def _warned(findings: Sequence[Finding]) -> Iterator[Message]:
    warnings = [f for f in findings if f.level == "warning"]
    if warnings:
        yield msg_n(
            "The check of the brief gives {n} warning.",
            "The check of the brief gives {n} warnings.",
            n=len(warnings),
        )


def _flips(brief: Brief, spreads: Sequence[Spread]) -> Iterator[Message]:
    nash = next((s for s in spreads if s.concept.name == "nash"), None)
    for flip in (nash.flips() if nash else ())[:3]:
        changes = [
            msg(
                "{issue} from {before} to {after}",
                issue=issue(brief, i),
                before=level(brief, i, a),
                after=level(brief, i, b),
            )
            for i, a, b in flip.changes
        ]
        origin, to = _apart(flip.origin, flip.to)
        yield msg(
            "If the {number} went from {origin} to {to}, the Nash solution would change {changes}.",
            number=number_name(brief, flip.key), origin=origin, to=to, changes=changes,
        )  # fmt: skip


def _apart(origin: float, to: float) -> tuple[Message, Message]:
    """Both numbers with as few decimals as tell them apart."""
    digits = next((d for d in range(1, 7) if round(origin, d) != round(to, d)), 7)
    shown = Message(f"{{x:.{digits}}}", {"x": origin}), Message(f"{{x:.{digits}}}", {"x": to})
    return shown[0], shown[1]


def _drivers(brief: Brief, spreads: Sequence[Spread]) -> Iterator[Message]:
    nash = next((s for s in spreads if s.concept.name == "nash"), None)
    if nash is None:
        return
    leading = [number_name(brief, d.key) for d in nash.drivers()[:3] if d.effect > 0]
    if leading:
        yield msg(
            "Taken one at a time, these numbers move the result most: {numbers:terms}.", numbers=leading
        )


def number_name(brief: Brief, key: str) -> Message:
    """What a number is, from its key; an assumption is marked as one."""
    known = brief.numbers.get(key)
    name = _number_name(brief, key)
    return msg("{number} (◇ assumed)", number=name) if known is not None and known.is_assumption else name


def _number_name(brief: Brief, key: str) -> Message:
    known = brief.numbers.get(key)
    if known is None:
        return msg("number {key}", key=key)
    kind = KINDS[known.kind]
    if known.party and known.issue:
        return msg(
            "{kind} of {party} on {issue}",
            kind=kind,
            party=party(brief, known.party),
            issue=issue(brief, known.issue),
        )
    if known.issue:
        return msg("{kind} of the issue {issue}", kind=kind, issue=issue(brief, known.issue))
    return msg("{kind} of {party}", kind=kind, party=party(brief, known.party)) if known.party else kind


def _assumed(brief: Brief) -> Iterator[Message]:
    grounded = [n for n in brief.numbers.values() if n.kind in GROUNDED]
    assumed = [n for n in grounded if n.is_assumption]
    if not assumed:
        if grounded:
            yield msg("No number is marked as an assumption.")
        return
    yield msg(
        "{n} of {total} numbers are assumptions, and are marked so wherever they appear.",
        n=len(assumed),
        total=len(grounded),
    )
    influences = [n for n in grounded if n.kind == "influence"]
    if influences and all(n.is_assumption for n in influences):
        yield msg("The influence of every party is assumed.")
    silent = [
        name for name in brief.parties
        if (own := [n for n in grounded if n.party == name and n.issue]) and all(n.is_assumption for n in own)
    ]  # fmt: skip
    if silent:
        yield msg("Everything said of {parties} is assumed.", parties=[party(brief, p) for p in silent])
    red = [
        msg("{party} on {issue}", party=party(brief, p), issue=issue(brief, i))
        for p, stances in brief.content.stances.items()
        for i, stance in stances.items()
        if stance.red_line is not None and (stance.red_line.assumption or stance.assumption)
    ]
    if red:
        yield msg("Assumed red lines: {lines}.", lines=red)
