"""Which values of one set can be completed to a sum that reaches a floor, by what the other sets offer."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def completable(before: Ints, after: Ints, values: Ints, *, floor: Ints) -> Flags:
    """For each of ``values`` (2, m): does some sum with a column of ``before`` and one of ``after`` reach ``floor``?

    ``before`` (2, P) and ``after`` (2, S): frontiers of the other sets, the first coordinate descending (so
    that the second rises); ``floor`` (2,). The best partner of a column is found by bisection, so the sums of
    the two are never formed. Returns (m,).

    >>> side = np.array([[2, 0], [0, 2]])
    >>> completable(side, side, np.array([[0, 0, 5], [0, 1, 0]]), floor=np.array([2, 3])).tolist()
    [False, True, True]
    """
    if not before.shape[1] or not after.shape[1]:
        return np.zeros(values.shape[1], dtype=np.bool_)
    rising = -after[0]
    need = floor[:, None] - values
    result = np.zeros(values.shape[1], dtype=np.bool_)
    for v, (x, y) in enumerate(need.T.tolist()):
        # The last column of ``after`` whose first coordinate is still enough has the largest second one.
        last = np.searchsorted(rising, before[0] - x, side="right") - 1
        result[v] = bool((np.where(last >= 0, before[1] + after[1][last], y - 1) >= y).any())
    return result
