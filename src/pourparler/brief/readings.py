"""What a mark of doubt is worth: yardsticks, measured and judged readings, the brief's lexicon."""

from collections.abc import Mapping
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.clauses import language
from pourparler.brief.hedges import hedges
from pourparler.brief.laws import Law
from pourparler.brief.numbers import NumberKind
from pourparler.brief.sources import HedgeMark
from pourparler.brief.yardsticks import CAPPHRASE, LEVELS, Band, Quantiles, names, reading
from pourparler.language import Lang, as_language

# Classes whose reading is the same for every term (evidence specification, section 5).
_BY_CLASS: Mapping[str, str] = {
    "expectation": "likely",
    "reportative": "reportative",
    "appearance": "likely",
    "belief": "likely",
    "doubt": "unlikely",
    "suggestion": "weak-report",
}
# An aim is what a position or a salience says; of an act it is only a good chance.
_OF_AN_ACT: Mapping[str, str] = {
    "intention": "likely",
    "willingness": "likely",
    "prediction": "highly likely",
}
_NONE = frozenset(("attribution", "booster", "attenuator", "approximator", "absence", "condition"))
# What the lexicon of hedges calls the readings that only the class or the yardstick decides.
_OF_THE_CLASS = frozenset(("by-yardstick", "intention"))
_CERTAIN = Law("point", (1.0,))


def mean(found: Band | Quantiles) -> float:
    """The mean of a reading, in 0..1.

    Parameters: `found`: a band is uniform inside its bounds; quantiles are joined piecewise linearly, with
    0 and 1 as ends (fit ``quantile-linear/1``).

    >>> could = reading("could", "en", yardstick="capphrase")
    >>> round(mean(could), 3) if could else None
    0.394
    """
    return _law(found).mean


def hedge_reading(brief: Brief, evidence: str, *, mark: HedgeMark, kind: NumberKind = "position") -> float:
    """The factor by which one mark of an item lowers its weight.

    Parameters: `brief`; `evidence`, the item's id; `mark`, one of its hedges; `kind` of number it carries.
    Returns a factor in 0..1: 1 unless the scope is ``claim``, and for boosters, sources and aims; the
    brief's ``lexicon`` comes first. A word that no yardstick holds (E207) is read as "could happen".
    Source: evidence specification, section 5; Kucharski 2026.
    """
    return hedge_law(brief, evidence, mark=mark, kind=kind).mean


def hedge_law(brief: Brief, evidence: str, *, mark: HedgeMark, kind: NumberKind = "position") -> Law:
    """The law of that factor in a sweep; :func:`hedge_reading` is its mean.

    Parameters: as there. Returns a point where the mark leaves the weight as it is, a uniform law for a band of a
    yardstick, and ``quantile-linear/1`` through the five quantiles of a reading, with 0 and 1 as ends.
    """
    stated = stated_reading(mark)
    if mark.scope != "claim" or mark.cls in _NONE or stated == "none":
        return _CERTAIN
    if stated is None and mark.cls in _OF_AN_ACT and kind != "chance":
        return _CERTAIN
    lang = language_of(brief, evidence)
    own = _own(brief, stated or _BY_CLASS.get(mark.cls, "")) or _own(brief, mark.term)
    if own is not None:
        return _through(own)
    found = mark_reading(mark, lang, yardstick=yardstick_of(brief, evidence) or CAPPHRASE)
    return _law(found if found is not None else _could())


def _law(found: Band | Quantiles) -> Law:
    if isinstance(found, Quantiles):
        return _through(found.values)
    return Law("uniform", (found.low, found.high)) if found.low < found.high else Law("point", (found.low,))


def _through(values: tuple[float, ...]) -> Law:
    points = [(0.0, 0.0), *zip(LEVELS, values, strict=True), (1.0, 1.0)]
    return Law("quantiles", tuple(number for point in points for number in point))


def stated_reading(mark: HedgeMark) -> str | None:
    """The reading that a mark names itself; ``None`` where it names none, or that of its class.

    >>> mark = {"term": "likely", "class": "likelihood", "reading": "by-yardstick"}
    >>> stated_reading(HedgeMark.model_validate(mark)) is None
    True
    """
    return None if mark.reading in _OF_THE_CLASS else mark.reading


def mark_reading(mark: HedgeMark, lang: Lang, *, yardstick: str) -> Band | Quantiles | None:
    """What the words of a mark mean, whatever its scope.

    Parameters: `mark`; `lang` of its sentence; `yardstick`, for words of likelihood. A mark's own
    ``reading`` comes first: a row of the default lexicon, or ``YARDSTICK:WORD``. Returns a reading, or
    ``None`` where there is none for its class, or the word is on no scale.
    """
    stated = stated_reading(mark)
    if stated is not None:
        scale, colon, word = stated.partition(":")
        if not colon or scale not in names():
            scale, word = CAPPHRASE, stated
        return reading(word.strip(), lang, yardstick=scale) or reading(word.strip(), "en", yardstick=scale)
    fixed = _BY_CLASS.get(mark.cls) or _OF_AN_ACT.get(mark.cls)
    if fixed is not None:
        return reading(fixed, "en", yardstick=CAPPHRASE)
    if mark.cls == "likelihood":
        return reading(mark.term, lang, yardstick=yardstick) if yardstick in names() else None
    if mark.cls == "possibility":
        return reading(mark.term, lang, yardstick=CAPPHRASE) or _by_row(mark.term, lang)
    return None


def language_of(brief: Brief, evidence: str) -> Lang:
    """The language of an item's words: its document's, else told from the quote, else the brief's."""
    item = brief.evidence[evidence]
    source = brief.sources.get(item.source)
    declared = source.language if source is not None else None
    return as_language(declared or language(item.quote), brief.language)


def yardstick_of(brief: Brief, evidence: str) -> str | None:
    """The yardstick that an item's words are read on: its source's own, else the brief's, if any is named."""
    source = brief.sources.get(brief.evidence[evidence].source)
    return (source.yardstick if source is not None else None) or brief.content.yardstick


def own_quantiles(written: Any) -> tuple[float, ...] | None:
    """Five percentages, rising, as written under ``lexicon``, in 0..1; ``None`` for anything else.

    >>> own_quantiles([10, 25, 40, 50, 70])
    (0.1, 0.25, 0.4, 0.5, 0.7)
    """
    if not isinstance(written, list | tuple) or len(written) != len(LEVELS):
        return None
    if not all(isinstance(x, int | float) and not isinstance(x, bool) and 0 <= x <= 100 for x in written):
        return None
    values = tuple(float(x) / 100 for x in written)
    return values if list(values) == sorted(values) else None


def _own(brief: Brief, name: str) -> tuple[float, ...] | None:
    return own_quantiles((brief.content.lexicon or {}).get(name)) if name else None


def _by_row(term: str, lang: Lang) -> Band | Quantiles | None:
    """The lexicon row of the pattern that the words match."""
    rows = [mark.reading for mark in hedges(term, lang) if mark.cls == "possibility"]
    return reading(rows[0], "en", yardstick=CAPPHRASE) if rows else None


def _could() -> Band | Quantiles:
    found = reading("could happen", "en", yardstick=CAPPHRASE)
    if found is None:
        raise LookupError("could happen")  # the data of the package is not complete
    return found
