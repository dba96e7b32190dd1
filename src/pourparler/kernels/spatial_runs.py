"""Turns of the spatial model until positions hardly move.

Axes as in :mod:`pourparler.kernels.spatial`. Source: collective specification, section 7, step 8.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.elections import Rules
from pourparler.kernels.spatial import SHARES, Actors, contests, distances, estimates, risks
from pourparler.kernels.spatial_bargains import (
    Bargains,
    chances,
    halves,
    most_probable,
    queues,
    received_odds,
    targets,
    values,
)  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

QUIET = 0.02
"""A turn that moves less than this share of the first one is the last."""
STIR = 1e-4
"""Added to the movement of the first turn."""

Choose = Callable[[Floats], Ints]


class Switches(NamedTuple):
    """The options of the model, named as in the specification, and how its elections are held."""

    risk: str = "mid"
    estimate: str = "one-third"
    commitment: str = "semi-commit"
    bargain: str = "s2p2"
    whose: str = "init-only"
    rules: Rules = Rules(variant="conditional")


class Turn(NamedTuple):
    """What happened in a turn: ``bargains``, the ``odds`` behind them and the initiators' ``gain`` (D, b).

    ``taken``: (D, n), the bargain whose half each actor took, −1 for none; ``position``: (D, n, m), afterwards;
    ``met``: (D,), whether all elections settled.
    """

    bargains: Bargains
    odds: Floats
    gain: Floats
    taken: Ints
    position: Floats
    met: Bools


class Course(NamedTuple):
    """``turns``, one after the other, each of the ``draws`` (its rows) that still moved; ``final`` (D, n, m).

    ``quiet``: (D,), whether the draw ended by itself; ``met``: (D,), whether all its elections settled.
    """

    turns: list[Turn]
    draws: list[Ints]
    final: Floats
    quiet: Bools
    met: Bools


def course(
    position: Floats, actors: Actors, switches: Switches, *, most: int, choose: Choose = most_probable
) -> Course:
    """Turns from ``position`` (D, n, m) until each draw hardly moves, at most ``most`` of them."""
    final = position.copy()
    quiet, met = np.zeros(len(position), dtype=np.bool_), np.ones(len(position), dtype=np.bool_)
    first = np.zeros(len(position))
    turns: list[Turn] = []
    draws: list[Ints] = []
    while len(turns) < most and not quiet.all():
        moving = np.flatnonzero(~quiet)
        before = final[moving]
        now = turn(before, actors.only(~quiet), switches, choose=choose)
        moved = movement(before, now.position)
        if turns:
            quiet[moving] = moved < QUIET * (first[moving] + STIR)
        else:
            first = moved
        final[moving] = now.position
        met[moving] &= now.met
        turns.append(now)
        draws.append(moving)
    return Course(turns, draws, final, quiet, met)


def at_rest(position: Floats) -> Course:
    """The course of draws (D, n, m) in which nobody has anything to gain: no turn at all."""
    still = np.ones(len(position), dtype=np.bool_)
    return Course([], [], position, still, still)


def turn(position: Floats, actors: Actors, switches: Switches, *, choose: Choose = most_probable) -> Turn:
    """One turn from ``position`` (D, n, m); ``choose`` gives the entry (g,) for probabilities (g, 1 + L)."""
    rules = switches.rules
    distance = distances(actors, position, position, held=actors.held[None])
    risk, met = risks(distance, actors, rules=rules, span=switches.risk)
    seen = estimates(risk, share=SHARES[switches.estimate])
    committed = switches.commitment == "semi-commit"
    found = contests(distance, seen, actors, vote=rules.vote, committed=committed)
    second, live = targets(found.gain)
    views = [np.take_along_axis(found.odds, second[..., None], axis=-1)[..., 0]]
    if switches.whose != "init-only":
        views.append(
            received_odds(distance, seen, actors, second=second, vote=rules.vote, committed=committed)
        )
    bargains = _offered(position, actors, switches, second=second, live=live, views=views)
    copies = bargains.first.shape[1] // len(risk[0])
    gain = np.take_along_axis(found.gain, second[..., None], axis=-1)[..., 0]
    worth = values(position, distance, risk, actors=actors, bargains=bargains)
    taken = np.full(risk.shape, -1)
    for queue in queues(bargains, risk.shape[1]):
        chance, settled = chances(queue, worth, actors, rules=rules)
        entry = choose(chance)
        taken[queue.draw, queue.k] = np.where(entry > 0, queue.bargains[np.arange(len(entry)), entry - 1], -1)
        np.logical_and.at(met, queue.draw, settled)
    odds = np.stack(views[:copies], axis=2).reshape(len(risk), -1)
    return Turn(
        bargains, odds, np.repeat(gain, copies, axis=1), taken, _moved(position, bargains, taken), met
    )


def _offered(
    position: Floats, actors: Actors, switches: Switches, *, second: Ints, live: Bools, views: list[Floats]
) -> Bargains:
    """The bargains of all challenges: one each, or one for each of the two views."""
    draws, n = second.shape
    first = np.broadcast_to(np.arange(n), (draws, n))
    each = [halves(position, actors, second=second, odds=odds, form=switches.bargain) for odds in views]
    if switches.whose == "weighted":
        # The program averages what the two propose, weighted as in contests.
        mass = actors.influence * actors.concern
        theirs = np.take_along_axis(mass, second, axis=1)
        share = (mass / (mass + theirs))[:, :, None, None]
        each = [share * each[0] + (1.0 - share) * each[1]]
    return Bargains(
        np.repeat(first, len(each), axis=1),
        np.repeat(second, len(each), axis=1),
        np.repeat(live, len(each), axis=1),
        np.stack(each, axis=2).reshape(draws, n * len(each), 2, -1),
    )


def _moved(position: Floats, bargains: Bargains, taken: Ints) -> Floats:
    """Where all stand once each has taken its half of the bargain it chose."""
    moved = position.copy()
    draw, k = np.nonzero(taken >= 0)
    chosen = taken[draw, k]
    half = np.where(bargains.first[draw, chosen] == k, 0, 1)
    moved[draw, k] = bargains.halves[draw, chosen, half]
    return moved


def movement(before: Floats, after: Floats) -> Floats:
    """The sum over actors of how far each moved (D,), from (D, n, m) to (D, n, m)."""
    squares, total = np.zeros(before.shape[:2]), np.zeros(len(before))
    for d in range(before.shape[2]):
        step = after[:, :, d] - before[:, :, d]
        squares += step * step
    for i in range(before.shape[1]):
        total += np.sqrt(squares[:, i])
    return total
