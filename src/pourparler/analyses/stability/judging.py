"""Verdicts of the concepts that compare a state with what moves from it secure, by axes or by arcs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import Foresight
from pourparler.kernels import arcs, deterrence
from pourparler.kernels.foresight import LOW, margins
from pourparler.kernels.move_axes import Game

Bools = NDArray[np.bool_]
Ints = NDArray[Any]

EXACT = 100_000
"""States up to which margins are told; verdicts alone cost less."""


@dataclass(frozen=True, eq=False)
class Judged:
    """``stable[concept]``: bool (parties, states). ``margins[concept]``: int, dense ranks, meaningless where ``still``
    says that a party has no move; empty where there are too many states. ``moves[concept]``: the index of the
    move that decides, -1 for none. ``complete``: whether every answer was found. ``rounds``: of answers.
    """

    stable: Mapping[Foresight, Bools]
    still: Bools
    margins: Mapping[Foresight, Ints] = field(default_factory=dict)
    moves: Mapping[Foresight, Ints] = field(default_factory=dict)
    rounds: int = 0
    complete: bool = True

    @cached_property
    def equilibria(self) -> Mapping[Foresight, Bools]:
        """Which states are stable for every party, by concept: (states,)."""
        return {concept: np.asarray(stable.all(axis=0)) for concept, stable in self.stable.items()}


def judged(moves: Moves, ranks: Ints, concepts: Sequence[Foresight]) -> Judged:
    """The verdicts on every state for every party, at ``ranks`` (parties, states)."""
    if moves.game is not None:
        return _by_axes(moves, moves.game, ranks, concepts=concepts)
    return _by_arcs(moves, ranks, concepts)


def stable_in_draws(moves: Moves, ranks: Ints, concepts: Sequence[Foresight]) -> Mapping[Foresight, Bools]:
    """Verdicts alone for many rankings at once: ``ranks`` (draws, parties, states) to bool of that shape.

    Raises ``NotSettled`` where not every answer was found, and ``TooManyPatterns``.
    """
    if moves.game is not None:
        of = moves.conflict
        found = deterrence.verdicts(moves.game, of.over_cells(ranks, 0), concepts=concepts)
        return {concept: of.at_states(found.stable[concept]) for concept in concepts}
    lists = moves.lists or ()
    told = arcs.thresholds(lists, ranks, concepts=concepts, consecutive=moves.running)
    if not told.settled:
        raise deterrence.NotSettled
    return {concept: arcs.verdicts(ranks, told.levels[i]) for i, concept in enumerate(concepts)}


def _by_axes(moves: Moves, game: Game, ranks: Ints, *, concepts: Sequence[Foresight]) -> Judged:
    of = moves.conflict
    cells = of.over_cells(ranks, 0)
    if len(of.codes) > EXACT:
        told = deterrence.verdicts(game, cells, concepts=concepts)
        stable = {concept: of.at_states(told.stable[concept]) for concept in concepts}
        return Judged(stable, ~moves.movable, rounds=told.rounds)
    found = deterrence.thresholds(game, cells, concepts=concepts)
    place = np.full(game.cells + 1, -1, dtype=np.int64)
    place[of.codes] = np.arange(len(of.codes))
    return Judged(
        {concept: of.at_states(found.stable(concept)) for concept in concepts},
        ~moves.movable,
        {concept: of.at_states(found.margins(concept)) for concept in concepts},
        {concept: place[of.at_states(found.moves[concept])] for concept in concepts},
        found.rounds,
    )


def _by_arcs(moves: Moves, ranks: Ints, concepts: Sequence[Foresight]) -> Judged:
    lists = moves.lists or ()
    levels = {concept: np.empty(ranks.shape, dtype=np.int32) for concept in concepts}
    leading = {concept: np.empty(ranks.shape, dtype=np.int64) for concept in concepts}
    rounds, left, complete = 0, arcs.WORK, True
    for concept in concepts:
        for party, own in enumerate(lists):
            answered = arcs.answers(
                lists, ranks, party=party, concept=concept, consecutive=moves.running, cap=left
            )
            rounds, left = max(rounds, answered.rounds), left - answered.work
            complete = complete and answered.settled
            lead = arcs.leading(own, ranks[party], answered.least)
            # The threshold is what the leading move secures.
            worth = np.minimum(ranks[party], answered.least)
            levels[concept][party] = np.where(lead >= 0, worth[lead], LOW)
            leading[concept][party] = lead
    return Judged(
        {concept: arcs.verdicts(ranks, levels[concept]) for concept in concepts},
        ~moves.movable,
        {concept: margins(ranks, levels[concept]) for concept in concepts},
        leading,
        rounds,
        complete,
    )
