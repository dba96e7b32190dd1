"""States by a letter for each option: Y for taken, N for left (O and N in French briefs), - for either.

Source: Fang, Hipel, Kilgour 1993, chapter 2 (option form).
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pourparler.language import Lang

_LETTERS = {"Y": True, "N": False, "-": None}

Pattern = tuple[bool | None, ...]


def pattern_of(text: object, options: int, lang: Lang) -> Pattern | None:
    """What a text says of so many options: taken, left, or either (``None``); ``None`` where it is no pattern.

    ``lang``: of the brief; in French ones a capital O stands for yes (in small letters `non` is a word).

    >>> pattern_of("Y-n", 3, "en"), pattern_of("ON", 2, "fr"), pattern_of("ON", 2, "en"), pattern_of("non", 3, "fr")
    ((True, None, False), (True, False), None, None)
    """
    if not isinstance(text, str) or not options or len(text) != options:
        return None
    letters = {**_LETTERS, "O": True} if lang == "fr" else _LETTERS
    read = text.upper() if "o" not in text else text
    return tuple(letters[letter] for letter in read) if set(read) <= letters.keys() else None


def in_letters(pattern: Pattern) -> str:
    """A pattern in the letters that every brief reads.

    >>> in_letters((True, None, False))
    'Y-N'
    """
    return "".join("-" if taken is None else "Y" if taken else "N" for taken in pattern)


def spelled_out(
    classes: Iterable[Sequence[str]], codes: NDArray[np.int64], *, options: int, lang: Lang
) -> tuple[tuple[str, ...], ...]:
    """Classes of states in which every pattern gives place to the ``codes`` that it fits; the rest as it is.

    >>> spelled_out([["Y-"], ["2", "NN"]], np.arange(4), options=2, lang="en")
    (('1', '3'), ('2', '0'))
    """

    def states(name: str) -> Iterable[str]:
        pattern = pattern_of(name, options, lang)
        fits = codes[fitting(pattern, codes)].tolist() if pattern is not None else []
        return map(str, fits or [name])

    return tuple(tuple(chain.from_iterable(map(states, group))) for group in classes)


def fitting(pattern: Pattern, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the ``codes`` (states,) a pattern fits. Options come before issues: each is one binary digit.

    >>> fitting((True, None), np.arange(4)).tolist()
    [False, True, False, True]
    """
    asked = sum(1 << i for i, taken in enumerate(pattern) if taken is not None)
    held = sum(1 << i for i, taken in enumerate(pattern) if taken)
    return np.asarray((codes & asked) == held)
