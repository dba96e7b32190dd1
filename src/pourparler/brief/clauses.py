"""Where clauses begin inside a sentence, and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pourparler.brief.text import word_set

_TOKEN = re.compile(r"[^\W_]+[’'](?=[^\W_])|[^\W_]+|[^\w\s]")

_STOP_FR = word_set(
    "le la les l' de des du d' un une et est que qu' qui dans en pour par sur avec au aux ce cette"
    " ces il elle ils elles se s' ne n' pas plus son sa ses leur leurs nous vous je mais ou où été"
    " être sont ont était avait à c' selon entre sans comme après avant deux fait cet dont aussi"
    " même ainsi alors"
)
_STOP_EN = word_set(
    "the of and to in that is was for it with as his her on be at by this had not are but from or"
    " have an they which you were their has would will been its more who when there said he she we"
    " than about into could should may if after over what no his him them"
)
_SUBORDINATORS = word_set(
    "que qu' qui si comme dont où lorsque lorsqu' quand puisque puisqu' quoique quoiqu' which if"
    " unless who whom whose where when because although though while whereas whether"
)
_COORDINATORS = word_set("et ou mais or ni car donc puis and but nor yet so")
_STRONG = word_set("mais car or but donc yet so")
_SUBJECTS = word_set(
    "il elle ils elles on nous vous je j' tu ce c' cela ceci ça celui-ci he she it they we you i"
    " this these those"
)
_DETERMINERS = word_set(
    "le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos mon ma mes"
    " plusieurs certains certaines aucun aucune chaque the a an his her its their our my this that"
    " these those some several many no each both"
)
_PREPOSITIONS = word_set("of in on at by with for from to about after before over under into against")
_NEGATIONS = word_set("pas plus jamais rien aucun aucune personne point guère ni")
_FINITE = word_set(
    "est sont était étaient sera seront serait seraient fut furent a ont avait avaient aura auront"
    " aurait auraient eut va vont allait peut peuvent pouvait pourrait pourraient pourra doit"
    " doivent devait devrait devraient devra veut veulent voulait fait font reste restent demeure"
    " semble semblent refuse refusent accepte acceptent demande demandent exige exigent souhaite"
    " souhaitent attend attendent entend entendent estime estiment affirme affirment dit disent"
    " prévoit menace menacent propose proposent espère espèrent craint craignent insiste insistent"
    " rejette rejettent poursuit is are was were has had have will would can could may might must"
    " shall should does do did says said wants wanted seeks sought remains became becomes refuses"
    " accepts demands insists hopes fears plans needs"
)
_NOUNS = word_set(
    "retrait souhait portrait attrait extrait trait bienfait forfait parfait fait lait caméra opéra"
)
_FINITE_ENDING = re.compile(r"\w{2,}(?:ait|aient|[^é]ra|[^f]ront|èrent)\Z")


def language(text: str) -> str | None:
    """Tell French from English by a vote of stop words.

    Parameters: `text`, a sentence, a paragraph or a document. Returns `"fr"`, `"en"`, or None where the
    vote is close or there is nothing to count. Source: Cavnar and Trenkle 1994 discuss the baseline.

    >>> language("Le Kremlin n’a pas répondu"), language("The Kremlin did not reply"), language("Kremlin")
    ('fr', 'en', None)
    """
    french = english = 0
    for found in _TOKEN.finditer(text):
        word = found.group().lower().replace("’", "'")
        french += word in _STOP_FR
        english += word in _STOP_EN
    if french > 1.5 * english:
        return "fr"
    return "en" if english > 1.5 * french else None


def clause_starts(sentence: str) -> list[int]:
    """Offsets inside a sentence where a new clause begins.

    Parameters: `sentence`, one sentence. A clause begins at a subordinator, at a comma followed by a
    coordinator, at `;` or `:`, and at a coordinator followed by a subject and a verb of its own; a comma
    alone begins none, nor does the « que » of « ne … que ».
    Returns offsets in code points, rising, the first clause's 0 left out.

    >>> clause_starts("Il dit que Kiev attend, mais espère")
    [7, 22]
    """
    tokens = [(m.group().lower().replace("’", "'"), m.start(), m.group()) for m in _TOKEN.finditer(sentence)]
    words = [t[0] for t in tokens]
    starts: list[int] = []
    last = -1
    for i, (word, place, _) in enumerate(tokens):
        before = words[i - 1] if i else ""
        if i == 0:
            continue
        new = place
        if word in (";", ":"):
            pass
        elif word in _SUBORDINATORS:
            if i - 1 == last or not _subordinates(words, i, last):
                continue
        elif word == "that":
            if not _is_conjunction(words, i) or not _has_verb(tokens, i + 1):
                continue
        elif word == "ainsi" and words[i + 1 : i + 2] and words[i + 1] in ("que", "qu'"):
            pass
        elif word in _COORDINATORS:
            if before == ",":
                if word not in _STRONG and not _has_clause(tokens, i + 1) and not _is_last_comma(words, i):
                    continue
            elif word in _STRONG and word not in ("so", "or", "donc"):
                pass
            elif not _has_clause(tokens, i + 1):
                continue
        else:
            continue
        if before == ",":
            new = tokens[i - 1][1]
        if not starts or new > starts[-1]:
            starts.append(new)
        last = i
    return starts


def _is_last_comma(words: Sequence[str], place: int) -> bool:
    """Whether a comma with a coordinator stands alone, not at the end of an enumeration."""
    return "," not in words[max(0, place - 6) : place - 1]


def _subordinates(words: Sequence[str], place: int, last: int) -> bool:
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in ("que", "qu'"):
        if words[place - 1] == "ainsi" and place - 1 == last:
            return False
        clause = words[max(0, last) : place]
        restricted = ("ne" in clause or "n'" in clause) and not _NEGATIONS & set(clause)
        return not restricted
    if word == "si":
        return (
            following in _SUBJECTS
            or following in _DETERMINERS
            or (len(following) > 3 and words[place - 1] != "même")
        )
    return True


def _is_conjunction(words: Sequence[str], place: int) -> bool:
    before = words[place - 1]
    return before.isalpha() and before not in _COORDINATORS and before not in _PREPOSITIONS


def _has_clause(tokens: Sequence[tuple[str, int, str]], place: int) -> bool:
    """Whether a subject and a finite verb of its own stand after a coordinator."""
    if place >= len(tokens):
        return False
    word, _, written = tokens[place]
    if word in _SUBJECTS:
        return True
    if word not in _DETERMINERS and not written[:1].isupper():
        return False
    return _has_verb(tokens, place + 1)


def _has_verb(tokens: Sequence[tuple[str, int, str]], place: int) -> bool:
    commas = 0
    for word, _, _ in tokens[place : place + 25]:
        if word == ",":
            commas += 1
        elif word in _SUBORDINATORS or word in _COORDINATORS or word in (";", ":", "that"):
            return False
        elif commas % 2 == 0 and (word in _FINITE or (_FINITE_ENDING.match(word) and word not in _NOUNS)):
            return True
    return False
