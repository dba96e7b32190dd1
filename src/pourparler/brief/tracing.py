"""One number, or one thing said of moves, all the way down: as written, its law, its weight, the quotes in context."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

from pydantic_core import PydanticCustomError

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents
from pourparler.brief.fields import Bilingual
from pourparler.brief.laws import Law
from pourparler.brief.lock import Outcome, fingerprint, outcome
from pourparler.brief.move_claims import flip_chances, move_claims
from pourparler.brief.numbers import Number, NumberKind
from pourparler.brief.priors import readable_prior, unreadable
from pourparler.brief.quantities import Entry
from pourparler.brief.readings import hedge_reading
from pourparler.brief.red_lines import red_lines
from pourparler.brief.sentences import sentences
from pourparler.brief.sources import HedgeMark
from pourparler.brief.strategies import strategies
from pourparler.brief.weights import RULE, ItemWeight, Weights
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg

MASS = 0.9


@dataclass(frozen=True)
class Link:
    """A link of a chain. Fields: `id`; `title`, a text, one per language, or ``None``."""

    id: str
    title: Bilingual | None = None


@dataclass(frozen=True)
class Setting:
    """Where a quote stands.

    Fields: `document`; `sha256` of its bytes; `start`, `end`, raw code points, end exclusive (``None``: not
    known); `sentence` that holds the quote, the one `before` and the one `after`, as raw text (empty where
    the document is not at hand).
    """

    document: Link
    sha256: str = ""
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class TracedHedge:
    """One mark of doubt and the factor by which it lowers the item's weight (1: not at all)."""

    term: str
    cls: str
    scope: str
    factor: float


@dataclass(frozen=True)
class TracedItem:
    """One evidence item below a number.

    Fields: `id`; `quote`; `claim`; `where` it stands; `tier` of normalisation; `how` it is verified
    (``document``, ``lock`` or ``no``), `reason` why not, `date` of the lock's entry; `chains`, every chain
    from the document to a root, the strongest first; `roots`; `reliability`, the letter of the weakest link
    of the strongest chain; `credibility`, the digit (6 where none is given); `hedges`; `weight` with its
    factors; `counts`, whether it carries the number (accepted, not later than the as-of day).
    """

    id: str
    quote: str
    claim: Bilingual | None
    where: Setting
    tier: str
    how: str
    reason: str
    date: str
    chains: tuple[tuple[Link, ...], ...]
    roots: tuple[Link, ...]
    hedges: tuple[TracedHedge, ...]
    weight: ItemWeight
    counts: bool

    @property
    def reliability(self) -> str:
        """The letter used: of the weakest link of the strongest chain."""
        return self.weight.letter

    @property
    def credibility(self) -> int:
        """The digit used."""
        return self.weight.digit


@dataclass(frozen=True)
class Trace:
    """What lies below one number.

    Fields: `key`; `place` in the files; `written`, as text; `law`; `central` value; `interval` that holds
    90 % of the law; `rule` by which evidence makes laws, `prior` that takes over in a sweep where the evidence does not hold
    (``None``: nothing does); `weight` of its evidence in 0..0.95 (``None``: drawn as written); `assumption`;
    `evidence`, in the order of ``because``; `note`, how the number was read; `flip_chance`, how likely an option
    statement is to be the other way round. A red line written as a condition, a strategy, and what is said of moves, have no
    value: their law has no parameters and their central value is ``None``.
    """

    key: str
    place: str
    kind: NumberKind
    written: str
    law: Law
    central: float | None
    interval: tuple[float, float]
    weight: float | None
    assumption: Bilingual | None
    evidence: tuple[TracedItem, ...]
    note: Bilingual | None = None
    flip_chance: float | None = None
    rule: str = RULE
    prior: Law | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``pourparler trace --json`` prints it."""
        parameters = self.law.parameters
        return {
            "schema": "pourparler/trace/1",
            "key": self.key,
            "where": self.place,
            "kind": self.kind,
            "written": self.written,
            "law": _law_dict(self.law) if parameters else None,
            "central": self.central,
            "interval": list(self.interval) if parameters else None,
            "weight": self.weight,
            "rule": self.rule,
            "prior": None if self.prior is None else _law_dict(self.prior),
            "assumption": self.assumption,
            "note": self.note,
            "flip_chance": self.flip_chance,
            "evidence": [_item_dict(item) for item in self.evidence],
        }


def trace(brief: Brief, key: str, *, documents: Documents) -> Trace:
    """Follow one number, or one thing said of moves, to its sentences.

    Parameters: `brief`; `key` of the number, such as ``stances/russia/membership/position``, or of what is said,
    such as ``moves/prefer/russia/0``; `documents`, in which quotes are looked up. Returns the trace.
    Raises ``UsageError`` for an unknown key and ``ModelError`` where what is written is no quantity.

    >>> from pourparler.brief.reading import brief_from_data
    >>> brief = brief_from_data({"parties": {"a": {"influence": {"value": 3, "assumption": "a guess"}}}})
    >>> found = trace(brief, "parties/a/influence", documents=Documents(brief))
    >>> found.written, found.central, found.weight
    ('3', 3.0, None)
    """
    number = traceable(brief).get(key)
    if number is None:
        raise UsageError(
            msg("nothing in this brief can be traced under {key}", key=key),
            where="trace",
            advice=did_you_mean(key, traceable(brief), msg("`pourparler trace BRIEF` lists the keys.")),
        )
    is_condition = key not in brief.numbers
    law = Law("point", ()) if is_condition else _law(brief, number)
    weights = Weights(brief)
    known = [name for name in dict.fromkeys(number.because) if name in brief.evidence]
    return Trace(
        key,
        str(brief.place(key)),
        number.kind,
        written_form(number.entry),
        law,
        None if is_condition else float(law.central),
        (nan, nan) if is_condition else law.interval(MASS),
        weights.number(number),
        number.assumption,
        tuple(_item(weights, documents, name, number) for name in known),
        number.note,
        flip_chances(brief.content).get(key),
        brief.content.rule,
        None if is_condition else readable_prior(brief, number),
    )


def traceable(brief: Brief) -> Mapping[str, Number]:
    """Everything that can be traced, by key: numbers in force, red lines written as conditions, strategies, moves."""
    return {
        **brief.numbers,
        **red_lines(brief.content),
        **strategies(brief.content),
        **move_claims(brief.content),
    }


def keys_dict(found: Mapping[str, Number]) -> dict[str, Any]:
    """What can be traced as plain data, as ``pourparler trace --json`` lists it: key, words, kind and ground."""
    rows = [
        {
            "key": key,
            "written": written_form(item.entry),
            "kind": item.kind,
            "because": list(item.because),
            "assumed": item.is_assumption,
        }
        for key, item in found.items()
    ]
    return {"schema": "pourparler/keys/1", "keys": rows}


def written_form(entry: Entry) -> str:
    """What the brief says, as one would write it.

    Parameters: `entry`. Returns text without its ground.

    >>> from pourparler.brief.quantities import Entry
    >>> written_form(Entry(low=60, mode=85, high=100))
    '{low: 60, mode: 85, high: 100}'
    """
    if entry.form == "point":
        return _text(entry.value)
    if entry.form == "quantiles":
        points = ", ".join(f"{p}: {q:g}" for p, q in (entry.quantiles or {}).items())
        return f"{{quantiles: {{{points}}}}}"
    if entry.mode is None:
        return f"[{_text(entry.low)}, {_text(entry.high)}]"
    return f"{{low: {_text(entry.low)}, mode: {_text(entry.mode)}, high: {_text(entry.high)}}}"


def _text(value: object) -> str:
    return str(getattr(value, "text", value))


def _law(brief: Brief, number: Number) -> Law:
    try:
        return number.law
    except PydanticCustomError as fault:
        raise unreadable(brief, number.key, fault) from fault


def _item(weights: Weights, documents: Documents, name: str, number: Number) -> TracedItem:
    brief = weights.brief
    item, weight = brief.evidence[name], weights.item(name, number.kind)
    result = outcome(brief, documents, evidence=name)
    entry = documents.lock.evidence.get(name)
    chains = sorted(weights.chains.of(name), key=lambda chain: chain != weight.chain)
    return TracedItem(
        id=name,
        quote=item.quote,
        claim=item.claim,
        where=_setting(brief, documents, result),
        tier=result.tier,
        how=result.how,
        reason=result.reason,
        date=entry.verified if entry is not None and entry.quote == fingerprint(item) else "",
        chains=tuple(tuple(_link(brief, link) for link in chain) for chain in chains),
        roots=tuple(_link(brief, root) for root in weight.roots),
        hedges=tuple(_hedge(brief, name, mark, number.kind) for mark in item.hedges),
        weight=weight,
        counts=weights.counts(name),
    )


def _hedge(brief: Brief, name: str, mark: HedgeMark, kind: NumberKind) -> TracedHedge:
    return TracedHedge(mark.term, mark.cls, mark.scope, hedge_reading(brief, name, mark=mark, kind=kind))


def _link(brief: Brief, name: str) -> Link:
    source = brief.sources.get(name)
    return Link(name, source.title if source is not None else None)


def _setting(brief: Brief, documents: Documents, result: Outcome) -> Setting:
    source = brief.evidence[result.evidence].source
    document = _link(brief, source)
    if source not in brief.sources:
        return Setting(document)
    located = documents.find(source)
    if located.text is None or result.start is None or result.end is None:
        return Setting(document, located.sha256, result.start, result.end)
    return Setting(
        document, located.sha256, result.start, result.end, *_context(located.text, result.start, result.end)
    )


def _context(raw: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentences that hold a passage, the one before and the one after (page furniture left out)."""
    held = sentences(raw)
    first = bisect_right([sentence.end for sentence in held], start)
    last = bisect_left([sentence.start for sentence in held], end)
    texts = [raw[sentence.start : sentence.end] for sentence in held]
    whole = (
        raw[min(start, held[first].start) : max(end, held[last - 1].end)] if first < last else raw[start:end]
    )
    before = texts[first - 1] if first else ""
    after = texts[last] if last < len(texts) else ""
    return whole, before, after


def _item_dict(item: TracedItem) -> dict[str, Any]:
    where, weight = item.where, item.weight
    return {
        "id": item.id,
        "quote": item.quote,
        "claim": item.claim,
        "where": {
            "document": _link_dict(where.document), "sha256": where.sha256, "start": where.start, "end": where.end,
            "sentence": where.sentence, "before": where.before, "after": where.after,
        },
        "tier": item.tier or None,
        "verified": {"how": item.how, "date": item.date or None, "reason": item.reason or None},
        "chain": [_link_dict(link) for link in item.chains[0]],
        "chains": [[_link_dict(link) for link in chain] for chain in item.chains],
        "roots": [_link_dict(root) for root in item.roots],
        "reliability": item.reliability,
        "credibility": item.credibility,
        "hedges": [
            {"term": mark.term, "class": mark.cls, "scope": mark.scope, "factor": mark.factor} for mark in item.hedges
        ],
        "weight": weight.weight if item.counts else 0.0,
        "factors": {
            "reliability": weight.reliability, "credibility": weight.credibility, "age": weight.age,
            "hedge": weight.hedge,
        },
        "counts": item.counts,
    }  # fmt: skip


def _law_dict(law: Law) -> Mapping[str, Any]:
    return {"kind": law.kind, "parameters": [float(x) for x in law.parameters]}


def _link_dict(link: Link) -> Mapping[str, Any]:
    return {"id": link.id, "title": link.title}
