"""The outcome next above or below a given sum, where outcomes are pairs of half outcomes and sums add up.

Both halves are sorted; two fingers, one rising and one falling, meet every first half once. Plain code on lists or
arrays; its compiled form is ``half_sums_compiled``. Source: Horowitz and Sahni 1974 (meet in the middle).
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Half = tuple[Ints, Ints]


def lowest(first: Half, last: Half, wanted: int) -> tuple[int, int]:
    """The least sum of at least ``wanted`` and the least index with it; the index is -1 where there is none.

    ``first`` (A,), ``last`` (B,): of half outcomes the sums, rising, and their parts of the index, which add
    up as well, rising among equal sums.

    >>> lowest(([0, 5], [0, 2]), ([0, 1], [0, 1]), 3)
    (5, 2)
    """
    firsts, first_at = first
    lasts, last_at = last
    found, index = 0, -1
    j = len(lasts)
    for i in range(len(firsts)):
        need = wanted - firsts[i]
        while j > 0 and lasts[j - 1] >= need:
            j -= 1
        if j < len(lasts):
            total, at = firsts[i] + lasts[j], first_at[i] + last_at[j]
            if index < 0 or total < found or (total == found and at < index):
                found, index = total, at
    return found, index


def highest(first: Half, last: Half, most: int) -> tuple[int, int]:
    """The largest sum of at most ``most`` and the largest index with it; else as :func:`lowest`.

    >>> highest(([0, 5], [0, 2]), ([0, 1], [0, 1]), 4)
    (1, 1)
    """
    firsts, first_at = first
    lasts, last_at = last
    found, index = 0, -1
    j = len(lasts)
    for i in range(len(firsts)):
        left = most - firsts[i]
        while j > 0 and lasts[j - 1] > left:
            j -= 1
        if j > 0:
            total, at = firsts[i] + lasts[j - 1], first_at[i] + last_at[j - 1]
            if index < 0 or total > found or (total == found and at > index):
                found, index = total, at
    return found, index
