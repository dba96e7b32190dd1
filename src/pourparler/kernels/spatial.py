"""The spatial model of politics: utilities of positions, attitudes to risk, contests of two with third parties.

Axes: D draws (independent of each other), n actors, m issues; i challenges j, t is a third party. Positions and
saliences are in [0, 1]; a salience is 0 where an actor holds no position, and ``held`` (n, m) tells where it does.
Source: collective specification, section 7 (the behaviour of KTAB's program at 3b5b063).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.elections import VOTES, Rules, coalitions, elect
from pourparler.kernels.thirds import joined, utility

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ALONE = 1e-10
"""What each side of a contest has without anybody's support."""
LEVEL = 1e-9
"""Chances whose range is below this are equal: nobody is more exposed than others."""
MANY = 1 << 20
"""Third parties in contests, from which on compiled code is worth loading."""

SHARES = {"none": 0.0, "one-third": 1 / 3, "half": 1 / 2, "two-thirds": 2 / 3, "full": 1.0}
"""How much of another's attitude to risk an actor sees; the rest it takes from itself."""


class Actors(NamedTuple):
    """``influence`` (D, n) above 0, ``salience`` (D, n, m), ``held`` (n, m): what does not change in a run."""

    influence: Floats
    salience: Floats
    held: Bools

    @property
    def concern(self) -> Floats:
        """The sum of an actor's saliences (D, n), added issue by issue."""
        total = np.zeros(self.salience.shape[:2])
        for d in range(self.salience.shape[2]):
            total += self.salience[:, :, d]
        return total

    def only(self, draws: Bools) -> "Actors":
        """The actors of some of the draws."""
        return Actors(self.influence[draws], self.salience[draws], self.held)


def distances(actors: Actors, own: Floats, others: Floats, *, held: Bools) -> Floats:
    """How far actor i, who stands at ``own`` (D, n, m), sees ``others`` (D, b, m) from it: (D, n, b).

    A mean over the issues on which both have a position, squares weighted by i's squared salience. ``held``:
    (D or 1, b, m), where the others have one; every two must have one in common.
    """
    shape = (*own.shape[:2], others.shape[1])
    squares, weight = np.zeros(shape), np.zeros(shape)
    for d in range(own.shape[2]):
        salience = actors.salience[:, :, d, None]
        gap = salience * (own[:, :, d, None] - others[:, None, :, d])
        squares += np.where(held[:, None, :, d], gap * gap, 0.0)
        weight += np.where(held[:, None, :, d], salience * salience, 0.0)
    return np.asarray(np.sqrt(squares / weight))


def risks(distance: Floats, actors: Actors, *, rules: Rules, span: str) -> tuple[Floats, Bools]:
    """Attitudes to risk (D, n), and whether the election settled (D,): the likelier an actor's position is to win as things stand, the larger.

    ``distance``: (D, n, n); the election is held over all n positions, doubles included. ``span``: what the
    least and the most exposed get: ``mid`` −½ and 1, ``min`` 0 and 1, ``max`` −1 and 1. Equal chances: all 0.
    """
    chance, _, met = elect(coalitions(1.0 - distance, actors.influence, vote=rules.vote), rules)
    least, most = chance.min(axis=-1, keepdims=True), chance.max(axis=-1, keepdims=True)
    level = most - least < LEVEL
    width = np.where(level, 1.0, most - least)
    match span:
        case "min":
            risk = (chance - least) / width
        case "max":
            risk = (2.0 * chance - (most + least)) / width
        case _:
            risk = (3.0 * chance - (most + 2.0 * least)) / (2.0 * width)
    return np.where(level, 0.0, risk), met


def estimates(risk: Floats, *, share: float) -> Floats:
    """What actor h takes actor i's attitude to be, (D, h, i): ``share`` of i's own, the rest of h's."""
    return (1.0 - share) * risk[:, :, None] + share * risk[:, None, :]


class Contests(NamedTuple):
    """``odds`` (D, n, n): the probability, in i's view, that i beats j; ``gain`` (D, n, n) to i of trying."""

    odds: Floats
    gain: Floats


def contests(distance: Floats, seen: Floats, actors: Actors, *, vote: str, committed: bool) -> Contests:
    """All contests of i against j, each in i's own view.

    ``distance``: (D, n, n); ``seen``: (D, n, n), the attitudes that i takes others to have; ``committed``:
    whether a third party that backed the loser moves while one that backed the winner does not
    (``semi-commit``); else both sides are worth the same to it, and it abstains.
    """
    n = distance.shape[1]
    mass, concern = actors.influence * actors.concern, actors.concern
    own = utility(distance, np.diagonal(seen, axis1=1, axis2=2)[:, :, None])
    other = utility(np.swapaxes(distance, 1, 2), seen)
    first, second = principals(own, other, mass=(mass[:, :, None], mass[:, None, :]), vote=vote)
    if committed:
        first, second = _joined((first, second), distance, seen, mass=mass, vote=vote)
    odds = first / (first + second)
    stake = concern[:, None, :]
    gain = (1.0 - stake) * 2.0 + stake * (odds * 2.0 + (1.0 - odds) * (2.0 * own)) - (1.0 + own)
    gain[:, np.arange(n), np.arange(n)] = 0.0
    return Contests(odds, gain)


def _joined(
    sides: tuple[Floats, Floats], distance: Floats, seen: Floats, *, mass: Floats, vote: str
) -> tuple[Floats, Floats]:
    """Both sides with their third parties; compiled and plain code give the same bits."""
    if vote == "proportional" and distance.size * distance.shape[1] >= MANY:
        from pourparler.kernels.thirds_compiled import joined as compiled

        return compiled(sides, distance, seen, mass=mass)
    return joined(sides, distance, seen, mass=mass, vote=vote)


def principals(
    own: Floats, other: Floats, *, mass: tuple[Floats, Floats], vote: str
) -> tuple[Floats, Floats]:
    """What the two put in themselves: ``own`` is j's position to i, ``other`` i's position to j."""
    cast = VOTES[vote]
    for_own, for_other = mass[0] * cast(1.0 - own), mass[1] * cast(other - 1.0)
    first = ALONE + np.maximum(for_own, 0.0) + np.maximum(for_other, 0.0)
    second = ALONE + np.maximum(-for_own, 0.0) + np.maximum(-for_other, 0.0)
    return first, second
