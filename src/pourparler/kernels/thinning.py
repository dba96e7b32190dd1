"""A two-coordinate frontier kept within a cap: fewer points, and a proved bound on what that loses.

Source: bargaining specification, section 5.1 (epsilon version). Points are put into buckets of the first
coordinate and the last of each is kept: it is at least as good in the second and worse in the first by less
than the bucket is wide. Adding a value of a later set keeps both, so the losses of the stages add up.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.frontier import merge
from pourparler.kernels.maxima import Counter
from pourparler.kernels.stages import Stage

Ints = NDArray[np.int64]

UNLIMITED = 1 << 62


class Near(NamedTuple):
    """Sums such that every sum is matched by one with no smaller second coordinate and a first one smaller
    by at most ``epsilon``. ``candidates``: sums looked at; ``thinned``: stages that had to lose points.
    """

    stage: Stage
    epsilon: int
    candidates: int
    thinned: int


def near_fold(columns: Sequence[Stage], *, cap: int) -> Near:
    """Merge ``columns`` (two coordinates) as :func:`frontier.fold` does, thinned where a stage passes ``cap``.

    >>> from pourparler.kernels.frontier import column
    >>> line = column(np.array([np.arange(9), np.arange(9)[::-1]]), np.arange(9)[None])
    >>> near = near_fold([line], cap=4)
    >>> near.stage.points[0].tolist(), near.epsilon
    ([8, 6, 3, 0], 2)
    """
    stage = columns[0]
    epsilon = thinned = 0
    candidates = stage.points.shape[1]
    for i, values in enumerate(columns):
        if i:
            candidates += stage.points.shape[1] * values.points.shape[1]
            merged = merge(stage, values, cap=UNLIMITED, counter=Counter())
            assert merged is not None
            stage = merged
        if stage.points.shape[1] > cap:
            stage, lost = thin(stage, cap)
            epsilon, thinned = epsilon + lost, thinned + 1
    return Near(stage, epsilon, candidates, thinned)


def thin(stage: Stage, cap: int) -> tuple[Stage, int]:
    """At most ``cap`` (2 or more) points of ``stage``, and the largest loss of the first coordinate.

    The first point is always kept, so the best of either coordinate is not lost.
    """
    first = stage.points[0]
    width = -(-(int(first[0] - first[-1]) + 1) // (cap - 1))
    bucket = (first[0] - first) // width
    last = np.flatnonzero(np.append(bucket[1:] != bucket[:-1], True))
    lost = int((first - first[last[np.searchsorted(last, np.arange(len(first)))]])[1:].max(initial=0))
    keep = last if last[0] == 0 else np.concatenate(([0], last))
    return Stage(stage.points[:, keep], stage.counts[keep], stage.words[:, keep]), lost
