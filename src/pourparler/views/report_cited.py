"""Evidence as notes show it: the quote where it stands, its chain, grades, hedges and weight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pourparler.brief.documents import Documents
from pourparler.brief.lock import Outcome, outcome
from pourparler.brief.sentences import sentence_of
from pourparler.brief.sources import Evidence
from pourparler.brief.weights import (
    AS_WRITTEN,
    CAP,
    CREDIBILITY,
    RELIABILITY,
    RULE,
    Grade,
    ItemWeight,
    Weights,
)
from pourparler.language import Message, msg, render
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

    @cached_property
    def documents(self) -> Documents:
        """Where the documents are."""
        return Documents(self.names.known, self.folders)

    @cached_property
    def weights(self) -> Weights:
        """Weights of items and numbers."""
        return Weights(self.names.known)

    def cited(self, name: str, item: Evidence) -> Cited:
        """One item, looked up in its document or in the lock."""
        lang = self.names.lang
        seen = outcome(self.names.known, self.documents, evidence=name)
        weighed = self.weights.item(name)
        digit = item.credibility or 6
        return Cited(
            id=name,
            quote=item.quote,
            context=self._context(item, seen),
            standing=self._standing(item, seen),
            claim=self.names.text(item.claim),
            role=render(ROLES[item.role], lang),
            chains=tuple(tuple(self._link(link) for link in chain) for chain in self.weights.chains.of(name)),
            credibility=f"{digit} · {render(CREDIBILITY[digit].label, lang)}",
            hedges=tuple(self._hedges(item)),
            weight=render(weight_words(weighed), lang),
            remarks=tuple(self._remarks(item)),
        )

    def _context(self, item: Evidence, seen: Outcome) -> Context | None:
        source = self.names.known.sources.get(item.source)
        if seen.how != "document" or source is None or seen.start is None or seen.end is None:
            return None
        text = self.documents.find(item.source).text
        return None if text is None else context(text, seen.start, end=seen.end)

    def _standing(self, item: Evidence, seen: Outcome) -> str:
        known = self.names.known.sources.get(item.source)
        title = self.names.text(known.title if known else None, item.source)
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
                       title=title, day=day_of(seen.day), hash=self._hash(item.source))  # fmt: skip
        else:
            said = msg("not verified: the document {title:quote} is not included", title=title)
        return render(said, self.names.lang)

    def _hash(self, source: str) -> str:
        entry = self.documents.lock.documents.get(source)
        full = (entry.sha256 if entry else self.names.known.sources[source].sha256) or ""
        return full[:16] + "…" if len(full) > 16 else full

    def _link(self, name: str) -> Link:
        known = self.names.known.sources.get(name)
        letter = (known.reliability if known else None) or "F"
        return Link(
            self.names.text(known.title if known else None, name),
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
            yield self.names.text(item.note)


def weight_words(weighed: ItemWeight) -> Message:
    """What an item weighs and where each factor comes from: grade, age, hedges."""
    return msg(
        "{weight:.2} = reliability {reliability:.2} ({letter}) × credibility {credibility:.2} ({digit}) × age {age:.2} × "
        "marks of doubt {hedge:.2}",
        weight=weighed.weight, age=weighed.age, hedge=weighed.hedge,
        reliability=weighed.reliability, letter=_grade(weighed.letter, RELIABILITY[weighed.letter]),
        credibility=weighed.credibility, digit=_grade(str(weighed.digit), CREDIBILITY[weighed.digit]),
    )  # fmt: skip


def _grade(sign: str, grade: Grade) -> Message:
    """A grade and why it counts as it does, where it is no judgement but the lack of one."""
    if grade.drawn is None:
        return msg("grade {sign}", sign=sign)
    low, high = grade.drawn
    return msg("grade {sign}, not judged: the middle of {low:.2} to {high:.2}", sign=sign, low=low, high=high)


def grade_words(names: Names) -> str:
    """Where the weights of grades come from, with every one of them."""

    def told(grades: Mapping[Any, Grade]) -> list[Message]:
        return [
            msg("{sign} {weight:.2}", sign=str(sign), weight=grade.weight) for sign, grade in grades.items()
        ]

    said = msg(
        "Grades count by a convention of rule {rule}, not by measurement: sources {letters}; statements {digits}. F and 6 mean "
        "that nobody can judge and count as the middle of their range. An item weighs as its weakest link; within one origin the "
        "heaviest item counts, and origins add up as 1 − Π(1 − w), at most {cap:.2}. A weight of w says that a number is drawn as written in a "
        "share w of the draws, and otherwise from what is believed without its evidence, unless the brief says {plain}.",
        rule=RULE, letters=told(RELIABILITY), digits=told(CREDIBILITY), cap=CAP, plain=f"rule: {AS_WRITTEN}",
    )  # fmt: skip
    return render(said, names.lang)


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


def day_of(text: str) -> object:
    """A day written in figures as a date; anything else as it is."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
