"""Conditions over options as the GMCR+ family writes them, as option statements and over all combinations.

A condition is a list of [option number, "Y" or "N"] that hold together, or {"compound": true, "members": […]} of which
one holds. Older files write a pattern of Y, N and -, alone or under ``name``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.exchange.faults import unreadable
from pourparler.exchange.structure import sequence
from pourparler.language import as_written, msg

_LETTERS = {"Y": True, "N": False, "y": True, "n": False}
_DEEPEST = 20


@dataclass(frozen=True)
class Condition:
    """Alternatives, each a list of (option, taken or not) that hold together, in the order written."""

    ways: tuple[tuple[tuple[int, bool], ...], ...]

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing: it would hold everywhere."""
        return not self.ways or not all(self.ways)

    def statement(self, options: Sequence[str]) -> str:
        """The condition as an option statement over these ids: `and` binds closer than `or`, so brackets are spared."""
        return " or ".join(
            " and ".join(options[at] if taken else f"not {options[at]}" for at, taken in way)
            for way in self.ways
        )

    def truth(self, options: int) -> NDArray[np.bool_]:
        """Where it holds, by code, first option lowest bit: (2^options,)."""
        codes = np.arange(1 << options)
        held = np.zeros(1 << options, dtype=np.bool_)
        for way in self.ways:
            yes = sum(1 << at for at, taken in way if taken)
            asked = sum(1 << at for at, _ in way)
            held |= (codes & asked) == yes
        return held


def condition(item: Any, options: int, where: str, *, depth: int = 0) -> Condition:
    """Read a condition over that many options. Raises ``UnreadableInput`` for what is not recognised."""
    if depth > _DEEPEST:
        raise _strange(item, where)
    match item:
        case {"members": members}:
            inner = [
                condition(one, options, where, depth=depth + 1) for one in sequence(members, where, "members")
            ]
            return Condition(tuple(way for one in inner for way in one.ways))
        case {"name": str(pattern)}:
            return _pattern(pattern, options, where)
        case str(pattern):
            return _pattern(pattern, options, where)
        case list():
            return Condition((_way(item, options, where),))
    raise _strange(item, where)


def _way(item: list[Any], options: int, where: str) -> tuple[tuple[int, bool], ...]:
    """Options that hold together. An option that is asked for twice must be asked for alike."""
    found: dict[int, bool] = {}
    for pair in item:
        match pair:
            case [int(at), str(letter)] if (
                not isinstance(at, bool) and 0 <= at < options and letter in _LETTERS
            ):
                taken = _LETTERS[letter]
            case _:
                raise _strange(pair, where)
        if found.setdefault(at, taken) != taken:
            raise unreadable(
                "X002", where, msg("a condition asks option {n} to be taken and not to be", n=at),
                advice=msg("Correct it in the program that wrote the file."),
            )  # fmt: skip
    return tuple(found.items())


def _pattern(text: str, options: int, where: str) -> Condition:
    if len(text) != options or not set(text) <= {*_LETTERS, "-"}:
        raise _strange(text, where)
    return Condition((tuple((at, _LETTERS[letter]) for at, letter in enumerate(text) if letter != "-"),))


def _strange(item: Any, where: str) -> Exception:
    return unreadable(
        "X005", where, msg("{found} is not a condition that can be read", found=as_written(item)[:60]),
        advice=msg("Save the model again with a current version of the program."),
    )  # fmt: skip
