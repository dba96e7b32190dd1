"""Sources and evidence items: documents, links of attribution chains, verified quotes."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from pourparler.brief.fields import Bilingual, Dated, Id, Ids, Record, Text

Kind = Literal["document", "outlet", "person", "organisation", "anonymous"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]
Role = Literal["headline", "lead", "body"]
HedgeClass = Literal[
    "possibility", "likelihood", "expectation", "prediction", "reportative", "appearance", "belief", "doubt",
    "intention", "willingness", "suggestion", "attribution", "booster", "attenuator", "approximator", "absence",
    "condition",
]  # fmt: skip


class Source(Record):
    """A document (with ``file``) or a link of a chain: an outlet, a person, an anonymous group."""

    title: Bilingual | None = Field(None, description="What it is called.")
    kind: Kind | None = Field(
        None,
        description="document, outlet, person, organisation or anonymous; a source with a file is a document.",
    )
    file: Text | None = Field(
        None,
        description="The document as received, below the brief's folder; without it the source is a link of a chain.",
    )
    sha256: Text | None = Field(None, description="Fingerprint of the received bytes.")
    length: int | None = Field(None, description="Length of its text in characters.")
    text: Text | None = Field(None, description="For HTML: the file with the text made from it.")
    text_sha256: Text | None = Field(None, description="Fingerprint of that text.")
    extractor: Text | None = Field(None, description="What made that text, with its version.")
    charset: Text | None = Field(None, description="Its encoding, where it is not UTF-8.")
    author: Bilingual | None = Field(None, description="Who wrote it.")
    outlet: Text | None = Field(None, description="Where it appeared: an outlet's id or name.")
    language: Text | None = Field(None, description="Its language, fr or en.")
    side: Id | None = Field(None, description="The party whose interest it serves.")
    interest: Bilingual | None = Field(None, description="Why it has an interest.")
    published: Dated = Field(None, description="When it appeared.")
    retrieved: Dated = Field(None, description="When it was taken.")
    url: Text | None = Field(None, description="Its address.")
    reliability: Reliability | None = Field(
        None, description="Admiralty letter, A (completely reliable) to F (cannot be judged)."
    )
    disputed: Bilingual | None = Field(None, description="Why its own description is contradicted.")
    yardstick: Text | None = Field(
        None, description="The scale of its words of probability, in place of the brief's."
    )
    note: Bilingual | None = Field(None, description="Anything a reader should know.")
    csl: dict[str, Any] | None = Field(None, description="Further fields of CSL-JSON, kept as they are.")

    @property
    def is_document(self) -> bool:
        """Whether the source is a document that quotes are verified in."""
        return self.file is not None or self.sha256 is not None or self.kind == "document"

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody answers for it by name."""
        return self.kind == "anonymous"


class HedgeMark(Record):
    """One mark of doubt: its words, its class, and what the doubt touches."""

    term: Text = Field(description="The words of doubt.")
    cls: HedgeClass = Field(alias="class", description="The kind of doubt.")
    scope: Literal["claim", "event", "value"] = Field(
        "claim", description="What the doubt touches: the claim, the event, or the value."
    )
    reading: Text | None = Field(
        None, description="Which reading to use, where the words alone do not decide."
    )


Link = Id | tuple[Id, ...]


def _as_chain(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Evidence(Record):
    """A verified fragment of a document, what it claims, and through whom it came."""

    source: Id = Field(description="The document it stands in, by id.")
    quote: Text = Field(description="The words, letter for letter.")
    prefix: Text = Field("", description="Words just before, where the quote stands in several places.")
    suffix: Text = Field("", description="Words just after.")
    claim: Bilingual | None = Field(None, description="What it says, in a few words of your own.")
    role: Role = Field("body", description="Where it stands: headline, lead or body.")
    via: Annotated[
        tuple[Link, ...], BeforeValidator(_as_chain, json_schema_input_type=str | list[str | list[str]])
    ] = Field(
        (),
        description="Attribution chain, nearest link first; its last link is the root; a list inside holds parallel roots.",
    )
    credibility: Credibility | None = Field(
        None, description="Admiralty digit, 1 (confirmed) to 6 (cannot be judged)."
    )
    hedges: tuple[HedgeMark, ...] = Field(
        (), description="Words of doubt in its sentence, and what they touch."
    )
    state: Literal["draft", "accepted", "rejected"] = Field(
        "accepted", description="draft, accepted or rejected; only accepted items carry numbers."
    )
    inherited: bool | Id = Field(
        False, description="That its attribution is carried over, or from which item; false confirms it."
    )
    paraphrase: Bilingual | None = Field(None, description="The claim in other words, with its doubt.")
    same_report: Id | None = Field(None, description="The item of which it retells the same report.")
    event_date: Dated = Field(None, description="When what it tells happened.")
    published: Dated = Field(None, description="When it was published, if not with its document.")
    found_by: Text | None = Field(None, description="The rule that proposed it.")
    unused: Bilingual | None = Field(None, description="Why it carries no number, on purpose.")
    reason: Bilingual | None = Field(None, description="Why it was rejected.")
    about: Ids = Field((), description="Parties and issues that it speaks of.")
    author: Text | None = Field(None, description="Who recorded it.")
    date: Dated = Field(None, description="When it was recorded.")
    note: Bilingual | None = Field(None, description="Anything a reader should know.")

    def chains(self) -> tuple[tuple[str, ...], ...]:
        """Every chain from the document to a root, nearest link first; parallel roots give parallel chains."""
        return tuple((self.source, *chain) for chain in _spread(self.via))

    def links(self) -> Iterator[str]:
        """Every source the item names, the document first."""
        yield self.source
        for link in self.via:
            yield from (link,) if isinstance(link, str) else link


def _spread(via: tuple[str | tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    chains: tuple[tuple[str, ...], ...] = ((),)
    for link in via:
        options = (link,) if isinstance(link, str) else link
        chains = tuple((*chain, option) for chain in chains for option in options)
    return chains
