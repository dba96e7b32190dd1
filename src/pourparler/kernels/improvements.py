"""The best or the worst over a party's unilateral improvements, for all cells at once.

Cells that differ only in a party's own axes form a slice. A slice is sorted once by the party's ranks; what its
improvements from a cell hold is then a running minimum (or maximum) up to the last cell that is strictly better.
Where some of its moves are one-way, there is one such list per pattern of the restricted axes, holding the cells
that may be reached from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.move_axes import Axis

if TYPE_CHECKING:
    from pourparler.kernels.improvements_compiled import Packed

Cells = NDArray[np.int32] | NDArray[np.intp]
Heights = NDArray[np.int32]
Flags = NDArray[np.bool_]

STORED = 1 << 25
"""Entries of one party's lists that are kept between passes; beyond, they are made anew for each pass."""
WIDE = 1 << 22
"""Entries of one party's lists that are kept as numbers as wide as pointers."""
MOST = 1 << 30
"""Entries that one pass may go through."""
BLOCK = 64
"""So many slices side by side at most."""
SMALL = 1 << 14
"""Up to so many cells all slices are, as they are near each other anyway."""
COMPILED = 1 << 19
"""From so many cells on slices are gone through by compiled code, which takes over a second to load."""
RELATED = 1 << 20
"""Pairs of patterns up to which it keeps one running minimum for each pattern."""
LONG = 8
"""From so many times as many places as slices on, each slice is gone through by itself."""


class TooManyPatterns(Exception):
    """A party has so many restricted moves that the lists of its improvements cannot be gone through."""


class Listed(NamedTuple):
    """One list of every slice, best cell first: ``cells`` (blocks, w, slices of a block), numbered through
    draws and cells.

    ``asked`` (A,): the cells that ask this list, all of them in order where ``None``; ``before`` (A,): for each
    the last place of the flat lists that is strictly better, or the number of places where there is none.
    Every cell asks one list.
    """

    cells: Cells
    asked: Cells | None
    before: Cells


@dataclass(frozen=True, eq=False)
class Improvements:
    """A party's slices, sorted: what :func:`over_better` needs, made once and used for any values.

    ``cells`` (slices, m), best first, and their ``height`` (0 where infeasible); the restricted ``axes``; ``kept``:
    the lists made from them, or ``None`` where they are too long to be kept. ``packed``: all of it for the compiled
    loop, in place of everything else.
    """

    cells: Cells
    height: Heights
    axes: tuple[Axis, ...]
    kept: tuple[Listed, ...] | None
    packed: "Packed | None" = None

    def lists(self) -> Iterator[Listed]:
        """The lists, those of all slices with the same pattern at a time."""
        return iter(self.kept) if self.kept is not None else _split(self.cells, self.height, self.axes)


def sorted_slices(
    ranks: NDArray[np.int32], axes: Sequence[Axis], *, levels: Sequence[int], feasible: NDArray[np.bool_]
) -> Improvements:
    """The slices of the party that owns ``axes`` (not merged) and ranks the cells by ``ranks`` (D, N), best high.

    ``levels``: of every axis of the conflict; ``feasible``: bool (N,). Ranks of feasible cells are 0 or more.
    Raises :class:`TooManyPatterns` where the restricted axes leave too many patterns.
    """
    draws, number = ranks.shape
    restricted = tuple(axis for axis in axes if not axis.free)
    entries = draws * number
    for axis in restricted:
        entries = entries * axis.pairs // axis.levels
    if entries > MOST:
        raise TooManyPatterns
    own, rest = _offsets(axes, levels)
    starts = (np.arange(draws, dtype=np.int32)[:, None] * number + rest).reshape(-1, 1)
    cells = starts + own
    height = np.where(feasible, ranks + 1, 0).ravel().take(cells)
    bits = max(1, (len(own) - 1).bit_length())
    top = int(height.max(initial=0))
    kind = np.int32 if top.bit_length() + bits < 31 else np.int64
    # One number sorts by rank from the best down, then by place: equal ranks keep a fixed order everywhere.
    packed = (top - height.astype(kind)) << bits
    packed |= np.arange(len(own), dtype=kind)
    packed.sort(axis=1)
    if restricted and draws * number >= COMPILED and prod(axis.pairs for axis in restricted) <= RELATED:
        slices = _for_compiled(packed, starts, own, bits=bits, top=top, axes=restricted)
        return Improvements(cells[:0], height[:0], restricted, None, slices)
    cells = starts + own.take(packed & ((1 << bits) - 1))
    height = (top - (packed >> bits)).astype(np.int32)
    if not restricted:
        return Improvements(cells[:0], height[:0], (), (_listed(cells, height),))
    if entries > STORED:
        return Improvements(cells, height, restricted, None)
    lists = _split(cells, height, restricted)
    return Improvements(cells, height, restricted, tuple(map(_wide, lists) if entries <= WIDE else lists))


def over_better(
    improvements: Improvements, values: NDArray[np.int32], *, op: np.ufunc, neutral: int
) -> NDArray[np.int32]:
    """The ``op`` (minimum or maximum) of ``values`` (K, D * N) over the party's improvements from each cell:
    (K, D * N), ``neutral`` where it has none and in infeasible cells.
    """
    if improvements.packed is not None:
        from pourparler.kernels.improvements_compiled import least

        if op is np.minimum:
            return least(improvements.packed, values, neutral=neutral)
        return -least(improvements.packed, -values, neutral=-neutral)
    found = np.empty_like(values)
    for listed in improvements.lists():
        size = listed.cells.size
        running = np.empty(size + 1, dtype=np.int32)
        running[size] = neutral
        view: NDArray[np.int32] = running[:size].reshape(listed.cells.shape)
        told = None if listed.asked is None else np.empty(listed.before.shape, dtype=np.int32)
        for row, out in zip(values, found, strict=True):
            row.take(listed.cells, out=view, mode="clip")
            _accumulate(view, op)
            if listed.asked is None:
                running.take(listed.before, out=out, mode="clip")
            else:
                running.take(listed.before, out=told, mode="clip")
                out[listed.asked] = told
    return found


def _for_compiled(
    packed: Cells, starts: Cells, own: Cells, *, bits: int, top: int, axes: Sequence[Axis]
) -> "Packed":
    """Sorted slices as the compiled loop takes them, from numbers that hold how far below ``top`` a place is and which."""
    from pourparler.kernels.improvements_compiled import BEGINS, INFEASIBLE, TIED, Packed, Patterns

    places = packed & ((1 << bits) - 1)
    order = places.astype(np.uint16) if bits <= 16 else places.astype(np.uint32)
    packed >>= bits
    marks = np.full(order.shape, BEGINS, dtype=np.uint8)
    marks[:, 1:][packed[:, 1:] == packed[:, :-1]] = TIED
    marks[packed == top] = INFEASIBLE
    of = np.zeros(len(own), dtype=np.int32)
    related = np.ones((1, 1), dtype=np.bool_)
    for axis in axes:
        assert axis.allowed is not None
        of = of * np.int32(axis.levels) + own // np.int32(axis.stride) % np.int32(axis.levels)
        related = np.kron(related, axis.allowed)
    to, askers = np.nonzero(related.T)
    first = np.searchsorted(to, np.arange(len(related) + 1))
    patterns = Patterns(*(part.astype(np.uint32) for part in (of, first, askers)))
    return Packed(starts.ravel().astype(np.uint32), own.astype(np.uint32), order, marks, patterns)


def _accumulate(lists: NDArray[np.int32], op: np.ufunc) -> None:
    """Put into each entry of ``lists`` (blocks, w, slices) the ``op`` over itself and those before it in its list."""
    blocks, width, slices = lists.shape
    if width > LONG * blocks * slices:
        op.accumulate(lists, axis=1, out=lists)
        return
    for place in range(1, width):
        op(lists[:, place - 1], lists[:, place], out=lists[:, place])


def _side_by_side(rows: NDArray[Any]) -> NDArray[Any]:
    """``rows`` (slices, w) as (blocks, w, slices of a block): places of many slices side by side can be gone
    through together, and those of few slices at a time are near each other in the memory.
    """
    slices, width = rows.shape
    block = max(size for size in range(1, BLOCK + 1) if slices % size == 0)
    if block < BLOCK // 8 or rows.size <= SMALL:
        block = slices
    return np.ascontiguousarray(rows.reshape(-1, block, width).swapaxes(1, 2))


def _offsets(axes: Sequence[Axis], levels: Sequence[int]) -> tuple[Cells, Cells]:
    """What the own axes' levels add to a cell's number (m,), and what the others' do (slices,)."""
    own = rest = np.zeros(1, dtype=np.int32)
    strides = {axis.stride for axis in axes}
    for place, count in enumerate(levels):
        stride = prod(levels[:place])
        step = np.arange(count, dtype=np.int32)[:, None] * np.int32(stride)
        # Axes with one level share the stride of the next: they add nothing anywhere.
        if stride in strides and count > 1:
            own = (step + own).ravel()
        else:
            rest = (step + rest).ravel()
    return own, rest


def _before(height: Heights) -> NDArray[np.int32]:
    """Per place of lists (blocks, w, slices) sorted from the best down, the last place of the same list that is
    strictly better; the number of places where there is none or the cell is infeasible.
    """
    first = np.arange(height.size, dtype=np.int32).reshape(height.shape)
    best = first[:, :1].copy()
    tied = height[:, 1:] == height[:, :-1]
    if tied.any():
        # The first of each group of ties: places grow along a list, so the last one that begins a group.
        first[:, 1:][tied] = 0
        _accumulate(first, np.maximum)
    before = first - np.int32(height.shape[2])
    before[(first == best) | (height == 0)] = height.size
    return before


def _listed(cells: Cells, height: Heights, asked: Flags | None = None) -> Listed:
    listed = _side_by_side(cells)
    before = _before(_side_by_side(height))
    if asked is not None:
        where = _side_by_side(asked)
        return Listed(listed, listed[where], before[where])
    in_order = np.empty(listed.size, dtype=np.intp)
    in_order[listed] = before
    return _wide(Listed(listed, None, in_order))


def _wide(listed: Listed) -> Listed:
    """The same with indices as wide as pointers: they are used without being copied each time."""
    asked = None if listed.asked is None else listed.asked.astype(np.intp)
    return Listed(listed.cells.astype(np.intp), asked, listed.before.astype(np.intp))


def _split(cells: Cells, height: Heights, axes: Sequence[Axis]) -> Iterator[Listed]:
    """Lists per pattern of ``axes``, from lists of all cells: axis by axis, those that a level may reach."""
    yield from _narrowed(cells, height, axes, asked=np.ones(cells.shape, dtype=np.bool_))


def _narrowed(cells: Cells, height: Heights, axes: Sequence[Axis], *, asked: Flags) -> Iterator[Listed]:
    if not axes:
        yield _listed(cells, height, asked)
        return
    axis, further = axes[0], axes[1:]
    assert axis.allowed is not None
    level = cells // np.int32(axis.stride) % np.int32(axis.levels)
    for step in axis.steps:
        members = np.zeros(axis.levels, dtype=np.bool_)
        members[list(step.members)] = True
        reached = axis.allowed[step.members[0]].take(level)
        if reached.all():
            yield from _narrowed(cells, height, further, asked=asked & members.take(level))
            continue
        # Every slice holds each level equally often, so what is left of it has the same length everywhere.
        rows = len(cells)
        yield from _narrowed(
            cells[reached].reshape(rows, -1),
            height[reached].reshape(rows, -1),
            further,
            asked=(asked & members.take(level))[reached].reshape(rows, -1),
        )
