"""Sentences of French and English news text, with raw offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pourparler.brief.clauses import clause_starts, language
from pourparler.brief.furniture import Block, Line, boilerplate, lines
from pourparler.brief.text import INVISIBLE_CLASS, word_set

__all__ = ["Block", "Sentence", "boilerplate", "clause_of", "language", "sentence_of", "sentences"]

_TERMINATOR = re.compile(r"[.!?…]+")
_CLOSERS = re.compile(rf"(?:[{INVISIBLE_CLASS}]|\s*»|[”\"’')\]]|\s?\[\d{{1,3}}\])*")
_GAP = re.compile(rf"[\s{INVISIBLE_CLASS}]*")
_OPENERS = re.compile(rf"[\s{INVISIBLE_CLASS}«“„\"‘'(\[–—―•*-]*")
_TOKEN = re.compile(r"[^\s«»“”„\"()\[\]/]+\Z")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_BULLET = re.compile(r"(?:[-–—•*·▪►→>]|\(?\d{1,3}[.)])\s")
_POINT = re.compile(r"[-–—•*·▪►→>]\s+")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])\Z")
_LISTED = re.compile(r"\s*\d{1,2}[.)]\s")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]\Z|Ph\.D\Z")
_LAST_TOKEN = re.compile(r"[\s’'(«]")
_GLUED = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[’'][A-Za-zÀ-ÿ]|[a-zà-ÿ]+(?![\w.@/]))|[AÀY]\s|[«“]\s?\w")
_WRAP_WIDTHS = range(40, 121)

_ALWAYS_GOES_ON = word_set(
    "M MM Mme Mmes Mlle Mlles Dr Drs Pr Mgr Mr Mrs Ms Messrs Gen Gal Prof Sen Sens Rep Reps Gov Lt"
    " Col Cdt Cne Sgt Capt Adm Cmdr Maj Brig Pres Rev Hon St Ste Mt Ft Supt Insp Amb Atty Pvt Spc"
    " Cpl Fr Msgr vs cf Cf gén génér lieut c.-à-d c.à.d c-à-d e.g i.e E.g I.e p.ex approx env viz"
    " sqq av apr Me"
)
_GOES_ON_BEFORE_DIGIT = word_set(
    "art arts Art p pp P n N no No nos Nos nº vol Vol ch chap Ch fig Fig éd ed al tél tel h min col"
    " Col sect Sec sec alin janv févr fév avr juil sept Sept oct Oct nov Nov déc Jan Feb Mar Apr Jun"
    " Jul Aug Dec v r § ca c"
)
_MAY_END = word_set(
    "Inc Corp Ltd Co Cie Bros Jr Sr Ave Blvd Rd Dept Univ Assn Intl Gov Govt col gal mgr dr prof"
    " adj cap cne cdt lt ex etc dép resp min max ann suppl trad dir hab St"
)
_STARTERS = word_set(
    "The A An This That These Those He She It They We You I His Her Its Their Our My In On At But"
    " And Or So Yet If When While As For From With After Before Since Under Over By To Of There Here"
    " However Meanwhile Moreover Both Some Many Most All No Not Now Then What Why How Who Where"
    " Which Although Though Because Despite Until Once Another Each Asked Le La Les L Il Elle Ils"
    " Elles On Nous Vous Je Un Une Des Du De Ce Cet Cette Ces C Son Sa Ses Leur Leurs Mais Et Ou Or"
    " Car Donc Dans En Au Aux À Par Pour Sur Sous Avec Sans Selon D Si S Quand Lorsque Alors Après"
    " Avant Depuis Pendant Puis Ainsi Cependant Toutefois Pourtant Enfin Ensuite Chez Entre Tout"
    " Tous Toute Toutes Plusieurs Certains N Ne Qu Que Qui Quant Malgré Interrogé Ici Là Aucun"
    " Aucune Notre Nos Votre Vos Mon Ma Mes"
)
_STRONG_STARTERS = _STARTERS - word_set("A I De Du La Le Les L D S C N On An Of St Or Qu")
_SPEECH_TAG = re.compile(
    r"[\s,]*(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen)\.?\s+)?(?:[A-ZÀ-Þ][\w’'-]*\s+){1,4}(?:said|says|asked|asks|added"
    r"|told|replied|shouted"
    r"|wrote|declared|exclaimed|insisted|warned|answered|cried|quipped|joked|tweeted|posted|continued"
    r"|demanded|wondered)\b"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document.

    Fields: `start`, `end`, raw code points, end exclusive; `raw[start:end]` has no white space at its ends.

    >>> sentences("Oui. Non.")
    (Sentence(start=0, end=4), Sentence(start=5, end=9))
    """

    start: int
    end: int


def sentences(raw: str) -> tuple[Sentence, ...]:
    """Split a document into sentences, leaving page furniture out.

    Parameters: `raw`, the decoded document. Titles and line blocks end sentences; abbreviations, initials,
    decimals and times do not; a closing quotation mark belongs to its sentence, and a quotation that the
    sentence goes on after is not split. Returns sentences in order with raw offsets.

    >>> text = "M. Dupont est prêt. « Jamais ! » lance-t-il. Fin"
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['M. Dupont est prêt.', '« Jamais ! » lance-t-il.', 'Fin']
    """
    blocks = boilerplate(raw)
    starts = [b.start for b in blocks]
    return tuple(
        s
        for s in _all_sentences(raw)
        if not (i := bisect_right(starts, s.start)) or s.start >= blocks[i - 1].end
    )


def sentence_of(raw: str, start: int, *, end: int) -> Sentence:
    """The whole sentence, or run of sentences, that holds a passage, page furniture included.

    Parameters: `raw`, the decoded document; `start`, `end`, raw code points, end exclusive.
    Returns one range; the passage itself where it touches no sentence.

    >>> sentence_of("Il part. Elle reste.", 10, end=12)
    Sentence(start=9, end=20)
    """
    held = _all_sentences(raw)
    first = bisect_right([s.end for s in held], start)
    last = bisect_left([s.start for s in held], max(end, start + 1))
    if first >= last:
        return Sentence(start, end)
    return Sentence(min(start, held[first].start), max(end, held[last - 1].end))


def clause_of(raw: str, start: int, *, end: int) -> Sentence:
    """The clause, or run of clauses, that holds a passage.

    Parameters: `raw`, the decoded document; `start`, `end`, raw code points, end exclusive. A clause ends
    at a subordinator, at a comma with a coordinator, and at a coordinator with a subject and verb of its own.
    Returns one range inside the sentences that hold the passage.

    >>> text = "Kiev refuse, mais Moscou attend."
    >>> found = clause_of(text, 18, end=24)
    >>> text[found.start:found.end]
    ', mais Moscou attend.'
    """
    whole = sentence_of(raw, start, end=end)
    edges = [whole.start]
    for sentence in _all_sentences(raw):
        if sentence.start >= whole.end:
            break
        if sentence.end > whole.start:
            text = raw[sentence.start : sentence.end]
            edges.append(sentence.start)
            edges += [sentence.start + place for place in clause_starts(text)]
    edges = sorted({*edges, whole.end})
    first = max(0, bisect_right(edges, start) - 1)
    last = min(len(edges) - 1, max(bisect_left(edges, end), first + 1))
    return Sentence(edges[first], edges[last])


@lru_cache(maxsize=8)
def _all_sentences(raw: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for start, end in _segments(raw):
        text = raw[start:end]
        bullet = _POINT.match(text)
        done = bullet.end() if bullet else 0
        for cut in (*_ends_inside(text), len(text)):
            begin = _GAP.match(text, done, cut)
            first = begin.end() if begin else done
            if _WORD.search(text, first, cut):
                found.append(Sentence(start + first, start + cut))
            done = cut
    return tuple(found)


def _segments(raw: str) -> Iterator[tuple[int, int]]:
    """Ranges between hard breaks: paragraphs, titles and lines that do not run on."""
    paragraph: list[Line] = []
    for line in lines(raw):
        if paragraph and line.paragraph != paragraph[0].paragraph:
            yield from _runs(raw, paragraph)
            paragraph = []
        paragraph.append(line)
    yield from _runs(raw, paragraph)


def _runs(raw: str, paragraph: Sequence[Line]) -> Iterator[tuple[int, int]]:
    width = max((line.end - line.start for line in paragraph), default=0)
    start = -1
    for line, following in zip(paragraph, (*paragraph[1:], None), strict=False):
        start = line.start if start < 0 else start
        if following is None or not _runs_on(raw, line, following, width):
            yield start, line.end
            start = -1


def _runs_on(raw: str, line: Line, following: Line, width: int) -> bool:
    """Whether a line break is only a wrapped line: by its width, or by a small letter after it."""
    rest = raw[following.start : following.end]
    if _BULLET.match(rest):
        return False
    if raw[line.end - 1] == ":" and rest[0] in '«“"':
        return True
    if raw[line.end - 1] == "." and _LAST_TOKEN.split(raw[line.start : line.end - 1])[-1] in _ALWAYS_GOES_ON:
        return True
    first_word = len(rest.split(maxsplit=1)[0])
    full = line.end - line.start + 1 + first_word > width
    return (full and width in _WRAP_WIDTHS) or (rest[0].islower() and raw[line.end - 1] not in ".!?:;")


def _ends_inside(text: str) -> Iterator[int]:
    """Offsets in a segment where a sentence ends, closing marks included, the last one excepted."""
    quotations = _quotations(text)
    openings = [q[0] for q in quotations]
    for mark in _TERMINATOR.finditer(text):
        closers = _CLOSERS.match(text, mark.end())
        end = closers.end() if closers else mark.end()
        if end >= len(text) or not _ends_sentence(text, mark, end):
            continue
        place = bisect_left(openings, mark.start()) - 1
        if place < 0 or quotations[place][1] <= end or quotations[place][2]:
            yield end


def _quotations(text: str) -> list[tuple[int, int, bool]]:
    """Quotations of a segment: opening, end, and whether a sentence ends with the closing mark."""
    found = []
    for quotation in _QUOTATION.finditer(text):
        mark = _CLOSING_TERMINATOR.search(text, quotation.start(), quotation.end())
        closers = _CLOSERS.match(text, mark.start(1) + len(mark.group(1))) if mark else None
        final = False
        if mark and closers:
            terminator = _TERMINATOR.match(text, mark.start(1))
            end = closers.end()
            final = end >= len(text) or bool(terminator and _ends_sentence(text, terminator, end))
        found.append((quotation.start(), quotation.end(), final))
    return found


_QUOTATION = re.compile(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”]*(?:“[^“”]*”[^“”]*)*”|(?<![^\s(\[–—:«“])\"[^\"]{1,1500}\"(?![^\W_])"
    r"|(?<![^\s(\[–—:“])‘[^‘]{1,1500}?[.,!?…]’(?!\w)"
)
_CLOSING_TERMINATOR = re.compile(r"([.!?…]+)[\s»”\"’')\]]*\Z")


def _ends_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a mark that is followed by more text, after its closing marks at `end`, ends a sentence."""
    if text[max(0, mark.start() - 1) : mark.start()] in ("[", "(") and text[mark.end()] in ")]":
        return False
    gap = _GAP.match(text, end)
    begin = gap.end() if gap else end
    if begin >= len(text):
        return True
    if not any(c.isspace() for c in text[end:begin]):
        before = text[max(0, mark.start() - 3) : mark.start()]
        glued = before[-1:] in "»”" or (before.isalpha() and before[1:].islower() and len(before) == 3)
        return glued and bool(_GLUED.match(text, begin)) and not _in_address(text, mark.start())
    opening = _OPENERS.match(text, begin)
    word = opening.end() if opening else begin
    following = text[word : word + 1]
    if following.islower():
        return mark.group() == "." and text[begin] in '«“"' and not _abbreviated(text, mark.start(), "")
    if not following or not (following.isalnum() or following in "#@$€£¿¡"):
        return False
    closed = any(c in '»”"’' for c in text[mark.end() : end])
    if closed and mark.group()[-1] in "!?" and _SPEECH_TAG.match(text, end):
        return False
    found = _WORD.match(text, word)
    next_word = found.group() if found else following
    return mark.group() != "." or closed or not _abbreviated(text, mark.start(), next_word)


def _in_address(text: str, place: int) -> bool:
    token = _TOKEN.search(text, max(0, place - 60), place)
    return bool(token) and bool(re.search(r"[@/]|www|http", token.group() if token else ""))


def _abbreviated(text: str, place: int, next_word: str) -> bool:
    """Whether the full stop at `place` belongs to an abbreviation, an initial or an enumerator."""
    found = _TOKEN.search(text, max(0, place - 40), place)
    if not found:
        return False
    token = re.sub(r"\A(?:[ldLD]|[Qq]u)[’']", "", found.group()).rstrip(".")
    first = re.split(r"[’'-]", next_word)[0] if next_word else ""
    earlier = text[max(0, found.start() - 60) : found.start()].rstrip()
    if not earlier and _ENUMERATOR.match(token) and (token.isdigit() or len(token) > 1):
        return True
    if token.isdigit() and len(token) < 3 and earlier[-1] in ".!?;:" and _LISTED.match(text):
        return True
    if token in _ALWAYS_GOES_ON or (token == "ex" and earlier.endswith("p.")):
        return True
    dateline = text[place + 1 : place + 3] == " (" and next_word.isupper()
    if token in _GOES_ON_BEFORE_DIGIT and (first[:1].isdigit() or dateline):
        return True
    if len(token) == 1 and token.isalpha() and token.isupper():
        named = not earlier or earlier[-1] in ".-" or bool(re.search(r"(?:\A|\s)[A-ZÀ-Þ][\w’'-]*\Z", earlier))
        return first not in (_STRONG_STARTERS if named else _STARTERS)
    if token in _MAY_END or _ACRONYM.match(token):
        return token != "etc" and first not in _STARTERS
    return False
