"""Preferences over states as dense ranks: from a ranking, from option statements, from utilities.

Source: Peng, Hipel, Kilgour, Fang 1997 (option prioritising).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import msg

Ranks = NDArray[np.int32]
Bools = NDArray[np.bool_]

# Classes double with every statement: they are made dense again before they pass 31 bits, and where they would
# be many times as many as there can be.
_WIDE, _PER_STATE = 1 << 20, 4


def dense(worth: NDArray[np.generic]) -> Ranks:
    """Ranks of numbers, 1 for the smallest, equal numbers together: (n,) -> (n,)."""
    classes: Ranks = (np.unique(worth, return_inverse=True)[1].reshape(worth.shape) + 1).astype(np.int32)
    return classes


def counted(classes: Ranks, bound: int) -> Ranks:
    """:func:`dense` of whole numbers from 0 on and below ``bound``, without sorting them."""
    there = np.zeros(bound, dtype=np.bool_)
    there[classes] = True
    return there.cumsum(dtype=np.int32)[classes]


def prioritised(truths: Iterable[Bools], states: int) -> Ranks:
    """Ranks by option statements, most important first, each a truth per state (states,).

    A state is better than another if the first statement on which they differ is true of it. Without
    weights, so that no number of statements overflows.
    """
    classes, bound = np.zeros(states, dtype=np.int32), 1
    most = max(_WIDE, _PER_STATE * states)
    for truth in truths:
        classes *= 2
        classes += truth
        bound *= 2
        if bound > most:
            classes = _densest(classes, bound) - 1
            bound = int(classes.max(initial=0)) + 1
    return _densest(classes, bound)


def _densest(classes: Ranks, bound: int) -> Ranks:
    """The quicker of two ways."""
    return counted(classes, bound) if bound <= 2 * _PER_STATE * len(classes) else dense(classes)


def ranked(classes: Sequence[Sequence[str]], states: Sequence[str], key: str) -> Ranks:
    """Ranks from classes of states, best first. Raises ``ModelError`` E016 unless each state is listed once."""
    place = {state: i for i, state in enumerate(states)}
    ranks = np.zeros(len(states), dtype=np.int32)
    for i, group in enumerate(classes):
        for state in group:
            at = place.get(state)
            if at is None or ranks[at]:
                raise ModelError(
                    msg("{name} is not a state", name=state)
                    if at is None
                    else msg("{name} is ranked twice", name=state),
                    where=key,
                    rule="E016",
                    advice=msg("Name every possible state once."),
                )
            ranks[at] = len(classes) - i
    if not ranks.all():
        missing = [state for state, rank in zip(states, ranks.tolist(), strict=True) if not rank]
        raise ModelError(
            msg("the ranking leaves out {states}", states=missing[:12]),
            where=key,
            rule="E016",
            advice=msg("Name every possible state once."),
        )
    return dense(ranks)


def floored(worth: NDArray[np.int64], beyond: Bools, no_deal: int) -> NDArray[np.int64]:
    """Utilities with what lies beyond a red line below no deal, in its own order: (states,) -> (states,).

    A red line is a floor: such states stay possible, as threats and sanctions.
    """
    if not beyond.any():
        return worth
    excess = int(worth[beyond].max()) - no_deal
    return np.where(beyond, worth - (excess + 1), worth) if excess >= 0 else worth


def discordant(one: Ranks, other: Ranks) -> int:
    """The number of pairs of states that two rankings order differently, ties against order counted.

    For up to some thousand states: the work grows with the square.
    """
    total = 0
    for i in range(len(one) - 1):
        total += int((np.sign(one[i] - one[i + 1 :]) != np.sign(other[i] - other[i + 1 :])).sum())
    return total
