"""Third parties in contests of the spatial model: whom they back, and how strong both sides are with them.

Axes: D draws, n actors; t is a third party in the contest of i against j. Source: collective specification,
section 7, step 4 (the behaviour of KTAB's program at 3b5b063).
"""

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.elections import VOTES

Floats = NDArray[np.float64]

BLOCK = 1 << 13
"""Entries of the three-way tables that are held at once: few enough for the fast part of the memory."""


def utility(distance: Floats, risk: Floats) -> Floats:
    """What a position at ``distance`` is worth to one of attitude ``risk``; beyond 1 it falls linearly."""
    return (1.0 - distance) * (1.0 + risk * np.minimum(distance, 1.0))


def leaning(
    sides: tuple[Floats, Floats], first: Floats, second: Floats, *, mass: Floats, vote: str
) -> Floats:
    """The vote of a third party for i (below 0: for j), who weighs the contest of the two with itself in it.

    ``sides``: what both have without it; ``first``, ``second``: what the two positions are worth to it; all
    of one shape after broadcasting. It backs whom it pays to back: the loser's backers move, the winner's stay.
    """
    cast = VOTES[vote]
    voice = mass * cast(first - second)
    ahead = sides[0] + np.maximum(voice, 0.0)
    odds = ahead / (ahead + (sides[1] + np.maximum(-voice, 0.0)))
    return np.asarray(mass * cast(odds * (1.0 - first) - (1.0 - odds) * (1.0 - second)))


def joined(
    sides: tuple[Floats, Floats], distance: Floats, seen: Floats, *, mass: Floats, vote: str
) -> tuple[Floats, Floats]:
    """Both sides (D, n, n) of all contests with their third parties, added in the order of the actors.

    ``sides``: (D, n, n) each, the two alone; ``distance``: (D, n, n); ``seen``: (D, n, n), attitudes in i's
    view; ``mass``: (D, n).
    """
    n = distance.shape[1]
    one, two = sides
    block = max(1, BLOCK // one.size)
    for start in range(0, n, block):
        thirds = np.arange(start, min(start + block, n))
        # Axes: t, D, i, j.
        attitude = np.transpose(seen[:, :, thirds], (2, 0, 1))[..., None]
        apart = np.transpose(distance[:, thirds, :], (1, 0, 2))
        first = utility(apart[..., None], attitude)
        second = utility(apart[:, :, None, :], attitude)
        votes = leaning(sides, first, second, mass=mass.T[thirds, :, None, None], vote=vote)
        at = np.arange(len(thirds))
        votes[at, :, thirds, :] = 0.0
        votes[at, :, :, thirds] = 0.0
        one, two = piled(one, votes), piled(two, np.negative(votes))
    return one, two


def piled(start: Floats, votes: Floats) -> Floats:
    """``start`` (D, n, n) and what is above 0 of ``votes`` (t, D, n, n), added one after the other."""
    if len(votes) == 1:
        return np.asarray(start + np.maximum(votes[0], 0.0))
    # Third parties must lie one after the other in memory: side by side numpy would add them in another order.
    each = np.empty((1 + len(votes), *start.shape))
    each[0] = start
    np.maximum(votes, 0.0, out=each[1:])
    return np.asarray(np.add.reduce(each, axis=0))
