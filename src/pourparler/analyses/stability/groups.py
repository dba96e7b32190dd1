"""What coalitions could gain together, which states hold against all of them, and where they could lead."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import JOINT, Foresight
from pourparler.analyses.stability.result import EquilibriumJump, Together
from pourparler.kernels.arc_lists import improving
from pourparler.kernels.joint_moves import Joint, coalitions, every_group, jumps
from pourparler.kernels.reaching import STATES, reached

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
    return Together(found.groups, found.improvements, found.stable, found.complete)


def stable_for_all(found: Together) -> dict[str, Bools]:
    """By concept, the states stable for every coalition, single parties included: (states,)."""
    return {concept: np.asarray(found.stable[:, i].all(axis=0)) for i, concept in enumerate(JOINT)}


def equilibrium_jumps(
    moves: Moves, found: Together, equilibria: Mapping[Foresight, Bools]
) -> tuple[EquilibriumJump, ...]:
    """Joint improvements from one equilibrium to another of the same concept that improvements do not lead to.

    ``equilibria``: (states,) by concept. By the order of the coalitions, then of the states; none where
    improvements could not be followed to the end.

    Source: Kilgour, Hipel, Fang, Peng 2001.
    """
    game = moves.conflict
    if not equilibria or moves.lists is None:
        return ()
    gains = [improving(listing, game.ranks[i]) for i, listing in enumerate(moves.lists)]
    alone = reached(gains, states=len(game.codes), consecutive=moves.running)
    if not alone.complete:
        return ()
    some = np.logical_or.reduce(list(equilibria.values()))
    each = [
        (jump, tuple(c for c, held in equilibria.items() if held[jump.origin] and held[jump.target]))
        for jump in jumps(found.groups, found.improvements, some, by_improvements=alone.rows)
    ]
    return tuple(
        EquilibriumJump(jump.group, jump.origin, jump.target, concepts) for jump, concepts in each if concepts
    )
