"""The first undominated vectors in lexicographic order, without looking for all of them."""

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.maxima import Counter, dominated

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# So many vectors are asked at first whether anything dominates them; twice as many each further time.
FIRST = 1 << 8


def first_undominated(vectors: Ints, *, limit: int, counter: Counter | None = None) -> Rows:
    """Rows of ``vectors`` (M, n) that no row dominates, the lexicographically largest first.

    At least ``limit`` of them where there are so many, not many more; equal rows do not dominate each other.

    >>> first_undominated(np.array([[1, 1], [2, 0], [0, 0], [2, 0], [0, 3]]), limit=3).tolist()
    [1, 3, 0, 4]
    """
    order = np.lexsort(tuple(-column for column in vectors.T[::-1]))
    # A dominating row has a larger sum: one more coordinate tells it from an equal one.
    whole = np.column_stack((vectors, vectors.sum(axis=1)))[order]
    work = counter or Counter()
    found: list[Rows] = []
    start, size, kept = 0, FIRST, 0
    while start < len(order) and kept < limit:
        under = whole[start : start + size].copy()
        under[:, -1] += 1
        # Whatever dominates a row stands before it in this order.
        rows = start + np.flatnonzero(~dominated(whole[: start + size], under, counter=work))
        found.append(order[rows])
        start, size, kept = start + size, 2 * size, kept + len(rows)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.intp)
