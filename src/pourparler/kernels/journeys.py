"""Where a conflict can go from the status quo: by moves, by improvements, by improvements and joint improvements.

Source: Li, Kilgour and Hipel 2005, Status quo analysis in the graph model for conflict resolution; joint steps as
coalition improvements of Kilgour, Hipel, Fang and Peng 2001.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, improving
from pourparler.kernels.routes import ARCS, Search, distances, route, search

Ints = NDArray[Any]
Group = tuple[int, ...]
Kind = Literal["improvements", "jump", "sacrifice", "unreachable"]

KINDS: tuple[Kind, ...] = ("improvements", "jump", "sacrifice", "unreachable")


class Step(NamedTuple):
    """The parties that move (one, or a coalition) and the state they move to."""

    parties: Group
    to: int


class Loss(NamedTuple):
    """A step (its place from 0) whose mover does not gain: ``change`` in its ranks, 0 or below."""

    step: int
    party: int
    change: int


class Journeys(NamedTuple):
    """``levels`` (3, S) int32: steps by moves, by improvements, by improvements and joint ones, −1 where never.

    ``reach`` (S,) int8: place in ``KINDS``. ``groups``: who moves, per mover of ``jumping``; ``moving``,
    ``improving``, ``jumping``: the three searches. ``work``: arcs looked at; ``complete``: False at the cap; levels are
    right as far as they go then, but −1 does not mean never, and ``reach`` is not to be used.
    """

    levels: Ints
    reach: Ints
    groups: tuple[Group, ...]
    moving: Search
    improving: Search
    jumping: Search
    work: int
    complete: bool


def journeys(
    moves: Sequence[Listing],
    ranks: Ints,
    start: int,
    *,
    joint: Sequence[tuple[Group, Listing]] = (),
    consecutive: Consecutive = "forbid",
    cap: int = ARCS,
) -> Journeys:
    """Levels, reach and shortest sequences from ``start``.

    ``moves``: one listing per party; ``ranks`` (P, S); ``joint``: coalitions of two or more with their joint
    improvements, taken by size, then in the order of their places; a coalition does not move twice running.
    ``cap``: arcs looked at over the three searches.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> found = journeys(pair, np.array([[2, 1, 3], [1, 1, 2]]), 0)
    >>> found.levels.tolist(), [KINDS[k] for k in found.reach]
    ([[0, 1, 2], [0, -1, -1], [0, -1, -1]], ['improvements', 'sacrifice', 'sacrifice'])
    """
    states = ranks.shape[1]
    gains = [improving(m, ranks[i]) for i, m in enumerate(moves)]
    together = sorted(
        ((group, arcs) for group, arcs in joint if len(group) > 1), key=lambda one: (len(one[0]), one[0])
    )
    groups = (*((i,) for i in range(len(moves))), *(group for group, _ in together))
    found: list[Search] = []
    for movers in (list(moves), gains, [*gains, *(arcs for _, arcs in together)]):
        left = cap - sum(one.work for one in found)
        # Without joint steps the third search is the second once more.
        same = len(found) == 2 and not together and found[1].complete and found[1].work <= left
        found.append(
            found[1] if same else search(movers, start, states=states, consecutive=consecutive, cap=left)
        )
    levels = np.stack([distances(one) for one in found])
    reach = np.full(states, KINDS.index("unreachable"), dtype=np.int8)
    for place, row in ((2, 0), (1, 2), (0, 1)):  # the easier way overwrites the harder one
        reach[levels[row] >= 0] = place
    work, complete = sum(one.work for one in found), all(one.complete for one in found)
    return Journeys(levels, reach, groups, found[0], found[1], found[2], work, complete)


def shortest(found: Journeys, state: int) -> tuple[Step, ...] | None:
    """The smallest shortest sequence to ``state``: by improvements where they lead there, else by moves.

    Compared step by step by (order of the parties, target). None where nothing leads there.
    """
    by = found.improving if found.levels[1, state] >= 0 else found.moving
    return _steps(found, by, state)


def with_jumps(found: Journeys, state: int) -> tuple[Step, ...] | None:
    """The smallest shortest sequence to ``state`` by improvements and joint ones, or None.

    Joint steps come after single ones, smaller coalitions first.
    """
    return _steps(found, found.jumping, state)


def _steps(found: Journeys, by: Search, state: int) -> tuple[Step, ...] | None:
    way = route(by, state)
    return None if way is None else tuple(Step(found.groups[k], to) for k, to in way)


def losses(steps: Sequence[Step], ranks: Ints, start: int) -> tuple[Loss, ...]:
    """Where on a sequence from ``start`` a party takes a step that is no improvement for it: ``ranks`` (P, S).

    >>> losses([Step((0,), 1), Step((1,), 2)], np.array([[2, 1, 3], [1, 1, 2]]), 0)
    (Loss(step=0, party=0, change=-1),)
    """
    found, at = [], start
    for k, step in enumerate(steps):
        change = [(i, int(ranks[i, step.to]) - int(ranks[i, at])) for i in step.parties]
        found += [Loss(k, i, by) for i, by in change if by <= 0]
        at = step.to
    return tuple(found)
