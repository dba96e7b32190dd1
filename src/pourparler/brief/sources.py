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

    title: Bilingual | None = None
    kind: Kind | None = None
    file: Text | None = None
    sha256: Text | None = None
    length: int | None = None
    text: Text | None = None
    text_sha256: Text | None = None
    extractor: Text | None = None
    charset: Text | None = None
    author: Bilingual | None = None
    outlet: Text | None = None
    language: Text | None = None
    side: Id | None = None
    interest: Bilingual | None = None
    published: Dated = None
    retrieved: Dated = None
    url: Text | None = None
    reliability: Reliability | None = None
    disputed: Bilingual | None = None
    yardstick: Text | None = None
    note: Bilingual | None = None
    csl: dict[str, Any] | None = None

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

    term: Text
    cls: HedgeClass = Field(alias="class")
    scope: Literal["claim", "event", "value"] = "claim"
    reading: Text | None = None


Link = Id | tuple[Id, ...]


def _as_chain(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Evidence(Record):
    """A verified fragment of a document, what it claims, and through whom it came."""

    source: Id
    quote: Text
    prefix: Text = ""
    suffix: Text = ""
    claim: Bilingual | None = None
    role: Role = "body"
    via: Annotated[
        tuple[Link, ...], BeforeValidator(_as_chain, json_schema_input_type=str | list[str | list[str]])
    ] = ()
    credibility: Credibility | None = None
    hedges: tuple[HedgeMark, ...] = ()
    state: Literal["draft", "accepted", "rejected"] = "accepted"
    inherited: bool | Id = False
    paraphrase: Bilingual | None = None
    same_report: Id | None = None
    event_date: Dated = None
    published: Dated = None
    found_by: Text | None = None
    unused: Bilingual | None = None
    reason: Bilingual | None = None
    about: Ids = ()
    author: Text | None = None
    date: Dated = None
    note: Bilingual | None = None

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
