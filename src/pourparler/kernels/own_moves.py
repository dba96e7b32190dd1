"""The best or the worst over everything a party can reach by one move of its own, for all cells at once.

A party may change any number of its axes in one move, so what is reached is a product over its axes: axis by axis,
every level takes the best of itself and of the levels it may go to. Cells that are infeasible carry the neutral
value on the way, so that moves pass over them.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.move_axes import Axis, Step

FEW = 8
"""Up to so many levels are taken one by one."""
NARROW = 8
"""Runs of fewer cells than this side by side are gone through one column at a time."""
NONE = -1
"""The key where there is nothing to choose from."""


def sweep(values: NDArray[np.int32], axes: Sequence[Axis], *, op: np.ufunc) -> None:
    """Put, in place, into each entry of ``values`` (..., N) the ``op`` (minimum or maximum) over itself and all
    that the party owning ``axes`` can reach; the sum where all axes are ``counted_once``.

    Infeasible cells must hold the neutral value, and hold no meaning afterwards: the caller resets them.
    """
    for axis in axes:
        for view in _columns(values, axis):
            for step in axis.steps:
                _swept(view, step, op)


def best_other(keys: NDArray[np.int64], axes: Sequence[Axis]) -> NDArray[np.int64]:
    """The largest of ``keys`` (..., N) that the party owning ``axes`` can reach from each cell, the cell itself
    left out: (..., N), ``NONE`` where it has no move.

    Keys are 0 or more and all different, ``NONE`` where infeasible. ``keys`` is overwritten.
    """
    others = np.full_like(keys, NONE)
    for axis in axes:
        pairs = zip(_columns(keys, axis), _columns(others, axis), strict=True)
        for reached, other in pairs:
            for step in axis.steps:
                _left_out(reached, other, step)
    return others


def _columns(values: NDArray[np.generic], axis: Axis) -> list[NDArray[np.generic]]:
    """Views of ``values`` with the axis second: one of (outer, L, inner), or one of (outer, L) per inner cell
    where the runs of inner cells are so short that looping over them would cost more than the work.
    """
    view = values.reshape(-1, axis.levels, axis.stride)
    if axis.stride >= NARROW or len(view) < axis.stride:
        return [view]
    return [view[:, :, column] for column in range(axis.stride)]


def _swept(view: NDArray[np.generic], step: Step, op: np.ufunc) -> None:
    levels = step.members + step.covers
    if len(levels) == 1:
        return
    if len(step.members) > FEW and len(step.members) == view.shape[1]:
        view[...] = op.reduce(view, axis=1, keepdims=True)
        return
    total = view[:, step.members[0]]
    for level in levels[1:]:
        op(total, view[:, level], out=total)
    for level in step.members[1:]:
        view[:, level] = total


def _left_out(reached: NDArray[np.generic], other: NDArray[np.generic], step: Step) -> None:
    """One step for ``best_other``: ``reached`` holds the best over the axes so far with the cell itself,
    ``other`` without it.
    """
    beyond = [reached[:, level] for level in step.covers]
    if len(step.members) == 1:
        mine = step.members[0]
        for cover in beyond:
            np.maximum(other[:, mine], cover, out=other[:, mine])
            np.maximum(reached[:, mine], cover, out=reached[:, mine])
        return
    if len(step.members) == 2:
        low, high = step.members
        np.maximum(other[:, low], reached[:, high], out=other[:, low])
        np.maximum(other[:, high], reached[:, low], out=other[:, high])
        first = np.maximum(reached[:, low], reached[:, high])
    else:
        first = _but_the_first(reached, other, step.members)
    total = reduce(np.maximum, beyond, first)
    for level in step.members:
        for cover in beyond:
            np.maximum(other[:, level], cover, out=other[:, level])
        reached[:, level] = total


def _but_the_first(
    reached: NDArray[np.generic], other: NDArray[np.generic], members: tuple[int, ...]
) -> NDArray[np.generic]:
    """The best over three or more ``members``; each member's ``other`` takes the best of the rest."""
    if len(members) > FEW and len(members) == reached.shape[1]:
        first = reached.max(axis=1, keepdims=True)
        hit = reached == first
        second = np.where(hit, NONE, reached).max(axis=1, keepdims=True)
        np.maximum(other, np.where(hit, second, first), out=other)
        return np.asarray(first[:, 0])
    first, second = reached[:, members[0]].copy(), np.full_like(reached[:, members[0]], NONE)
    for level in members[1:]:
        # Keys differ, so the smaller of the two is the second best or worse, never the best again.
        np.maximum(second, np.minimum(first, reached[:, level]), out=second)
        np.maximum(first, reached[:, level], out=first)
    for level in members:
        rest = np.where(reached[:, level] == first, second, first)
        np.maximum(other[:, level], rest, out=other[:, level])
    return first
