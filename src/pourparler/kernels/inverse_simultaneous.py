"""Which rankings of one party make a target state stable for everybody under simultaneous sanctioning.

The others answer from the target itself, so the free party's improvements matter only as the states it ranks above
the target: its own condition grows with D (see ``inverse_conditions``), and another party's gain is answered with
its help iff the target is not its best among some of its moves. So the count needs no enumeration of orders.
Sources: Howard 1971; Fraser and Hipel 1984; Kinsara, Kilgour and Hipel 2015 (inverse approach).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.inverse_answers import NotBest
from pourparler.kernels.inverse_conditions import Conditions, Own, irredundant
from pourparler.kernels.move_axes import Game
from pourparler.kernels.simultaneous import shifts

Ints = NDArray[np.int64]
Ranks = NDArray[np.int32]

COMBINATIONS = 1_000_000
"""Combinations of others' improvements from the target, at most."""


def simultaneous_conditions(game: Game, ranks: Ranks, *, party: int, target: int) -> Conditions:
    """The conditions on the ranking of ``party``, whose own row of ``ranks`` (P, N) is not looked at.

    ``target`` and the states in the answer are positions among the feasible cells (as ranks by state are kept).
    ``complete`` is False, and the own condition empty, where the others have too many combinations of improvements.
    """
    cells = np.flatnonzero(game.feasible)
    number = np.cumsum(game.feasible) - 1
    at = cells[[target]]
    parties = range(len(ranks))
    # The free party's moves are all kept: which of them improve is what is asked for.
    moves = {p: shifts(game, at, party=p, improving=None if p == party else ranks[p]).by for p in parties}
    others = [p for p in parties if p != party]
    gates: list[bool | None] = [None] * len(ranks)
    for other in others:
        if not len(moves[other]):
            gates[other] = True
    if np.prod([1.0 + len(moves[p]) for p in parties]) > COMBINATIONS:
        return Conditions(target, Own((), {}, {}), (), (), tuple(gates), False)
    together = _sums([moves[p] for p in others])
    answers = {
        int(number[at[0] + by]): tuple(sorted(number[_feasible(game, at + by + together[1:])].tolist()))
        for by in moves[party].tolist()
    }
    demands = {u: (u,) for found in answers.values() for u in found}
    not_best: list[NotBest] = []
    for other in others:
        if len(moves[other]):
            rest = _sums([moves[p] for p in others if p != other])
            found = _answered((game, ranks[other]), int(at[0]), (moves[other], moves[party], rest))
            if found is None:
                gates[other] = False
            else:
                gates[other] = None if found else True
                not_best += [NotBest(target, tuple(number[list(among)].tolist())) for among in found]
    own = Own(tuple(sorted(answers)), answers, demands)
    return Conditions(target, own, irredundant(not_best), (), tuple(gates))


def _sums(parts: Sequence[Ints]) -> Ints:
    """Every choice of staying or one shift by each party, summed; the first is that all stay."""
    found = np.zeros(1, dtype=np.int64)
    for by in parts:
        found = (np.concatenate(([0], by))[:, None] + found).ravel()
    return found


def _feasible(game: Game, cells: Ints) -> Ints:
    return cells[game.feasible[cells]]


def _answered(on: tuple[Game, Ranks], at: int, of: tuple[Ints, Ints, Ints]) -> list[tuple[int, ...]] | None:
    """By gain of another party that needs it: the free party's moves of which one must improve; None if none will do.

    ``on``: the conflict and the party's ranks; ``of``: its gains, the free party's moves, and what the rest can do
    together, all as shifts.
    """
    (game, rank), (gains, free, rest) = on, of
    found = []
    for gain in gains.tolist():
        if _deters(game, at + gain + rest, rank, top=int(rank[at])):
            continue
        among = [by for by in free.tolist() if _deters(game, at + gain + by + rest, rank, top=int(rank[at]))]
        if not among:
            return None
        found.append(tuple(sorted(at + by for by in among)))
    return found


def _deters(game: Game, cells: Ints, rank: NDArray[np.int32], *, top: int) -> bool:
    return bool((game.feasible[cells] & (rank[cells] <= top)).any())
