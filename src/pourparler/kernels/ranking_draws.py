"""Rankings drawn around a stated one: adjacent swaps of its classes, the Mallows model, edited option statements.

A ranking of m classes is drawn as a table (draws, m): the new rank, 1 worst, of what has rank 1 to m as stated. Every
draw takes the same count of numbers from the generator, so that draws made in parts equal draws made at once.

Sources: Mallows 1957; repeated insertion: Doignon, Pekeč, Regenwetter 2004; option statements: Peng, Hipel, Kilgour,
Fang 1997. Not a model of what parties think: it tells how firmly an answer holds near what was stated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.int32]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Classes double with every statement: they are made dense again before they pass 31 bits.
_WIDE = 1 << 30


def swapped(classes: int, *, draws: int, swaps: int, rng: np.random.Generator) -> Ranks:
    """Tables (draws, classes) after ``swaps`` swaps of neighbours in a row, each pair of neighbours as likely.

    A swap may undo an earlier one. A single class stays what it is.

    >>> swapped(3, draws=2, swaps=0, rng=np.random.default_rng(0)).tolist()
    [[1, 2, 3], [1, 2, 3]]
    """
    at = rng.random((draws, swaps))
    order = np.tile(np.arange(classes, dtype=np.int32), (draws, 1))
    rows = np.arange(draws)
    for step in range(swaps if classes > 1 else 0):
        left = (at[:, step] * (classes - 1)).astype(np.int64)
        lower = order[rows, left]
        order[rows, left] = order[rows, left + 1]
        order[rows, left + 1] = lower
    return _places(order)


def insertions(classes: int, *, draws: int, dispersion: float, rng: np.random.Generator) -> Ranks:
    """Tables (draws, classes) of the Mallows model: chance in proportion to ``dispersion`` to the power of the number
    of pairs of classes in another order than stated.

    ``dispersion``: 0 (the stated order alone) to 1 (all orders alike).

    >>> insertions(3, draws=2, dispersion=0.0, rng=np.random.default_rng(0)).tolist()
    [[1, 2, 3], [1, 2, 3]]
    """
    back = passed(rng.random((draws, classes)), dispersion)
    made = np.empty((draws, classes), dtype=np.int32)
    for row, steps in enumerate(back.tolist()):
        order: list[int] = []
        for item, step in enumerate(steps):
            order.insert(item - step, item)
        made[row] = order
    return _places(made)


def passed(uniform: NDArray[np.float64], dispersion: float) -> NDArray[np.int64]:
    """How many of the i classes before it the i-th class (from 0) passes as it is inserted: (draws, classes).

    j of 0 to i has a chance in proportion to ``dispersion`` ** j; ``uniform`` in [0, 1), by the inverse of the
    distribution function.
    """
    most = np.arange(uniform.shape[-1])
    if dispersion <= 0:
        return np.zeros(uniform.shape, dtype=np.int64)
    if dispersion >= 1:
        return np.minimum((uniform * (most + 1)).astype(np.int64), most)
    log = np.log(dispersion)
    found = np.log1p(uniform * np.expm1((most + 1) * log)) / log
    return np.asarray(np.minimum(found.astype(np.int64), most))


@dataclass(frozen=True)
class Edits:
    """With which chance two neighbouring statements change places, one of them is left out, one of those left is the
    other way round.

    ``own``: by statement its own chance of being the other way round, NaN where it has none; those that have one take
    no part in ``flip``.
    """

    swap: float
    drop: float
    flip: float
    own: Floats | None = None


def edited(truths: Bools, edits: Edits, *, draws: int, rng: np.random.Generator) -> Ranks:
    """Ranks (draws, states) by option statements that are edited; all edits are independent of one another, each
    statement (or pair of neighbours) as likely to be the one.

    ``truths``: (statements, states), the most important first. All pairs that a statement decides change together.

    >>> truths = np.array([[False, True, False, True], [True, True, False, False]])
    >>> edited(truths, Edits(swap=0, drop=0, flip=1), draws=1, rng=np.random.default_rng(0)).tolist()
    [[1, 3, 2, 4]]
    """
    count, states = truths.shape
    own = np.full(count, np.nan) if edits.own is None else edits.own
    held = np.flatnonzero(~np.isnan(own))
    at = rng.random((draws, 6 + len(held)))
    order = np.tile(np.arange(count), (draws, 1))
    rows = np.flatnonzero(at[:, 0] < edits.swap) if count > 1 else np.empty(0, dtype=np.int64)
    left = (at[rows, 1] * (count - 1)).astype(np.int64)
    order[rows, left], order[rows, left + 1] = order[rows, left + 1], order[rows, left]
    gone = np.where(at[:, 2] < edits.drop, (at[:, 3] * count).astype(np.int64), count)
    turned = _one_of(np.isnan(own)[order] & (np.arange(count) != gone[:, None]), at[:, 5])
    turned &= (at[:, 4] < edits.flip)[:, None]
    drawn = np.zeros((draws, count), dtype=np.bool_)
    drawn[:, held] = at[:, 6:] < own[held]
    turned |= np.take_along_axis(drawn, order, axis=1)
    classes = np.zeros((draws, states), dtype=np.int64)
    for place in range(count):
        true = truths[order[:, place]] ^ turned[:, place, None]
        classes = np.where((gone == place)[:, None], classes, 2 * classes + true)
        if classes.max(initial=0) >= _WIDE:
            classes = dense_rows(classes).astype(np.int64) - 1
    return dense_rows(classes)


def _one_of(allowed: Bools, uniform: Floats) -> Bools:
    """One place of each row of ``allowed`` (draws, places), each as likely; none where a row allows none."""
    counted = np.cumsum(allowed, axis=1)
    wanted = (uniform * counted[:, -1]).astype(np.int64) + 1
    return np.asarray(allowed & (counted == wanted[:, None]))


def dense_rows(worth: NDArray[np.int64]) -> Ranks:
    """Ranks in each row, 1 for the smallest, equal numbers together: (draws, states) -> (draws, states).

    >>> dense_rows(np.array([[7, 3, 7], [1, 2, 0]])).tolist()
    [[2, 1, 2], [2, 3, 1]]
    """
    order = np.argsort(worth, axis=1, kind="stable")
    sorted_worth = np.take_along_axis(worth, order, axis=1)
    steps = np.ones(worth.shape, dtype=np.int32)
    steps[:, 1:] = sorted_worth[:, 1:] != sorted_worth[:, :-1]
    ranks = np.empty(worth.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.cumsum(steps, axis=1, dtype=np.int32), axis=1)
    return ranks


def _places(order: NDArray[np.int32]) -> Ranks:
    """The inverse of each row, counted from 1: which class is where, to where each class is."""
    ranks = np.empty_like(order)
    places = np.arange(1, order.shape[1] + 1, dtype=np.int32)
    np.put_along_axis(ranks, order, np.broadcast_to(places, order.shape), axis=1)
    return ranks
