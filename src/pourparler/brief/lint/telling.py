"""Rules on how a text tells what it tells: vague authorities, paraphrases, carried attributions, whose demand."""

import re
from collections.abc import Iterator, Mapping

from pourparler.brief.findings import Finding
from pourparler.brief.hedges import hedges
from pourparler.brief.lint.context import Context
from pourparler.brief.omissions import DOUBTING
from pourparler.brief.sentences import sentence_of
from pourparler.brief.text import view
from pourparler.language import Lang, msg

_AUTHORITIES = (
    r"experts?|expertes?|observateurs|analystes|spécialistes|commentateurs|politologues"
    r"|observers|analysts|commentators|specialists|pundits|critics"
)
_VAGUE = re.compile(
    rf"(?<![\w-])(?i:les|des|certains|certaines|plusieurs|d'autres|de nombreux|nombre d'|beaucoup d'|la plupart des"
    rf"|some|many|several|most|other|the|according to|selon|per)\s*(?:\w+\s+)?(?P<who>{_AUTHORITIES})(?![\w-])(?!\s*(?:de|du|des|d'|at|from|of|with)"
    r"\s*(?:l'|la\s|le\s|the\s)?[A-ZÀ-Þ])",
)
_ALONE = re.compile(
    rf"(?:\A|[.;:,]\s+)(?P<who>{_AUTHORITIES})\s+(?:say|said|believe|think|warn|expect)\b", re.IGNORECASE
)
_COUNT = re.compile(
    r"\b(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|two|three|four|five|six|seven|eight|nine|ten)\s+\w*\s*\Z"
)
_DEMAND = re.compile(
    r"(?<!\w)(?:exig\w+|réclam\w+|sommé\w*|sommer|enjoi\w+|menac\w+|demand\w*|urg(?:e|es|ed|ing)|threat\w+|insist\w*)(?!\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|(?<!\w)\"([^\"\n]+)\"(?!\w)")
_WORDS_OF_A_QUOTATION = 3
_NUMBERS_PER_SENTENCE = 3


def vague_authority(seen: Context) -> Iterator[Finding]:
    """W203: the sentence leans on experts, observers or analysts, neither named nor counted.

    Plural, after an article or a word such as "some", not after a count and not followed by an institution.
    A root that is anonymous and called so counts as well.
    """
    for name in seen.accepted:
        titles = [seen.brief.sources[root.source].title for root in seen.weights.chains.roots(name)
                  if root.source in seen.brief.sources and seen.brief.sources[root.source].is_anonymous]  # fmt: skip
        texts = [seen.text(name), *(text for title in titles for text in _texts(title))]
        if any(_is_vague(text) for text in texts):
            message = msg("the authority is neither named nor counted")
            yield seen.finding(
                "W203", f"evidence/{name}/quote", says=message, advice=msg("Credibility at most 3.")
            )


def _texts(title: object) -> list[str]:
    return [str(text) for text in title.values()] if isinstance(title, Mapping) else [str(title or "")]


def _is_vague(text: str) -> bool:
    shown = view(text).text
    found = [*_VAGUE.finditer(shown), *_ALONE.finditer(shown)]
    return any(
        match["who"].endswith("s") and not _COUNT.search(shown[: match.start("who")]) for match in found
    )


def lost_doubt(seen: Context) -> Iterator[Finding]:
    """W207: a paraphrase has none of the marks of doubt that its sentence has.

    The marks of the sentence are those recorded, else those found in it; any mark of the eight doubting
    classes in the paraphrase keeps the doubt.
    """
    for name, item in seen.accepted.items():
        recorded = [mark.term for mark in item.hedges if mark.cls in DOUBTING and mark.scope != "value"]
        terms = recorded or [
            mark.term for mark in hedges(seen.text(name), seen.lang(name)) if mark.cls in DOUBTING
        ]
        for lang, text in _paraphrases(item.paraphrase, seen.lang(name)):
            if terms and not any(mark.cls in DOUBTING for mark in hedges(text, lang)):
                message = msg("the paraphrase drops {term:quote}", term=terms[0])
                yield seen.finding(
                    "W207", f"evidence/{name}/paraphrase", says=message, advice=msg("Restore it."), found=text
                )
                break


def _paraphrases(written: object, lang: Lang) -> list[tuple[str, str]]:
    if isinstance(written, Mapping):
        return [(str(language), str(text)) for language, text in written.items()]
    return [(lang, str(written))] if written else []


def crowded_sentence(seen: Context) -> Iterator[Finding]:
    """W211: more than three numbers rest on one sentence, through one item or several."""
    numbers: dict[tuple[str, int, int], dict[str, str]] = {}
    for key, number in seen.grounded.items():
        for name in seen.items(number):
            numbers.setdefault(_sentence(seen, name), {}).setdefault(key, name)
    for carried in numbers.values():
        if len(carried) > _NUMBERS_PER_SENTENCE:
            first = next(iter(carried.values()))
            message = msg("one sentence carries {n} numbers", n=len(carried))
            yield seen.finding("W211", f"evidence/{first}", says=message, advice=msg("Look for more."))


def _sentence(seen: Context, name: str) -> tuple[str, int, int]:
    passage = seen.passages.get(name)
    if passage is None:
        return name, -1, -1
    found = sentence_of(passage.raw, passage.start, end=passage.end)
    return f"sources/{seen.brief.evidence[name].source}", found.start, found.end


def carried_over(seen: Context) -> Iterator[Finding]:
    """W220: an attribution was carried over from an earlier sentence and nobody has confirmed it."""
    for name, item in seen.accepted.items():
        if item.inherited:
            origin = item.inherited if isinstance(item.inherited, str) else msg("an earlier sentence")
            message = msg("the source of {id} is carried over from {origin}", id=name, origin=origin)
            advice = msg("Confirm it (`inherited: false`) or correct it.")
            yield seen.finding("W220", f"evidence/{name}/inherited", says=message, advice=advice)


def whose_position(seen: Context) -> Iterator[Finding]:
    """W222: a demand or a threat is recorded as the position of the party that it is addressed to.

    Only where the sentence has a verb of demand or threat, a name of another party of the brief before it,
    and the recorded party's names after it alone.
    """
    told: set[tuple[str, str]] = set()
    for key, number in seen.grounded.items():
        for name, item in seen.items(number).items() if number.kind == "position" else ():
            if (name, number.party) not in told and _is_addressed(seen, name, number.party):
                told.add((name, number.party))
                message = msg("whose position is {quote:quote}?", quote=item.quote)
                yield seen.finding("W222", key, says=message, advice=msg("Choose the holder."), found=name)


def _is_addressed(seen: Context, name: str, party: str) -> bool:
    text = view(seen.text(name)).text
    verb = _DEMAND.search(text)
    if verb is None:
        return False
    before, after = text[: verb.start()], text[verb.end() :]
    others = [other for other in seen.brief.parties if other != party]
    by_another = any(_names(seen, other, before) for other in others)
    return by_another and not _names(seen, party, before) and _names(seen, party, after)


def _names(seen: Context, party: str, text: str) -> bool:
    known = seen.brief.parties.get(party)
    if known is None:
        return False
    names = [name for name in (*_texts(known.name), *known.aliases) if name]
    return any(re.search(rf"(?<!\w){re.escape(view(name).text)}(?!\w)", text) for name in names)


def no_direct_quotation(seen: Context) -> Iterator[Finding]:
    """N306: the document quotes nobody directly: no words of three or more stand inside quotation marks."""
    cited = {item.source for item in seen.accepted.values()}
    for name, located in seen.located.items():
        if name in cited and located.text is not None and not _quotes(located.text):
            message = msg("every position is a paraphrase")
            yield seen.finding("N306", f"sources/{name}", says=message, found=name)


def _quotes(raw: str) -> bool:
    return any(
        len("".join(filter(None, m.groups())).split()) >= _WORDS_OF_A_QUOTATION for m in _QUOTED.finditer(raw)
    )
