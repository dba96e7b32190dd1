"""Evidence as notes show it: the quote where it stands, its chain, grades, hedges and weight."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents
from pourparler.brief.lock import Outcome, outcome
from pourparler.brief.sentences import sentence_of
from pourparler.brief.sources import Evidence
from pourparler.brief.weights import CREDIBILITY, RELIABILITY, Weights
from pourparler.language import msg, pick, render
from pourparler.views.names import Names
from pourparler.views.report_terms import HEDGE_CLASSES, ROLES, SCOPES

# Long sentences around a quote are cut at about this many characters.
AROUND = 320


@dataclass(frozen=True)
class Context:
    """A quote where it stands: the text before it, the quote as the document has it, the text after it."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Link:
    """One link of an attribution chain: its name and its grade in a letter and words."""

    name: str
    letter: str
    grade: str


@dataclass(frozen=True)
class Cited:
    """One evidence item as a note shows it. ``context`` is ``None`` where the document is not at hand."""

    id: str
    quote: str
    context: Context | None
    standing: str
    claim: str
    role: str
    chains: tuple[tuple[Link, ...], ...]
    credibility: str
    hedges: tuple[str, ...]
    weight: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Citations:
    """Makes cited items. ``names`` carry the brief and the language; ``folders``: where documents may lie."""

    names: Names
    folders: tuple[Path, ...] = ()

    @property
    def brief(self) -> Brief:
        """The brief that holds the evidence."""
        assert self.names.brief is not None
        return self.names.brief

    @cached_property
    def documents(self) -> Documents:
        """Where the documents are."""
        return Documents(self.brief, self.folders)

    @cached_property
    def weights(self) -> Weights:
        """Weights of items and numbers."""
        return Weights(self.brief)

    def cited(self, name: str, item: Evidence) -> Cited:
        """One item, looked up in its document or in the lock."""
        lang = self.names.lang
        seen = outcome(self.brief, self.documents, evidence=name)
        weighed = self.weights.item(name)
        digit = item.credibility or 6
        factors = msg(
            "{weight:.2} = reliability {reliability:.2} × credibility {credibility:.2} × age {age:.2} × hedges {hedge:.2}",
            weight=weighed.weight, reliability=weighed.reliability, credibility=weighed.credibility, age=weighed.age, hedge=weighed.hedge,
        )  # fmt: skip
        return Cited(
            id=name,
            quote=item.quote,
            context=self._context(item, seen),
            standing=self._standing(item, seen),
            claim=pick(item.claim, lang),
            role=render(ROLES[item.role], lang),
            chains=tuple(tuple(self._link(link) for link in chain) for chain in self.weights.chains.of(name)),
            credibility=f"{digit} · {render(CREDIBILITY[digit].label, lang)}",
            hedges=tuple(self._hedges(item)),
            weight=render(factors, lang),
            remarks=tuple(self._remarks(item)),
        )

    def _context(self, item: Evidence, seen: Outcome) -> Context | None:
        source = self.brief.sources.get(item.source)
        if seen.how != "document" or source is None or seen.start is None or seen.end is None:
            return None
        text = self.documents.find(item.source).text
        return None if text is None else context(text, seen.start, end=seen.end)

    def _standing(self, item: Evidence, seen: Outcome) -> str:
        known = self.brief.sources.get(item.source)
        title = pick(known.title if known else None, self.names.lang, item.source)
        if seen.how == "document":
            tiers = {
                "exact": msg("letter for letter"),
                "typography": msg("but for typography"),
                "whitespace": msg("but for white space"),
            }
            said = msg(
                "verified in the document {title:quote}, {tier}",
                title=title,
                tier=tiers.get(seen.tier, msg("letter for letter")),
            )
        elif seen.how == "lock":
            said = msg("the document {title:quote} is not included; verified on {day} (sha256 {hash})",
                       title=title, day=_day(seen.day), hash=self._hash(item.source))  # fmt: skip
        else:
            said = msg("not verified: the document {title:quote} is not included", title=title)
        return render(said, self.names.lang)

    def _hash(self, source: str) -> str:
        entry = self.documents.lock.documents.get(source)
        full = (entry.sha256 if entry else self.brief.sources[source].sha256) or ""
        return full[:16] + "…" if len(full) > 16 else full

    def _link(self, name: str) -> Link:
        known = self.brief.sources.get(name)
        letter = (known.reliability if known else None) or "F"
        return Link(
            pick(known.title if known else None, self.names.lang, name),
            letter,
            render(RELIABILITY[letter].label, self.names.lang),
        )

    def _hedges(self, item: Evidence) -> Iterator[str]:
        for mark in item.hedges:
            said = msg(
                "{term:quote}: {kind}, touches {scope}",
                term=mark.term,
                kind=HEDGE_CLASSES[mark.cls],
                scope=SCOPES[mark.scope],
            )
            yield render(said, self.names.lang)

    def _remarks(self, item: Evidence) -> Iterator[str]:
        if item.inherited:
            yield render(msg("The attribution is carried over from an earlier sentence."), self.names.lang)
        if item.note is not None:
            yield pick(item.note, self.names.lang)


def context(text: str, start: int, *, end: int) -> Context:
    """A passage of a document with its own sentence, the one before and the one after; white space is evened out.

    >>> context("One. Two is here. Three.", 5, end=8).after
    ' is here. Three.'
    """
    own = sentence_of(text, start, end=end)
    first, last = own.start, own.end
    before = text[:first].rstrip()
    if before:
        first = sentence_of(text, len(before) - 1, end=len(before)).start
    after = text[last:]
    gap = len(after) - len(after.lstrip())
    if after.strip():
        last = sentence_of(text, last + gap, end=last + gap + 1).end
    left, right = text[first:start], text[end:last]
    if len(left) > AROUND:
        left = "… " + left[-AROUND:].partition(" ")[2]
    if len(right) > AROUND:
        right = right[:AROUND].rpartition(" ")[0] + " …"
    return Context(_even(left), " ".join(text[start:end].split()), _even(right))


def _even(text: str) -> str:
    """One space for any white space; the spaces at the ends stay."""
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and inner else "")


def _day(text: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
