"""Marks of doubt in a sentence: what is hedged, by which words, and what the doubt touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.brief.conjugation import conjugate
from pourparler.brief.moods import predicts, reports
from pourparler.brief.patterns import NOT, TOKEN, Language, Pattern, Verb, patterns
from pourparler.brief.plausibility import GUARDS
from pourparler.brief.text import view, word_set
from pourparler.brief.tokens import Tokens, auxiliary_before, fills, is_noun, skip

_WIDE_SET = 5
_OWN_CONDITIONAL = word_set("vouloir souhaiter espérer sembler paraître apparaître pouvoir devoir")
_GOVERNORS = word_set(
    "pourrait pourraient peut peuvent devrait devraient could may might can should would pourrions"
)
_BETWEEN = word_set("aussi bien même pas se s'")
_THAT = word_set("que qu'")
_LINKS = (_THAT, word_set("de d' du des"), word_set("à au aux"))
_HAVE = frozenset(conjugate("avoir"))
_MODALS = (
    frozenset(conjugate("vouloir")) | frozenset(conjugate("pouvoir")) | frozenset(conjugate("souhaiter"))
)
_TOLD = ("attribution", "booster")
_GOVERNED = ("intention", "willingness")


@dataclass(frozen=True)
class Hedge:
    """One mark of doubt, intention, condition or source in a text.

    Fields: `term`, the words as they stand; `cls`, its class in the lexicon; `scope`, `claim`, `event` or
    `value`; `reading`, the key of its reading; `start`, `end`, code points, end exclusive; `lang`.

    >>> (mark,) = hedges("Kyiv might sign.", "en")
    >>> mark.term, mark.cls, mark.scope, mark.reading, mark.start
    ('might', 'possibility', 'claim', 'might happen', 5)
    """

    term: str
    cls: str
    scope: str
    reading: str
    start: int
    end: int
    lang: str


def hedges(text: str, lang: str, *, offset: int = 0) -> tuple[Hedge, ...]:
    """Find the hedges of a sentence, longest match first, none overlapping another.

    Parameters: `text`, one sentence; `lang`, `"fr"` or `"en"`; `offset`, added to the positions,
    in code points.
    Returns hedges in the order of the text, one per mark; raises ValueError for another language.
    Source: lexicon-hedges.csv; Hyland 2005 for the classes.

    >>> [(h.term, h.cls) for h in hedges("Moscou entend obtenir un retrait partiel.", "fr")]
    [('entend', 'intention'), ('partiel', 'approximator')]
    """
    if lang not in TOKEN:
        raise ValueError(f"hedges are known in French (fr) and English (en), not in {lang!r}")
    language: Language = "fr" if lang == "fr" else "en"
    seen = view(text, "typography")
    places = [(m.start(), m.end(), m.group()) for m in TOKEN[lang].finditer(seen.text)]
    if not places:
        return ()
    tokens = Tokens(tuple(w.lower() for _, _, w in places), tuple(w for _, _, w in places), lang)
    taken = [False] * len(places)
    found: list[Hedge] = []
    candidates = sorted(
        _candidates(tokens, language), key=lambda c: (places[c[0]][0] - places[c[1] - 1][1], c[2].rank, c[0])
    )
    for first, last, pattern in candidates:
        last = _with_rest_of_word(tokens, last)
        if any(taken[first:last]):
            continue
        taken[first:last] = [True] * (last - first)
        start, end = seen.span(places[first][0], places[last - 1][1])
        found.append(
            Hedge(
                text[start:end],
                pattern.cls,
                pattern.scope,
                pattern.reading,
                start + offset,
                end + offset,
                lang,
            )
        )
    return tuple(sorted(found, key=lambda h: h.start))


def _with_rest_of_word(tokens: Tokens, last: int) -> int:
    """Take the second half of « s’il » and of "won’t" along."""
    halved = tokens.at(last - 1) in ("s'", "wo")
    return last + 1 if halved and tokens.at(last) in ("il", "ils", "n't") else last


_PREDICTION = Pattern("FUTURE-INDICATIVE", "prediction", "event", "highly likely", (), 0)
_REPORTATIVE = Pattern("CONDITIONAL-REPORTED", "reportative", "claim", "reportative", (), 0)


def _candidates(tokens: Tokens, lang: Language) -> Iterator[tuple[int, int, Pattern]]:
    """Token ranges that a pattern matches, overlapping ones included."""
    known = patterns(lang)
    for place, word in enumerate(tokens.words):
        reported = lang == "fr" and reports(tokens, place)
        if reported:
            yield place, place + 1, _REPORTATIVE
        elif lang == "fr" and predicts(tokens, place):
            yield place, place + 1, _PREDICTION
        for pattern in known.get(word, ()):
            span = _match(pattern, tokens, place, reported)
            if span:
                yield span[0], span[1], pattern


def _match(pattern: Pattern, tokens: Tokens, place: int, reported: bool) -> tuple[int, int] | None:
    """The token range of a pattern that begins at a place, or None."""
    at = end = place
    elements = pattern.elements
    for number, element in enumerate(elements):
        before = elements[number - 1] if number else None
        loose = isinstance(before, Verb) or (isinstance(before, frozenset) and len(before) > _WIDE_SET)
        if loose or (number and element in _LINKS):
            allowed = element if isinstance(element, frozenset) else frozenset()
            at = at if tokens.at(at) in allowed else skip(tokens, at)
        if isinstance(element, str):
            if not fills(element, tokens, place=at):
                return None
            if element == "NUM-aine":
                end = at = at + 1
            continue
        if element == NOT and any(word in NOT for word in tokens.words[place:at]):
            continue
        at = _past(element, tokens, at, number)
        if at < 0:
            return (place, place + 1) if _parenthetical(pattern, tokens, place, number) else None
        end = at
    guard = GUARDS.get(pattern.written)
    if guard and not guard(tokens, place, end):
        return None
    head = elements[0]
    if not isinstance(head, Verb):
        if is_noun(tokens, place) and end == place + 1:
            return None
        absorbed = pattern.cls in _GOVERNED and _governor(tokens, place) == "être"
        return None if absorbed and _governor(tokens, place - 1) in _GOVERNORS else (place, end)
    return _verb_span(pattern, head, tokens, (place, end), reported)


def _past(element: frozenset[str] | Verb, tokens: Tokens, place: int, number: int) -> int:
    """The index after one element of a pattern, compound forms included, or -1."""
    word = tokens.at(place)
    if isinstance(element, frozenset):
        return place + 1 if word in element else -1
    if word in element.forms:
        return place + 1
    # n’a pas exclu, ne veut pas exclure
    after = skip(tokens, place + 1)
    tenses = element.forms.get(tokens.at(after), frozenset())
    compound = ("participle" in tenses and word in _HAVE) or ("infinitive" in tenses and word in _MODALS)
    return after + 1 if number and compound else -1


def _parenthetical(pattern: Pattern, tokens: Tokens, place: int, number: int) -> bool:
    """Whether a verb of belief stands beside what is believed: « … », estime X; pense-t-il."""
    head = pattern.elements[0]
    if not isinstance(head, Verb) or number != 1 or pattern.cls != "belief":
        return False
    if len(pattern.elements) != 2 or pattern.elements[1] != _THAT:
        return False
    finite = not head.forms[tokens.words[place]] & {"participle", "infinitive", "gerund"}
    return finite and (tokens.at(place - 1) in (",", '"') or tokens.at(place + 1) == "-")


def _verb_span(
    pattern: Pattern, head: Verb, tokens: Tokens, span: tuple[int, int], reported: bool
) -> tuple[int, int] | None:
    """The range of a verb with its auxiliary, or None where the form is no verb or is hedged otherwise."""
    place, end = span
    tenses = head.forms[tokens.words[place]]
    if is_noun(tokens, place):
        return None
    if tokens.lang == "en":
        before = tokens.at(place - 1)
        governed = "base" in tenses and before in _GOVERNORS and pattern.cls in _GOVERNED
        unsaid = "base" in tenses and (before == "to" or before in _GOVERNORS) and pattern.cls in _TOLD
        return None if governed or unsaid else span
    if tenses <= {"future", "conditional", "infinitive"} and pattern.cls in _TOLD:
        return None
    overruled = end == place + 1 or pattern.cls in (*_GOVERNED, "belief")
    if reported and head.lemma not in _OWN_CONDITIONAL and overruled:
        return None
    if "infinitive" in tenses and pattern.cls in _GOVERNED and _governor(tokens, place) in _GOVERNORS:
        return None
    if "participle" in tenses and head.lemma not in ("être", "avoir"):
        auxiliary = auxiliary_before(tokens, place)
        if auxiliary >= 0:
            return auxiliary, end
        if tenses == {"participle"}:
            return None
    return span


def _governor(tokens: Tokens, place: int) -> str:
    """The word before an infinitive, adverbs and pronouns left out."""
    back = place - 1
    while back > 0 and (tokens.at(back).endswith("ment") or tokens.at(back) in _BETWEEN):
        back -= 1
    return tokens.at(back)
