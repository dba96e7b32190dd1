"""Whether a passage begins and ends where words do: what a quote may not cut."""

from __future__ import annotations

import re
import unicodedata

from pourparler.brief.text import APOSTROPHES, INVISIBLE_CLASS, View, when_used

_WINDOW = 40
_INVISIBLE = when_used(f"[{INVISIBLE_CLASS}]")
_APOSTROPHE = f"[{APOSTROPHES}`´＇]"
_HYPHEN = "[-‐‑‒–−]"
_SPACE_IN_NUMBER = "[ \u00a0\u2009\u202f]"
_LETTER = r"[^\W_]"
_UNSPACED = when_used(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts written without spaces have no word boundary to cut."""

_ELISIONS = "l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|entr"
_AFTER_ELISION = when_used(rf"(?<![\w{APOSTROPHES}])(?:{_ELISIONS}){_APOSTROPHE}\Z", re.IGNORECASE)
_AFTER_NEGATION = when_used(rf"(?<![\w{APOSTROPHES}])n{_APOSTROPHE}\s*\Z", re.IGNORECASE)
_JOINED_BEFORE = when_used(
    rf"(?:{_LETTER}{_APOSTROPHE}|[\w.]{_HYPHEN}|(?<!\w){_LETTER}\.|(?<=\.){_LETTER}\.|\d[.,:/])\Z"
)
_PLAIN = re.compile(r"[A-Za-z]{2}")
_SIGNED = re.compile(r"(?<!\w)[-−]\Z")
_THOUSANDS_BEFORE = re.compile(rf"(?<!\d)\d{{1,3}}(?:{_SPACE_IN_NUMBER}\d{{3}})*{_SPACE_IN_NUMBER}\Z")
_THOUSANDS_AFTER = re.compile(rf"{_SPACE_IN_NUMBER}\d{{3}}(?!\d)")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")


def cut(raw: str, view: View, *, span: tuple[int, int]) -> str:
    """Say what a passage cuts at its ends: a word, a number, a negation, or nothing.

    Parameters: `raw`, the document; `view`, a view of it; `span`, the passage in view characters.
    Returns `"mid-word"`, `"cuts-negation"` or `""`. A French elision may be split after its apostrophe;
    hyphenated words, English contractions, numbers and initials may not be split.

    >>> from pourparler.brief.text import view
    >>> text = "l’OTAN n’est pas non-member"
    >>> [cut(text, view(text, "exact"), span=s) for s in ((2, 6), (9, 12), (21, 27))]
    ['', 'cuts-negation', 'mid-word']
    """
    first, last = span
    starts, ends = view.starts, view.ends
    if first and starts[first] < ends[first - 1]:
        return "mid-word"
    if last < len(starts) and starts[last] < ends[last - 1]:
        return "mid-word"
    start, end = starts[first], ends[last - 1]
    if _PLAIN.match(raw, max(0, start - 1), start + 1) or _PLAIN.match(raw, end - 1, end + 1):
        return "mid-word"
    before = _INVISIBLE().sub("", raw[max(0, start - _WINDOW) : start])
    head = _INVISIBLE().sub("", raw[start : start + _WINDOW])
    tail = _INVISIBLE().sub("", raw[max(start, end - _WINDOW) : end])
    after = _INVISIBLE().sub("", raw[end : end + _WINDOW])
    if _AFTER_NEGATION().search(before):
        return "cuts-negation"
    if _breaks(before, head) or _breaks(tail, after):
        return "mid-word"
    return ""


def _breaks(left: str, right: str) -> bool:
    """Whether a boundary between two pieces of running text falls inside a word or a number."""
    if not left or not right:
        return False
    if _is_mark(right[0]):
        return True
    letters = _is_word(right[0])
    if letters and _is_word(left[-1]):
        return not (_UNSPACED().match(left[-1]) or _UNSPACED().match(right[0]))
    if letters:
        return _breaks_before_letter(left, right)
    if not _is_word(left[-1]):
        return False
    # Before the joining sign: l|’OTAN, can|’t, non|-member, 3|,5, U|.S.
    sign = re.match(rf"{_APOSTROPHE}{_LETTER}|{_HYPHEN}\w", right)
    if sign:
        return True
    if left[-1].isdigit():
        in_number = re.match(r"[.,:/]\d", right) or _THOUSANDS_AFTER.match(right)
        return bool(in_number) and (right[0] in ".,:/" or bool(re.search(r"(?<!\d)\d{1,3}\Z", left)))
    return bool(re.match(rf"\.{_LETTER}\.", right)) and bool(re.search(rf"(?<!\w){_LETTER}\Z", left))


def _breaks_before_letter(left: str, right: str) -> bool:
    joined = _JOINED_BEFORE().search(left)
    if joined and left[-1] in ".,:/" and left[-2].isdigit() and not right[0].isdigit():
        return False
    if joined:
        return not _AFTER_ELISION().search(left)
    if right[0].isdigit():
        if _SIGNED.search(left):
            return True
        return bool(_THREE_DIGITS.match(right)) and bool(_THOUSANDS_BEFORE.search(left))
    return False


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_word(character: str) -> bool:
    if character in APOSTROPHES:
        return False
    return character.isalnum() or character == "_" or _is_mark(character)
