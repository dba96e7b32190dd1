"""The parts of the report about its ground: evidence coverage, findings, sources, what was read and not used."""

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.brief.brief import Brief
from pourparler.brief.edtf import Interval
from pourparler.brief.findings import Finding
from pourparler.brief.sources import Source
from pourparler.brief.weights import RELIABILITY
from pourparler.language import Lang, msg, msg_n, quoted, render
from pourparler.views.charts.coverage import coverage
from pourparler.views.charts.figure import Figure
from pourparler.views.names import Names
from pourparler.views.number_notes import NumberNotes
from pourparler.views.report_cited import Cited
from pourparler.views.report_terms import SOURCE_KINDS


@dataclass(frozen=True)
class SourceView:
    """One source: what it is called, what is known of it, its grade, and what is quoted that passed through it.

    ``told``: of each item its id, what it says, and the key of the note that shows the quote (empty: cited nowhere).
    """

    id: str
    mark: str
    anchor: str
    title: str
    facts: tuple[tuple[str, str], ...]
    url: str
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class EvidenceView:
    """What the analysis rests on."""

    figure: Figure | None
    summary: tuple[str, ...]
    unused: tuple[tuple[Cited, str], ...]
    documents: tuple[SourceView, ...]
    links: tuple[SourceView, ...]


def evidence(brief: Brief, findings: Sequence[Finding], notes: NumberNotes) -> EvidenceView:
    """The ground of the analysis in the language of ``notes``."""
    names = notes.names
    views = [(source, _source(name, source, notes)) for name, source in brief.sources.items()]
    return EvidenceView(
        figure=coverage(names, findings=tuple(findings)),
        summary=_summary(brief, names),
        unused=tuple(
            (notes.items[name], names.text(item.unused))
            for name, item in brief.evidence.items()
            if item.unused is not None and name in notes.items
        ),
        documents=tuple(view for source, view in views if source.is_document),
        links=tuple(view for source, view in views if not source.is_document),
    )


def _summary(brief: Brief, names: Names) -> tuple[str, ...]:
    assumed = sum(item.is_assumption for item in brief.numbers.values())
    documents = sum(source.is_document for source in brief.sources.values())
    lines = [msg("{n} of {total} numbers of the brief are assumptions.", n=assumed, total=len(brief.numbers))]
    if brief.evidence:
        told = msg_n("{n} document", "{n} documents", n=documents)
        lines.append(
            msg("{n} fragments were quoted from {documents}.", n=len(brief.evidence), documents=told)
        )
    return tuple(render(line, names.lang) for line in lines)


def _source(name: str, source: Source, notes: NumberNotes) -> SourceView:
    lang = notes.lang
    letter = source.reliability or "F"
    kind = source.kind or ("document" if source.is_document else "outlet")
    entry = notes.documents.lock.documents.get(name) if source.is_document else None
    side = notes.names.party(source.side) if source.side else ""
    facts = (
        (msg("kind"), render(SOURCE_KINDS[kind], lang)),
        (msg("reliability"), f"{letter} · {render(RELIABILITY[letter].label, lang)}"),
        (msg("author"), notes.names.text(source.author)),
        (msg("outlet"), source.outlet or ""),
        (msg("published"), dated(source.published, lang)),
        (msg("retrieved"), dated(source.retrieved, lang)),
        (msg("side"), side),
        (msg("interest"), notes.names.text(source.interest)),
        (msg("disputed"), notes.names.text(source.disputed)),
        (msg("sha256"), source.sha256 or (entry.sha256 if entry else "")),
        (msg("remark"), notes.names.text(source.note)),
    )
    url = source.url or ""
    shown = tuple((render(label, lang), value) for label, value in facts if value)
    if url and not is_link(url):
        shown += ((render(msg("address"), lang), url),)
    mark, anchor = notes.marks[f"sources/{name}"]
    title = notes.names.text(source.title, name)
    return SourceView(name, mark, anchor, title, shown, url if is_link(url) else "", _told(name, notes))


def _told(source: str, notes: NumberNotes) -> tuple[tuple[str, str, str], ...]:
    """Evidence whose chain passes through a source."""
    chains = notes.citations.weights.chains
    return tuple(
        (name, item.claim or quoted(item.quote, notes.lang), notes.cited_in.get(name, ""))
        for name, item in notes.items.items()
        if any(source in chain for chain in chains.of(name))
    )


def is_link(url: str) -> bool:
    """Whether an address may be shown as a link: http and https only."""
    return url.lower().startswith(("http://", "https://")) and not any(c.isspace() for c in url)


def dated(interval: Interval | None, lang: Lang) -> str:
    """A date or interval in words; empty where there is none."""
    if interval is None:
        return ""
    first, last = interval.first, interval.last
    if first and last and first == last:
        text = msg("{day:date}", day=first)
    elif first and last:
        text = msg("between {first:date} and {last:date}", first=first, last=last)
    elif last:
        text = msg("by {last:date}", last=last)
    else:
        text = msg("from {first:date}", first=first)
    said = render(text, lang)
    return render(msg("about {day}", day=said), lang) if interval.approximate else said
