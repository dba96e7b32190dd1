"""Many two-coordinate frontiers at once: the fold of :mod:`frontier`, over draws that share their sets.

A sweep folds the same small sets thousands of times; done together, numpy's fixed cost is paid once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# A key packs two coordinates and a word into 62 bits.
KEY = 1 << 62


class Unpackable(Exception):
    """The numbers do not fit into one 64-bit key, or a stage would hold too many sums."""


class Frontiers(NamedTuple):
    """The frontier of each draw, sorted by the first coordinate descending.

    ``points`` (draws, 2, N) and ``words`` (draws, N), the smallest choice that gives the point; only the
    first ``sizes`` (draws,) of them count, the others repeat a point.
    """

    points: Ints
    words: Ints
    sizes: Ints


def fold_many(columns: Sequence[Ints], words: Sequence[Ints], *, floor: Ints, cap: int) -> Frontiers:
    """The nondominated sums of one value per column that reach ``floor`` (draws, 2).

    ``columns[i]`` (draws, 2, m_i), ``words[i]`` (m_i,) what a value adds to its choice's packed index. Raises
    ``Unpackable`` where a stage would hold more than ``cap`` sums, or the numbers are too large.

    >>> coin = np.array([[[0, 1], [1, 0]]])
    >>> found = fold_many([coin, coin], [np.array([0, 2]), np.array([0, 1])], floor=np.array([[1, 0]]), cap=99)
    >>> found.points.tolist(), found.words.tolist(), found.sizes.tolist()
    ([[[2, 1], [0, 1]]], [[3, 1]], [2])
    """
    draws = len(floor)
    reduced = [
        _frontier(column[:, 0], column[:, 1], np.broadcast_to(word, (draws, len(word))))
        for column, word in zip(columns, words, strict=True)
    ]
    reduced.sort(key=lambda part: part.words.shape[1])
    best = np.array([part.points.max(axis=2) for part in reduced])
    later = np.cumsum(best[::-1], axis=0)[::-1]
    found = _reaching(reduced[0], floor - later[1] if len(reduced) > 1 else floor)
    for i, part in enumerate(reduced[1:], start=1):
        if draws * found.words.shape[1] * part.words.shape[1] > cap:
            raise Unpackable
        x, y = ((found.points[:, p, :, None] + part.points[:, p, None, :]).reshape(draws, -1) for p in (0, 1))
        sums = _frontier(x, y, (found.words[:, :, None] + part.words[:, None, :]).reshape(draws, -1))
        alive = np.where(found.sizes > 0, sums.sizes, 0)
        need = floor - (later[i + 1] if i + 1 < len(reduced) else 0)
        found = _reaching(sums._replace(sizes=alive), need)
    return found


def _frontier(x: Ints, y: Ints, words: Ints) -> Frontiers:
    """What nothing dominates in each row of ``x``, ``y`` (draws, N); of equals, the smallest word."""
    left, top = int(x.max()), int(y.max())
    width, span = top - int(y.min()) + 1, int(words.max()) + 1
    if (left - int(x.min()) + 1) * width * span >= KEY:
        raise Unpackable
    # Sorted by x descending, then y descending, then word.
    keys = ((left - x) * width + (top - y)) * span + words
    keys.sort(axis=1)
    rest, words = np.divmod(keys, span)
    down, right = np.divmod(rest, width)
    x, y = left - down, top - right
    keep = np.ones(keys.shape, dtype=np.bool_)
    keep[:, 1:] = y[:, 1:] > np.maximum.accumulate(y, axis=1)[:, :-1]
    return _compact(x, y, words, keep=keep)


def _reaching(found: Frontiers, need: Ints) -> Frontiers:
    """Only the points that reach ``need`` (draws, 2) in both coordinates."""
    enough = (found.points >= need[:, :, None]).all(axis=1)
    enough &= np.arange(enough.shape[1]) < found.sizes[:, None]
    if int(enough.sum()) == int(found.sizes.sum()):
        return found
    return _compact(found.points[:, 0], found.points[:, 1], found.words, keep=enough)


def _compact(x: Ints, y: Ints, words: Ints, *, keep: NDArray[np.bool_]) -> Frontiers:
    """The kept entries of each row moved to its front, the rest filled with the first of them."""
    sizes = keep.sum(axis=1)
    width = max(1, int(sizes.max()))
    # Where nothing is kept, the row's first entry fills it: it is not counted.
    at = np.broadcast_to(keep.argmax(axis=1)[:, None], (len(keep), width)).copy()
    rows, columns = np.nonzero(keep)
    at[rows, (np.cumsum(keep, axis=1) - 1)[rows, columns]] = columns
    row = np.arange(len(keep))[:, None]
    return Frontiers(np.stack((x[row, at], y[row, at]), axis=1), words[row, at], sizes)
