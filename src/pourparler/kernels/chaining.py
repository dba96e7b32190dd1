"""Whether a party's moves chain: two moves running of one party amount to one move of it, or lead back.

Where all parties' moves chain, a search may forget who moved last. Not needed for axes whose allowed steps are
transitive: their moves always chain. Source: Fang, Hipel and Kilgour 1993, section 3.2 (transitive moves).
"""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import PAIRS, Listing, listing, out_of

Ints = NDArray[Any]

DENSE = 256
"""States hanging together up to which all of them are held as a square."""

WORK = 1 << 26
"""Pairs of consecutive arcs looked at one by one, or 64 triples of a square."""


class Chaining(NamedTuple):
    """Whether a party's moves chain; ``broken``: the first s, t, u with s → t → u and not s → u.

    ``limit``: not told within the cap. ``work``: pairs of consecutive arcs, and triples of squares by 64.
    """

    answer: Literal["chains", "broken", "limit"]
    broken: tuple[int, int, int] | None
    work: int


def chains(arcs: Ints, states: int, *, cap: int = WORK) -> Chaining:
    """Look at all s → t → u, u not s, of one party's ``arcs`` (A, 2) for one without s → u. ``cap``: work.

    States that hang together by moves are looked at together: as squares where few do, else arc by arc.

    >>> chains(np.array([[0, 1], [1, 2]]), 3).broken
    (0, 1, 2)
    """
    moves = listing(arcs, states)
    part = _parts(moves)
    sizes = np.bincount(part, minlength=states)
    small = sizes[part] <= DENSE
    work = int((sizes[(sizes > 1) & (sizes <= DENSE)].astype(np.int64) ** 3).sum()) // 64
    wide = np.flatnonzero(~small & (moves.degrees > 0))
    work += int(
        sum(
            int(moves.degrees[out_of(moves, one)[1]].sum())
            for one in np.array_split(wide, min(64, len(wide) + 1))
        )
    )
    if work > cap:
        return Chaining("limit", None, 0)
    suspects = [_in_squares(moves, part, sizes), _arc_by_arc(moves, wide)]
    found = [s for s in suspects if s is not None]
    if not found:
        return Chaining("chains", None, work)
    return Chaining("broken", _missing(moves, min(found)), work)


def _parts(moves: Listing) -> Ints:
    """For each state the lowest state it hangs together with, by moves in either direction."""
    part = np.arange(len(moves.degrees))
    sources, targets = moves.sources, moves.targets
    while True:
        low = np.minimum(part[sources], part[targets])
        new = part.copy()
        np.minimum.at(new, part[sources], low)
        np.minimum.at(new, part[targets], low)
        while not np.array_equal(new, new[new]):
            new = new[new]
        if np.array_equal(new, part):
            return part
        part = new


def _in_squares(moves: Listing, part: Ints, sizes: Ints) -> int | None:
    """The first state of a small part from which two moves lead where none does."""
    order = np.argsort(part, kind="stable")
    count = sizes[part[order]]
    begin = np.cumsum(sizes) - sizes
    place = np.empty(len(part), dtype=np.int64)
    place[order] = np.arange(len(part)) - begin[part[order]]
    sources, targets = moves.sources, moves.targets
    first: int | None = None
    for size in np.unique(count[(count > 2) & (count <= DENSE)]).tolist():
        heads = np.flatnonzero(sizes == size)
        which = np.full(len(part), -1)
        which[heads] = np.arange(len(heads))
        inside = sizes[part[sources]] == size
        at = (which[part[sources[inside]]], place[sources[inside]], place[targets[inside]])
        by_part = np.argsort(at[0], kind="stable")
        at = (at[0][by_part], at[1][by_part], at[2][by_part])
        step = max(1, PAIRS // size**2)
        for low in range(0, len(heads), step):
            a, b = np.searchsorted(at[0], (low, low + step))
            square = np.zeros((min(step, len(heads) - low), size, size), dtype=np.float32)
            square[at[0][a:b] - low, at[1][a:b], at[2][a:b]] = 1
            twice = square @ square
            bad = (twice > 0) & (square == 0)
            bad[:, np.arange(size), np.arange(size)] = False
            rows = np.argwhere(bad.any(axis=2))
            if len(rows):
                lowest = int(order[begin[heads[rows[:, 0] + low]] + rows[:, 1]].min())
                first = lowest if first is None else min(first, lowest)
    return first


def _arc_by_arc(moves: Listing, origins: Ints) -> int | None:
    """The first of ``origins`` (ascending) from which two moves lead where none does."""
    states = len(moves.degrees)
    keys = moves.sources * states + moves.targets
    step = max(1, PAIRS // max(1, int(moves.degrees.max(initial=0)) ** 2))
    for low in range(0, len(origins), step):
        one, middle = out_of(moves, origins[low : low + step])
        again, last = out_of(moves, middle)
        start = origins[low : low + step][one[again]]
        wanted = start * states + last
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        missing = (keys[place] != wanted) & (last != start)
        if missing.any():
            return int(start[missing].min())
    return None


def _missing(moves: Listing, s: int) -> tuple[int, int, int]:
    """The first t and u that show it for s."""
    start = np.array([s])
    middle = out_of(moves, start)[1]
    owner, last = out_of(moves, middle)
    k = int(np.flatnonzero((last != s) & ~np.isin(last, middle))[0])
    return s, int(middle[owner[k]]), int(last[k])
