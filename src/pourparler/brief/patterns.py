"""The pattern language of the hedge lexicon, compiled once into token patterns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pourparler.brief.conjugation import conjugate, inflect
from pourparler.brief.text import word_set

Language = Literal["fr", "en"]
TOKEN = {
    "fr": re.compile(r"[^\W\d_]+'(?=[^\W_])|\d+(?:[.,  ]\d+)*|[^\W_]+|[^\w\s]"),
    "en": re.compile(
        r"[^\W\d_]+(?=n't\b)|n't\b|(?<=can)not\b|can(?=not\b)|'(?:s|re|ve|ll|d|m)\b|\d+(?:[.,]\d+)*"
        r"|[^\W_]+|[^\w\s]",
        re.IGNORECASE,
    ),
}
"""How a sentence is cut into tokens: elisions and contractions apart, signs alone."""

SLOTS = word_set("INF NUM NUM-aine CLAUSE SOURCE GROUP SUBJECT VERB SOURCE’s SOURCE's GROUP,")
NOT = word_set("pas plus jamais nullement aucunement")
"""Words that end a French negation after its verb, where a pattern says « pas »."""

_AGREEING = word_set(
    "prêt censé appelé attendu convaincu persuadé déterminé décidé disposé enclin favorable opposé"
    " ouvert connu incertain flou exclu certain probable vraisemblable improbable présumé partiel"
    " impossible susceptible sceptique précisé"
)
_FRENCH_VERBS = {
    "exclut": "exclure",
    "écarte": "écarter",
    "dit": "dire",
    "montre": "montrer",
    "reste": "rester",
    "restent": "rester",
    "demeure": "demeurer",
    "apprête": "apprêter",
    "prépare": "préparer",
    "donne": "donner",
    "fait": "faire",
    "laisse": "laisser",
    "accepte": "accepter",
    "peine": "peiner",
    "attend": "attendre",
    "indique": "indiquer",
    "ignore": "ignorer",
    "souhaité": "souhaiter",
    "est": "être",
    "sont": "être",
    "a": "avoir",
    "ont": "avoir",
    "officialisé": "officialiser",
    "acté": "acter",
}
_KEPT = word_set("dit-on semble-t-il paraît-il")
_ENGLISH_SETS = {
    "is": word_set("is are was were be been being am 's 're 'm"),
    "are": word_set("is are was were be been being am 's 're 'm"),
    "has": word_set("has have had having 's 've"),
    "have": word_set("has have had having 's 've"),
    "does": word_set("do does did would will could can has have had not never"),
    "not": word_set("not n't never"),
    "rule": word_set("rule ruled ruling"),
    "ruled": word_set("rule ruled ruling"),
    "looks": word_set("look looks looked"),
    "gives": word_set("give gives gave giving"),
    "remains": word_set("remain remains remained remaining"),
    "declined": word_set("decline declined declines declining"),
    "will": word_set("will wo 'll"),
}
# Adjectives that keep their sense of a hedge where the verb "to be" is left out or stands apart.
_FREE_ADJECTIVES = word_set(
    "prêt disposé enclin déterminé décidé susceptible convaincu persuadé ready willing inclined amenable"
)
_FREE_PARTICIPLES = word_set("expected poised slated anticipated believed thought understood rumoured")


@dataclass(frozen=True)
class Verb:
    """A verb in a pattern: its forms and what each may be.

    Fields: `lemma`; `forms`, form -> set of tenses, from the conjugator of its language.

    >>> Verb("dire", {"dit": frozenset(["present"])}).lemma
    'dire'
    """

    lemma: str
    forms: Mapping[str, frozenset[str]]


Element = frozenset[str] | Verb | str
"""One place of a pattern: allowed tokens, a verb, or the name of a slot."""


@dataclass(frozen=True)
class Pattern:
    """One line of the lexicon, ready for matching.

    Fields: `written`, as in the lexicon; `cls`, `scope`, `reading` of the mark; `elements`, in order;
    `rank`, the order of the lexicon, which settles ties.

    >>> patterns("en")["perhaps"][0].cls
    'possibility'
    """

    written: str
    cls: str
    scope: str
    reading: str
    elements: tuple[Element, ...]
    rank: int


@cache
def patterns(lang: Language) -> Mapping[str, tuple[Pattern, ...]]:
    """All patterns of a language by their first token.

    Parameters: `lang`, `"fr"` or `"en"`. Returns token -> patterns that may begin with it.
    Source: lexicon-hedges.csv beside this module.

    >>> sorted(p.cls for p in patterns("fr")["entend"])
    ['intention']
    """
    index: dict[str, list[Pattern]] = {}
    for pattern in _read(lang):
        first = pattern.elements[0]
        keys = first.forms if isinstance(first, Verb) else first if isinstance(first, frozenset) else ()
        for key in keys:
            index.setdefault(key, []).append(pattern)
    return {key: tuple(found) for key, found in index.items()}


def _read(lang: Language) -> Iterator[Pattern]:
    table = (
        resources.files("pourparler.brief").joinpath("data/lexicon-hedges.csv").read_text(encoding="utf-8")
    )
    rank = 0
    for row in csv.DictReader(table.splitlines()):
        if row["lang"] != lang:
            continue
        for written in row["patterns"].split("|"):
            for elements in _compile(written.replace("’", "'"), lang):
                rank += 1
                yield Pattern(written, row["class"], row["scope"], row["reading"], elements, rank)


def _compile(written: str, lang: Language) -> Iterator[tuple[Element, ...]]:
    """Patterns that one entry of the lexicon stands for; none for the slots found by form."""
    if written in ("FUTURE-INDICATIVE", "CONDITIONAL-REPORTED"):
        return
    if written.startswith("LEMMA "):
        yield _lemma(written.removeprefix("LEMMA "), lang)
        return
    words = [w for part in written.split() for w in ([part] if part in SLOTS else TOKEN[lang].findall(part))]
    if lang == "fr":
        elements = _french(written, words)
    else:
        elements = tuple(_english(word, first=i == 0) for i, word in enumerate(words))
    # « on s’attend à » stands for any subject.
    yield elements[1:] if words[:2] == ["on", "s'"] else elements
    if len(elements) > 1 and _stands_alone(words[1], lang, words[0]):
        yield elements[1:]


def _stands_alone(word: str, lang: Language, first: str) -> bool:
    if lang == "fr":
        return first in ("est", "sont") and word in _FREE_ADJECTIVES
    return first in ("is", "are") and word in _FREE_PARTICIPLES


def _lemma(entry: str, lang: Language) -> tuple[Element, ...]:
    words = TOKEN[lang].findall(entry)
    if lang == "en":
        if words[0] == "be":
            rest = tuple(frozenset([w]) for w in words[1:])
            return rest if words[1] in _FREE_ADJECTIVES else (_ENGLISH_SETS["is"], *rest)
        return (Verb(words[0], inflect(words[0])), *(frozenset([w]) for w in words[1:]))
    if "-" in words:
        place = words.index("-")
        verb = words[place + 1]
        return (frozenset([words[0]]), frozenset(["-"]), Verb(verb, conjugate(verb)))
    head = Verb(words[0], conjugate(words[0]))
    return (head, *(w if w in SLOTS else _small_word(w, last=True) for w in words[1:]))


def _small_word(word: str, *, last: bool) -> frozenset[str]:
    if word in ("que", "qu'"):
        return frozenset(["que", "qu'"])
    if word in ("de", "d'"):
        return frozenset(["de", "d'", "du", "des"] if last else ["de", "d'"])
    if word == "à":
        return frozenset(["à", "au", "aux"] if last else ["à"])
    return frozenset([word])


def _agreed(word: str) -> frozenset[str]:
    base = word.removesuffix("s")
    feminine = base if base.endswith("e") else base + ("le" if base.endswith("el") else "e")
    return frozenset([word, base, base + "s", feminine, feminine + "s"])


def _french(written: str, words: list[str]) -> tuple[Element, ...]:
    elements: list[Element] = []
    agreeing = {form for word in _AGREEING for form in (word, word + "s")}
    for i, word in enumerate(words):
        last = i == len(words) - 1
        if word.rstrip(",") in SLOTS or word in SLOTS:
            elements.append(word)
        elif word in agreeing and not written.startswith("certain"):
            elements.append(_agreed(word))
        elif word in ("n'", "ne"):
            elements.append(frozenset(["n'", "ne"]))
        elif word == "pas" and i and written not in ("pas encore",):
            elements.append(NOT)
        elif word == "si" and words[i + 1 : i + 2] == ["CLAUSE"]:
            elements.append(frozenset(["si", "s'"]))
        elif word in _FRENCH_VERBS and written not in _KEPT and (i == 0 or words[i - 1] != "-"):
            lemma = _FRENCH_VERBS[word]
            elements.append(Verb(lemma, conjugate(lemma)))
        elif word in ("se", "s'"):
            elements.append(frozenset(["se", "s'"]))
        else:
            elements.append(_small_word(word, last=last))
    return tuple(elements)


def _english(word: str, *, first: bool) -> Element:
    if word in SLOTS:
        return word
    if word in ("about", "set", "due", "bound") and first:
        return frozenset([word])
    return _ENGLISH_SETS.get(word, frozenset([word.lower()]))
