"""Stability where a party's preference between some pairs of states is unknown.

Four definitions: a party leaves s for states it prefers or, in a and c, may prefer; an answer (and in SMR every
countermove) must be no better and known, or in c and d no better or unknown. Answers of SEQ use moves to states
that their mover prefers or may prefer. Source: Li, Hipel, Kilgour and Fang 2004, Preference uncertainty in the
graph model, IEEE Transactions SMC-A 34(4). Not statements about all completions of the preferences. Such
relations are no weak orders, so last movers are always kept.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Listing, kept
from pourparler.kernels.reaching import WORK, packed, reached, spread, unanswered, unpacked

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
Definition = Literal["a", "b", "c", "d"]
Concept = Literal["nash", "gmr", "smr", "seq"]

DEFINITIONS: tuple[Definition, ...] = ("a", "b", "c", "d")
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")


class Verdicts(NamedTuple):
    """``stable`` (definitions, concepts, P, S); ``work``: words looked at; ``complete``: False at the cap.

    Where it is not complete ``stable`` is not to be used.
    """

    stable: Bools
    work: int
    complete: bool


def unknown_verdicts(
    moves: Sequence[Listing],
    ranks: Ints,
    unknown: Sequence[Bools | None],
    *,
    definitions: Sequence[Definition] = DEFINITIONS,
    cap: int = WORK,
) -> Verdicts:
    """Nash, GMR, SMR and SEQ (in this order) of every party under each of ``definitions``.

    ``moves``: one listing per party; ``ranks`` (P, S), S at most ``reaching.STATES``; ``unknown``: per party a
    symmetric (S, S) array of the pairs it may rank either way, None for none. ``cap``: words of 64 states.

    >>> from pourparler.kernels.arc_lists import listing
    >>> alone, doubt = [listing(np.array([[0, 1]]), 2)], ~np.eye(2, dtype=bool)
    >>> unknown_verdicts(alone, np.array([[1, 2]]), [doubt]).stable[:, 0, 0, 0].tolist()
    [False, True, False, True]
    """
    count, states = ranks.shape
    width = -(-states // 64)
    stable = np.zeros((len(definitions), len(CONCEPTS), count, states), dtype=np.bool_)
    willing = [_perhaps(moves[j], ranks[j], unknown[j]) for j in range(count)]
    work = 0
    for i in range(count):
        others = [j for j in range(count) if j != i]
        for d, definition in enumerate(definitions):
            asked = _Asked(moves[i], ranks[i], unknown[i], definition)
            leaving = asked.leaving()
            stable[d, 0, i] = leaving.degrees == 0
            firm, work = asked.firm(), work + width * len(moves[i].targets)
            for c, (lists, good) in enumerate(
                ((moves, asked.acceptable()), (moves, firm), (willing, asked.acceptable())), start=1
            ):
                answered = reached(
                    [lists[j] for j in others], states=states, tags=packed(good.T), cap=cap - work
                )
                work += answered.work
                if not answered.complete:
                    return Verdicts(stable, work, False)
                stable[d, c, i] = ~unanswered(leaving, answered.rows)
    return Verdicts(stable, work, True)


def _perhaps(moves: Listing, ranks: Ints, unknown: Bools | None) -> Listing:
    """The moves to states that the mover prefers or may prefer."""
    origins, targets = moves.sources, moves.targets
    gain = ranks[targets] > ranks[origins]
    return kept(moves, gain if unknown is None else gain | unknown[origins, targets])


class _Asked(NamedTuple):
    """One party under one definition."""

    moves: Listing
    ranks: Ints
    unknown: Bools | None
    definition: Definition

    def leaving(self) -> Listing:
        if self.unknown is None or self.definition in ("a", "c"):
            return _perhaps(self.moves, self.ranks, self.unknown)
        origins, targets = self.moves.sources, self.moves.targets
        known = ~self.unknown[origins, targets]
        return kept(self.moves, (self.ranks[targets] > self.ranks[origins]) & known)

    def acceptable(self) -> Bools:
        """Whether answer u holds the party at s: (S, S), s first."""
        no_better: Bools = self.ranks[None, :] <= self.ranks[:, None]
        if self.unknown is None:
            return no_better
        return no_better & ~self.unknown if self.definition in ("a", "b") else no_better | self.unknown

    def firm(self) -> Bools:
        """The same where every countermove from u would hold the party too."""
        good = self.acceptable()
        countered = unpacked(spread(self.moves, packed(~good.T)), len(self.ranks))
        return good & ~countered.T
