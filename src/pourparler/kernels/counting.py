"""How many sums of two sets reach a floor, without listing them."""

import numpy as np
from numpy.typing import NDArray


def pairs_reaching(first: NDArray[np.int64], last: NDArray[np.int64], *, floor: int) -> int:
    """How many pairs of ``first`` (N1,) and ``last`` (N2,) have a sum of at least ``floor``.

    >>> pairs_reaching(np.array([0, 3]), np.array([1, 2]), floor=4)
    2
    """
    order = np.sort(last)
    below = np.searchsorted(order, floor - first, side="left")
    # In Python integers: the number of pairs may pass 64 bits.
    return len(first) * len(last) - int(below.sum())
