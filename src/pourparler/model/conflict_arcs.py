"""Moves between states written out one by one: where a conflict's axes alone do not tell them.

Source: Fang, Hipel, Kilgour 1993, chapter 2.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.kernels.axis_moves import ARCS, arcs_of, count_arcs
from pourparler.kernels.move_axes import Game
from pourparler.language import msg
from pourparler.model.conflict_axes import MoveAxis

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def game_of(axes: Sequence[MoveAxis], feasible: Bools) -> Game:
    """The moves along ``axes`` as the kernels take them; ``feasible``: bool per cell."""
    return Game(
        tuple(len(axis.levels) for axis in axes),
        tuple(axis.party for axis in axes),
        tuple(axis.allowed for axis in axes),
        feasible,
    )


def written_out(axes: Sequence[MoveAxis], feasible: Bools, parties: int) -> tuple[Ints, ...]:
    """The moves of every party between states by index, rising: arrays of shape (moves, 2).

    Raises ``ModelError`` beyond 10^7 moves.
    """
    game = game_of(axes, feasible)
    arcs = arcs_of(game, parties=parties)
    if arcs is None:
        raise ModelError(
            msg("the moves of all parties are {n}; where they do not chain at most {limit} are analysed",
                n=sum(count_arcs(game, parties=parties)), limit=ARCS),
            where="moves", rule="E014",
            advice=msg("Use fewer options, or transitions that chain and no blocked moves."),
        )  # fmt: skip
    return arcs
