"""Coalitions in the graph model: joint improvements, stability for a coalition, jumps between equilibria.

CI_H(s) holds the states that moves of H lead to (nobody twice running) and that every member prefers to s. A
state is stable for H if CI_H(s) is empty (Nash), or every joint improvement can be answered so that some member is
no better off than at s (GMR; SMR: and H has no joint improvement on s from there; SEQ: the answers are coalition
improvements of sets of the others, no set twice running). Sources: Kilgour, Hipel, Fang and Peng 2001; Inohara
and Hipel 2008. Not for many parties: there are 2^n − 1 coalitions, and each is asked about every state.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, improving, listing
from pourparler.kernels.reaching import WORK, Words, packed, reached, unanswered, unpacked

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
Group = tuple[int, ...]
Joint = Literal["nash", "gmr", "smr", "seq"]

CONCEPTS: tuple[Joint, ...] = ("nash", "gmr", "smr", "seq")

HELD = 1 << 24
"""Joint improvements held over all coalitions."""

ANSWERING = 10
"""With more opponents than this the sets of them that could answer are not listed."""


class Coalitions(NamedTuple):
    """What coalitions can gain, and where they let be.

    ``groups``: those asked about that were finished, each the ascending places of its parties; ``improvements``:
    CI_H of each as arcs; ``stable`` (G, concepts, S). ``work``: words looked at; ``complete``: False where a cap
    was reached, so that ``groups`` lacks some of those asked for.
    """

    groups: tuple[Group, ...]
    improvements: tuple[Listing, ...]
    stable: Bools
    work: int
    complete: bool


def every_group(parties: Sequence[int]) -> tuple[Group, ...]:
    """All non-empty sets of ``parties``, the single ones first, then by size and order.

    >>> every_group((0, 2))
    ((0,), (2,), (0, 2))
    """
    return tuple(g for size in range(1, len(parties) + 1) for g in combinations(parties, size))


class Jump(NamedTuple):
    """A coalition that leads from one equilibrium to another that improvements do not reach."""

    group: Group
    origin: int
    target: int


class _Work:
    """The budget of one call, and what was reached under it so far."""

    def __init__(self, moves: Sequence[Listing], ranks: Ints, consecutive: Consecutive, cap: int) -> None:
        self.moves, self.ranks, self.consecutive, self.left = moves, ranks, consecutive, cap
        self.states = ranks.shape[1]
        self.gains: dict[Group, Listing] = {}
        self.held = 0

    def closed(self, movers: Sequence[Listing], tags: Words | None = None) -> Words:
        done = reached(movers, states=self.states, tags=tags, consecutive=self.consecutive, cap=self.left)
        self.left -= done.work
        if not done.complete:
            raise _ExhaustedError
        return done.rows

    def moving(self, group: Group) -> list[Listing]:
        return [self.moves[i] for i in group]

    def joint(self, group: Group) -> Listing:
        """CI_H as arcs."""
        if group not in self.gains:
            if len(group) == 1:
                (i,) = group
                self.gains[group] = improving(self.moves[i], self.ranks[i])
            else:
                rows = self.closed(self.moving(group))
                self.gains[group] = joint_improvements(rows, self.ranks[list(group)])
            self.held += len(self.gains[group].targets)
            if self.held > HELD:
                raise _ExhaustedError
        return self.gains[group]


class _ExhaustedError(Exception):
    """The cap was reached."""


def joint_improvements(rows: Words, ranks: Ints) -> Listing:
    """CI_H as arcs, from R_H as rows of bits (S, W) and the members' ``ranks`` (h, S).

    >>> joint_improvements(packed(np.ones((2, 2), dtype=bool)), np.array([[1, 2], [1, 2]])).targets.tolist()
    [1]
    """
    states = ranks.shape[1]
    return listing(np.argwhere(unpacked(rows, states) & better(ranks)), states)


def better(ranks: Ints) -> Bools:
    """Whether every member (``ranks`` (h, S)) prefers state t to state s: (S, S), s first."""
    found = np.ones((ranks.shape[1], ranks.shape[1]), dtype=np.bool_)
    for rank in ranks:
        found &= rank[None, :] > rank[:, None]
    return found


def coalitions(
    moves: Sequence[Listing],
    ranks: Ints,
    *,
    groups: Sequence[Group],
    concepts: Sequence[Joint] = CONCEPTS,
    consecutive: Consecutive = "forbid",
    cap: int = WORK,
) -> Coalitions:
    """Joint improvements and stability for each of ``groups`` (ascending places of parties).

    ``moves``: one listing per party; ``ranks`` (P, S), S at most ``reaching.STATES``. ``cap``: words.

    >>> pair = [listing(np.array([[0, 1]]), 4), listing(np.array([[1, 2]]), 4)]
    >>> found = coalitions(pair, np.array([[2, 1, 3, 1], [1, 1, 2, 1]]), groups=[(0, 1)])
    >>> found.improvements[0].targets.tolist(), found.stable[0, 0].tolist()
    ([2, 2], [False, False, True, True])
    """
    work = _Work(moves, ranks, consecutive, cap)
    stable = np.zeros((len(groups), len(concepts), ranks.shape[1]), dtype=np.bool_)
    done: list[Group] = []
    complete = True
    try:
        for g, group in enumerate(groups):
            stable[g] = _stable_for(work, group, concepts)
            done.append(group)
    except _ExhaustedError:
        complete = False
    gains = tuple(work.gains[group] for group in done)
    return Coalitions(tuple(done), gains, stable[: len(done)], cap - work.left, complete)


def _stable_for(work: _Work, group: Group, concepts: Sequence[Joint]) -> Bools:
    others = tuple(j for j in range(len(work.moves)) if j not in group)
    gains = work.joint(group)
    found = np.zeros((len(concepts), work.states), dtype=np.bool_)
    found[:] = gains.degrees == 0
    if not others or not concepts or not len(gains.targets):
        return found
    preferred = better(work.ranks[list(group)])
    for c, concept in enumerate(concepts):
        if concept != "nash":
            movers = _answering(work, others) if concept == "seq" else work.moving(others)
            # Tags: the states whose joint improvements are punished at u.
            punished = ~preferred.T
            if concept == "smr":
                again = work.closed(work.moving(group), packed(preferred.T))
                punished &= ~unpacked(again, work.states)
            found[c] = ~unanswered(gains, work.closed(movers, packed(punished)))
    return found


def _answering(work: _Work, others: Group) -> list[Listing]:
    """Each set of the others with its own joint improvements; the same set does not answer twice running."""
    if len(others) > ANSWERING:
        raise _ExhaustedError
    return [work.joint(answering) for answering in every_group(others)]


def jumps(
    groups: Sequence[Group], improvements: Sequence[Listing], equilibria: Bools, *, by_improvements: Words
) -> tuple[Jump, ...]:
    """Joint improvements of two or more parties between equilibria that improvements alone do not make.

    ``improvements``: CI_H of each of ``groups``; ``equilibria`` (S,); ``by_improvements``: R+ of all parties as rows
    of bits. In the order of the groups.
    """
    states = len(equilibria)
    within = unpacked(by_improvements, states)
    result = []
    for group, gains in zip(groups, improvements, strict=True):
        if len(group) == 1:
            continue
        origins, targets = gains.sources, gains.targets
        chosen = equilibria[origins] & equilibria[targets] & ~within[origins, targets]
        pairs = zip(origins[chosen].tolist(), targets[chosen].tolist(), strict=True)
        result += [Jump(group, s, t) for s, t in pairs]
    return tuple(result)
