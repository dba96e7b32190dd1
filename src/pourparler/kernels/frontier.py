"""The frontier of a sum of sets: fold the sets one by one and keep the vectors that nothing dominates.

Adding the same vector to two partial sums keeps their order, so a dominated partial sum never comes back
(bargaining specification, sections 5.1 and 5.2). Integers throughout: ties are exact.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.maxima import Counter, WorkLimit, maxima
from pourparler.kernels.stages import Counts, Ints, Stage, dense_sums, is_dense, is_large

# More candidates than this are merged a few values at a time, which bounds the memory of a stage.
CHUNK = 1 << 21
# A key packs coordinates into 62 bits.
KEY = 1 << 62


class Fold(NamedTuple):
    """The stages of a fold, first the zero vector. ``complete`` is false where a cap stopped it.

    ``candidates``: sums looked at; ``kept``: vectors kept, over all stages; ``pairs``: vectors compared two
    by two (three coordinates or more); ``merged``: how many columns the last stage holds.
    """

    stages: tuple[Stage, ...]
    candidates: int
    kept: int
    pairs: int
    complete: bool
    merged: int = 0


def column(points: Ints, words: Ints) -> Stage:
    """The nondominated vectors among the values of one set.

    ``points`` (n, m) and ``words`` (W, m), one column per value.

    >>> column(np.array([[0, 2, 2], [3, 1, 1]]), np.array([[0, 1, 2]])).counts.tolist()
    [2, 1]
    """
    return _reduced(points, np.ones(points.shape[1], dtype=np.int64), words, Counter())


def fold(
    columns: Sequence[Stage],
    *,
    cap: int,
    floor: Ints | None = None,
    budget: int | None = None,
    latest: int | None = None,
) -> Fold:
    """Merge ``columns`` (see :func:`column`; at least one) in the order given.

    ``cap``: the largest number of vectors kept at once, ``budget``: of pairs compared; beyond them the fold
    stops, ``complete`` false. ``floor`` (n,): drop partial sums that cannot reach it; then only vectors at
    or above it are left. ``latest``: how many stages to hold, the last ones; all of them where not given, as
    it takes to list the choices behind a vector.

    >>> coin = column(np.array([[0, 1], [1, 0]]), np.array([[0, 1]]))
    >>> fold([coin, coin], cap=10).stages[-1].counts.tolist()
    [1, 2, 1]
    """
    first = columns[0]
    zero = Stage(
        np.zeros((len(first.points), 1), dtype=np.int64),
        np.ones(1, dtype=np.int64),
        np.zeros((len(first.words), 1), dtype=np.int64),
    )
    stages = deque([zero], maxlen=latest)
    needs = None if floor is None else _needs(columns, floor)
    counter = Counter(budget)
    candidates = kept = merged = 0
    complete = True
    for i, values in enumerate(columns):
        candidates += stages[-1].points.shape[1] * values.points.shape[1]
        try:
            stage = merge(stages[-1], values, cap=cap, counter=counter) if i else _capped(values, cap)
        except WorkLimit:
            stage = None
        if stage is None:
            complete = False
            break
        if needs is not None:
            stage = _above(stage, needs[i])
        kept += stage.points.shape[1]
        stages.append(stage)
        merged += 1
        if not stage.points.shape[1]:
            break
    return Fold(tuple(stages), candidates, kept, counter.pairs, complete, merged)


def merge(stage: Stage, values: Stage, *, cap: int, counter: Counter) -> Stage | None:
    """The nondominated sums of a vector of ``stage`` and one of ``values``; ``None`` beyond ``cap``.

    Raises ``WorkLimit`` past the budget of ``counter``.
    """
    if is_large(stage, values) and not is_dense(stage, values):
        from pourparler.kernels.buckets import merged

        return merged(_countable(stage, values), values, cap=cap)
    result: Stage | None = None
    # Of three coordinates and more nearly all sums are kept: so few at a time that the cap is met early.
    chunk = CHUNK if len(stage.points) < 3 else min(CHUNK, 2 * cap)
    for part in parts(stage, values, counter=counter, chunk=chunk):
        result = part if result is None else union(result, part, counter=counter)
        if result.points.shape[1] > cap:
            return None
    return result


def parts(stage: Stage, values: Stage, *, counter: Counter, chunk: int) -> Iterator[Stage]:
    """The nondominated sums of a vector of ``stage`` and one of a few ``values``, about ``chunk`` at a time."""
    size, m = stage.points.shape[1], values.points.shape[1]
    stage = _countable(stage, values)
    if is_dense(stage, values):
        yield dense_sums(stage, values)
        return
    step = max(1, chunk // max(1, size))
    for start in range(0, m, step):
        end = start + step
        few = Stage(values.points[:, start:end], values.counts[start:end], values.words[:, start:end])
        yield _sums(stage, few, counter)


def _countable(stage: Stage, values: Stage) -> Stage:
    """``stage`` with Python's whole numbers as counts where 64 bits could overflow."""
    if stage.counts.dtype == object or int(stage.counts.sum()) * int(values.counts.sum()) < 2**62:
        return stage
    return stage._replace(counts=stage.counts.astype(object))


def union(one: Stage, other: Stage, *, counter: Counter) -> Stage:
    """The nondominated vectors of two stages."""
    points = np.concatenate((one.points, other.points), axis=1)
    counts = np.concatenate((one.counts, other.counts))
    return _reduced(points, counts, np.concatenate((one.words, other.words), axis=1), counter)


def _capped(stage: Stage, cap: int) -> Stage | None:
    return stage if stage.points.shape[1] <= cap else None


def _sums(stage: Stage, values: Stage, counter: Counter) -> Stage:
    n, m = stage.points.shape[0], values.points.shape[1]
    sums = (stage.points[:, :, None] + values.points[:, None, :]).reshape(n, -1)
    rows, starts = _kept(sums, counter)
    parent, value = np.divmod(rows, m)
    counts = stage.counts[parent] * values.counts[value]
    words = stage.words[:, parent] + values.words[:, value]
    return _grouped(sums[:, rows], counts, words, starts)


def _reduced(points: Ints, counts: Counts, words: Ints, counter: Counter) -> Stage:
    rows, starts = _kept(points, counter)
    return _grouped(points[:, rows], counts[rows], words[:, rows], starts)


def _grouped(points: Ints, counts: Counts, words: Ints, starts: NDArray[np.intp] | None) -> Stage:
    if starts is None:
        return Stage(points, counts, words)
    return Stage(points[:, starts], np.add.reduceat(counts, starts), _least(words, starts))


def _least(words: Ints, starts: NDArray[np.intp]) -> Ints:
    """The smallest column of ``words`` (first word first) in each group that begins at ``starts``."""
    if len(words) == 1:
        return np.minimum.reduceat(words, starts, axis=1)
    group = np.zeros(words.shape[1], dtype=np.int64)
    group[starts[1:]] = 1
    order = np.lexsort((*words[::-1], group.cumsum()))
    return words[:, order][:, starts]


def _kept(points: Ints, counter: Counter) -> tuple[NDArray[np.intp], NDArray[np.intp] | None]:
    """Columns of ``points`` that nothing dominates, sorted, and where each group of equals begins.

    The second is ``None`` where no two of them are equal.
    """
    size = points.shape[1]
    order = _descending(points)
    ordered = points[:, order]
    same = ordered[0, 1:] == ordered[0, :-1]
    for row in ordered[1:]:
        same &= row[1:] == row[:-1]
    if not same.any():
        return order[_undominated(ordered, counter)], None
    heads = np.flatnonzero(np.concatenate(([True], ~same)))
    keep = _undominated(ordered[:, heads], counter)
    lengths = np.diff(heads, append=size)
    rows = order[np.repeat(keep, lengths)]
    kept = lengths[keep]
    return rows, (np.cumsum(kept) - kept if len(rows) > len(kept) else None)


def _descending(points: Ints) -> NDArray[np.intp]:
    """The order by the first coordinate descending, then the next."""
    if not points.shape[1]:
        return np.zeros(0, dtype=np.intp)
    keys = _keys(points)
    return np.argsort(keys[0]) if len(keys) == 1 else np.lexsort(keys[::-1])


def _keys(points: Ints) -> list[Ints]:
    """Coordinates packed into as few rising keys as hold them: one sorts several times faster than two."""
    keys: list[Ints] = []
    held = KEY
    for row in points:
        top = int(row.max())
        width = top - int(row.min()) + 1
        if held * width < KEY:
            keys[-1] = keys[-1] * width + (top - row)
            held *= width
        else:
            keys.append(top - row)
            held = width
    return keys


def _undominated(points: Ints, counter: Counter) -> NDArray[np.bool_]:
    """Which of the distinct, descending columns of ``points`` (n, N) no other dominates."""
    n, size = points.shape
    keep = np.ones(size, dtype=np.bool_)
    if size < 2:
        return keep
    if n == 1:
        keep[1:] = False
    elif n == 2:
        keep[1:] = points[1, 1:] > np.maximum.accumulate(points[1])[:-1]
    else:
        keep[:] = maxima(points, counter=counter)
    return keep


def _needs(columns: Sequence[Stage], floor: Ints) -> list[Ints]:
    """What a partial sum needs after each column so that the best of the others can lift it to ``floor``."""
    best = np.array([values.points.max(axis=1) for values in columns])
    later = np.cumsum(best[::-1], axis=0)[::-1]
    return [floor - (later[i + 1] if i + 1 < len(columns) else 0) for i in range(len(columns))]


def _above(stage: Stage, need: Ints) -> Stage:
    enough = (stage.points >= need[:, None]).all(axis=0)
    if enough.all():
        return stage
    return Stage(stage.points[:, enough], stage.counts[enough], stage.words[:, enough])
