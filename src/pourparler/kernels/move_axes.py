"""The axes of a conflict: who owns each, between which of its levels its owner may move.

Cells are numbered in mixed radix, the first axis fastest: cell ``sum x_a * stride_a`` with ``stride_a`` the
product of the levels of the axes before ``a``. Source: the graph model of Kilgour, Hipel and Fang 1987, its option
form (Fang, Hipel and Kilgour 1993, chapter 2) with levels in place of yes and no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


class Step(NamedTuple):
    """Levels between which one may move freely (``members``), and where one may go from them at the next step
    (``covers``: levels that no shorter way reaches first). Everything further follows from the steps of those.
    """

    members: tuple[int, ...]
    covers: tuple[int, ...]


class Axis(NamedTuple):
    """An axis, or neighbouring free axes of one owner taken together: ``stride`` in cells, number of ``levels``,
    ``steps`` with those from which nothing else is reached first.
    """

    stride: int
    levels: int
    steps: tuple[Step, ...]
    allowed: Flags | None = None

    @property
    def free(self) -> bool:
        """Whether every level may be reached from every other."""
        return self.allowed is None

    @property
    def counted_once(self) -> bool:
        """Whether the steps lead to every level on one way only, so that sums over what is reached add up."""
        return all(len(step.covers) < 2 for step in self.steps)

    @property
    def pairs(self) -> int:
        """Pairs of levels of which the second may be reached from the first, itself included."""
        return self.levels**2 if self.allowed is None else int(np.count_nonzero(self.allowed))


@dataclass(frozen=True, eq=False)
class Game:
    """The moves of a conflict as arrays. Without preferences, so that many rankings may share it.

    ``levels`` and ``owners`` (number of the party): one each per axis; ``allowed``: bool (L, L) per axis, from row
    to column, reflexive; ``feasible``: bool (N,) over all cells. Relations that are not transitive make moves that do
    not chain: those are written out as arcs. Raises ``ValueError`` where shapes do not fit or a relation is not as
    said.
    """

    levels: tuple[int, ...]
    owners: tuple[int, ...]
    allowed: tuple[Flags, ...]
    feasible: Flags

    def __post_init__(self) -> None:
        if not len(self.levels) == len(self.owners) == len(self.allowed):
            raise ValueError("levels, owners and allowed must have one entry per axis")
        if self.feasible.shape != (prod(self.levels),):
            raise ValueError("feasible must have one entry per cell")
        for levels, allowed in zip(self.levels, self.allowed, strict=True):
            if allowed.shape != (levels, levels) or not allowed.diagonal().all():
                raise ValueError("a relation must be square, with one row per level, and reflexive")

    @property
    def cells(self) -> int:
        """Their number N, infeasible ones included."""
        return len(self.feasible)

    @cached_property
    def full(self) -> bool:
        """Whether every cell is feasible."""
        return bool(self.feasible.all())

    @cached_property
    def transitive(self) -> bool:
        """Whether two steps along an axis are one: then each party's moves chain."""
        return not any((_after(allowed) & ~allowed).any() for allowed in self.allowed)

    def axes(self, party: int) -> tuple[Axis, ...]:
        """The axes along which ``party`` may move, by stride. Levels it cannot leave are nobody's axes.

        Raises ``ValueError`` where a relation is not transitive.
        """
        if not self.transitive:
            raise ValueError("a relation must be transitive; moves that do not chain need lists of arcs")
        movable = zip(self._axes, self.owners, strict=True)
        return tuple(axis for axis, owner in movable if owner == party and axis.pairs > axis.levels)

    @cached_property
    def _axes(self) -> tuple[Axis, ...]:
        strides = (prod(self.levels[:place]) for place in range(len(self.levels)))
        rows = zip(strides, self.levels, self.allowed, strict=True)
        return tuple(_axis(stride, levels, allowed=allowed) for stride, levels, allowed in rows)


def merged(axes: Sequence[Axis]) -> tuple[Axis, ...]:
    """The same moves along fewer axes: free neighbours become one."""
    found: list[Axis] = []
    for axis in axes:
        last = found[-1] if found else None
        if last and last.free and axis.free and axis.stride == last.stride * last.levels:
            levels = last.levels * axis.levels
            found[-1] = Axis(last.stride, levels, (Step(tuple(range(levels)), ()),))
        else:
            found.append(axis)
    return tuple(found)


def _axis(stride: int, levels: int, *, allowed: Flags) -> Axis:
    if allowed.all():
        return Axis(stride, levels, (Step(tuple(range(levels)), ()),))
    both = allowed & allowed.T
    first = both.argmax(axis=1)
    beyond = allowed & ~both
    # A level is a next step unless another one between reaches it, too.
    next_steps = beyond & ~_after(beyond)
    heads = sorted(set(first.tolist()), key=lambda level: (int(beyond[level].sum()), level))
    steps = tuple(
        Step(
            tuple(np.flatnonzero(both[head]).tolist()),
            tuple(level for level in np.flatnonzero(next_steps[head]).tolist() if first[level] == level),
        )
        for head in heads
    )
    return Axis(stride, levels, steps, allowed)


def _after(relation: Flags) -> Flags:
    """Where two steps of ``relation`` lead."""
    return (relation.astype(np.float32) @ relation.astype(np.float32)) > 0
