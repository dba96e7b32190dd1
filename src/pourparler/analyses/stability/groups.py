"""What coalitions could gain together, and which states hold against all of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import JOINT
from pourparler.analyses.stability.result import Together
from pourparler.kernels.joint_moves import Joint, coalitions, every_group
from pourparler.kernels.reaching import STATES

Bools = NDArray[np.bool_]

PARTIES = 6
"""Parties up to which all coalitions are looked at."""


def together(moves: Moves, concepts: Sequence[Joint] = JOINT) -> Together | None:
    """Joint improvements and stability of every coalition; ``None`` for too many parties, states or moves.

    Without ``concepts`` only the joint improvements, which cost far less.

    Source: Kilgour, Hipel, Fang, Peng 2001; Inohara and Hipel 2008.
    """
    game = moves.conflict
    if len(game.parties) > PARTIES or len(game.codes) > STATES or moves.lists is None:
        return None
    found = coalitions(
        moves.lists,
        game.ranks,
        groups=every_group(range(len(game.parties))),
        concepts=concepts,
        consecutive=moves.running,
    )
    arcs = tuple(np.stack([gains.sources, gains.targets], axis=1) for gains in found.improvements)
    return Together(found.groups, arcs, found.stable, found.complete)


def stable_for_all(found: Together) -> dict[str, Bools]:
    """By concept, the states stable for every coalition, single parties included: (states,)."""
    return {concept: np.asarray(found.stable[:, i].all(axis=0)) for i, concept in enumerate(JOINT)}
