"""What groups of movers reach from every state at once, as rows of bits.

R_H(s): the states that moves of H lead to from s, nobody moving twice running; with improvements in place of
moves R+_H(s). Rows are packed, 64 states to a word, and follow a fixed point: what a mover's step reaches is its
target and what the other movers reach from there. Source: Fang, Hipel and Kilgour 1993, definition 3.3. Not for
one start only: the search of ``routes`` costs less, and tells the way.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, listing

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

STATES = 2048
"""Above so many states rows of bits are not made."""

WORK = 1 << 30
"""Words looked at before all that one question needs is given up.

With 2,048 states, 6 parties and 11 free options one closure takes 12 million words and .1 s; all 63 coalitions just fit
where moves chain, in 18 s; where last movers are kept 11 of them do, in 8 s.
"""


class Reach(NamedTuple):
    """``rows`` (S, W) uint64: bit t of row s is set iff t is reached from s; ``work``: words looked at.

    ``complete``: False where the cap was reached; the rows then hold only part of what is reached.
    """

    rows: Words
    work: int
    complete: bool


def packed(dense: Bools) -> Words:
    """Rows of bits (K, W) of a boolean array (K, S), W = ⌈S / 64⌉, the first state in the lowest bit."""
    count, states = dense.shape
    width = -(-states // 64) * 64
    whole = np.zeros((count, width), dtype=np.bool_)
    whole[:, :states] = dense
    return np.packbits(whole, axis=1, bitorder="little").view("<u8").astype(np.uint64, copy=False)


def unpacked(rows: Words, states: int) -> Bools:
    """The boolean array (K, S) of rows of bits (K, W).

    >>> unpacked(packed(np.eye(3, dtype=bool)), 3).tolist()[1]
    [False, True, False]
    """
    octets = np.ascontiguousarray(rows.astype("<u8", copy=False)).view(np.uint8)
    return np.unpackbits(octets, axis=1, count=states, bitorder="little").astype(np.bool_)


def reached(
    movers: Sequence[Listing],
    *,
    states: int,
    tags: Words | None = None,
    consecutive: Consecutive = "forbid",
    cap: int = WORK,
) -> Reach:
    """What the ``movers`` (moves, improvements or joint improvements) reach from every state together.

    The start itself belongs to it only where moves lead back. ``tags`` (S, W): what a state stands for, so that
    row s is the union of the tags of all states reached from s; without tags every state stands for itself. Tags
    answer "is any of these states reached" for up to 64 W sets at once. ``states`` at most ``STATES``; ``cap``: words.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1], [1, 2]]), 3), listing(np.array([[1, 0]]), 3)]
    >>> unpacked(reached(pair, states=3).rows, 3).astype(int).tolist()
    [[1, 1, 0], [1, 1, 1], [0, 0, 0]]
    """
    if states > STATES:
        raise ValueError(f"rows of bits are made of up to {STATES} states, not of {states}")
    ends = packed(np.eye(states, dtype=np.bool_)) if tags is None else tags
    width = ends.shape[1]
    if consecutive == "allow" and len(movers) > 1:
        # Who moves makes no difference: one list of all arcs, each once, is gone through instead of many.
        there = np.zeros((states, states), dtype=np.bool_)
        for moves in movers:
            there[moves.sources, moves.targets] = True
        movers = [listing(np.argwhere(there), states)]
    pass_cost = width * (sum(len(m.targets) for m in movers) + len(movers) * states)
    by = [np.zeros_like(ends) for _ in movers]
    whole, work = np.zeros_like(ends), 0
    while True:
        if work + pass_cost > cap:
            return Reach(whole, work, False)
        work += pass_cost
        changed = False
        after = _after_each(by, consecutive, states, width)
        for k, moves in enumerate(movers):
            new = spread(moves, ends | after[k])
            changed = changed or not np.array_equal(new, by[k])
            by[k] = new
        whole = _union(by, states, width)
        if not changed:
            return Reach(whole, work, True)


def _union(by: Sequence[Words], states: int, width: int) -> Words:
    whole = np.zeros((states, width), dtype=np.uint64)
    for rows in by:
        whole |= rows
    return whole


def _after_each(by: Sequence[Words], consecutive: Consecutive, states: int, width: int) -> list[Words]:
    """What may follow each mover's step: what all others reach, or all where a mover may go on."""
    if consecutive == "allow":
        return [_union(by, states, width)] * len(by)
    # Unions of all but one: of those before it, and of those behind it.
    before = [np.zeros((states, width), dtype=np.uint64)]
    for rows in by[:-1]:
        before.append(before[-1] | rows)
    behind = np.zeros((states, width), dtype=np.uint64)
    for k in range(len(by) - 1, -1, -1):
        before[k] = before[k] | behind
        behind = behind | by[k]
    return before


def spread(moves: Listing, rows: Words) -> Words:
    """The union of ``rows`` (S, W) over the targets of each state's arcs, (S, W): one mover's one step."""
    # Everybody's k-th arc together, the states with many arcs first: whole rows are joined, without a loop over
    # states. numpy's reduceat along the first axis takes ten times as long.
    many = moves.degrees[moves.origins]
    order = np.argsort(-many, kind="stable")
    starts, many = moves.starts[order], many[order]
    joined = np.zeros((len(order), rows.shape[1]), dtype=np.uint64)
    for k in range(int(many[0]) if len(many) else 0):
        having = int(np.searchsorted(-many, -k, side="left"))
        joined[:having] |= rows[moves.targets[starts[:having] + k]]
    found = np.zeros_like(rows)
    found[moves.origins[order]] = joined
    return found


def unanswered(moves: Listing, answered: Words) -> Bools:
    """Which states (S,) have an arc s → t whose target's row of ``answered`` (S, W) lacks s."""
    within = unpacked(answered, len(moves.degrees))
    sources = moves.sources
    left = ~within[moves.targets, sources]
    return np.asarray(np.bincount(sources[left], minlength=len(moves.degrees)) > 0)
