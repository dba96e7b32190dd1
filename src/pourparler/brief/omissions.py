"""What a verified quote leaves out of its own sentence: hedges, and negations of its clause."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.brief.hedges import Hedge, hedges
from pourparler.brief.patterns import TOKEN
from pourparler.brief.sentences import Sentence, clause_of, language, sentence_of, sentences
from pourparler.brief.text import APOSTROPHES, word_set

DOUBTING = word_set("possibility likelihood expectation reportative appearance belief doubt suggestion")
"""Classes of hedges that a quote may not silently leave out."""

_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_COMPANIONS = word_set(
    "pas plus jamais rien aucun aucune personne guère point nul nulle nullement aucunement ni"
)
_ALONE = word_set(
    "peut peuvent pouvait pouvaient pourrait pourraient saurait sauraient sait cesse cessent ose osent sera"
)
_EXPLETIVE = word_set(
    "avant moins crainte peur craint craignent craignait empêcher empêche évite éviter plutôt davantage"
)
_COUNTED = word_set(
    "un le ce premier premiers grand petit son ses des les deux trois chaque faux dernier au du"
)
_ENGLISH = word_set("not n't never no none neither nor nobody nothing nowhere")
_NOT_NEGATION = {
    ("no", "doubt"),
    ("not", "only"),
    ("pas", "seulement"),
    ("non", "seulement"),
    ("not", "least"),
}


def left_out(raw: str, start: int, *, end: int) -> tuple[Hedge, ...]:
    """Find the doubts and negations around a quote that the quote itself does not hold.

    Parameters: `raw`, the decoded document; `start`, `end`, the quote, raw code points, end exclusive.
    Returns, in the order of the text, hedges of the eight doubting classes in the sentences of the quote and
    negations in its clause (class `"negation"`, scope `"claim"`), each not wholly inside the quote.

    >>> text = "Trump pourrait réduire l’aide. Il ne la réduira pas."
    >>> [h.term for h in left_out(text, 15, end=29)], [h.term for h in left_out(text, 37, end=47)]
    (['pourrait'], ['ne la réduira pas'])
    """
    whole = sentence_of(raw, start, end=end)
    text = raw[whole.start : whole.end]
    found: list[Hedge] = []
    for sentence in sentences(text) or (Sentence(0, len(text)),):
        part = text[sentence.start : sentence.end]
        lang = language(part) or language(text) or language(raw)
        if lang:
            marks = hedges(part, lang, offset=whole.start + sentence.start)
            found += [mark for mark in marks if mark.cls in DOUBTING]
    clause = clause_of(raw, start, end=end)
    found += _negations(raw, clause.start, clause.end, start)
    missing = [mark for mark in found if not (start <= mark.start and mark.end <= end)]
    return tuple(sorted(missing, key=lambda mark: (mark.start, mark.end)))


def _negations(raw: str, first: int, last: int, quote: int) -> list[Hedge]:
    text = raw[first:last]
    lang = language(text) or language(raw) or "fr"
    folded = text.translate(_APOSTROPHES).lower()
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN["en" if lang == "en" else "fr"].finditer(folded)]
    words = [word for word, _, _ in tokens]
    spans = list(_english(words) if lang == "en" else _french(words))
    before = [i for i, (_, _, end) in enumerate(tokens) if first + end <= quote]
    if before and words[before[-1]] in ("sans", "without"):
        spans = [*spans, (before[-1], before[-1])]
    ranges = [(first + tokens[a][1], first + tokens[b][2]) for a, b in spans]
    return [Hedge(raw[a:b], "negation", "claim", "none", a, b, lang) for a, b in ranges]


def _french(words: list[str]) -> Iterator[tuple[int, int]]:
    """Token ranges, both ends included, of « ne … pas » and of the negations that stand without « ne »."""
    done = -1
    for i, word in enumerate(words):
        if word in ("ne", "n'"):
            window = words[i + 1 : i + 8]
            after = next((k for k, w in enumerate(window) if w in _COMPANIONS), -1)
            only = next((k for k, w in enumerate(window) if w in ("que", "qu'")), -1)
            if after >= 0 and not 0 <= only < after:
                done = i + 1 + after
                yield i, done
            elif only < 0 and (set(window[:1]) & _ALONE or not _EXPLETIVE & set(words[:i])):
                done = i + bool(window)
                yield i, done
        elif i > done and word in ("pas", "non", "jamais") and tuple(words[i : i + 2]) not in _NOT_NEGATION:
            before = words[i - 1] if i else ""
            if before not in _COUNTED and not (word == "pas" and words[i + 1 : i + 2] == ["à"]):
                yield i, i


def _english(words: list[str]) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(words):
        if word in _ENGLISH and tuple(words[i : i + 2]) not in _NOT_NEGATION:
            yield i, i
