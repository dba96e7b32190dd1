"""Shortest sequences of moves from one state, in which no mover moves twice running.

A mover is a party or a coalition with its arcs; a node of the search is a state and whoever moved last. Among the
shortest sequences to a state the smallest is taken: compared step by step by (place of the mover, target).
Source: Li, Kilgour and Hipel 2005, Status quo analysis in the graph model for conflict resolution.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, out_of

Ints = NDArray[Any]

START = -1
"""The parent of whatever one step from the start reaches."""

ARCS = 1 << 28
"""Arcs looked at before a search is given up."""

LEVELS = 1 << 16
"""Steps after which a search is given up: a level costs time of its own, however few arcs it has."""


class Search(NamedTuple):
    """What movers reach from ``start``.

    ``levels`` (M, S) int32: steps to each state with each mover last, −1 where never; ``places`` (M, S): the
    place of the smallest such sequence among those of the same length; ``parents`` (M, S): the node before, as
    mover × S + state, or ``START``. ``work``: arcs looked at; ``complete``: False where the cap, or ``LEVELS`` steps,
    were reached; what has a level then is right, and −1 does not mean never.
    """

    start: int
    levels: Ints
    places: Ints
    parents: Ints
    work: int
    complete: bool


def search(
    movers: Sequence[Listing],
    start: int,
    *,
    states: int,
    consecutive: Consecutive = "forbid",
    cap: int = ARCS,
) -> Search:
    """Look outward from ``start`` level by level; every arc is used once. ``cap``: arcs looked at.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1], [1, 2]]), 3), listing(np.array([[1, 0]]), 3)]
    >>> search(pair, 0, states=3).levels.tolist()
    [[-1, 1, -1], [2, -1, -1]]
    """
    count = len(movers)
    levels = np.full((count, states), -1, dtype=np.int32)
    places = np.full((count, states), -1, dtype=np.int64)
    parents = np.full((count, states), START, dtype=np.int64)
    used = np.zeros((count, states), dtype=np.bool_)
    nodes = np.array([START], dtype=np.int64)
    work = level = 0
    while len(nodes):
        if level == LEVELS:
            return Search(start, levels, places, parents, work, False)
        level += 1
        found = []
        for k, moves in enumerate(movers):
            at, before = _sources(nodes, start, states, k if consecutive == "forbid" else None)
            fresh = ~used[k, at]
            at, before = at[fresh], before[fresh]
            if not len(at):
                continue
            used[k, at] = True
            work += int(moves.degrees[at].sum())
            if work > cap:
                return Search(start, levels, places, parents, work, False)
            owner, reached = out_of(moves, at)
            new = levels[k, reached] < 0
            owner, reached = before[owner[new]], reached[new]
            if not len(reached):
                continue
            # The first of each target is the one whose sequence so far comes first.
            order = np.lexsort((owner, reached))
            owner, reached = owner[order], reached[order]
            first = np.append(True, reached[1:] != reached[:-1])[: len(reached)]
            owner, reached = owner[first], reached[first]
            levels[k, reached], parents[k, reached] = level, nodes[owner]
            found.append(np.column_stack((owner, np.full(len(owner), k), reached)))
        both = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
        both = both[np.lexsort((both[:, 2], both[:, 1], both[:, 0]))]
        places[both[:, 1], both[:, 2]] = np.arange(len(both))
        nodes = both[:, 1] * states + both[:, 2]
    return Search(start, levels, places, parents, work, True)


def _sources(nodes: Ints, start: int, states: int, mover: int | None) -> tuple[Ints, Ints]:
    """The states of the last level from which ``mover`` may go on, and the place of the first such node of each."""
    if len(nodes) and nodes[0] == START:
        return np.array([start]), np.array([0])
    last, at = np.divmod(nodes, states)
    places = np.arange(len(nodes))
    if mover is not None:
        may = last != mover
        at, places = at[may], places[may]
    states_, first = np.unique(at, return_index=True)
    return states_, places[first]


def distances(found: Search) -> Ints:
    """Steps from the start to every state, (S,) int32; 0 at the start, −1 where never."""
    far = np.iinfo(np.int32).max
    if not len(found.levels):
        least = np.full(found.levels.shape[1], far, dtype=np.int32)
    else:
        least = np.where(found.levels < 0, far, found.levels).min(axis=0).astype(np.int32)
    least[found.start] = 0
    return np.where(least == far, np.int32(-1), least)


def route(found: Search, state: int) -> tuple[tuple[int, int], ...] | None:
    """The smallest shortest sequence to ``state`` as (mover, target) pairs; None where nothing leads there.

    Empty for the start itself.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> route(search(pair, 0, states=3), 2)
    ((0, 1), (1, 2))
    """
    if state == found.start:
        return ()
    levels = found.levels[:, state]
    reached = np.flatnonzero(levels > 0)
    if not len(reached):
        return None
    shortest = reached[levels[reached] == levels[reached].min()]
    mover = int(shortest[np.argmin(found.places[shortest, state])])
    steps, states = [(mover, state)], found.levels.shape[1]
    node = int(found.parents[mover, state])
    while node != START:
        steps.append(divmod(node, states))
        node = int(found.parents[steps[-1]])
    return tuple(reversed(steps))
