"""Which rankings of one party make a target state stable for everybody: the conditions, from reach sets.

The free party's own stability at the target s depends only on D, the states it ranks no better than s, and only
grows with D: a monotone Boolean function of D. The others' verdicts depend on the free party's ranking only through
its improvements as answers: on pairs of states that it must order one way. Neither needs a ranking of it.
Sources: Kinsara, Kilgour and Hipel 2015 (inverse approach); Crama and Hammer 2011 (monotone functions).
When not to use it: with unknown preferences or strengths, where "no better" is not the complement of "better".
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, targets_of
from pourparler.kernels.arc_reach import improvements, reached
from pourparler.kernels.arcs import values
from pourparler.kernels.foresight import Concept
from pourparler.kernels.inverse_answers import NotBest, Route, answers_needed

Ints = NDArray[np.int64]
Ranks = NDArray[np.int32]


class Own(NamedTuple):
    """The free party's own condition: each move of ``moves`` is in D, or has an answer whose demands are in D.

    ``answers``: by move, the states it may be answered with; ``demands``: by answer, the states that must be no
    better than the target for the answer to deter (the target itself left out).
    """

    moves: tuple[int, ...]
    answers: Mapping[int, tuple[int, ...]]
    demands: Mapping[int, tuple[int, ...]]


class Conditions(NamedTuple):
    """What the free party's ranking must satisfy for ``target`` to be stable for all.

    ``gates``: by party, True or False where its verdict does not depend on the free party's ranking, else None
    (the free party too); one False and no ranking will do. ``not_best``: for each, some state of ``among`` must
    be better than ``state``. ``routes``: where answers need moves of several parties in turn (see there).
    ``complete`` is False where the search for them was cut: then nothing can be counted, though what is given is
    necessary.
    """

    target: int
    own: Own
    not_best: tuple[NotBest, ...]
    routes: tuple[Route, ...]
    gates: tuple[bool | None, ...]
    complete: bool = True

    @property
    def possible(self) -> bool:
        """Whether no other party's verdict stands in the way whatever the ranking."""
        return False not in self.gates


def conditions(
    moves: Sequence[Listing],
    ranks: Ranks,
    *,
    party: int,
    target: int,
    concept: Concept,
    consecutive: Consecutive,
) -> Conditions:
    """The conditions on the ranking of ``party``, whose own row of ``ranks`` (P, S) is not looked at.

    ``moves``: one listing per party.

    >>> from pourparler.kernels.arc_lists import listing
    >>> flip = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2], [2, 1]]), 3)]
    >>> ranks = np.array([[1, 1, 1], [1, 1, 2]], dtype=np.int32)
    >>> conditions(flip, ranks, party=0, target=0, concept="seq", consecutive="forbid").own
    Own(moves=(1,), answers={1: (2,)}, demands={2: (2,)})
    """
    parties = range(len(ranks))
    group = [p for p in parties if p != party]
    better = improvements(moves, ranks)
    answering = better if concept in ("seq", "sseq") else moves
    own = _own(moves, answering, party=party, target=target, concept=concept, reach=(group, consecutive))
    gates: list[bool | None] = [None] * len(ranks)
    not_best: list[NotBest] = []
    routes: list[Route] = []
    complete = True
    for other in group:
        gains = targets_of(better[other], target)
        if not len(gains) or concept == "nash":
            gates[other] = not len(gains)
            continue
        deters = _deterring(moves[other], ranks[other], target=target, concept=concept)
        if concept in ("gmr", "smr"):
            rest = [p for p in parties if p != other]
            gates[other] = all(
                bool(deters[reached(moves, t, group=rest, consecutive=consecutive).states].any())
                for t in gains.tolist()
            )
            continue
        known = [p for p in group if p != other]
        needed = answers_needed((moves, better), deters, gains=gains, party=party, reach=(known, consecutive))
        if needed is None:
            gates[other] = False
        else:
            complete &= needed.complete
            gates[other] = None if needed.not_best or needed.routes or not needed.complete else True
            not_best += needed.not_best
            routes += needed.routes
    return Conditions(
        target, own, irredundant(not_best), tuple(dict.fromkeys(routes)), tuple(gates), complete
    )


def _own(
    moves: Sequence[Listing],
    answering: Sequence[Listing],
    *,
    party: int,
    target: int,
    concept: Concept,
    reach: tuple[Sequence[int], Consecutive],
) -> Own:
    own = tuple(targets_of(moves[party], target).tolist())
    answers: dict[int, tuple[int, ...]] = {}
    demands: dict[int, tuple[int, ...]] = {}
    group, consecutive = reach
    for t in own:
        found = (
            []
            if concept == "nash"
            else reached(answering, t, group=group, consecutive=consecutive).states.tolist()
        )
        answers[t] = tuple(found)
        for u in found:
            if u not in demands:
                counter = targets_of(moves[party], u).tolist() if concept in ("smr", "sseq") else []
                demands[u] = tuple(sorted({u, *counter} - {target}))
    return Own(own, answers, demands)


def _deterring(moves: Listing, rank: Ranks, *, target: int, concept: Concept) -> NDArray[np.bool_]:
    """The states (S,) that deter a party with these moves from leaving the target if an answer leads there."""
    worst = values(moves, rank, concept)
    deters: NDArray[np.bool_] = worst <= rank[target]
    return deters


def irredundant(not_best: Sequence[NotBest]) -> tuple[NotBest, ...]:
    """Without conditions that another one of the same state implies, by state and list."""
    each = sorted(set(not_best))
    return tuple(a for a in each if not any(b.state == a.state and set(b.among) < set(a.among) for b in each))


def conjuncts(own: Own) -> list[list[int]]:
    """The own condition as an AND of alternatives, sets of states as bits (see ``kernels.monotone``).

    >>> conjuncts(Own((1,), {1: (2,)}, {2: (2, 3)}))
    [[2, 12]]
    """
    needs = {u: sum(1 << v for v in demanded) for u, demanded in own.demands.items()}
    return [[1 << t, *(needs[u] for u in own.answers[t])] for t in own.moves]


def size(own: Own) -> int:
    """How many states the own condition names, repeats counted: what evaluating it costs."""
    return (
        len(own.moves)
        + sum(len(found) for found in own.answers.values())
        + sum(len(found) for found in own.demands.values())
    )
