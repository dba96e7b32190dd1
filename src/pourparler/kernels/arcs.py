"""Stability over lists of arcs: the least rank that keeps a state stable, with last movers.

For party i let val be p_i (GMR, SEQ) or the best of p_i over a state and i's moves from it (SMR, SSEQ), and F(t)
the smallest val over t and what the opponents reach from it, by moves (GMR, SMR) or improvements (SEQ, SSEQ);
F is +∞ for Nash. The threshold C_i(s) is the largest min(p_i(t), F(t)) over i's moves s → t: s is stable for i
iff C_i(s) <= p_i(s). Definitions: Howard 1971 (GMR, SMR); Fraser and Hipel 1979, 1984 (SEQ); Rêgo and Vieira 2015
(SSEQ); Fang, Hipel and Kilgour 1993 (opponents as a group in which nobody moves twice running). Not for models
whose moves are axes with transitive steps: those need no lists.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, greatest
from pourparler.kernels.arc_lists import least as _least_over
from pourparler.kernels.foresight import CONCEPTS, HIGH, LOW, Concept

Ints = NDArray[Any]
Bools = NDArray[np.bool_]

WORK = 1 << 29
"""Arcs times draws looked at before the rest is given up, in about ten seconds: passes over long chains of answers."""

HELD = 1 << 24
"""Values per arc and draw held at once."""


class Answers(NamedTuple):
    """``least`` (…, S): F of one party and concept; ``rounds``: passes over the opponents' arcs, ``work`` of them.

    ``settled``: whether the last pass changed nothing; if not, F is only an upper bound.
    """

    least: Ints
    rounds: int
    work: int
    settled: bool


class Thresholds(NamedTuple):
    """``levels`` (concepts, …, P, S) int32: C, ``LOW`` where the party has no move.

    ``rounds``: the most passes that a party and concept took; ``work``: arcs times draws looked at by all;
    ``settled``: False where the cap was reached; C is only an upper bound then, so "stable" still holds.
    """

    levels: Ints
    concepts: tuple[Concept, ...]
    rounds: int
    work: int
    settled: bool


def values(moves: Listing, ranks: Ints, concept: Concept) -> Ints:
    """val (…, S) of the party with these moves and ranks (…, S): what an answer leaves it with at best."""
    if concept not in ("smr", "sseq"):
        return ranks
    return np.maximum(ranks, greatest(moves, ranks[..., moves.targets], LOW))


def answers(
    moves: Sequence[Listing],
    ranks: Ints,
    *,
    party: int,
    concept: Concept,
    consecutive: Consecutive = "forbid",
    cap: int = WORK,
) -> Answers:
    """F (…, S) of ``party``: the smallest val the others can bring about from each state, or leave it at.

    ``moves``: one listing per party; ``ranks`` (…, P, S) int32, higher is better, draws leading. ``cap``: arcs times
    draws looked at.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> answers(pair, np.array([[2, 3, 1], [1, 1, 2]]), party=0, concept="seq").least.tolist()
    [2, 1, 1]
    """
    own = ranks[..., party, :]
    if concept == "nash":
        return Answers(np.full(own.shape, HIGH, dtype=np.int32), 0, 0, True)
    val = values(moves[party], own, concept).astype(np.int32)
    others = [j for j in range(len(moves)) if j != party and len(moves[j].targets)]
    held = _Moves(
        [moves[j] for j in others],
        [_steps(moves[j], ranks[..., j, :]) if concept in ("seq", "sseq") else None for j in others],
    )
    each = max(1, sum(len(m.targets) for m in held.lists) * (val.size // val.shape[-1]))
    step = _forgetting if consecutive == "allow" else _remembering
    least, rounds, settled = step(held, val, cap // each)
    return Answers(least, rounds, rounds * each, settled)


class _Moves(NamedTuple):
    lists: list[Listing]
    may: list[Bools | None]
    """Per mover the arcs (…, A) that may be used in each draw; None: all of them."""

    def step(self, k: int, worth: Ints) -> Ints:
        """The smallest ``worth`` (…, S) one move of mover ``k`` away from each state."""
        reached = worth[..., self.lists[k].targets]
        may = self.may[k]
        if may is not None:
            reached = np.where(may, reached, np.int32(HIGH))
        return _least_over(self.lists[k], reached, HIGH)


def _steps(moves: Listing, ranks: Ints) -> Bools:
    return np.asarray(ranks[..., moves.targets] > ranks[..., moves.sources])


def _forgetting(held: _Moves, val: Ints, cap: int) -> tuple[Ints, int, bool]:
    """Group moves in which a party may move twice running."""
    found = val.copy()
    for done in range(cap):
        before = found
        for k in range(len(held.lists)):
            found = np.minimum(found, held.step(k, found))
        if np.array_equal(before, found):
            return found, done + 1, True
    return found, cap, False


def _remembering(held: _Moves, val: Ints, cap: int) -> tuple[Ints, int, bool]:
    """Group moves in which nobody moves twice running: one array per mover, what follows its move."""
    count = len(held.lists)
    by = [np.full(val.shape, HIGH, dtype=np.int32) for _ in range(count)]
    for done in range(cap):
        changed = False
        for k in range(count):
            worth = val.copy()
            for j in range(count):
                if j != k:
                    np.minimum(worth, by[j], out=worth)
            new = held.step(k, worth)
            changed = changed or not np.array_equal(new, by[k])
            by[k] = new
        if not changed:
            return _smallest(val, by), done + 1, True
    return _smallest(val, by), cap, False


def _smallest(val: Ints, by: Sequence[Ints]) -> Ints:
    found = val.copy()
    for one in by:
        np.minimum(found, one, out=found)
    return found


def thresholds(
    moves: Sequence[Listing],
    ranks: Ints,
    *,
    concepts: Sequence[Concept] = CONCEPTS,
    consecutive: Consecutive = "forbid",
    cap: int = WORK,
) -> Thresholds:
    """C of every concept, party and state.

    ``moves``: one listing per party; ``ranks`` (P, S) or (D, P, S) int32, dense, higher is better. ``cap``:
    arcs times draws looked at. The draws do not touch each other: each one's C is that of a run of its own.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> found = thresholds(pair, np.array([[2, 3, 1], [1, 1, 2]]), concepts=("nash", "seq"))
    >>> (found.levels[:, 0, 0] <= 2).tolist()
    [False, True]
    """
    whole = ranks.reshape(-1, *ranks.shape[-2:])
    draws, count, states = whole.shape
    levels = np.empty((len(concepts), draws, count, states), dtype=np.int32)
    most, work, settled = 0, 0, True
    size = max(1, HELD // max(1, max((len(m.targets) for m in moves), default=1)))
    for at in range(0, draws, size):
        part = whole[at : at + size]
        for c, concept in enumerate(concepts):
            for i in range(count):
                left = max(0, cap - work)
                found = answers(moves, part, party=i, concept=concept, consecutive=consecutive, cap=left)
                most, work = max(most, found.rounds), work + found.work
                settled = settled and found.settled
                worth = np.minimum(part[:, i], found.least)
                levels[c, at : at + size, i] = greatest(moves[i], worth[:, moves[i].targets], LOW)
    return Thresholds(levels.reshape(len(concepts), *ranks.shape), tuple(concepts), most, work, settled)


def verdicts(ranks: Ints, levels: Ints) -> Bools:
    """Whether each state is stable: ``levels`` (…, P, S) of ``thresholds`` against ``ranks`` (P, S)."""
    return np.asarray(levels <= ranks)


def leading(moves: Listing, ranks: Ints, least: Ints) -> Ints:
    """Where each state's own move with the largest min(p, F) ends, the lowest on ties: (…, S), −1 without move.

    ``moves``, ``ranks`` (…, S) and ``least`` (F, (…, S)) of one party. An improvement where the state is unstable.
    """
    worth = np.minimum(ranks, least)[..., moves.targets]
    best = greatest(moves, worth, LOW)[..., moves.sources]
    chosen = np.where(worth == best, moves.targets, len(moves.degrees))
    return _least_over(moves, chosen, -1)


def temptations(moves: Listing, ranks: Ints, least: Ints) -> Ints:
    """T (…, S): the largest F over the improvements of one party, ``LOW`` where it has none.

    Stable iff T <= p; strongly stable iff T <= the best rank far below the state (Hamouda, Kilgour, Hipel 2004).
    """
    reached = np.where(_steps(moves, ranks), least[..., moves.targets], np.int32(LOW))
    return greatest(moves, reached.astype(np.int32), LOW)
