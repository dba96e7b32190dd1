"""The least over a party's improvements, compiled: :func:`pourparler.kernels.improvements.over_better` for many cells.

Slices are gone through from the best cell down with one running minimum per pattern of the restricted axes, so that
no lists are written out. This module loads the compiler: import it only where there is much to do.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Indices = NDArray[np.uint32]
Places = NDArray[np.uint16] | NDArray[np.uint32]
Marks = NDArray[np.uint8]

TIED, BEGINS, INFEASIBLE = 0, 1, 2
"""Marks of places in a slice: as good as the one before, worse than it (or the first), not a state."""


SIDE_BY_SIDE = 16
"""Slices that are copied together: as many cells as the memory hands over at once."""


class Patterns(NamedTuple):
    """``of`` (m,): the pattern of the restricted axes at each of a party's own combinations; those that may move to
    pattern q are ``askers[first[q]:first[q + 1]]``.
    """

    of: Indices
    first: Indices
    askers: Indices


class Packed(NamedTuple):
    """A party's slices. Slice s holds the cells ``starts[s] + own``; ``order`` (slices, m): places in ``own``, best
    first; ``marks`` alike.
    """

    starts: Indices
    own: Indices
    order: Places
    marks: Marks
    patterns: Patterns


def least(packed: Packed, values: Ints, *, neutral: int) -> Ints:
    """The least of ``values`` (K, D * N) over the party's improvements from each cell, ``neutral`` where it has none
    and in infeasible cells.
    """
    found = np.empty_like(values)
    _least(values, found, packed, np.int32(neutral))
    return found


@njit(cache=True)
def _least(values: Ints, found: Ints, packed: Packed, neutral: np.int32) -> None:
    # Neighbouring slices lie side by side in the memory: a few at a time are copied to where each is in one piece.
    starts, own, order, marks, patterns = packed
    slices, width = order.shape
    many = min(slices, SIDE_BY_SIDE)
    here, there = np.empty((many, width), dtype=np.int32), np.empty((many, width), dtype=np.int32)
    running = np.empty(len(patterns.first) - 1, dtype=np.int32)
    for row in range(len(values)):
        for low in range(0, slices, many):
            count = min(many, slices - low)
            for place in range(width):
                for s in range(count):
                    here[s, place] = values[row, starts[low + s] + own[place]]
            for s in range(count):
                running[:] = neutral
                _least_of_slice(
                    (here[s], there[s]), (order[low + s], marks[low + s]), patterns, running, neutral
                )
            for place in range(width):
                for s in range(count):
                    found[row, starts[low + s] + own[place]] = there[s, place]


@njit(cache=True)
def _least_of_slice(
    sides: tuple[Ints, Ints],
    sorted_: tuple[Places, Marks],
    patterns: Patterns,
    running: Ints,
    neutral: np.int32,
) -> None:
    (here, there), (order, marks), (of, first, askers) = sides, sorted_, patterns
    width, begin = len(order), 0
    while begin < width and marks[begin] != INFEASIBLE:
        end = begin + 1
        while end < width and marks[end] == TIED:
            end += 1
        # Cells that are equally good do not improve on each other: all of them ask before any is added.
        for i in range(begin, end):
            there[order[i]] = running[of[order[i]]]
        for i in range(begin, end):
            place = order[i]
            value, pattern = here[place], of[place]
            # What moves to this pattern has no less beyond it than stands here already: often nothing changes.
            if value < running[pattern]:
                for a in range(first[pattern], first[pattern + 1]):
                    if value < running[askers[a]]:
                        running[askers[a]] = value
        begin = end
    for i in range(begin, width):
        there[order[i]] = neutral
