"""Ids that a brief can hold, made from the names that other programs use."""

import re
import unicodedata
from collections.abc import Iterable

from pourparler.brief.fields import RESERVED_IDS

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MAX = 60


def ids(names: Iterable[str], otherwise: str) -> tuple[str, ...]:
    """One id per name, in order and all different; ``otherwise`` names what has no letter of its own.

    Letters, digits, points and hyphens stay, anything else becomes a hyphen; numbers stay numbers.

    >>> ids(["External Monitor", "19'' LCD", "-5", "not", "??", "External  Monitor"], "value")
    ('External-Monitor', '19-LCD', '-5', 'not-1', 'value', 'External-Monitor-2')
    """
    found: list[str] = []
    taken: set[str] = set()
    following: dict[str, int] = {}  # thousands of names may have one base
    for name in names:
        base = _one(name) or otherwise
        candidate, number = base, following.get(base, 2)
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        following[base] = number
        taken.add(candidate)
        found.append(candidate)
    return tuple(found)


def shown(name: str) -> str:
    """A name on one line, without characters that cannot be printed.

    >>> shown("two\\nlines\\x00")
    'two lines'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _one(name: str) -> str:
    text = unicodedata.normalize("NFC", shown(name))
    if _NUMBER.fullmatch(text) and len(text) <= _MAX:
        return text
    text = re.sub(r"[^\w.\-]+", "-", text)
    text = re.sub(r"-{2,}", "-", text)[:_MAX].strip("-._")
    return f"{text}-1" if text in RESERVED_IDS else text
