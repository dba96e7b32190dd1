"""The upper-right hull of a sum of sets of points with two coordinates, without forming the sums.

Every edge of the hull of a sum is an edge of one of the sets (or of several, where they are parallel), so
merging the sets' own edges by slope gives it: at most ``sum(m_i - 1) + 1`` corners. Slopes are compared as
cross products of Python integers, which cannot overflow. Source: bargaining specification, section 3.
"""

from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

Point = tuple[int, int]


class Hull(NamedTuple):
    """The corners of an upper-right hull, the first coordinate falling, the second rising.

    ``corners``: V pairs of integers; ``choices`` (V, sets): the value of each set behind them, of equal values
    the first; ``edges``: edges merged.
    """

    corners: tuple[Point, ...]
    choices: Ints
    edges: int


class _Edge(NamedTuple):
    """A step of one set's hull: ``left`` lower in the first coordinate, ``up`` higher in the second, both > 0."""

    left: int
    up: int
    which: int
    value: int


def upper_right(sets: Sequence[Ints]) -> Hull:
    """The part of the hull of all sums (one value per set) that no weights > 0 leave out.

    ``sets[i]`` (2, m_i), m_i > 0. Corners are strict: what lies inside an edge is none.

    >>> coin = np.array([[0, 1], [1, 0]])
    >>> upper_right([coin, coin]).corners, upper_right([coin, 2 * coin[:, ::-1]]).choices.tolist()
    (((2, 0), (0, 2)), [[1, 0], [0, 1]])
    """
    chains = [chain(points) for points in sets]
    choice = [int(values[0]) for values in chains]
    x, y = (sum(int(points[c, v]) for points, v in zip(sets, choice, strict=True)) for c in (0, 1))
    edges = sorted(_edges(sets, chains), key=cmp_to_key(_steeper))
    corners, choices = [(x, y)], [tuple(choice)]
    for _, parallel in groupby(edges, key=cmp_to_key(_steeper)):
        for edge in parallel:
            x, y = x - edge.left, y + edge.up
            choice[edge.which] = edge.value
        corners.append((x, y))
        choices.append(tuple(choice))
    return Hull(tuple(corners), np.array(choices, dtype=np.int64).reshape(len(corners), -1), len(edges))


def chain(points: Ints) -> Ints:
    """Which of ``points`` (2, m) are corners of their upper-right hull, the first coordinate falling.

    >>> chain(np.array([[0, 4, 1, 3, 3], [4, 0, 3, 2, 1]])).tolist()
    [1, 3, 0]
    """
    order = np.lexsort((-points[1], -points[0]))
    second = points[1, order]
    before = np.maximum.accumulate(second)[:-1]
    efficient = order[np.concatenate(([True], second[1:] > before))]
    kept: list[int] = []
    at: list[Point] = []
    for value, (x, y) in zip(efficient.tolist(), points[:, efficient].T.tolist(), strict=True):
        while len(at) > 1 and _turn(at[-2], at[-1], (x, y)) <= 0:
            at.pop()
            kept.pop()
        at.append((x, y))
        kept.append(value)
    return np.array(kept, dtype=np.int64)


def _edges(sets: Sequence[Ints], chains: Sequence[Ints]) -> Iterator[_Edge]:
    for which, (points, values) in enumerate(zip(sets, chains, strict=True)):
        steps = np.diff(points[:, values]).T.tolist()
        for (dx, dy), value in zip(steps, values[1:].tolist(), strict=True):
            yield _Edge(-dx, dy, which, value)


def _turn(a: Point, b: Point, c: Point) -> int:
    """Above 0 where the way from ``a`` over ``b`` to ``c`` turns left, which a corner does."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def _steeper(one: _Edge, other: _Edge) -> int:
    """Steep edges come first: they lie at the end of the largest first coordinate."""
    return other.up * one.left - one.up * other.left
