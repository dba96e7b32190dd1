"""A two-coordinate frontier kept within a cap: fewer points, and a proved bound on what that loses.

Source: bargaining specification, section 5.1 (epsilon version). Points are put into buckets of the first
coordinate and the last of each is kept: it is at least as good in the second and worse in the first by less
than the bucket is wide. Adding a value of a later set keeps both, so the losses of the stages add up.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels import frontier
from pourparler.kernels.frontier import Fold, parts, union
from pourparler.kernels.maxima import Counter
from pourparler.kernels.stages import Stage, is_large

Ints = NDArray[np.int64]


class Near(NamedTuple):
    """Sums such that every sum is matched by one with no smaller second coordinate and a first one smaller
    by at most ``epsilon``. ``candidates``: sums looked at; ``thinned``: how often points were lost.
    """

    stage: Stage
    epsilon: int
    candidates: int
    thinned: int


def near_fold(columns: Sequence[Stage], found: Fold, *, cap: int) -> Near:
    """Merge ``columns`` (two coordinates) from where ``found``, a fold of them, passed ``cap`` (2 or more).

    How many choices give a vector is not told: the counts are 1.

    >>> from pourparler.kernels.frontier import column, fold
    >>> line = column(np.array([np.arange(9), np.arange(9)[::-1]]), np.arange(9)[None])
    >>> near = near_fold([line], fold([line], cap=4), cap=4)
    >>> near.stage.points[0].tolist(), near.epsilon
    ([8, 6, 3, 0], 2)
    """
    stage, epsilon = found.stages[-1], 0
    candidates, thinned = found.candidates, 0
    for values in columns[found.merged :]:
        candidates += stage.points.shape[1] * values.points.shape[1]
        stage, lost, times = _near(_uncounted(stage), _uncounted(values), cap)
        epsilon, thinned = epsilon + lost, thinned + times
    return Near(stage, epsilon, candidates, thinned)


def _near(stage: Stage, values: Stage, cap: int) -> tuple[Stage, int, int]:
    """The sums of both within ``cap``, what is lost, and how often something was."""
    if is_large(stage, values):
        from pourparler.kernels.buckets import bucketed

        span = int(np.ptp(stage.points[0])) + int(np.ptp(values.points[0]))
        kept, lost = bucketed(stage, values, width=max(1, -(-span // (cap - 1))))
        return kept, lost, int(lost > 0)
    # Thinned part by part, so that no more than a part and the cap are held at once.
    epsilon = thinned = 0
    whole: Stage | None = None
    for part in parts(stage, values, counter=Counter(), chunk=frontier.CHUNK):
        both = part if whole is None else union(whole, part, counter=Counter())
        whole, lost = thin(both, cap)
        epsilon, thinned = epsilon + lost, thinned + (whole is not both)
    return whole or stage, epsilon, thinned


def _uncounted(stage: Stage) -> Stage:
    return stage._replace(counts=np.ones(stage.points.shape[1], dtype=np.int64))


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
