"""Orders of states tested against the conditions of an inverse question: enumerated, drawn or given.

Rows are rankings (larger is better), columns are states.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels import monotone
from pourparler.kernels.inverse_answers import NotBest, Route
from pourparler.kernels.inverse_conditions import Conditions, Own

Flags = NDArray[np.bool_]
Worth = NDArray[Any]
"""Numbers (rows, columns): larger is better, ties count as no better."""


class Part(Protocol):
    """A group of conditions (see ``inverse_counts.Group``)."""

    @property
    def states(self) -> tuple[int, ...]:
        """Its states, the target aside."""

    @property
    def own(self) -> tuple[tuple[int, ...], ...] | None:
        """The own condition as an AND of alternatives, if it is in the group."""

    @property
    def not_best(self) -> tuple[NotBest, ...]:
        """Its "not best" conditions."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """Its routes."""


def satisfied(asked: Conditions, worth: Worth) -> Flags:
    """Which rankings ``worth`` (rows, S) make the target stable for all: shape (rows,). Ties are allowed.

    >>> asked = Conditions(0, Own((1,), {1: ()}, {}), (), (), (None, True))
    >>> satisfied(asked, np.array([[1, 2], [2, 1], [1, 1]])).tolist()
    [False, True, True]
    """
    if not asked.possible:
        return np.zeros(len(worth), dtype=np.bool_)
    columns = range(worth.shape[1])
    return own_holds(asked.own, worth, target=asked.target) & _others_hold(
        (asked.not_best, asked.routes), worth, {state: state for state in columns}
    )


def own_holds(own: Own, worth: Worth, *, target: int) -> Flags:
    """Whether each move (rows of ``worth`` (rows, S)) is no better than the target, or deterred by an answer."""
    below = worth <= worth[:, [target]]
    holds = np.ones(len(worth), dtype=np.bool_)
    deters = {u: below[:, list(demanded)].all(axis=1) for u, demanded in own.demands.items()}
    for t in own.moves:
        deterred = below[:, t].copy()
        for u in own.answers[t]:
            deterred |= deters[u]
        holds &= deterred
    return holds


def _others_hold(
    needed: tuple[Sequence[NotBest], Sequence[Route]], worth: Worth, column: Mapping[int, int]
) -> Flags:
    holds = np.ones(len(worth), dtype=np.bool_)
    not_best, routes = needed
    for condition in not_best:
        among = worth[:, [column[x] for x in condition.among]]
        holds &= (among > worth[:, [column[condition.state]]]).any(axis=1)
    for route in routes:
        holds &= _open(route, worth, column)
    return holds


def _open(route: Route, worth: Worth, column: Mapping[int, int]) -> Flags:
    """Whether some sequence of improvements begins and ends as the route asks: a fixed point from below."""
    up = np.stack([worth[:, column[y]] > worth[:, column[x]] for x, y in route.arcs])
    opened = np.zeros_like(up)
    last = list(route.last)
    opened[last] = up[last]
    inner = [a for a, later in enumerate(route.after) if later]
    for _ in route.arcs:  # each round but the last opens a move that was not
        grown = opened.copy()
        for a in inner:
            later: Flags = np.logical_or.reduce(grown[list(route.after[a])])
            grown[a] |= up[a] & later
        if (grown == opened).all():
            break
        opened = grown
    found: Flags = np.logical_or.reduce(opened[list(route.first)])
    return found


def share_by_enumeration(group: Part, *, target: int) -> Fraction:
    """The share of all orders of the group's states (and of the target, where it is named) that satisfy it."""
    named = {x for c in group.not_best for x in (c.state, *c.among)}
    named |= {x for route in group.routes for arc in route.arcs for x in arc}
    with_target = group.own is not None or target in named
    states = [*group.states, target] if with_target else list(group.states)
    column = {state: k for k, state in enumerate(states)}
    found = 0
    for worth in orders_of(len(states)):
        holds = _others_hold((group.not_best, group.routes), worth, column)
        if group.own is not None:
            below = worth <= worth[:, [column[target]]]
            for terms in group.own:
                some = np.zeros(len(worth), dtype=np.bool_)
                for mask in terms:
                    some |= below[:, [column[x] for x in monotone.members(mask)]].all(axis=1)
                holds &= some
        found += int(holds.sum())
    return Fraction(found, factorial(len(states)))


def orders_of(n: int) -> Iterator[NDArray[np.int8]]:
    """All orders of n things in blocks: rows are orders, entries places from 0 (worst).

    >>> [block.tolist() for block in orders_of(2)]
    [[[0, 1], [1, 0]]]
    """
    inner = min(n, 8)
    small = np.array(list(permutations(range(inner))), dtype=np.int8).reshape(-1, inner)
    for head in permutations(range(n), n - inner):
        # The first things take the places in ``head``, the others share what is left.
        left = np.array([place for place in range(n) if place not in head], dtype=np.int8)
        block = np.empty((len(small), n), dtype=np.int8)
        block[:, : n - inner] = head
        block[:, n - inner :] = left[small]
        yield block
