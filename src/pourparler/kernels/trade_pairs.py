"""Who could trade what with whom: all pairs of actors on opposite sides of two issues, for many draws at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Signs = NDArray[np.int8]

# Saliences in the same proportion, as a share of the larger product.
SAME_RATIO = 1e-9


class Pairs(NamedTuple):
    """Candidate trades, each field of shape (L,), sorted by all fields from left to right.

    In ``draw``, ``i`` demands issue ``p`` and concedes ``q`` > ``p``; ``j`` demands ``q`` and concedes ``p``.
    """

    draw: Ints
    p: Ints
    q: Ints
    i: Ints
    j: Ints


def sides(position: Floats, outcome: Floats, held: NDArray[np.bool_], *, same: float) -> Signs:
    """-1 left of the outcome or on it, 1 right of it, 0 without a position.

    ``position`` and ``held`` (D, m, n), ``outcome`` (D, m); ``same``: distance up to which two points are one.

    >>> sides(np.array([[[0.0, 50.0, 90.0]]]), np.array([[50.0]]), np.ones((1, 1, 3), bool), same=0.0).tolist()
    [[[-1, -1, 1]]]
    """
    return np.where(held, np.where(position <= outcome[..., None] + same, -1, 1), 0).astype(np.int8)


def trading_pairs(side: Signs, salience: Floats, *, equal: bool) -> tuple[Pairs, Ints]:
    """Pairs on opposite sides of both issues, and how many there are per draw (D,), equal ratios included.

    ``side`` and ``salience`` (D, m, n). The one with the larger ratio of saliences p : q demands p. Pairs with
    one ratio cannot gain: they are left out unless ``equal``, which takes the first actor as ``i``.
    Stokman & Van Oosten 1994.

    >>> side = np.array([[[-1, 1], [1, -1]]], dtype=np.int8)
    >>> pairs, count = trading_pairs(side, np.array([[[0.2, 0.9], [0.8, 0.3]]]), equal=False)
    >>> [field.tolist() for field in pairs], count.tolist()
    ([[0], [0], [1], [1], [0]], [1])
    """
    draws, issues, _ = side.shape
    opposed = side[:, :, :, None] * side[:, :, None, :] == -1
    first, second = np.triu_indices(issues, 1)
    draw, pair, i, j = np.nonzero(opposed[:, first] & opposed[:, second])
    count = np.bincount(draw, minlength=draws) // 2  # every pair was met from both ends
    p, q = first[pair], second[pair]
    wants_i, gives_i = salience[draw, p, i], salience[draw, q, i]
    wants_j, gives_j = salience[draw, q, j], salience[draw, p, j]
    mine, yours = wants_i * wants_j, gives_i * gives_j
    one = np.abs(mine - yours) <= SAME_RATIO * np.maximum(mine, yours)
    kept = (mine > yours) & ~one
    if equal:
        # Without any salience on an issue there is no rate at which to trade.
        kept |= one & (i < j) & (wants_i + gives_j > 0) & (wants_j + gives_i > 0)
    return Pairs(draw[kept], p[kept], q[kept], i[kept], j[kept]), count
