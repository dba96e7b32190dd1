"""Outcomes that nobody could list, as pairs of half outcomes: the next one above a sum, below it, the best ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels import half_sums
from pourparler.model.outcomes import Constraint

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

HALF = 1 << 22
"""Half outcomes, at most, on either side."""

CELLS = 1 << 24
"""Half outcomes of the last half, over all groups of the first, at most."""

SHORT = 1 << 13
"""Half outcomes up to which plain code is quicker than to load the compiler."""


class Half(NamedTuple):
    """Half outcomes: their ``sums``, rising, and their parts of the index of outcomes, ``at``."""

    sums: Ints
    at: Ints


class Group(NamedTuple):
    """First halves, and the last halves that each of them goes together with."""

    first: Half
    last: Half


def split(shape: Sequence[int]) -> int:
    """How many issues the first half has: the larger half is as small as can be."""
    return min(range(1, len(shape) + 1), key=lambda k: (max(prod(shape[:k]), prod(shape[k:])), k))


def within_reach(shape: Sequence[int], constraints: Sequence[Constraint]) -> bool:
    """Whether halves of this many outcomes can be held."""
    at = split(shape)
    linking = {axis for item in constraints if item.axes[-1] >= at for axis in item.axes if axis < at}
    groups = prod(shape[axis] for axis in linking)
    return max(prod(shape[:at]), prod(shape[at:])) <= HALF and groups * prod(shape[at:]) <= CELLS


@dataclass(frozen=True, eq=False)
class Halves:
    """All outcomes of additive worth that meet some constraints: ``rows``: per issue the entries of its values, (values,)."""

    rows: tuple[Ints, ...]
    constraints: tuple[Constraint, ...] = ()

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The halves, sorted once."""
        shape = tuple(len(row) for row in self.rows)
        at = split(shape)
        before = [item for item in self.constraints if item.axes[-1] < at]
        after = [item for item in self.constraints if item.axes[0] >= at]
        across = [item for item in self.constraints if item.axes[0] < at <= item.axes[-1]]
        first = _sums(self.rows[:at])
        kept = _met(before, shape[:at], 0)
        last = _sums(self.rows[at:])
        order = np.argsort(last, kind="stable")
        order = order[_met(after, shape[at:], at)[order]]
        stride = prod(shape[at:])
        found = []
        for firsts, lasts in _linked(across, shape, at):
            chosen = np.flatnonzero(kept & firsts)
            rising = chosen[np.argsort(first[chosen], kind="stable")]
            partners = order[lasts[order]]
            if len(rising) and len(partners):
                found.append(Group(Half(first[rising], rising * stride), Half(last[partners], partners)))
        return tuple(found)

    def lowest(self, wanted: int) -> tuple[int, int] | None:
        """Sum and index of the least sum of at least ``wanted``, of these the least index."""
        found = [_search("lowest", group, wanted) for group in self.groups]
        return min((pair for pair in found if pair[1] >= 0), default=None)

    def highest(self, most: int) -> tuple[int, int] | None:
        """Sum and index of the largest sum of at most ``most``, of these the largest index."""
        found = [_search("highest", group, most) for group in self.groups]
        return max((pair for pair in found if pair[1] >= 0), default=None)

    def best_first(self) -> Iterator[tuple[int, int]]:
        """Sum and index of every outcome, largest sum first, of equal ones the largest index first.

        Source: best-first enumeration of sorted sums with a heap (Lawler 1972).
        """
        heap: list[tuple[int, int, int, int, int]] = []

        def add(g: int, i: int, j: int) -> None:
            first, last = self.groups[g]
            if i < len(first.sums) and j < len(last.sums):
                total = int(first.sums[-1 - i]) + int(last.sums[-1 - j])
                heappush(heap, (-total, -int(first.at[-1 - i]) - int(last.at[-1 - j]), g, i, j))

        for g in range(len(self.groups)):
            add(g, 0, 0)
        while heap:
            total, index, g, i, j = heappop(heap)
            yield -total, -index
            # Every pair is reached one way only: down the first half, then down the last one.
            add(g, i, j + 1)
            if j == 0:
                add(g, i + 1, 0)


def _search(way: str, group: Group, bound: int) -> tuple[int, int]:
    first, last = group
    if len(first.sums) + len(last.sums) <= SHORT:
        lists = [(half.sums.tolist(), half.at.tolist()) for half in group]
        found = getattr(half_sums, way)(*lists, bound)
    else:
        from pourparler.kernels import half_sums_compiled

        found = getattr(half_sums_compiled, way)(tuple(first), tuple(last), bound)
    return int(found[0]), int(found[1])


def _sums(rows: Sequence[Ints]) -> Ints:
    total = np.zeros(1, dtype=np.int64)
    for row in rows:
        total = (total[:, None] + row).ravel()
    return total


def _met(constraints: Sequence[Constraint], shape: Sequence[int], shift: int) -> Flags:
    """Which half outcomes meet constraints on their own issues, the first of which is issue ``shift``."""
    met = np.ones(tuple(shape), dtype=np.bool_)
    for item in constraints:
        sizes = [1] * len(shape)
        for axis in item.axes:
            sizes[axis - shift] = shape[axis - shift]
        met &= item.allowed.reshape(sizes)
    return met.ravel()


def _linked(across: Sequence[Constraint], shape: Sequence[int], at: int) -> Iterator[tuple[Flags, Flags]]:
    """First halves and the last halves that each of them goes with, (A,) and (B,), those alike together."""
    axes = sorted({axis for item in across for axis in item.axes if axis < at})
    groups: dict[bytes, tuple[Flags, Flags]] = {}
    for values in np.ndindex(*(shape[axis] for axis in axes)):
        chosen = dict(zip(axes, values, strict=True))
        rest = [
            Constraint(
                tuple(axis for axis in item.axes if axis >= at),
                item.allowed[tuple(chosen.get(axis, slice(None)) for axis in item.axes)],
            )
            for item in across
        ]
        lasts = _met(rest, shape[at:], at)
        firsts = np.zeros(tuple(shape[:at]), dtype=np.bool_)
        firsts[tuple(chosen.get(axis, slice(None)) for axis in range(at))] = True
        known = groups.get(lasts.tobytes())
        groups[lasts.tobytes()] = (firsts.ravel() if known is None else known[0] | firsts.ravel(), lasts)
    yield from groups.values()
