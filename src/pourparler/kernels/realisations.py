"""The choices behind a vector of a two-party frontier, in the order of their index, found when asked for."""

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.stages import Stage

Ints = NDArray[np.int64]


def realisations(
    stages: Sequence[Stage], columns: Sequence[tuple[Ints, Ints]], *, point: int, limit: int
) -> list[tuple[int, ...]]:
    """The first ``limit`` choices that give the last stage's vector ``point``, by rising index.

    ``stages``: of a fold over ``columns`` with two coordinates; each column is the pair ``points`` (2, m)
    and ``words`` (W, m) of its values. Returns the packed words of each choice. The search is best first,
    and each stage's smallest index is an exact bound for what is left: nothing is visited in vain.

    >>> from pourparler.kernels.frontier import column, fold
    >>> coin = np.array([[0, 1], [1, 0]])
    >>> pairs = [(coin, np.array([[0, 2]])), (coin, np.array([[0, 1]]))]
    >>> realisations(fold([column(*p) for p in pairs], cap=9).stages, pairs, point=1, limit=5)
    [(1,), (2,)]
    """
    rising = [stage.points[0, ::-1] for stage in stages]
    last = len(columns)
    heap: list[tuple[tuple[int, ...], int, int, tuple[int, ...]]] = []
    start = stages[last]
    none = (0,) * len(start.words)
    heappush(heap, (tuple(start.words[:, point].tolist()), last, point, none))
    found: list[tuple[int, ...]] = []
    while heap and len(found) < limit:
        total, depth, here, spent = heappop(heap)
        if depth == 0:
            found.append(total)
            continue
        points, words = columns[depth - 1]
        before = stages[depth - 1]
        rest = stages[depth].points[:, here, None] - points
        size = before.points.shape[1]
        at = size - 1 - np.minimum(np.searchsorted(rising[depth - 1], rest[0]), size - 1)
        fits = np.flatnonzero((before.points[0, at] == rest[0]) & (before.points[1, at] == rest[1]))
        for value in fits.tolist():
            used = tuple(a + b for a, b in zip(spent, words[:, value].tolist(), strict=True))
            least = before.words[:, at[value]].tolist()
            heappush(
                heap,
                (tuple(a + b for a, b in zip(used, least, strict=True)), depth - 1, int(at[value]), used),
            )
    return found
