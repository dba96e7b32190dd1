"""All rankings that lie exactly one, two or three swaps of neighbouring classes from a stated one, each once.

The number of swaps is Kendall's distance (Kendall 1938). A ranking is told by its swaps in a row, in the one order of
several equal ones that is listed here: the next swap stands further on than the last, or just before it.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
FURTHEST = 3


def count(classes: int, swaps: int) -> int:
    """How many rankings of so many classes lie 1, 2 or 3 swaps away.

    >>> [count(4, swaps) for swaps in (1, 2, 3)]
    [3, 5, 6]
    """
    m = classes
    return max(0, {1: m - 1, 2: (m - 2) * (m + 1) // 2, 3: m * (m * m - 7) // 6}[swaps]) if m > 1 else 0


def swap_rows(classes: int, swaps: int) -> Ints:
    """The swaps in a row that lead to each such ranking, (rankings, swaps), in lexicographic order.

    Swap k exchanges what then stands at places k and k + 1, counted from 0. ``swaps``: 1 to 3.

    >>> swap_rows(3, 2).tolist()
    [[0, 1], [1, 0]]
    """
    places = np.arange(max(classes - 1, 0), dtype=np.int64)
    rows = places[:, None]
    for _ in range(swaps - 1):
        last = rows[:, -1]
        follows = (places[None, :] > last[:, None]) | (places[None, :] == last[:, None] - 1)
        if rows.shape[1] > 1:
            # k, k - 1, k is k - 1, k, k - 1 once more.
            before = rows[:, -2]
            follows &= ~((last == before - 1)[:, None] & (places[None, :] == before[:, None]))
        row, place = np.nonzero(follows)
        rows = np.column_stack([rows[row], places[place]])
    return rows


def tables(classes: int, rows: Ints) -> NDArray[np.int32]:
    """The new rank, 1 worst, of what has rank 1 to m as stated, place 0 being the best: (rankings, classes).

    >>> tables(3, np.array([[0], [1]])).tolist()
    [[1, 3, 2], [2, 1, 3]]
    """
    order = np.tile(np.arange(classes, 0, -1, dtype=np.int32), (len(rows), 1))
    each = np.arange(len(rows))
    for step in range(rows.shape[1]):
        place = rows[:, step]
        upper = order[each, place]
        order[each, place] = order[each, place + 1]
        order[each, place + 1] = upper
    ranks = np.empty_like(order)
    worth = np.arange(classes, 0, -1, dtype=np.int32)
    np.put_along_axis(ranks, order - 1, np.broadcast_to(worth, order.shape), axis=1)
    return ranks
