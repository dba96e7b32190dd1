"""Bargains of the spatial model: who challenges whom, what both would accept, what each of them takes.

Axes as in :mod:`pourparler.kernels.spatial`; b counts bargains, in the order of their initiators.
Source: collective specification, section 7, steps 5 to 7 (the behaviour of KTAB's program at 3b5b063).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.elections import Rules, coalitions, elect
from pourparler.kernels.spatial import Actors, distances, principals
from pourparler.kernels.thirds import leaning, utility

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WORTH = 1e-5
"""A challenge must promise more than this."""
TIE = 9
"""Decimals to which gains and probabilities are compared."""
LEAST = 1e-6
"""What an actor's own position weighs at least in its half of a bargain."""
GRID = 1e4
"""Halves of bargains are rounded to this many steps of the scale."""


class Bargains(NamedTuple):
    """All bargains of a turn: ``first`` (D, b) initiates, ``second`` (D, b) receives, ``live`` (D, b): exists.

    ``halves``: (D, b, 2, m), where the initiator and the receiver would go.
    """

    first: Ints
    second: Ints
    live: Bools
    halves: Floats


def targets(gain: Floats) -> tuple[Ints, Bools]:
    """Whom each actor challenges (D, n) and whether it does (D, n): the largest gain (D, n, n), first of equals."""
    compared = np.round(gain, TIE)
    best = np.argmax(compared, axis=-1)
    return best, np.take_along_axis(compared, best[..., None], axis=-1)[..., 0] > WORTH


def received_odds(
    distance: Floats, seen: Floats, actors: Actors, *, second: Ints, vote: str, committed: bool
) -> Floats:
    """The probability (D, n) that i beats its target j = ``second`` (D, n), in the view of j."""
    draws, n = second.shape
    d, i = np.arange(draws)[:, None], np.arange(n)[None, :]
    mass = actors.influence * actors.concern
    view = seen[d, second]  # (D, i, t): attitudes in the view of i's target
    own = utility(distance[d, i, second], view[d, i, i])
    other = utility(distance[d, second, i], view[d, i, second])
    one, two = principals(own, other, mass=(mass, mass[d, second]), vote=vote)
    sides = one.copy(), two.copy()
    for t in range(n if committed else 0):
        first, back = (utility(distance[:, t, :][d, at], view[:, :, t]) for at in (i, second))
        cast = leaning((one, two), first, back, mass=mass[:, t, None], vote=vote)
        cast = np.where((i == t) | (second == t), 0.0, cast)
        sides[0][...] += np.maximum(cast, 0.0)
        sides[1][...] += np.maximum(-cast, 0.0)
    return sides[0] / (sides[0] + sides[1])


def halves(position: Floats, actors: Actors, *, second: Ints, odds: Floats, form: str) -> Floats:
    """Where i and its target j = ``second`` would go (D, n, 2, m), if i beats j with ``odds`` (D, n).

    ``form``: ``s1p1`` and ``s2p2`` weigh the two positions by salience and odds, or by their squares, and round
    half up to 1/10000 of the scale; ``s2pmax`` moves the weaker of the two alone, unrounded. On an issue on
    which one of the two has no position the other keeps its own.
    """
    at = np.arange(len(second))[:, None], second
    theirs, stake = position[at], actors.salience[at]
    both = actors.held & actors.held[second]
    win, lose = odds[..., None], 1.0 - odds[..., None]
    if form == "s2pmax":
        found = _of_the_weaker((position, theirs), (actors.salience, stake), win - lose)
    else:
        one, two = actors.salience * win, stake * lose
        if form == "s2p2":
            one, two = one * one, two * two
        found = _between((position, theirs), (one, two))
    kept = np.stack((position, theirs), axis=2)
    return np.where(both[:, :, None, :], np.stack(found, axis=2), kept)


def _between(places: tuple[Floats, Floats], weight: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    (x, y), (one, two) = places, weight
    total = one + LEAST + two
    return _rounded(((one + LEAST) * x + two * y) / total), _rounded((one * x + (LEAST + two) * y) / total)


def _rounded(x: Floats) -> Floats:
    # What is a half but for rounding errors goes up whatever the order of additions was.
    return np.floor(x * GRID + 0.5 + 1e-9) / GRID


def _of_the_weaker(
    places: tuple[Floats, Floats], salience: tuple[Floats, Floats], lead: Floats
) -> tuple[Floats, Floats]:
    (x, y), (one, two) = places, (salience[0] * salience[0], salience[1] * salience[1])
    behind, ahead = np.maximum(-lead, 0.0), np.maximum(lead, 0.0)
    to_y = behind * two / (behind * two + LEAST + (1.0 - behind) * one)
    to_x = ahead * one / (ahead * one + LEAST + (1.0 - ahead) * two)
    return x + to_y * (y - x), y + to_x * (x - y)


def values(position: Floats, distance: Floats, risk: Floats, *, actors: Actors, bargains: Bargains) -> Floats:
    """What each actor a would gain on average over all positions if bargain b were done: (D, n, b)."""
    draws = np.arange(len(position))[:, None]
    attitude = risk[:, :, None]
    standing = utility(distance, attitude)
    gained = np.zeros((*risk.shape, bargains.first.shape[1]))
    for half, who in enumerate((bargains.first, bargains.second)):
        place = bargains.halves[:, :, half]
        apart = distances(actors, position, place, held=actors.held[who])
        before = np.swapaxes(standing[draws, :, who], 1, 2)
        gained += utility(apart, attitude) - before
    return np.asarray(gained / risk.shape[1])


class Queue(NamedTuple):
    """The bargains (g, L) that concern each of g actors ``k`` (g,) of draws ``draw`` (g,), L for each."""

    draw: Ints
    k: Ints
    bargains: Ints


def queues(bargains: Bargains, n: int) -> list[Queue]:
    """The queues of all actors that have one, those of one length together, bargains in order."""
    k = np.arange(n)[None, :, None]
    mine = bargains.live[:, None, :] & (
        (bargains.first[:, None, :] == k) | (bargains.second[:, None, :] == k)
    )
    length = mine.sum(axis=-1)
    found = []
    for size in np.unique(length[length > 0]).tolist():
        draw, who = np.nonzero(length == size)
        found.append(Queue(draw, who, np.nonzero(mine[draw, who])[1].reshape(-1, size)))
    return found


def chances(queue: Queue, worth: Floats, actors: Actors, *, rules: Rules) -> tuple[Floats, Bools]:
    """The probability (g, 1 + L) of the status quo and of each bargain of the queues, all actors voting.

    ``worth``: (D, n, b), from :func:`values`. Also returns whether each election settled (g,).
    """
    of_all = np.swapaxes(worth[queue.draw[:, None], :, queue.bargains], 1, 2)  # (g, n, L)
    options = np.concatenate((np.zeros((*of_all.shape[:2], 1)), of_all), axis=2)
    chance, _, met = elect(coalitions(options, actors.influence[queue.draw], vote=rules.vote), rules)
    return chance, met


def most_probable(chance: Floats) -> Ints:
    """The entry (g,) with the largest probability (g, L), the first of equals."""
    return np.asarray(np.argmax(np.round(chance, TIE), axis=-1))
