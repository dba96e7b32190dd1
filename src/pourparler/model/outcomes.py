"""The space of outcomes: issues with finitely many values, and constraints among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

Value = str | float | int


@dataclass(frozen=True)
class Axis:
    """One issue: its id, its values (level ids, or numbers) and where they lie on the issue's scale."""

    name: str
    values: tuple[Value, ...]
    scale: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.values)

    def index(self, value: object) -> int:
        """The index of ``value`` (an id, or a number equal to a value). Raises ``KeyError``."""
        if value in self.values:
            return self.values.index(value)
        text = str(getattr(value, "text", value))
        for i, known in enumerate(self.values):
            if str(known) == text or (not isinstance(known, str) and _same(known, text)):
                return i
        raise KeyError(value)


def _same(known: float, text: str) -> bool:
    try:
        return float(text) == float(known)
    except ValueError:
        return False


@dataclass(frozen=True, eq=False)
class Constraint:
    """Which joint values of a few issues are allowed.

    ``axes``: indices of the issues, rising; ``allowed``: bool array of shape (len of each of these issues);
    ``key``: where the brief says so.
    """

    axes: tuple[int, ...]
    allowed: NDArray[np.bool_]
    key: str = ""


@dataclass(frozen=True)
class Space:
    """All outcomes: one value per issue; the first issue varies slowest in the outcome index."""

    axes: tuple[Axis, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Number of values per issue."""
        return tuple(len(axis) for axis in self.axes)

    @cached_property
    def size(self) -> int:
        """Number of outcomes, constraints not counted (a Python integer: it may pass 2^64)."""
        return prod(self.shape)

    def label(self, choice: "tuple[int, ...] | NDArray[np.int64]") -> dict[str, Value]:
        """``{issue: value}`` of an outcome given as value indices."""
        return {axis.name: axis.values[int(i)] for axis, i in zip(self.axes, choice, strict=True)}

    def choice(self, outcome: Mapping[str, object]) -> tuple[int, ...]:
        """Value indices of ``{issue: value}``. Raises ``KeyError`` naming the issue or value."""
        return tuple(axis.index(outcome[axis.name]) for axis in self.axes)

    def index(self, choice: tuple[int, ...]) -> int:
        """The outcome index of value indices."""
        result = 0
        for i, length in zip(choice, self.shape, strict=True):
            result = result * length + int(i)
        return result

    def at(self, index: int) -> tuple[int, ...]:
        """Value indices of an outcome index."""
        result: list[int] = []
        for length in reversed(self.shape):
            index, i = divmod(index, length)
            result.append(i)
        return tuple(reversed(result))

    def allowed(self, choice: tuple[int, ...], constraints: tuple[Constraint, ...]) -> bool:
        """Whether an outcome meets all ``constraints``."""
        return all(bool(c.allowed[tuple(choice[a] for a in c.axes)]) for c in constraints)

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return (self.at(i) for i in range(self.size))
