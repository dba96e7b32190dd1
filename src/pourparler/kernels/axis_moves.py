"""The moves of parties along axes: counted from every cell, and written out one by one.

A party changes any of its own axes at once; infeasible cells on the way do not block. Source: Fang, Hipel and
Kilgour 1993, chapter 2. Where moves chain and only verdicts are asked for, no list is needed.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import PAIRS
from pourparler.kernels.move_axes import Game, merged
from pourparler.kernels.own_moves import sweep

Ints = NDArray[Any]

ARCS = 10_000_000
"""Moves of all parties that are written out, at most."""


def moves_from(game: Game, party: int) -> Ints:
    """How many moves a party has from each feasible cell: (N,) int32, without writing them out; meaningless in
    other cells.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> moves_from(Game((2, 2), (0, 1), (free, free), np.array([True, True, True, False])), 0).tolist()[:3]
    [1, 1, 0]
    """
    reached = game.feasible.astype(np.int32)
    if game.transitive and all(axis.counted_once for axis in game.axes(party)):
        sweep(reached, merged(game.axes(party)), op=np.add)
        return np.subtract(reached, 1, out=reached)
    for a, (levels, owner, allowed) in enumerate(zip(game.levels, game.owners, game.allowed, strict=True)):
        if owner == party:
            rows = reached.reshape(-1, levels, prod(game.levels[:a]))
            reached = np.einsum("xy,ayb->axb", allowed.astype(np.int32), rows).reshape(-1)
    return reached - 1


def count_arcs(game: Game, *, parties: int) -> tuple[int, ...]:
    """How many moves each party has over all feasible cells.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> count_arcs(Game((2, 2), (0, 1), (free, free), np.array([True, True, True, False])), parties=2)
    (2, 2)
    """
    return tuple(count_moves(game, party) for party in range(parties))


def count_moves(game: Game, party: int) -> int:
    """How many moves one party has over all feasible cells."""
    return int(moves_from(game, party).sum(where=game.feasible, dtype=np.int64))


def arcs_of(game: Game, *, parties: int, cap: int = ARCS) -> tuple[Ints, ...] | None:
    """Each party's moves over the feasible cells, (A_p, 2) in the order of origin and target.

    States are numbered by their place among the feasible cells. None where all parties together have more than
    ``cap`` moves.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> game = Game((2, 2), (0, 1), (free, free), np.array([True, True, True, False]))
    >>> [moves.tolist() for moves in arcs_of(game, parties=2)]
    [[[0, 1], [1, 0]], [[0, 2], [2, 0]]]
    """
    many = 0
    for party in range(parties):
        many += count_moves(game, party)
        if many > cap:
            return None
    left, digits = np.flatnonzero(game.feasible), []
    for size in game.levels:
        left, digit = np.divmod(left, size)
        digits.append(digit)
    return tuple(_written(game, digits, party) for party in range(parties))


def _written(game: Game, digits: Sequence[Ints], party: int) -> Ints:
    """One party's moves: pairs of states of one slice, in which the others' levels are the same."""
    count = len(digits[0]) if digits else 0
    slices, own, weight = np.zeros(count, dtype=np.int64), [], 1
    for a, owner in enumerate(game.owners):
        if owner != party:
            slices += weight * digits[a]
            weight *= game.levels[a]
        elif not bool(game.allowed[a].all()):
            own.append(a)
    order = np.argsort(slices, kind="stable")
    _, at, sizes = np.unique(slices[order], return_index=True, return_counts=True)
    where = np.empty(count, dtype=np.int64)
    where[order] = np.repeat(np.arange(len(at)), sizes)
    begin, many = at[where], sizes[where]
    ends = np.cumsum(many)
    parts, low = [np.zeros((0, 2), dtype=np.int64)], 0
    while low < count:
        done = int(ends[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(ends, done + PAIRS, side="right")))
        sources = np.repeat(np.arange(low, high), many[low:high])
        within = np.arange(len(sources)) - np.repeat(ends[low:high] - many[low:high] - done, many[low:high])
        targets = order[begin[sources] + within]
        may = sources != targets
        for a in own:
            may &= game.allowed[a][digits[a][sources], digits[a][targets]]
        parts.append(np.column_stack((sources[may], targets[may])))
        low = high
    return np.concatenate(parts)
