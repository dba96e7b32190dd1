"""Vectors that are best for some positive weights: one separable maximum each, at any size."""

from collections.abc import Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def simplex_grid(n: int, *, most: int = 2_000) -> Ints:
    """Vectors of n positive integers with one sum, the finest such grid of at most ``most`` vectors.

    >>> simplex_grid(2, most=3).tolist()
    [[1, 3], [2, 2], [3, 1]]
    """
    total = n
    while n > 1 and comb(total, n - 1) <= most:
        total += 1
    rows: list[tuple[int, ...]] = [()]
    for k in range(n - 1):
        rows = [(*row, i) for row in rows for i in range(1, total - sum(row) - (n - 1 - k) + 1)]
    return np.array([(*row, total - sum(row)) for row in rows], dtype=np.int64)


def supported(tables: Sequence[Ints], weights: Ints) -> tuple[Ints, Ints]:
    """The values that maximise ``weights @ utilities``, set by set, the first where several do.

    ``tables[i]`` (n, m_i), ``weights`` (L, n). Returns chosen values (L, sets) and the maxima (L,).

    >>> supported([np.array([[0, 3], [2, 0]])], np.array([[1, 1], [1, 2]]))[0].tolist()
    [[1], [0]]
    """
    chosen = np.zeros((len(weights), len(tables)), dtype=np.int64)
    reached = np.zeros(len(weights), dtype=np.int64)
    for i, table in enumerate(tables):
        worth = weights @ table
        chosen[:, i] = worth.argmax(axis=1)
        reached += worth.max(axis=1)
    return chosen, reached
