"""How much an item and a number weigh: Admiralty grades, age, hedges, and the rule ``mixture/1``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf, prod

from pourparler.brief.brief import Brief
from pourparler.brief.chains import Chain, Chains
from pourparler.brief.edtf import Interval
from pourparler.brief.numbers import Number, NumberKind
from pourparler.brief.readings import hedge_reading
from pourparler.brief.sources import Credibility, Evidence, Reliability
from pourparler.language import Message, msg

RULE = "mixture/1"
AS_WRITTEN = "as-written/1"
HALF_LIFE = 730.0
"""Days in which evidence on a position, a salience or an influence loses half its weight."""

CAP = 0.95
FLOOR = 0.05
AGEING: frozenset[NumberKind] = frozenset(("position", "salience", "influence"))
"""Kinds of numbers that change with time; dated facts do not age."""


@dataclass(frozen=True)
class Grade:
    """One grade of the Admiralty system: its label, its weight, and the range it is drawn from in a sweep.

    Source: NATO STANAG 2511; evidence specification, section 4.

    >>> str(RELIABILITY["B"].label), RELIABILITY["B"].weight
    ('Usually reliable', 0.9)
    """

    label: Message
    weight: float
    drawn: tuple[float, float] | None = None


RELIABILITY: Mapping[Reliability, Grade] = {
    "A": Grade(msg("Completely reliable"), 1.0),
    "B": Grade(msg("Usually reliable"), 0.9),
    "C": Grade(msg("Fairly reliable"), 0.75),
    "D": Grade(msg("Not usually reliable"), 0.5),
    "E": Grade(msg("Unreliable"), 0.25),
    "F": Grade(msg("Cannot be judged"), 0.6, (0.25, 0.95)),
}
CREDIBILITY: Mapping[Credibility, Grade] = {
    1: Grade(msg("Confirmed by other sources"), 0.9),
    2: Grade(msg("Probably true"), 0.7),
    3: Grade(msg("Possibly true"), 0.5),
    4: Grade(msg("Doubtful"), 0.3),
    5: Grade(msg("Improbable"), 0.1),
    6: Grade(msg("Truth cannot be judged"), 0.5, (0.1, 0.9)),
}
CONFIDENCE: Mapping[Credibility, tuple[int, int, int] | None] = {
    1: (90, 80, 100), 2: (70, 60, 79), 3: (50, 40, 59), 4: (30, 20, 39), 5: (10, 0, 19), 6: None,
}  # fmt: skip
"""Credibility as a STIX 2.1 ``confidence``: value, and the range read back; none for 6."""


@dataclass(frozen=True)
class ItemWeight:
    """What one evidence item weighs, and why.

    Fields: `weight`, the product of the next four; `reliability` of its strongest chain (weakest link),
    `credibility`, `age`, `hedge`, all in 0..1; `roots`, the ids of the last links of its chains; `chain`,
    the strongest; `letter`, `digit`, the grades used (F and 6 where none is given).

    >>> ItemWeight(0.63, 0.9, 0.7, 1.0, 1.0, ("ft",), ("ft",), "B", 2).weight
    0.63
    """

    weight: float
    reliability: float
    credibility: float
    age: float
    hedge: float
    roots: tuple[str, ...]
    chain: Chain
    letter: Reliability
    digit: Credibility


def item_weight(brief: Brief, evidence: str, *, kind: NumberKind = "position") -> ItemWeight:
    """The weight of one item for a number of one kind, by the rule ``mixture/1``.

    Not for a sum of items: see :func:`number_weight`.

    Parameters: `brief`; `evidence`, the item's id; `kind` of number it carries (age and the readings of
    intentions and predictions depend on it). Returns reliability · credibility · age · hedge; the strongest
    of parallel chains counts. Raises ``KeyError`` for an unknown id.
    Source: evidence specification, sections 4 and 5.

    >>> from pourparler.brief.reading import brief_from_data
    >>> data = {"sources": {"ft": {"reliability": "B"}},
    ...         "evidence": {"e": {"source": "ft", "quote": "…", "credibility": 2}}}
    >>> item_weight(brief_from_data(data), "e").weight
    0.63
    """
    return Weights(brief).item(evidence, kind)


def number_weight(brief: Brief, number: Number) -> float | None:
    """The share of a number's law that its evidence carries, by the rule ``mixture/1``.

    Parameters: `brief`; `number`, one of ``brief.numbers``. Returns a weight in 0..0.95, or ``None`` where
    the number is drawn as written: it cites nothing, is an assumption, or the brief says ``as-written/1``.
    Items that are no evidence yet, were rejected, or are later than ``as_of`` do not count.
    Source: evidence specification, sections 4 and 6.
    """
    return Weights(brief).number(number)


def combined(weights: Mapping[str, float], counts_twice: Callable[[str, str], bool]) -> float:
    """The weight of several items together: the largest of each root, combined across independent roots.

    Parameters: `weights`, by evidence id, each in 0..1; `counts_twice`, whether two items may both count
    (:meth:`Chains.counts_twice`). Returns 1 − Π(1 − w) over the best set of items that are independent of
    one another, at most .95.

    >>> round(combined({"a": 0.42, "b": 0.63}, lambda one, two: False), 4)
    0.63
    >>> round(combined({"a": 0.42, "b": 0.63}, lambda one, two: True), 4)
    0.7854
    """
    return min(CAP, 1.0 - prod(1.0 - weights[name] for name in best_apart(weights, counts_twice)))


def best_apart(weights: Mapping[str, float], counts_twice: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The items that :func:`combined` counts: the set with the smallest Π(1 − w) of which any two may both count.

    Parameters: as there. Returns their ids, sorted.

    >>> best_apart({"a": 0.5, "b": 0.6, "c": 0.5}, lambda one, two: "b" not in (one, two))
    ('a', 'c')
    """
    names = sorted(weights)
    tied = {
        name: frozenset(other for other in names if other != name and not counts_twice(name, other))
        for name in names
    }
    return tuple(sorted(_least_doubt(frozenset(names), weights, tied, {})[1]))


_Found = tuple[float, tuple[str, ...]]
_Known = dict[frozenset[str], _Found]


def _least_doubt(
    names: frozenset[str], weights: Mapping[str, float], tied: Mapping[str, frozenset[str]], known: _Known
) -> _Found:
    """The smallest Π(1 − w) over sets of items of which no two are tied, and such a set; ``known``: answers so far."""
    doubt, rest = 1.0, names
    counted: tuple[str, ...] = ()
    while rest:
        group = _group(min(rest), rest, tied)
        rest -= group
        if group not in known:
            known[group] = _least_of_group(group, weights, tied, known)
        doubt *= known[group][0]
        counted += known[group][1]
    return doubt, counted


def _least_of_group(
    group: frozenset[str], weights: Mapping[str, float], tied: Mapping[str, frozenset[str]], known: _Known
) -> _Found:
    """The same for items that are all tied to one another, directly or through others."""
    if all(tied[name] >= group - {name} for name in group):  # all of one root: the largest counts
        return min((1.0 - weights[name], (name,)) for name in group)
    pivot = max(sorted(group), key=lambda name: len(tied[name] & group))
    without = _least_doubt(group - {pivot}, weights, tied, known)
    doubt, counted = _least_doubt(group - {pivot} - tied[pivot], weights, tied, known)
    return min(without, ((1.0 - weights[pivot]) * doubt, (*counted, pivot)))


def _group(start: str, names: frozenset[str], tied: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The items that are tied to ``start``, directly or through others."""
    found, edge = {start}, [start]
    while edge:
        near = (tied[edge.pop()] & names) - found
        found |= near
        edge += sorted(near)
    return frozenset(found)


def age_weight(interval: Interval | None, as_of: date | None, *, half_life: float = HALF_LIFE) -> float:
    """How much of a weight is left with age: 2^(−Δ/H), at the central day of the interval.

    Parameters: `interval`, when it was published or said (``None``: not known, no discount); `as_of`, the day
    to count to (``None``: no discount); `half_life`, days. Returns a factor in 0..1.
    Source: evidence specification, section 4.

    >>> from pourparler.brief.edtf import parse
    >>> round(age_weight(parse("2024-01-12"), date(2025, 1, 11), half_life=730), 4)
    0.7071
    """
    if interval is None or as_of is None:
        return 1.0
    least, most = interval.days_before(as_of)
    return float(2.0 ** (-(least + most) / 2 / half_life))


def is_later(item: Evidence, published: Interval | None, *, as_of: date | None) -> bool:
    """Whether an item was published wholly after ``as_of`` (W221: it does not count).

    Parameters: `item`; `published`, of its document; `as_of`. Returns False where either is not known.
    """
    interval = item.published or published
    return bool(as_of and interval and interval.first and interval.first > as_of)


@dataclass(frozen=True)
class Weights:
    """The weights of a brief's items and numbers, with its chains worked out once. Fields: `brief`."""

    brief: Brief

    @cached_property
    def chains(self) -> Chains:
        """The chains of the brief."""
        return Chains(self.brief)

    def item(self, evidence: str, kind: NumberKind = "position") -> ItemWeight:
        """See :func:`item_weight`."""
        item = self.brief.evidence[evidence]
        chain, letter = self._strongest(self.chains.of(evidence))
        digit: Credibility = item.credibility or 6
        reliability, credibility = RELIABILITY[letter].weight, CREDIBILITY[digit].weight
        age = self._age(item) if kind in AGEING else 1.0
        hedge = max(
            FLOOR, prod(hedge_reading(self.brief, evidence, mark=mark, kind=kind) for mark in item.hedges)
        )
        weight = round(reliability * credibility * age * hedge, 15)
        roots = tuple(root.source for root in self.chains.roots(evidence))
        return ItemWeight(weight, reliability, credibility, age, hedge, roots, chain, letter, digit)

    def number(self, number: Number) -> float | None:
        """See :func:`number_weight`."""
        if not number.because or number.is_assumption or self.brief.content.rule == AS_WRITTEN:
            return None
        counted = {name: self.item(name, number.kind).weight for name in number.because if self.counts(name)}
        return combined(counted, self.chains.counts_twice)

    def counts(self, evidence: str) -> bool:
        """Whether an item may carry a number: it exists, is accepted, and is not later than ``as_of``."""
        item = self.brief.evidence.get(evidence)
        if item is None or item.state != "accepted":
            return False
        source = self.brief.sources.get(item.source)
        return not is_later(item, source.published if source else None, as_of=self.brief.as_of)

    def grade(self, chain: Iterable[str]) -> Reliability:
        """The letter of the least reliable link of a chain; a link without a letter counts as F."""
        letters = [self.letter(name) for name in chain]
        return min(letters, key=lambda letter: RELIABILITY[letter].weight)

    def letter(self, name: str) -> Reliability:
        """The letter of a source; F where it has none or is not declared."""
        source = self.brief.sources.get(name)
        return (source.reliability if source is not None else None) or "F"

    def _strongest(self, chains: Sequence[Chain]) -> tuple[Chain, Reliability]:
        graded = [(chain, self.grade(chain)) for chain in chains]
        return max(graded, key=lambda pair: RELIABILITY[pair[1]].weight)

    def half_life(self, kind: NumberKind) -> float:
        """Days in which evidence on a kind of number loses half its weight; infinite for dated facts."""
        if kind not in AGEING:
            return inf
        own = self.brief.content.half_life
        return HALF_LIFE if own is None else own

    def said(self, item: Evidence) -> Interval | None:
        """When an item was said or published: its own date, or that of its document."""
        source = self.brief.sources.get(item.source)
        return item.event_date or item.published or (source.published if source else None)

    def _age(self, item: Evidence) -> float:
        return age_weight(self.said(item), self.brief.as_of, half_life=self.half_life("position"))
