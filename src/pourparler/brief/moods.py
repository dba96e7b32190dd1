"""French moods that hedge: simple future, conditional of the press, condition with « si »."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pourparler.brief.conjugation import conjugate, is_conditional, is_future
from pourparler.brief.patterns import Verb, patterns
from pourparler.brief.text import word_set
from pourparler.brief.tokens import ARTICLES, DETERMINERS, SUBJECTS, Tokens, skip

_EXCLUDED_CONDITIONALS = word_set(
    "pourrait pourraient devrait devraient voudrait voudraient aimerait aimeraient faudrait"
    " conviendrait souhaiterait souhaiteraient préférerait préféreraient vaudrait suffirait"
    " espérerait espéreraient semblerait sembleraient paraîtrait"
)
_MODAL_PARTICIPLES = word_set("pu dû du voulu aimé fallu souhaité préféré")
_NOT_PARTICIPLES = word_set("lieu peu lui qui ici aussi ainsi dû parmi ceci nous tous plus vertu recours")
_OTHER_SUBJECTS = word_set(
    "deux trois plusieurs certains certaines rien jamais aucune elles-mêmes celui celle ceux"
)
_HAD = word_set("a ont avait avaient ai était étaient")
_ALSO_SAYING = ("savoir", "décider", "jurer", "garantir", "promettre")
_ASKING = word_set(
    "savoir sait savait su demander demande demandé demandait ignorer ignore ignorait voir"
    " déterminer vérifier comprendre préciser précisé dire dit clair question comme même know knows"
    " knew ask asked asks asking wonder wonders wondered see unclear determine decide say said check"
    " as unsure doubt doubts"
)


def predicts(tokens: Tokens, place: int) -> bool:
    """Whether a French word is a verb in the simple future.

    Parameters: `tokens`; `place`. Returns False for names, and after an article that a verb cannot follow.

    >>> predicts(Tokens(("il", "sera"), ("il", "sera"), "fr"), 1)
    True
    """
    word = tokens.words[place]
    if not word.endswith(("ra", "ront", "rai", "ras", "rons", "rez")) or not is_future(word):
        return False
    before = tokens.at(place - 1)
    if tokens.written[place][:1].isupper() and place and before not in ("«", '"', "“", "-", "–", ":"):
        return False
    return before not in DETERMINERS["fr"] or (before in ("ce", "en", "tout"))


def reports(tokens: Tokens, place: int) -> bool:
    """Whether a French conditional is that of the press: told by others, not by a condition.

    Parameters: `tokens`; `place`. Returns False in the same sentence as an « si » of condition, for pouvoir,
    devoir, vouloir and aimer, and for a future in the past after a past verb of speech.
    Source: Kronning 2002; Bres 2012.

    >>> words = "Kiev aurait accepté".split()
    >>> reports(Tokens(tuple(w.lower() for w in words), tuple(words), "fr"), 1)
    True
    """
    words, word = tokens.words, tokens.words[place]
    if not word.endswith(("rait", "raient")) or word in _EXCLUDED_CONDITIONALS or not is_conditional(word):
        return False
    if place and tokens.written[place][:1].isupper():
        return False
    following = tokens.at(skip(tokens, place + 1))
    if word in ("aurait", "auraient") and following in _MODAL_PARTICIPLES:
        return False
    clitic = tokens.at(place - 1) in ("ne", "n'", "y", "en", "se", "s'")
    before = tokens.at(place - 2 if clitic else place - 1)
    if before in ("ce", "c'", "cela", "ça", "ceci") or words[0] in ("sans", "sinon", "faute"):
        return False
    if any(w in ("si", "s'") and conditions(tokens, i) for i, w in enumerate(words)):
        return False
    if "cas" in words and "où" in words:
        return False
    compound = (
        word in ("aurait", "auraient")
        and bool(re.search(r"(?:é|i|u|is|it|rt|us|ées?|és)\Z", following))
        and following not in _NOT_PARTICIPLES
    )
    return compound or not _in_the_past(words, place)


def conditions(tokens: Tokens, place: int) -> bool:
    """Whether « si », « s' » or "if" opens a condition, not a question or a degree.

    Parameters: `tokens`; `place` of the word. Returns True before a subject, unless asked or « même si ».

    >>> words = "il part si Kiev refuse".split()
    >>> conditions(Tokens(tuple(words), tuple(words), "fr"), 2)
    True
    """
    before, following = tokens.at(place - 1), tokens.at(place + 1)
    if before in _ASKING and not (tokens.lang == "en" and before in ("say", "said")):
        return False
    if tokens.lang == "en":
        return True
    if tokens.words[place] == "s'":
        return following in ("il", "ils")
    if following in ("bien", "ce", "peu", "tant", "non"):
        return following == "ce" and tokens.at(place + 2) not in ("n'", "ne")
    written = tokens.written[place + 1] if place + 1 < len(tokens.written) else ""
    determined = (
        following in SUBJECTS or following == "(" or following in ARTICLES or following in DETERMINERS["fr"]
    )
    return determined or written[:1].isupper() or following in _OTHER_SUBJECTS


@cache
def _past_speech() -> tuple[frozenset[str], frozenset[str]]:
    participles: set[str] = set()
    finite: set[str] = set()
    classes = ("attribution", "belief", "booster", "doubt", "intention", "suggestion")
    heads: dict[str, Mapping[str, frozenset[str]]] = {v: conjugate(v) for v in _ALSO_SAYING}
    for found in patterns("fr").values():
        for pattern in found:
            if pattern.cls in classes and isinstance(pattern.elements[0], Verb):
                heads[pattern.elements[0].lemma] = pattern.elements[0].forms
    for lemma in set(heads) - {"être", "avoir", "se"}:
        for form, tenses in heads[lemma].items():
            if "participle" in tenses:
                participles.add(form)
            if tenses & {"imperfect", "past"} and not tenses & {"present"}:
                finite.add(form)
    return frozenset(participles), frozenset(finite)


def _in_the_past(words: Sequence[str], place: int) -> bool:
    """Whether a conditional stands in a clause with « que » after a past verb of speech or thought."""
    participles, finite = _past_speech()
    for back in range(place - 1, -1, -1):
        if words[back] == ";":
            return False
        if words[back] not in ("que", "qu'"):
            continue
        window = words[max(0, back - 10) : back]
        for i, word in enumerate(window):
            if word in finite:
                return True
            if word in participles and any(w in _HAD for w in window[max(0, i - 5) : i]):
                return True
    return False
