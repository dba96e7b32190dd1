"""What the rules look at: the brief, its documents, and what follows from both, each worked out once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic_core import PydanticCustomError

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents, Located
from pourparler.brief.fields import Bilingual
from pourparler.brief.findings import Finding
from pourparler.brief.judgements import Rescaled, in_force, refusal, rescaling
from pourparler.brief.laws import Law
from pourparler.brief.lint.citations import Citation, citations
from pourparler.brief.lock import Outcome, outcomes
from pourparler.brief.numbers import Number
from pourparler.brief.sentences import language, sentence_of
from pourparler.brief.sources import Evidence
from pourparler.brief.weights import Weights
from pourparler.language import Lang, Message, as_language

Rule = Callable[["Context"], Iterator[Finding]]
NO_ADVICE = Message("")


@dataclass(frozen=True)
class Passage:
    """A verified quote in its document: the whole raw text, and the quote's range in code points."""

    raw: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The whole sentence or sentences that hold the quote, as they stand."""
        found = sentence_of(self.raw, self.start, end=self.end)
        return self.raw[found.start : found.end]


@dataclass(frozen=True)
class Context:
    """The brief under examination, with its documents.

    >>> from pourparler.brief.reading import brief_from_data
    >>> brief = brief_from_data({"parties": {"a": {}}})
    >>> Context(brief, Documents(brief)).needs_evidence
    False
    """

    brief: Brief
    documents: Documents

    @cached_property
    def needs_evidence(self) -> bool:
        """Whether the brief's numbers must have evidence: it has sources, or says so."""
        return bool(self.brief.sources) or self.brief.content.require_evidence

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Whether each quote stands in its document, by evidence id (rejected items left out)."""
        return outcomes(self.brief, self.documents)

    @cached_property
    def located(self) -> Mapping[str, Located]:
        """Where each document is, by source id."""
        return {
            name: self.documents.find(name)
            for name, source in self.brief.sources.items()
            if source.is_document
        }

    @cached_property
    def accepted(self) -> Mapping[str, Evidence]:
        """Evidence items that a person has accepted, by id."""
        return {name: item for name, item in self.brief.evidence.items() if item.state == "accepted"}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The quotes that were found in a document at hand, by evidence id."""
        found: dict[str, Passage] = {}
        for name, result in self.outcomes.items():
            located = self.located.get(self.brief.evidence[name].source)
            known = result.start is not None and result.end is not None
            if result.how == "document" and known and located is not None and located.text is not None:
                found[name] = Passage(located.text, int(result.start or 0), int(result.end or 0))
        return found

    @cached_property
    def weights(self) -> Weights:
        """The weights of items and numbers, and the chains below them."""
        return Weights(self.brief)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every place of the brief that cites evidence."""
        return tuple(citations(self.brief.content))

    @cached_property
    def grounded(self) -> Mapping[str, Number]:
        """Numbers in force that rest on evidence: they cite some and are not assumptions."""
        return {
            key: number
            for key, number in self.brief.numbers.items()
            if number.because and not number.is_assumption
        }

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The laws of the numbers in force that are quantities on their scale."""
        return {key: law for key, law in self._laws.items() if isinstance(law, Law)}

    @cached_property
    def law_faults(self) -> Mapping[str, PydanticCustomError]:
        """Why the other numbers are none."""
        return {key: fault for key, fault in self._laws.items() if isinstance(fault, PydanticCustomError)}

    @cached_property
    def judged(self) -> Mapping[str, Mapping[str, Rescaled]]:
        """The experts' answers in force on numbers in force, rescaled, by key and expert; none that is off its scale."""
        return {
            key: {
                expert: rescaling(answer, number.scale)
                for expert, answer in answers.items()
                if refusal(answer, number.scale, what=key) is None
            }
            for key, answers in in_force(self.brief.heard).items()
            if (number := self.brief.numbers.get(key)) is not None
        }

    @cached_property
    def _laws(self) -> Mapping[str, Law | PydanticCustomError]:
        return {key: _law(number) for key, number in self.brief.numbers.items()}

    def items(self, number: Number) -> Mapping[str, Evidence]:
        """The accepted evidence that a number cites, by id."""
        return {name: self.accepted[name] for name in dict.fromkeys(number.because) if name in self.accepted}

    def text(self, evidence: str) -> str:
        """The sentence that holds an item's quote, else the quote itself."""
        passage = self.passages.get(evidence)
        return passage.sentence if passage else self.brief.evidence[evidence].quote

    def lang(self, evidence: str) -> Lang:
        """The language of an item: its document's, else told from its words, else the brief's."""
        item = self.brief.evidence[evidence]
        source = self.brief.sources.get(item.source)
        declared = source.language if source is not None else None
        return as_language(declared or language(self.text(evidence)), self.brief.language)

    def party(self, name: str) -> Bilingual:
        """What to call a party in a sentence: its name in each language, else its id."""
        known = self.brief.parties.get(name)
        return (known.name if known is not None else None) or name

    def issue(self, name: str) -> Bilingual:
        """What to call an issue in a sentence: its name in each language, else its id."""
        known = self.brief.issues.get(name)
        return (known.name if known is not None else None) or name

    def is_removed(self, key: str) -> bool:
        """Whether ``key``, a part above it or a part below it was left out because of another fault."""
        steps = key.split("/")
        above = {"/".join(steps[: i + 1]) for i in range(len(steps))} | {""}
        removed = self.brief.removed
        return bool(removed & above) or any(other.startswith(f"{key}/") for other in removed)

    def is_gone(self, section: str, name: str) -> bool:
        """Whether ``name`` stands in ``section`` of the file but was left out because of another fault."""
        return bool({"", section, f"{section}/{name}"} & self.brief.removed)

    def finding(
        self, rule: str, key: str, *, says: Message, advice: Message = NO_ADVICE, found: str = ""
    ) -> Finding:
        """A finding at the place of ``key``: what it says, what to do next, and what stands there."""
        return Finding(rule, self.brief.place(key), key, says, advice, found)


def _law(number: Number) -> Law | PydanticCustomError:
    try:
        return number.law
    except PydanticCustomError as fault:
        return fault


def is_number(text: str) -> bool:
    """Whether a text is a number, as far as Python reads one.

    >>> is_number("1e3"), is_number("high")
    (True, False)
    """
    try:
        float(text)
    except ValueError:
        return False
    return True


def plain(value: Any) -> str:
    """A written value as text, as it stands in the file.

    >>> plain(3)
    '3'
    """
    return str(getattr(value, "text", value))
