"""Is the quote in the document? Exact after normalisation; similarity never accepts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from pourparler.brief.boundaries import cut
from pourparler.brief.text import TIERS, View, view

CONTEXT_LENGTH = 24
"""Length of the prefix and of the suffix of a selector, in code points."""

_WORD = re.compile(r"[^\W_]+'(?=[^\W_])|[^\W_]+|[^\w\s]")
_LONGEST_SHOWN = 300
_WORDS_SEARCHED = 12
_PLACES_PER_WORD = 2_000
_REGIONS_COMPARED = 6
_LEAST_SHARED = 0.34

_OMISSION = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]")

Verdict = Literal["verified", "ambiguous", "refused"]
Reason = Literal["mid-word", "cuts-negation", "omission", "not-found", ""]
Tier = Literal["exact", "typography", "whitespace", ""]


@dataclass(frozen=True)
class Verification:
    """The answer to "is this quote in this document?".

    Fields: `verdict`; `tier` at which the quote was found; `start`, `end`, raw code points, end
    exclusive, set only where verified; `hits`, the number of admissible places; `reason` of a refusal.

    >>> verify("Il part. Il part.", "Il part")
    Verification(verdict='ambiguous', tier='exact', start=None, end=None, hits=2, reason='')
    """

    verdict: Verdict
    tier: Tier = ""
    start: int | None = None
    end: int | None = None
    hits: int = 0
    reason: Reason = ""


@dataclass(frozen=True)
class Selector:
    """Where a quote stood: its words, what stood around it, and its old position if known.

    Fields: `exact`, `prefix`, `suffix` (text); `start`, `end`, raw code points, end exclusive.
    Source: W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector.

    >>> Selector("OTAN", prefix="de l’").start is None
    True
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def verify(raw: str, quote: str, *, prefix: str = "", suffix: str = "") -> Verification:
    """Look for a quote in a document, at the weakest normalisation that finds it.

    Parameters: `raw`, the decoded document; `quote`, the words; `prefix`, `suffix`, the text around
    them, which together decide between several places.
    Returns a Verification; a quote that cuts a word or a negation, leaves words out with `[…]`, or is
    not there letter for letter is refused. Source: W3C Web Annotation, TextQuoteSelector.

    >>> verify("Il n’ira pas à l’OTAN.", "pas à l'OTAN")
    Verification(verdict='verified', tier='typography', start=9, end=21, hits=1, reason='')
    >>> verify("Il n’ira pas.", "ira pas").reason
    'cuts-negation'
    """
    if _OMISSION.search(quote):
        return Verification("refused", reason="omission")
    tier, spans, reason = _places(raw, quote)
    if not spans:
        return Verification("refused", reason=reason)
    chosen = spans if len(spans) == 1 else _fitting(raw, spans, prefix, suffix)
    if len(chosen) != 1:
        return Verification("ambiguous", tier, hits=len(spans))
    return Verification("verified", tier, *chosen[0], hits=len(spans))


def anchor(raw: str, selector: Selector, *, unchanged: bool) -> Verification:
    """Find a recorded quote again, in the fixed order position, unique text, context, nearest place.

    Parameters: `raw`, the decoded document; `selector`, what was recorded; `unchanged`, whether the
    hash of the document equals the recorded one: the old position counts only then.
    Returns a Verification, refused or ambiguous where the quote is lost; never by similarity.
    Source: W3C Web Annotation Data Model, sections 4.2.4 and 4.2.5.

    >>> anchor("a b a", Selector("a", start=4, end=5), unchanged=True).start
    4
    >>> anchor("a b a", Selector("a", start=4, end=5), unchanged=False).verdict
    'ambiguous'
    """
    start, end = selector.start, selector.end
    known = unchanged and start is not None and end is not None
    if known and start is not None and selector.exact and raw[start:end] == selector.exact:
        return Verification("verified", "exact", start, end, hits=1)
    found = verify(raw, selector.exact, prefix=selector.prefix, suffix=selector.suffix)
    if found.verdict != "ambiguous" or not known or start is None:
        return found
    _, spans, _ = _places(raw, selector.exact)
    spans = _fitting(raw, spans, selector.prefix, selector.suffix) or spans
    near = sorted(spans, key=lambda span: abs(span[0] - start))
    if abs(near[0][0] - start) == abs(near[1][0] - start):
        return found
    return replace(found, verdict="verified", start=near[0][0], end=near[0][1])


@dataclass(frozen=True)
class Difference:
    """One stretch of a comparison between the document and a quote.

    Fields: `kind`, `"equal"`, `"replace"`, `"delete"` (words of the document that the quote lacks) or
    `"insert"` (words of the quote that the document lacks); `document`, `quote`, the words of each.
    Source: Python difflib, SequenceMatcher.get_opcodes.

    >>> Difference("replace", ("six",), ("neuf",)).kind
    'replace'
    """

    kind: Literal["equal", "replace", "delete", "insert"]
    document: tuple[str, ...]
    quote: tuple[str, ...]


@dataclass(frozen=True)
class Nearest:
    """The passage most like a refused quote, to be shown to a person beside the refusal.

    Fields: `start`, `end`, raw code points, end exclusive; `passage`, the raw text; `ratio`, shared
    words in 0..1; `differences`, in the order of the text. It never accepts anything.

    >>> nearest("Il faut six mois.", "Il faut neuf mois").passage
    'Il faut six mois'
    """

    start: int
    end: int
    passage: str
    ratio: float
    differences: tuple[Difference, ...]


def nearest(raw: str, quote: str) -> Nearest | None:
    """Find the passage of a document most like a quote and mark the words that differ.

    Parameters: `raw`, the decoded document; `quote`, the refused words (compared up to 300 words).
    Returns the passage, or None where a third of the words are not shared. Only ever shown to people.

    >>> found = nearest("La réunion sera brève.", "La réunion serait brève.")
    >>> [(d.document, d.quote) for d in found.differences if d.kind != "equal"]
    [(('sera',), ('serait',))]
    """
    seen = view(raw, "typography")
    wanted = [m.group() for m in _WORD.finditer(view(quote).text)][:_LONGEST_SHOWN]
    best: tuple[float, int, int, list[str]] | None = None
    for first, last in _regions(seen.text, wanted):
        words = list(_WORD.finditer(seen.text, first, last))
        begin, end, ratio = _best_stretch([w.group() for w in words], wanted)
        if end > begin and (best is None or ratio > best[0]):
            shown = [w.group() for w in words[begin:end]]
            best = ratio, words[begin].start(), words[end - 1].end(), shown
    if best is None or best[0] < _LEAST_SHARED:
        return None
    start, end = seen.span(best[1], best[2])
    return Nearest(start, end, raw[start:end], best[0], _differences(best[3], wanted))


def context(raw: str, start: int, *, end: int, length: int = CONTEXT_LENGTH) -> tuple[str, str]:
    """Text just before and just after a passage, as a selector records it.

    Parameters: `raw`, the decoded document; `start`, `end`, raw code points, end exclusive; `length`,
    code points on either side. Returns `(prefix, suffix)`, shorter at the ends of the document.
    Raises ValueError for a range outside the document. Source: W3C Web Annotation, TextQuoteSelector.

    >>> context("Le lac gelé.", 3, end=6, length=2)
    ('e ', ' g')
    """
    if not 0 <= start <= end <= len(raw):
        raise ValueError(f"range {start}:{end} is not inside 0:{len(raw)}")
    return raw[max(0, start - length) : start], raw[end : end + length]


def _places(raw: str, quote: str) -> tuple[Tier, list[tuple[int, int]], Reason]:
    """Admissible places of the first tier that has one, else why the best place is not admissible."""
    reason: Reason = "not-found"
    for tier in TIERS:
        wanted = view(quote, tier).text
        if not wanted.strip():
            continue
        seen = view(raw, tier)
        spans = []
        for first in _occurrences(seen.text, wanted):
            fault = cut(raw, seen, span=(first, first + len(wanted)))
            if not fault:
                spans.append(seen.span(first, first + len(wanted)))
            elif reason == "not-found":
                reason = "cuts-negation" if fault == "cuts-negation" else "mid-word"
        if spans:
            return _tier(tier), spans, ""
    return "", [], reason


def _tier(name: str) -> Tier:
    return "exact" if name == "exact" else "typography" if name == "typography" else "whitespace"


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    first = text.find(wanted)
    while first >= 0:
        yield first
        first = text.find(wanted, first + 1)


def _fitting(raw: str, spans: Sequence[tuple[int, int]], prefix: str, suffix: str) -> list[tuple[int, int]]:
    """The places whose surroundings fit both prefix and suffix; none if neither was given."""
    before, after = _without_spaces(view(prefix)), _without_spaces(view(suffix))
    if not before and not after:
        return []
    seen = view(raw)
    return [
        (start, end)
        for start, end in spans
        if _ends(seen, bisect_left(seen.starts, start), before)
        and _begins(seen, bisect_left(seen.starts, end), after)
    ]


def _without_spaces(text: View) -> str:
    # Spacing at a cut is lost when a prefix is trimmed; it may never decide between two places.
    return text.text.replace(" ", "")


def _ends(seen: View, place: int, wanted: str) -> bool:
    return seen.text[max(0, place - 2 * len(wanted) - 2) : place].replace(" ", "").endswith(wanted)


def _begins(seen: View, place: int, wanted: str) -> bool:
    return seen.text[place : place + 2 * len(wanted) + 2].replace(" ", "").startswith(wanted)


def _regions(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Ranges of the document that share the most and the rarest words with the quote."""
    size = sum(map(len, wanted)) + len(wanted)
    offsets: dict[str, int] = {}
    at = 0
    for word in wanted:
        if word.isalnum():
            offsets.setdefault(word, at)
        at += len(word) + 1
    counts = {word: text.count(word) for word in offsets}
    rare = sorted((word for word in offsets if counts[word]), key=lambda word: (counts[word], -len(word)))
    votes: Counter[int] = Counter()
    step = max(40, size // 2)
    for word in rare[:_WORDS_SEARCHED]:
        weight = 1_000 * len(word) // (10 + counts[word])
        cells = set()
        for number, place in enumerate(_occurrences(text, word)):
            if number == _PLACES_PER_WORD:
                break
            cells.add(max(0, place - offsets[word]) // step)
        votes.update(dict.fromkeys(cells, weight + 1))
    near = Counter({cell: votes[cell] + votes[cell - 1] // 2 + votes[cell + 1] // 2 for cell in votes})
    return [
        (max(0, cell * step - step - 60), cell * step + 2 * size + step + 60)
        for cell, _ in near.most_common(_REGIONS_COMPARED)
    ]


def _best_stretch(words: Sequence[str], wanted: Sequence[str]) -> tuple[int, int, float]:
    """Range of `words` aligned with the quote, and the share of words the two have in common."""
    blocks = [b for b in SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks() if b.size]
    best = 0, 0, 0.0
    for i, opening in enumerate(blocks):
        shared = 0
        for closing in blocks[i : i + 2 * _REGIONS_COMPARED]:
            shared += closing.size
            begin = max(0, opening.a - opening.b)
            end = min(len(words), closing.a + len(wanted) - closing.b)
            ratio = 2 * shared / (end - begin + len(wanted))
            if ratio > best[2]:
                best = begin, end, ratio
    return best


def _differences(words: Sequence[str], wanted: Sequence[str]) -> tuple[Difference, ...]:
    codes = SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes()
    return tuple(Difference(kind, tuple(words[a:b]), tuple(wanted[c:d])) for kind, a, b, c, d in codes)
