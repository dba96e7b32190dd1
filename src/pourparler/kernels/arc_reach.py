"""What a group can reach from one state on arc lists, with last movers where moves do not chain.

Parties and states are numbers; each party has a listing of arcs. For all states at once, and for the
thresholds of the stability concepts, other kernels are faster: this one serves questions about a single target.
Source: Fang, Hipel and Kilgour 1993, *Interactive Decision Making*, section 3.2 (reachable lists of a coalition).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, improving, out_of

Ints = NDArray[np.int64]


def improvements(moves: Sequence[Listing], ranks: NDArray[np.int32]) -> tuple[Listing, ...]:
    """Of each party's moves those that improve for it; ``ranks`` (P, S), larger is better."""
    return tuple(improving(own, rank) for own, rank in zip(moves, ranks, strict=True))


class Reached(NamedTuple):
    """``states``: those reached, ascending; ``work``: how many arcs were followed."""

    states: Ints
    work: int


def reached(
    moves: Sequence[Listing], state: int, *, group: Sequence[int], consecutive: Consecutive
) -> Reached:
    """The states that the parties in ``group`` can reach from ``state`` in one or more moves; one listing per party.

    The state itself is among them only if the group can come back to it.

    >>> from pourparler.kernels.arc_lists import listing
    >>> two = [listing(np.array([[0, 1], [1, 2]]), 4), listing(np.array([[1, 3]]), 4)]
    >>> reached(two, 0, group=(0, 1), consecutive="forbid").states
    array([1, 3])
    """
    states = len(moves[0].degrees)
    seen = {party: np.zeros(states, dtype=np.bool_) for party in group}
    # One more entry for the start, which nobody moved to: its key is no party.
    new: dict[int, Ints] = {-1: np.array([state], dtype=np.int64)}
    work = 0
    while new:
        grown: dict[int, Ints] = {}
        for party in group:
            sources = [at for last, at in new.items() if consecutive == "allow" or last != party]
            targets, followed = _ends(moves[party], sources)
            work += followed
            if consecutive == "allow":
                fresh = targets[~np.logical_or.reduce([seen[p][targets] for p in group])]
            else:
                fresh = targets[~seen[party][targets]]
            seen[party][fresh] = True
            if len(fresh):
                grown[party] = fresh
        new = grown
    both = np.zeros(states, dtype=np.bool_)
    for flags in seen.values():
        both |= flags
    return Reached(np.flatnonzero(both), work)


def _ends(moves: Listing, sources: list[Ints]) -> tuple[Ints, int]:
    """Where the arcs of one party lead from these states, each end once, and how many arcs there are."""
    if not sources:
        return np.zeros(0, dtype=np.int64), 0
    _, ends = out_of(moves, np.unique(np.concatenate(sources)))
    return np.unique(ends), len(ends)
