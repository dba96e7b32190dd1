"""Joint improvements of coalitions, as steps that a path can take."""

from pourparler.analyses.stability.groups import PARTIES
from pourparler.analyses.stability.moves import Moves
from pourparler.kernels.arc_lists import Listing
from pourparler.kernels.joint_moves import Group, coalitions, every_group
from pourparler.kernels.reaching import STATES


def joint_steps(moves: Moves) -> tuple[tuple[Group, Listing], ...] | None:
    """Each coalition of two or more with its joint improvements; ``None`` for too many parties, states or moves.

    Source: Kilgour, Hipel, Fang, Peng 2001.
    """
    game = moves.conflict
    if len(game.parties) > PARTIES or len(game.codes) > STATES or moves.lists is None:
        return None
    groups = [group for group in every_group(range(len(game.parties))) if len(group) > 1]
    found = coalitions(moves.lists, game.ranks, groups=groups, concepts=(), consecutive=moves.running)
    return tuple(zip(found.groups, found.improvements, strict=True)) if found.complete else None
