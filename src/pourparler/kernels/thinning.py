"""A two-coordinate frontier kept within a cap: fewer points, and a proved bound on what that loses.

Source: bargaining specification, section 5.1 (epsilon version). Points are put into buckets of the first
coordinate and the last of each is kept: it is at least as good in the second and worse in the first by less
than the bucket is wide. Adding a value of a later set keeps both, so the losses of the stages add up.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.frontier import parts, union
from pourparler.kernels.maxima import Counter
from pourparler.kernels.stages import Stage

Ints = NDArray[np.int64]


class Near(NamedTuple):
    """Sums such that every sum is matched by one with no smaller second coordinate and a first one smaller
    by at most ``epsilon``. ``candidates``: sums looked at; ``thinned``: how often points were lost.
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
    counter = Counter()
    stage, epsilon = thin(columns[0], cap)
    candidates, thinned = columns[0].points.shape[1], int(stage is not columns[0])
    for values in columns[1:]:
        candidates += stage.points.shape[1] * values.points.shape[1]
        # Thinned part by part, so that no more than a part and the cap are held at once.
        kept: Stage | None = None
        for part in parts(stage, values, counter=counter):
            whole = part if kept is None else union(kept, part, counter=counter)
            kept, lost = thin(whole, cap)
            epsilon, thinned = epsilon + lost, thinned + (kept is not whole)
        stage = kept or stage
    return Near(stage, epsilon, candidates, thinned)


def thin(stage: Stage, cap: int) -> tuple[Stage, int]:
    """At most ``cap`` (2 or more) points of ``stage``, and the largest loss of the first coordinate.

    The first point is always kept, so the best of either coordinate is not lost.
    """
    if stage.points.shape[1] <= cap:
        return stage, 0
    first = stage.points[0]
    width = -(-(int(first[0] - first[-1]) + 1) // (cap - 1))
    bucket = (first[0] - first) // width
    last = np.flatnonzero(np.append(bucket[1:] != bucket[:-1], True))
    lost = int((first - first[last[np.searchsorted(last, np.arange(len(first)))]])[1:].max(initial=0))
    keep = last if last[0] == 0 else np.concatenate(([0], last))
    return Stage(stage.points[:, keep], stage.counts[keep], stage.words[:, keep]), lost
