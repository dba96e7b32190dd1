"""Rules on grades, roots and sides: who says it, how reliable they are, how often it is really told."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.numbers import KINDS, Number
from pourparler.brief.sources import Source
from pourparler.language import msg

UNUSUAL = frozenset(("A5", "B5", "D1", "E1", "E2"))
"""Pairs of grades that readers find incoherent."""


def unconfirmed(seen: Context) -> Iterator[Finding]:
    """E204: an item of credibility 1 without a second, independent root told by another document.

    The second telling is an item that some number cites together with it, or that is tied to it by
    ``same_report``.
    """
    for name, item in seen.accepted.items():
        if item.credibility == 1 and not any(
            seen.weights.chains.counts_twice(name, other) for other in _told_with(seen, name)
        ):
            message = msg("{id}: “confirmed” needs two independent roots", id=name)
            advice = msg("Grade it 2, or add the second chain.")
            yield seen.finding("E204", f"evidence/{name}/credibility", says=message, advice=advice, found="1")


def _told_with(seen: Context, name: str) -> set[str]:
    others = {other for use in seen.citations if name in use.because for other in use.because}
    others |= {other for other, item in seen.accepted.items() if item.same_report == name}
    others |= {seen.accepted[name].same_report or name}
    return {other for other in others if other in seen.accepted and other != name}


def only_interested(seen: Context) -> Iterator[Finding]:
    """W201: every root of every item is anonymous, or has a side or an interest."""
    for key, number in seen.grounded.items():
        found = _roots(seen, number)
        if found and all(source.is_anonymous or source.side or source.interest for source in found):
            message = msg("{key} rests only on anonymous or interested sources", key=key)
            yield seen.finding("W201", key, says=message, advice=msg("Look for a neutral root."))


def told_by_counterpart(seen: Context) -> Iterator[Finding]:
    """W205: what a party wants is told only by sources on the side of others."""
    for key, number in seen.grounded.items():
        sides = {source.side for source in _roots(seen, number)}
        if number.party in seen.brief.parties and sides and None not in sides and number.party not in sides:
            message = msg(
                "{party}’s {kind} is told only by {side}",
                party=seen.party(number.party),
                kind=KINDS[number.kind],
                side=[seen.party(side) for side in sorted(filter(None, sides))],
            )
            advice = msg("Treat it as a claim; find {party}’s own words.", party=seen.party(number.party))
            yield seen.finding("W205", key, says=message, advice=advice)


def _roots(seen: Context, number: Number) -> list[Source]:
    """The sources at the roots of a number's items; empty where one of them is not declared."""
    names = [root.source for name in seen.items(number) for root in seen.weights.chains.roots(name)]
    known = [seen.brief.sources[name] for name in names if name in seen.brief.sources]
    return known if len(known) == len(names) else []


def unusual_pair(seen: Context) -> Iterator[Finding]:
    """W208: the letter of the item's strongest chain and its digit do not go together."""
    for name, item in seen.accepted.items():
        weight = seen.weights.item(name)
        grade = f"{weight.letter}{weight.digit}"
        if item.credibility is not None and grade in UNUSUAL:
            message = msg("{grade} is an unusual pair", grade=grade)
            yield seen.finding(
                "W208",
                f"evidence/{name}/credibility",
                says=message,
                advice=msg("Check both axes."),
                found=grade,
            )


def repeated_root(seen: Context) -> Iterator[Finding]:
    """W214: several documents tell what comes from one root."""
    documents: dict[str, tuple[str, dict[str, None]]] = {}
    for name, item in seen.accepted.items():
        for root in seen.weights.chains.roots(name):
            documents.setdefault(root.key, (root.source, {}))[1][item.source] = None
    for root_source, told in documents.values():
        if len(told) > 1:
            message = msg("{n} documents repeat {root}", n=len(told), root=root_source)
            yield seen.finding("W214", f"sources/{root_source}", says=message, advice=msg("They count once."))


def unread_outlet(seen: Context) -> Iterator[Finding]:
    """W217: the outlet nearest the root of a chain is only a link: its report is not stored.

    A document that names the outlet as its own is that report.
    """
    stored = {source.outlet for source in seen.brief.sources.values() if source.is_document}
    found: dict[str, None] = {}
    for name in seen.accepted:
        for chain in seen.weights.chains.of(name):
            outlets = [link for link in chain if _is_outlet(seen, link)]
            found.update(dict.fromkeys(outlets[-1:]))
    for link in found:
        if stored & _called(seen, link):
            continue
        message = msg("{link} has not been read", link=link)
        yield seen.finding("W217", f"sources/{link}", says=message, advice=msg("Store the original."))


def _called(seen: Context, link: str) -> set[str]:
    """What a document may call an outlet: its id or its title, in any language."""
    title = seen.brief.sources[link].title
    return {link, *(title.values() if isinstance(title, dict) else (title or link,))}


def _is_outlet(seen: Context, link: str) -> bool:
    source = seen.brief.sources.get(link)
    return source is not None and source.kind == "outlet" and not source.is_document


def ungraded(seen: Context) -> Iterator[Finding]:
    """N307: an item without credibility, or a source of its chains without reliability."""
    links: dict[str, None] = {}
    for name, item in seen.accepted.items():
        links.update(dict.fromkeys(item.links()))
        if item.credibility is None and not seen.is_removed(f"evidence/{name}/credibility"):
            yield seen.finding(
                "N307", f"evidence/{name}", says=msg("{id} is ungraded: F/6 assumed", id=name), advice=_GRADE
            )
    for link in links:
        source = seen.brief.sources.get(link)
        if (
            source is not None
            and source.reliability is None
            and not seen.is_removed(f"sources/{link}/reliability")
        ):
            yield seen.finding(
                "N307", f"sources/{link}", says=msg("{id} is ungraded: F/6 assumed", id=link), advice=_GRADE
            )


_GRADE = msg("Grade it.")
