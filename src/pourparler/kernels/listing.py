"""Winning coalitions listed up to players that are alike: whom they need, and which of them no member may leave.

Players with equal weights in every row are of one kind; a coalition is then how many it takes of each kind. With n
different players that is one bit per player, 2^n of them.
"""

from collections.abc import Callable, Sequence
from math import comb, prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[Any]
Flags = NDArray[np.bool_]
Whole = NDArray[np.object_]

LOW = 1 << 16
"""Coalitions looked at in one go."""

WORD = 55
"""Players up to which sums of counts times sizes fit 64 bits."""


class Minimal(NamedTuple):
    """Minimal winning coalitions by size: ``counts`` (n + 1,), with one player of each kind (kinds, n + 1).

    Python integers.
    """

    counts: Whole
    members: Whole


class Pivotal(NamedTuple):
    """Winning coalitions by size (n + 1,), swings of one player of each kind by the number of the others (kinds, n).

    ``disjoint``: winning coalitions whose opponents win as well. Python integers.
    """

    winning: Whole
    swings: Whole
    disjoint: int


def minimal(won: Flags, many: Sequence[int]) -> Minimal:
    """Minimal winning coalitions of a rule without negation, from what ``won`` gives.

    >>> found = minimal(won(np.array([[1, 1]]), [1, 2], lambda sums: sums[0] >= 2), [1, 2])
    >>> found.counts.tolist(), found.members.tolist()
    ([0, 0, 3, 0], [[0, 0, 2, 0], [0, 0, 2, 0]])
    """
    least = won.copy()
    for kind, size in enumerate(m + 1 for m in many):
        after = prod(m + 1 for m in many[kind + 1 :])
        least.reshape(-1, size, after)[:, 1:] &= ~won.reshape(-1, size, after)[:, :-1]
    index = np.flatnonzero(least)
    return Minimal(*_counted(index, many, range(len(many))))


def pivotal(won: Flags, many: Sequence[int]) -> Pivotal:
    """Swings of a rule without negation, from what ``won`` gives.

    >>> found = pivotal(won(np.array([[1, 1]]), [1, 2], lambda sums: sums[0] >= 2), [1, 2])
    >>> found.winning.tolist(), found.swings.tolist(), found.disjoint
    ([0, 0, 3, 1], [[0, 2, 0], [0, 2, 0]], 0)
    """
    winning, _ = _counted(np.flatnonzero(won), many, ())
    swings = []
    for kind, size in enumerate(m + 1 for m in many):
        after = prod(m + 1 for m in many[kind + 1 :])
        needed = won.reshape(-1, size, after).copy()
        needed[:, 0] = False
        needed[:, 1:] &= ~won.reshape(-1, size, after)[:, :-1]
        swings.append(_counted(np.flatnonzero(needed), many, (kind,))[1][0, 1:])
    against, _ = _counted(np.flatnonzero(won & won[::-1]), many, ())  # backwards: those who are not in it
    return Pivotal(winning, np.array(swings, dtype=object), int(against.sum()))


def won(weights: Sums, many: Sequence[int], wins: Callable[[Sums], Flags]) -> Flags:
    """Which coalitions win, the last kind running fastest: shape (product of ``many`` + 1,).

    ``weights`` (rows, kinds), 64-bit or Python integers; ``many`` (kinds,) players of each kind; ``wins``: from
    sums (rows, coalitions) to whether they win.

    >>> won(np.array([[1, 1]]), [1, 2], lambda sums: sums[0] >= 2).tolist()
    [False, False, True, False, True, True]
    """
    sizes = [m + 1 for m in many]
    split = len(sizes)
    while split > 0 and prod(sizes[split - 1 :]) <= LOW:
        split -= 1
    split = min(split, len(sizes) - 1)  # the last kind alone may be larger than that
    high, low = _sums(weights[:, :split], sizes[:split]), _sums(weights[:, split:], sizes[split:])
    found = np.empty((high.shape[1], low.shape[1]), dtype=np.bool_)
    for i in range(high.shape[1]):
        found[i] = wins(low + high[:, i : i + 1])
    return found.reshape(-1)


def _sums(weights: Sums, sizes: Sequence[int]) -> Sums:
    """The sums (rows, coalitions) of every choice of so many of each kind."""
    found = np.zeros((len(weights), 1), dtype=weights.dtype)
    for column, size in zip(weights.T, sizes, strict=True):
        steps = column[:, None] * np.arange(size)
        found = (found[:, :, None] + steps[:, None, :]).reshape(len(weights), -1)
    return found


def _counted(index: NDArray[np.intp], many: Sequence[int], kinds: Sequence[int]) -> tuple[Whole, Whole]:
    """Coalitions by size, all of them and those with one player of each of ``kinds``.

    ``index``: where they stand in the list.
    """
    n = sum(many)
    word = np.int64 if n <= WORD else object
    taken, rest = [], index.astype(np.int64)
    for m in reversed(many):
        rest, last = np.divmod(rest, m + 1)
        taken.append(last)
    taken.reverse()
    size = sum(taken, np.zeros(len(index), dtype=np.int64))
    times = np.ones(len(index), dtype=word)
    for m, t in zip(many, taken, strict=True):
        if m > 1:
            used, at = np.unique(t, return_inverse=True)
            times = times * np.array([comb(m, k) for k in used.tolist()], dtype=word)[at]
    members = [_by_size(times * taken[k], size, n) // many[k] for k in kinds]
    return _by_size(times, size, n), np.array(members, dtype=object).reshape(len(kinds), n + 1)


def _by_size(values: NDArray[Any], size: NDArray[np.int64], n: int) -> Whole:
    order = np.argsort(size, kind="stable")
    heads = np.flatnonzero(np.diff(size[order], prepend=-1))
    found = np.zeros(n + 1, dtype=object)
    if len(heads):
        sums = np.add.reduceat(values[order], heads)
        for s, total in zip(size[order][heads].tolist(), sums.tolist(), strict=True):
            found[s] = total
    return found
