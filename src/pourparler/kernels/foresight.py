"""The concepts that compare a state with what moves from it secure, and how their thresholds are told.

C(s) is the least rank that keeps state s stable for a party. Definitions: Howard 1971 (GMR, SMR); Fraser and Hipel
1979 (SEQ); Rêgo and Vieira 2017 (SSEQ).
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Concept = Literal["nash", "gmr", "smr", "seq", "sseq"]

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")

HIGH, LOW = 1 << 30, -(1 << 30)
"""Above and below every rank: what no state gives to a minimum and to a maximum; C where a party has no move is LOW."""

NO_MOVE = HIGH
"""The margin where a party has no move: no ranking makes the state unstable, and it is never the smallest margin."""


def margins(ranks: Ints, thresholds: Ints) -> NDArray[np.int32]:
    """p − C, int32 (…, P, S) of dense ranks and thresholds: 0 or more iff stable, ``NO_MOVE`` where there is no move.

    >>> margins(np.array([[2, 1]]), np.array([[3, LOW]])).tolist() == [[-1, NO_MOVE]]
    True
    """
    return np.where(thresholds == LOW, np.int32(NO_MOVE), (ranks - thresholds).astype(np.int32))
