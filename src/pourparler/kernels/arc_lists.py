"""Moves written out one by one: sorted lists of arcs, and what they reach.

States are positions 0 … S − 1. One party's arcs are an int64 array (A, 2) of (from, to). Terms of the graph model
for conflict resolution: Fang, Hipel and Kilgour 1993, Interactive Decision Making, chapter 3.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
Consecutive = Literal["forbid", "allow"]
"""Whether a mover may move twice running in a sequence: where all moves chain it makes no difference."""

PAIRS = 1 << 22
"""Pairs of arcs, or of states of a slice, looked at together."""


class Listing(NamedTuple):
    """One mover's arcs sorted by origin, then target, without repetition and without staying.

    ``targets`` (A,); ``origins`` (B,): the states with a move; ``starts`` (B,): where each one's arcs begin;
    ``degrees`` (S,): arcs out of each state; ``first`` (S,): where a state's arcs begin.
    """

    targets: Ints
    origins: Ints
    starts: Ints
    degrees: Ints
    first: Ints

    @property
    def sources(self) -> Ints:
        """The origin of every arc, (A,)."""
        return np.repeat(np.arange(len(self.degrees), dtype=np.int64), self.degrees)


def listing(arcs: Ints, states: int) -> Listing:
    """Sort ``arcs`` (A, 2); arcs from a state to itself and repetitions are dropped.

    >>> listing(np.array([[1, 0], [0, 2], [0, 1], [1, 1]]), 3).targets.tolist()
    [1, 2, 0]
    """
    pairs = np.asarray(arcs, dtype=np.int64).reshape(-1, 2)
    keys = pairs[:, 0] * states + pairs[:, 1]
    if len(keys) > 1 and not bool((keys[1:] > keys[:-1]).all()):
        keys = np.unique(keys)
    sources, targets = np.divmod(keys, states)
    moved = sources != targets
    if not bool(moved.all()):
        sources, targets = sources[moved], targets[moved]
    return _counted(sources, targets, states)


def _counted(sources: Ints, targets: Ints, states: int) -> Listing:
    degrees = np.bincount(sources, minlength=states).astype(np.int64)
    first = np.cumsum(degrees) - degrees
    origins = np.flatnonzero(degrees)
    return Listing(targets, origins, first[origins], degrees, first)


def kept(moves: Listing, keep: Bools) -> Listing:
    """The arcs marked in ``keep`` (A,): a party's improvements, or its moves without the blocked ones."""
    return _counted(moves.sources[keep], moves.targets[keep], len(moves.degrees))


def improving(moves: Listing, ranks: Ints) -> Listing:
    """The arcs that end in a state of higher rank, for a mover whose ranks are ``ranks`` (S,).

    >>> improving(listing(np.array([[0, 1], [1, 0]]), 2), np.array([1, 2])).targets.tolist()
    [1]
    """
    return kept(moves, ranks[moves.targets] > ranks[moves.sources])


def least(moves: Listing, values: Ints, neutral: int) -> Ints:
    """The smallest of ``values`` per arc (…, A) over the arcs of each origin: (…, S), else ``neutral``."""
    return _over(np.minimum, moves, values, neutral)


def greatest(moves: Listing, values: Ints, neutral: int) -> Ints:
    """The largest of ``values`` per arc (…, A) over the arcs of each origin: (…, S), else ``neutral``."""
    return _over(np.maximum, moves, values, neutral)


def _over(op: np.ufunc, moves: Listing, values: Ints, neutral: int) -> Ints:
    found = np.full((*values.shape[:-1], len(moves.degrees)), neutral, dtype=values.dtype)
    if len(moves.starts):
        found[..., moves.origins] = op.reduceat(values, moves.starts, axis=-1)
    return found


def targets_of(moves: Listing, state: int) -> Ints:
    """The states that one mover can move to from ``state``, ascending.

    >>> targets_of(listing(np.array([[1, 0], [0, 2], [0, 1]]), 3), 0).tolist()
    [1, 2]
    """
    low = int(moves.first[state])
    return moves.targets[low : low + int(moves.degrees[state])]


def out_of(moves: Listing, states: Ints) -> tuple[Ints, Ints]:
    """All arcs out of ``states`` (K,), in their order: which of the K an arc leaves, and where it ends."""
    many = moves.degrees[states]
    owner = np.repeat(np.arange(len(states)), many)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
    return owner, moves.targets[moves.first[states][owner] + within]
