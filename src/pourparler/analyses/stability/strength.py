"""Strong stability: every improvement can be answered by what is far worse (Hamouda, Kilgour, Hipel 2004, 2006)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import Foresight
from pourparler.kernels import arcs, deterrence
from pourparler.kernels.foresight import LOW
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]
Ints = NDArray[Any]

STRONG: tuple[Foresight, ...] = ("gmr", "smr", "seq", "sseq")


def strongly_stable(moves: Moves, concepts: Sequence[Foresight]) -> dict[str, Bools]:
    """By concept (Nash has no strong form) the states strongly stable for each party: (parties, states).

    A state far below another lies across a great gap of the party's ranking; parties without gaps have none. Of
    several degrees of gaps any counts.
    """
    game = moves.conflict
    asked = [concept for concept in concepts if concept in STRONG]
    far = np.stack([_best_far_below(game, party) for party in range(len(game.parties))])
    if moves.game is not None:
        cells = game.over_cells(game.ranks, 0)
        worth = deterrence.secured(moves.game, cells, concepts=asked)
        found = {concept: worth[concept][:, game.codes] for concept in asked}
    else:
        found = {concept: _temptations(moves, concept) for concept in asked}
    return {concept: secured <= far for concept, secured in found.items()}


def _temptations(moves: Moves, concept: Foresight) -> Ints:
    lists, ranks = moves.lists or (), moves.conflict.ranks
    rows = []
    for party, own in enumerate(lists):
        answered = arcs.answers(lists, ranks, party=party, concept=concept, consecutive=moves.running)
        rows.append(arcs.temptations(own, ranks[party], answered.least))
    return np.stack(rows)


def _best_far_below(game: Conflict, party: int) -> Ints:
    """Per state the largest rank that lies across a great gap below it; where none does, what a party without an
    improvement has to fear: such a state is strongly stable with nothing below it.
    """
    ranks = game.ranks[party]
    classes = int(ranks.max())
    # After the k-th class from the top: the classes of rank classes - k and below lie across.
    across = sorted(
        {classes - place for degree in game.gaps.get(game.parties[party], ()) for place in degree}
    )
    best = np.full(classes + 1, LOW, dtype=np.int64)
    for top in across:
        if top >= 1:
            best[top + 1 :] = top
    found: Ints = best[ranks]
    return found
