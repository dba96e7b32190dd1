"""What words of probability mean: published scales as bands, measured readings as quantiles."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from pourparler.brief.text import view, word_set

CAPPHRASE = "capphrase"
"""Name of the default lexicon: readings measured with 5,174 people."""

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Levels of the five quantiles of a reading."""

JUDGED: Mapping[str, tuple[float, float, float, float, float]] = {
    "reportative": (0.40, 0.60, 0.70, 0.80, 0.95),
    "weak-report": (0.40, 0.65, 0.75, 0.85, 0.95),
}
"""Quantiles of the two readings that were judged, not measured, by name."""

_PARTS = re.compile(r"[^\W\d_]+'|[^\W_]+(?:-[^\W_]+)*")
_MODIFIERS = word_set(
    "not no never very highly extremely more most less almost nearly virtually exceptionally"
    " somewhat fairly quite pas peu très fort quasi presque plus moins assez plutôt extrêmement"
    " hautement exceptionnellement guère quasiment"
)


@dataclass(frozen=True)
class Band:
    """A word of a published scale: any probability between two bounds, drawn uniformly.

    Fields: `yardstick`, `lang`, `term`; `low`, `high`, in 0..1; `source`; `checked`, whether the wording
    was compared with the original (where not, N309).

    >>> band = reading("probable", "en", yardstick="icd203")
    >>> band.term, band.low, band.high
    ('likely', 0.55, 0.8)
    """

    yardstick: str
    lang: str
    term: str
    low: float
    high: float
    source: str
    checked: bool


@dataclass(frozen=True)
class Quantiles:
    """A reading as five quantiles, of people's judgements or judged by us.

    Fields: `yardstick`; `lang` of the word that was read; `term`, the key of the data; `values` in 0..1 at
    LEVELS; `source`; `transferred`, whether a French word is read with English data (N304); `measured`.
    Source: Kucharski 2026, doi:10.5281/zenodo.18750055.

    >>> reading("pourrait", "fr", yardstick="capphrase").values
    (0.1, 0.25, 0.4, 0.5, 0.7)
    """

    yardstick: str
    lang: str
    term: str
    values: tuple[float, float, float, float, float]
    source: str
    transferred: bool
    measured: bool


def names() -> tuple[str, ...]:
    """Names of all yardsticks, the default lexicon first.

    Returns names as the key `yardstick` of a brief takes them.

    >>> names()[:3]
    ('capphrase', 'icd203', 'phia')
    """
    return (CAPPHRASE, *dict.fromkeys(band.yardstick for band, _ in _bands()))


def terms(yardstick: str, lang: str) -> tuple[str, ...]:
    """Words of a yardstick in a language, to be suggested where a word is not on it.

    Parameters: `yardstick`, a name; `lang`, `"fr"` or `"en"`. Returns the words in the order of the scale,
    aliases after their term; the words of its own language where it has none in `lang`. Raises KeyError for
    an unknown yardstick.

    >>> terms("nato", "en")
    ('highly likely', 'likely', 'even chance', 'unlikely', 'highly unlikely')
    """
    keys = _keys(yardstick)
    own = tuple(word for language, word in keys if language == lang)
    return own or tuple(word for _, word in keys)


def languages(yardstick: str) -> tuple[str, ...]:
    """Languages in which a yardstick has words, in the order of the data. Raises KeyError for an unknown yardstick.

    >>> languages("nato"), languages("canada-fr")
    (('en',), ('fr',))
    """
    return tuple(dict.fromkeys(language for language, _ in _keys(yardstick)))


def reading(term: str, lang: str, *, yardstick: str) -> Band | Quantiles | None:
    """What a word of probability means on a yardstick.

    Parameters: `term`, the words as written, which may hold more than the key (the longest key wins);
    a modifier beside it, such as "very" or « peu », makes it another word); `lang` of the sentence, which
    decides first; `yardstick`, a name. The judged readings `reportative` and
    `weak-report`, and the English row names of the default lexicon, are known under any language.
    Returns a Band or Quantiles, or None where the word is not on the yardstick (E207); raises KeyError for
    an unknown yardstick.

    >>> [reading("improbable", "fr", yardstick=name).high for name in ("canada-fr", "ipcc-fr")]
    [0.12, 0.33]
    >>> [reading("probable", lang, yardstick="capphrase").term for lang in ("fr", "en")]
    ['likely', 'probable']
    """
    keys = _keys(yardstick)
    if term in JUDGED:
        return Quantiles(yardstick, lang, term, JUDGED[term], "judged", transferred=False, measured=False)
    wanted = _parts(term)
    own = _own(yardstick, lang)
    for size in range(len(wanted), 0, -1):
        for first in range(len(wanted) - size + 1):
            found = own.get(wanted[first : first + size])
            rest = {*wanted[:first], *wanted[first + size :]}
            if found and rest & _MODIFIERS:
                return None
            if found:
                return found
    row = keys.get(("en", " ".join(term.lower().split()))) if yardstick == CAPPHRASE else None
    return replace(row, lang=lang, transferred=lang == "fr") if isinstance(row, Quantiles) else None


def word_for(low: float, high: float, *, yardstick: str, lang: str) -> Band | None:
    """The word of a yardstick whose band holds all probabilities from ``low`` to ``high``: of several the narrowest.

    Parameters: `low` <= `high`, in 0..1; `yardstick`, a name; `lang`: words of another language are not used.
    Measured readings have no bands: there a band is the middle half of what people took the word to mean, and of several
    words the one whose median is nearest. Returns ``None`` where no band holds both ends, so that numbers must do.
    Raises KeyError for an unknown yardstick.

    >>> [word_for(low, 0.74, yardstick="icd203", lang="en") for low in (0.2, 0.5)]
    [None, None]
    >>> word_for(0.66, 0.74, yardstick="icd203", lang="en").term
    'likely'
    """
    middle = (low + high) / 2
    found = []
    for (language, word), meaning in _keys(yardstick).items():
        if language != lang:
            continue
        if isinstance(meaning, Quantiles):
            near = abs(meaning.values[2] - middle)
            meaning = Band(
                yardstick, lang, word, meaning.values[1], meaning.values[3], meaning.source, checked=True
            )
        else:
            near = meaning.high - meaning.low
        if meaning.low <= low and high <= meaning.high:
            found.append((near, meaning))
    return min(found, key=lambda pair: (pair[0], len(pair[1].term)))[1] if found else None


@cache
def _own(yardstick: str, lang: str) -> Mapping[tuple[str, ...], Band | Quantiles]:
    """The words of one language, split, and what they mean."""
    keys = _keys(yardstick)
    return {_parts(word): found for (language, word), found in keys.items() if language == lang}


def _parts(term: str) -> tuple[str, ...]:
    return tuple(_PARTS.findall(view(term).text.lower()))


@cache
def _keys(yardstick: str) -> Mapping[tuple[str, str], Band | Quantiles]:
    """(language, word) -> meaning, terms and aliases, in the order of the data."""
    if yardstick == CAPPHRASE:
        return _measured()
    found: dict[tuple[str, str], Band | Quantiles] = {}
    for band, aliases in _bands():
        if band.yardstick == yardstick:
            for word in (band.term, *aliases):
                found.setdefault((band.lang, word), band)
    if not found:
        raise KeyError(f"{yardstick!r} is not a yardstick; use one of {', '.join(names())}")
    return found


@cache
def _bands() -> tuple[tuple[Band, tuple[str, ...]], ...]:
    return tuple(
        (
            Band(
                row["yardstick"],
                row["lang"],
                row["term"],
                float(row["low"]) / 100,
                float(row["high"]) / 100,
                row["source"],
                row["checked"] == "yes",
            ),
            _split(row["aliases"]),
        )
        for row in _rows("yardsticks.csv")
    )


# The data hold adjectives; their adverbs are the same words in another place of the sentence.
_ADVERBS = {
    "probable": ("probably",),
    "improbable": ("improbably",),
    "almost certain": ("almost certainly", "all but certain"),
}


@cache
def _measured() -> Mapping[tuple[str, str], Band | Quantiles]:
    found: dict[tuple[str, str], Band | Quantiles] = {}
    for row in _rows("lexicon-capphrase.csv"):
        p05, p25, p50, p75, p95 = (float(row[key]) / 100 for key in ("p05", "p25", "p50", "p75", "p95"))
        short = row["term_en"].removesuffix(" happen")
        words = [
            *dict.fromkeys((("en", row["term_en"]), ("en", short))),
            *(("en", adverb) for adverb in _ADVERBS.get(short, ())),
            *(("fr", word) for word in _split(row["french_keys"])),
        ]
        for lang, word in words:
            found[lang, word] = Quantiles(
                CAPPHRASE,
                lang,
                row["term_en"],
                (p05, p25, p50, p75, p95),
                row["source"],
                transferred=lang == "fr",
                measured=True,
            )
    return found


def _split(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


def _rows(name: str) -> list[dict[str, str]]:
    table = resources.files("pourparler.brief").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))
