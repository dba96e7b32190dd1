"""Limited-move stability of two parties that look h moves ahead.

G_0(i, s) = s; G_h(i, s) is what follows i's best move t in the other's eyes, G_{h−1}(j, t), if i gains by it over
s, else s. A state is stable for i iff G_h(i, s) = s; with h = 1 this is Nash. Sources: Kilgour 1985, Anticipation
and stability in two-person non-cooperative games; Zagare 1984. Not for more parties: rival definitions exist.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Listing, greatest, least

Ints = NDArray[Any]
Bools = NDArray[np.bool_]


class Horizons(NamedTuple):
    """``ends`` (h + 1, 2, S): G_0 … G_h of each party as the one to move; ``stable``: whether that is s itself.

    ``tie_broken``: best moves of equal worth lead to different ends, and the lowest was taken; ``rests_on_tie``:
    so it is there, or at a state one of the moves leads to, at a shorter horizon. Same shapes.
    """

    ends: Ints
    stable: Bools
    tie_broken: Bools
    rests_on_tie: Bools


def limited_moves(moves: Sequence[Listing], ranks: Ints, *, horizon: int) -> Horizons:
    """G_h of two parties: ``moves`` one listing each, ``ranks`` (2, S). The literature takes strict ranks.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> limited_moves(pair, np.array([[2, 3, 1], [1, 1, 2]]), horizon=2).stable[1:, 0, 0].tolist()
    [False, True]
    """
    states = ranks.shape[1]
    here = np.arange(states)
    ends = np.empty((horizon + 1, 2, states), dtype=np.int64)
    broken = np.zeros((horizon + 1, 2, states), dtype=np.bool_)
    rests = broken.copy()
    ends[0] = here
    for h in range(1, horizon + 1):
        for i in (0, 1):
            arcs = moves[i]
            after = ends[h - 1, 1 - i][arcs.targets]
            worth = ranks[i][after].astype(np.int64)
            best = greatest(arcs, worth, -1)
            tied = worth == best[arcs.sources]
            chosen = least(arcs, np.where(tied, arcs.targets, states), states)
            moving = (arcs.degrees > 0) & (best > ranks[i])
            ends[h, i] = np.where(moving, ends[h - 1, 1 - i][np.minimum(chosen, states - 1)], here)
            low = least(arcs, np.where(tied, after, states), states)
            high = greatest(arcs, np.where(tied, after, -1), -1)
            broken[h, i] = moving & (low != high)
            doubtful = greatest(arcs, rests[h - 1, 1 - i][arcs.targets].astype(np.int8), 0)
            rests[h, i] = broken[h, i] | (doubtful > 0)
    return Horizons(ends, ends == here, broken, rests)
