"""What must hold besides the words of a pattern: homographs and look-alikes, by entry of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Callable

from pourparler.brief.conjugation import conjugate
from pourparler.brief.moods import conditions
from pourparler.brief.tokens import DETERMINERS, Tokens, auxiliary_before, fills, is_noun

_BE = frozenset(conjugate("être"))
_NAMES = ("can", "will", "may")
_MONTH_AFTER = re.compile(r"\d|(?:and|to|or|,)\Z")


def _modal_en(tokens: Tokens, place: int, end: int) -> bool:
    word, following = tokens.words[place], tokens.at(end)
    if is_noun(tokens, place) or following in ("of", "'s"):
        return False
    negated = following in ("not", "n't")
    if word in ("can", "could") and negated:
        return False
    if word == "may" and tokens.written[place] == "May":
        return place == 0 and not _MONTH_AFTER.match(following)
    written = tokens.written[place]
    return not (place and written[:1].isupper() and not written.isupper() and word in _NAMES)


def _will(tokens: Tokens, place: int, end: int) -> bool:
    if not place and tokens.written[1:2] and tokens.written[1][:1].isupper() and "?" not in tokens.words:
        return False
    return _modal_en(tokens, place, end) and tokens.at(end) != "to"


def _inverted(tokens: Tokens, place: int, _end: int) -> bool:
    """Whether "should" opens the sentence before its subject: a condition."""
    return place == 0 and "?" not in tokens.words


def _counted(tokens: Tokens, _place: int, end: int) -> bool:
    return tokens.at(end + 1) != "-" and tokens.at(end) not in ("the", "us")


def _before_infinitive(tokens: Tokens, place: int, end: int) -> bool:
    following = tokens.at(end)
    written = tokens.written[end] if end < len(tokens.written) else ""
    return following.isalpha() and following not in DETERMINERS["en"] and not written[:1].isupper()


def _wanted(tokens: Tokens, place: int, end: int) -> bool:
    """Whether « vouloir » is to want: not « vouloir dire », nor « se vouloir », which takes « être »."""
    reflexive = tokens.at(place - 1) in ("se", "s'") or tokens.at(auxiliary_before(tokens, place)) in _BE
    return tokens.at(end) != "dire" and not reflexive


def _not_before(*words: str) -> Callable[[Tokens, int, int], bool]:
    return lambda tokens, place, end: tokens.at(end) not in words


_BEFORE_VERBS = ("is due to", "are due to", "is going to", "are going to", "is set to", "are set to")
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")

GUARDS: dict[str, Callable[[Tokens, int, int], bool]] = {
    **dict.fromkeys(("could", "can", "may", "might"), _modal_en),
    "will": _will,
    **dict.fromkeys(_BEFORE_VERBS, _before_infinitive),
    "rather": lambda t, i, j: t.at(j) != "than" and t.at(i - 1) not in ("would", "'d"),
    "in part": _not_before("of"),
    "plutôt": _not_before("que", "qu'"),
    "relativement": _not_before("à", "au", "aux"),
    "LEMMA believe": _not_before("in"),
    "LEMMA appear": _not_before("in", "on", "at", "before", "alongside", "with", "for"),
    "LEMMA apparaître": _not_before("dans", "sur", "en", "au", "à", "aux", "lors"),
    "LEMMA paraître": _not_before("dans", "en", "au", "aux", "à", "chez", *_WEEK),
    "LEMMA vouloir": _wanted,
    "LEMMA seek": _not_before("out", "after"),
    "LEMMA intimate": lambda t, i, j: t.words[i] != "intimate",
    "LEMMA look to": _before_infinitive,
    "alleged": lambda t, i, j: t.at(j) != "that",
    "LEMMA allege": lambda t, i, j: t.words[i] != "alleged" or t.at(j) == "that",
    "peut": lambda t, i, j: (
        (t.at(i - 1) not in ("ne", "n'") and t.at(j) not in ("pas", "plus", "-"))
        or t.at(j + 1) in ("t", "il", "elle")
    ),
    "peuvent": lambda t, i, j: t.at(i - 1) not in ("ne", "n'") and t.at(j) not in ("pas", "plus"),
    "si CLAUSE": lambda t, i, j: conditions(t, i),
    "if CLAUSE": lambda t, i, j: conditions(t, i),
    "should": lambda t, i, j: not _inverted(t, i, j),
    **dict.fromkeys(("about NUM", "around NUM"), _counted),
    "selon": _not_before("que", "qu'"),
    "should SUBJECT VERB": _inverted,
    "subject to": lambda t, i, j: t.at(i - 1) not in ("a", "the", "this", "one"),
    "près de": lambda t, i, j: fills("NUM", t, place=j),
    "plusieurs": lambda t, i, j: t.at(j) not in ("reprises", "fois"),
    "pour GROUP,": lambda t, i, j: i == 0 or t.at(i - 1) in (",", "«", ";", ":"),
}
"""What must hold besides the words, by pattern: function of the tokens, first index, index after the last."""
