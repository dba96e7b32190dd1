"""How likely each actor's position is to win, state by state of the spatial model.

Axes as in :mod:`pourparler.kernels.spatial`, with the states of one run in the place of draws.
Source: collective specification, section 7 (reported probabilities).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.elections import Rules, coalitions, elect
from pourparler.kernels.spatial import Actors, distances, risks
from pourparler.kernels.thirds import utility

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 1e-3
"""Positions nearer than this to an earlier one are its position."""


class Standing(NamedTuple):
    """``leader`` (n,): the actor whose position each one's is; ``probability`` (n,): that it wins."""

    leader: Ints
    probability: Floats


def standings(place: Floats, actors: Actors, *, rules: Rules, span: str) -> list[Standing]:
    """The standing of each state (T, n, m), with ``actors`` of one draw; votes in proportion, own attitudes."""
    states = len(place)
    everyone = Actors(
        np.repeat(actors.influence, states, axis=0), np.repeat(actors.salience, states, axis=0), actors.held
    )
    distance = distances(everyone, place, place, held=actors.held[None])
    risk, _ = risks(distance, everyone, rules=rules, span=span)
    worth = utility(distance, risk[:, :, None])
    leaders = leading(place, actors.held)
    own = np.arange(leaders.shape[1])
    size = (leaders == own).sum(axis=1)
    found: dict[int, Standing] = {}
    for options in np.unique(size).tolist():
        at = np.flatnonzero(size == options)
        heads = np.nonzero(leaders[at] == own)[1].reshape(len(at), options)
        utilities = np.take_along_axis(worth[at], heads[:, None, :], axis=2)
        chance = elect(coalitions(utilities, everyone.influence[at]), rules)[0]
        full = np.zeros((len(at), len(own)))
        np.put_along_axis(full, heads, chance, axis=1)
        for row, state in enumerate(at.tolist()):
            found[state] = Standing(leaders[state], full[row, leaders[state]])
    return [found[state] for state in range(states)]


def leading(place: Floats, held: NDArray[np.bool_]) -> Ints:
    """For each actor of each state (T, n, m) the first one within ``NEAR`` of it and on the same issues, of those
    that lead: (T, n).

    >>> leading(np.array([[[0.5], [0.1], [0.5004]]]), np.ones((3, 1), dtype=np.bool_)).tolist()
    [[0, 1, 0]]
    """
    place = np.ascontiguousarray(place)
    leads = np.ones(place.shape[:2], dtype=np.bool_)
    found = np.tile(np.arange(place.shape[1]), (len(place), 1))
    for i in range(1, place.shape[1]):
        gaps = place[:, :i] - place[:, i : i + 1]
        alike = (held[:i] == held[i]).all(axis=1)
        same = ((gaps * gaps).sum(axis=2) < NEAR * NEAR) & alike & leads[:, :i]
        nearest = same.argmax(axis=1)
        follows = same[np.arange(len(place)), nearest]
        leads[:, i] = ~follows
        found[:, i] = np.where(follows, nearest, i)
    return found
