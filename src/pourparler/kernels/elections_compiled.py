"""Votes between all pairs of options, compiled: coalitions of proportional votes, the same bits as plain code.

This module loads the compiler: import it only where there is much to do.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@njit(cache=True)
def added(utility: Floats, weight: Floats, total: Floats) -> None:
    """Add to ``total`` (D, M, M) the votes for option a over b of voters ``utility`` (D, n, M), ``weight`` (D, n).

    Entries are filled row by row, so that a row stays in the fast part of the memory; every one is a sum in
    the order of the voters.
    """
    draws, voters, size = utility.shape
    for d in range(draws):
        for a in range(size):
            for k in range(voters):
                here, share = utility[d, k, a], weight[d, k]
                for b in range(size):
                    total[d, a, b] += share * max(here - utility[d, k, b], 0.0)
