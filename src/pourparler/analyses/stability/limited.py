"""Limited moves: two parties that look a few moves ahead (Kilgour 1985; Zagare 1984)."""

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.kernels.horizons import limited_moves

Bools = NDArray[np.bool_]


def by_horizon(moves: Moves, horizon: int) -> dict[int, tuple[Bools, Bools]] | None:
    """By horizon 1 to ``horizon``: which states are stable for both parties, and where a tie decided, (states,).

    ``None`` where it is undefined (not two parties) or the moves are too many to list.
    """
    if len(moves.conflict.parties) != 2 or moves.lists is None:
        return None
    found = limited_moves(moves.lists, moves.conflict.ranks, horizon=horizon)
    return {
        h: (found.stable[h].all(axis=0), found.rests_on_tie[h].any(axis=0)) for h in range(1, horizon + 1)
    }
