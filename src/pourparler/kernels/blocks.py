"""All sums of a set per issue, in blocks: the outer sum of two halves is never stored whole."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Sums per block: large enough that numpy's overhead vanishes, small enough for the cache.
BLOCK = 1 << 17


class Halves(NamedTuple):
    """Sums over the first sets and over the last ones; the index of a pair is ``i * columns of last + j``.

    ``first`` (n, N1) and ``last`` (n, N2) sums; ``marks_first`` (N1,) and ``marks_last`` (N2,) bits.
    """

    first: Ints
    last: Ints
    marks_first: Ints
    marks_last: Ints


def halves(tables: Sequence[Ints], marks: Sequence[Ints]) -> Halves:
    """Split the sets so that the two halves have about as many sums.

    ``tables[i]`` (n, m_i): one column per value; ``marks[i]`` (m_i,): bits that a choice collects.

    >>> two = np.array([[0, 1]]); halves([two, two], [np.zeros(2, dtype=np.int64)] * 2).last.tolist()
    [[0, 1]]
    """
    sizes = [table.shape[1] for table in tables]
    total = float(np.sum(np.log(np.maximum(sizes, 1))))
    split, grown = 0, 0.0
    while split < len(sizes) - 1 and grown + np.log(max(1, sizes[split])) / 2 < total / 2:
        grown += float(np.log(max(1, sizes[split])))
        split += 1
    n = tables[0].shape[0]
    first, marks_first = _sums(tables[:split], marks[:split], n)
    last, marks_last = _sums(tables[split:], marks[split:], n)
    return Halves(first, last, marks_first, marks_last)


def _sums(tables: Sequence[Ints], marks: Sequence[Ints], n: int) -> tuple[Ints, Ints]:
    sums = np.zeros((n, 1), dtype=np.int64)
    bits = np.zeros(1, dtype=np.int64)
    for table, mark in zip(tables, marks, strict=True):
        sums = (sums[:, :, None] + table[:, None, :]).reshape(n, -1)
        bits = (bits[:, None] | mark[None, :]).ravel()
    return sums, bits


def reaching(pair: Halves, floor: Ints) -> tuple[Ints, Ints, int]:
    """The sums that reach ``floor`` (n,) in every coordinate.

    Returns them as (M, n), their indices (M,) rising, and the number of pairs looked at: rows of a half
    that cannot reach the floor with any of the other are dropped first.
    """
    first, last = pair.first, pair.last
    if not first.shape[1] or not last.shape[1]:
        return np.zeros((0, len(floor)), dtype=np.int64), np.zeros(0, dtype=np.int64), 0
    rows = np.flatnonzero((first + last.max(axis=1)[:, None] >= floor[:, None]).all(axis=0))
    columns = np.flatnonzero((last + first.max(axis=1)[:, None] >= floor[:, None]).all(axis=0))
    need, have = floor[:, None] - first[:, rows], last[:, columns]
    step = max(1, BLOCK // max(1, len(columns)))
    found: list[Ints] = []
    for start in range(0, len(rows), step):
        block = need[:, start : start + step, None]
        enough = have[0] >= block[0]
        for p in range(1, len(floor)):
            enough &= have[p] >= block[p]
        i, j = np.nonzero(enough)
        if len(i):
            found.append(rows[start + i] * last.shape[1] + columns[j])
    index = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    return sums_at(pair, index), index, len(rows) * len(columns)


def sums_at(pair: Halves, index: Ints) -> Ints:
    """The sums (M, n) at ``index`` (M,)."""
    i, j = np.divmod(index, max(1, pair.last.shape[1]))
    return (pair.first[:, i] + pair.last[:, j]).T


def coverage(pair: Halves, floor: Ints) -> Iterator[tuple[int, NDArray[Any]]]:
    """For every sum which coordinates reach ``floor`` (n,): blocks of (first index, bits (M,)).

    Bit p is set where coordinate p reaches its floor and no bit p was marked. n is at most 62; the bits are
    of the smallest type that holds them.
    """
    width = pair.last.shape[1]
    if not width:
        return
    n = len(floor)
    kind: Any = np.uint8 if n <= 8 else np.uint16 if n <= 16 else np.int64
    first, last, least = _narrow(pair, floor)
    marked = bool(pair.marks_first.any() or pair.marks_last.any())
    free_first, free_last = (
        (~marks & ((1 << n) - 1)).astype(kind) for marks in (pair.marks_first, pair.marks_last)
    )
    step = max(1, BLOCK // width)
    for start in range(0, first.shape[1], step):
        need = least[:, None] - first[:, start : start + step]
        bits = np.zeros((need.shape[1], width), dtype=kind)
        for p in range(n):
            reached = last[p] >= need[p][:, None]
            bit = reached.view(np.uint8) if kind is np.uint8 else reached.astype(kind)
            bit <<= kind(p)
            bits |= bit
        if marked:
            bits &= free_first[start : start + step, None] & free_last
        yield start * width, bits.ravel()


def _narrow(pair: Halves, floor: Ints) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Both halves and the floor in 32 bits where their sums fit: they are compared twice as fast."""
    arrays = (pair.first, pair.last, floor)
    fits = sum(int(np.abs(array).max(initial=0)) for array in arrays) < 2**31
    first, last, least = (array.astype(np.int32) if fits else array for array in arrays)
    return first, last, least
