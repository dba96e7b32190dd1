"""Which sums of one value per set lie on one edge of the hull of all sums: the nearest to a point of it."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Distinct sums on an edge that are looked at one by one; where they lie as close as whole numbers do, up to DENSE.
# Beyond that the edge's corners are all that is told.
SPARSE = 20_000
DENSE = 1 << 19


def neighbours(
    sets: Sequence[Ints], start: Ints, *, step: tuple[int, int], left: Fraction
) -> tuple[tuple[int, Ints], ...] | None:
    """The sums on an edge nearest to a point of it: one where it is a sum itself, else one on either side.

    ``sets[i]`` (2, m_i); ``start`` (sets,): the choice at the corner where the edge begins; ``step``: how far
    the first coordinate falls and the second rises to its end; ``left``: how far the first coordinate of the
    point lies below the corner's. Returns how far that of each sum lies below, and its choice (sets,); ``None``
    where more sums lie on the edge than are looked at. Every value that such a sum may have lies on the edge
    of its own set with the same slope.

    >>> coins = np.array([[2, 1, 0], [0, 1, 2]])
    >>> [k for k, _ in neighbours([coins, coins], np.zeros(2, int), step=(4, 4), left=Fraction(5, 2))]
    [2, 3]
    """
    faces = [_face(points, int(v), step=step) for points, v in zip(sets, start.tolist(), strict=True)]
    unit = int(np.gcd.reduce(np.concatenate([falls for _, falls in faces]))) or 1
    faces = [(values, falls // unit) for values, falls in faces]
    stages = [np.zeros(1, dtype=np.int64)]
    # The last set first: walking back then starts with the first set, and takes its first value that fits.
    for _, falls in reversed(faces):
        following = _added(stages[-1], falls) if len(falls) > 1 else stages[-1]
        if following is None:
            return None
        if len(falls) > 1:
            stages.append(following)
    left /= unit
    sums = stages[-1]
    above = int(np.searchsorted(sums, -(-left.numerator // left.denominator)))
    nearest = [above] if left == int(sums[above]) else [above - 1, above]
    return tuple((int(sums[k]) * unit, _walked(faces, stages, int(sums[k]))) for k in nearest)


def _added(sums: Ints, falls: Ints) -> Ints | None:
    """All sums of one of each, rising; ``None`` where they are too many."""
    if len(sums) * len(falls) <= SPARSE:
        return np.unique(sums[:, None] + falls)
    reach = int(sums[-1] + falls[-1])
    if reach > DENSE:
        return None
    reached = np.zeros(reach + 1, dtype=np.bool_)
    for fall in falls.tolist():
        reached[sums + fall] = True
    return np.flatnonzero(reached)


def _face(points: Ints, value: int, *, step: tuple[int, int]) -> tuple[Ints, Ints]:
    """The values on the edge through ``value``, and how far each lies below it in the first coordinate.

    Of equal values the first.
    """
    falls, rises = points[0, value] - points[0], points[1] - points[1, value]
    reach = int(max(np.abs(falls).max(), np.abs(rises).max()))
    if reach * max(step) < 2**62:
        on_edge = falls * step[1] == rises * step[0]
    else:
        on_edge = np.asarray(falls.astype(object) * step[1] == rises.astype(object) * step[0])
    values = np.flatnonzero(on_edge)
    distinct, first = np.unique(falls[values], return_index=True)
    return values[first], distinct


def _walked(faces: Sequence[tuple[Ints, Ints]], stages: list[Ints], target: int) -> Ints:
    choice = np.empty(len(faces), dtype=np.int64)
    at = len(stages) - 1
    for which, (values, falls) in enumerate(faces):
        if len(falls) == 1:
            choice[which] = values[0]
            continue
        rest = target - falls
        known = stages[at - 1]
        place = np.minimum(np.searchsorted(known, rest), len(known) - 1)
        pick = int(np.flatnonzero(known[place] == rest)[0])
        choice[which], target, at = values[pick], int(rest[pick]), at - 1
    return choice
