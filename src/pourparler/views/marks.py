"""Numbers named inside a sentence: each carries the mark of its note through the wording, in any language.

A marked text is the words followed by the key between two private characters. A page turns the mark into a
link to the note, a terminal drops it; either shows that the number is an assumption.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pourparler.language import Lang, msg, render

_MARK = re.compile("\ue000(?P<assumed>◇?)(?P<key>[^\ue000\ue001]*)\ue001")


# A party or a stance as a whole: its name stands for no number that could be assumed.
_RECORD = re.compile(r"parties/[^/]+|stances/[^/]+/[^/]+")


@dataclass(frozen=True)
class Mark:
    """The key of a number or record, and whether it is an assumption."""

    key: str
    assumed: bool


def marked(text: str, key: str, *, assumed: bool = False) -> str:
    """``text`` with the mark of the note on ``key``.

    >>> unmarked(marked("influence", "parties/a/influence", assumed=True), "en")
    'influence (◇ assumed)'
    """
    return f"{text}\ue000{'◇' if assumed else ''}{key}\ue001"


def unmarked(text: str, lang: Lang) -> str:
    """A marked text as plain words: numbers that are assumptions are said to be, keys are left out."""

    def said(found: re.Match[str]) -> str:
        tells = found["assumed"] and not _RECORD.fullmatch(found["key"])
        return render(msg(" (◇ assumed)"), lang) if tells else ""

    return _MARK.sub(said, text)


def bare(text: str) -> str:
    """A marked text without its marks, where assumptions are named elsewhere."""
    return _MARK.sub("", text)


def linked(text: str, link: Callable[[Mark], str], escape: Callable[[str], str]) -> str:
    """A marked text as markup: ``escape`` for the words, ``link`` for each mark."""
    done, at = [], 0
    for found in _MARK.finditer(text):
        done += [escape(text[at : found.start()]), link(Mark(found["key"], bool(found["assumed"])))]
        at = found.end()
    return "".join([*done, escape(text[at:])])
