"""Subsets of provisions one by one, in two halves: which ones reach a floor, and what they sum to.

The outer sum of two halves is never stored whole. The index of a package has one bit per provision, the first
provision the highest, so that indices rise in the order of outcomes. Source: bargaining specification, section 5.6.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

# Packages per block: large enough that numpy's overhead vanishes, small enough for the cache.
BLOCK = 1 << 17


class Half(NamedTuple):
    """All subsets of some provisions: ``sums`` (r, A) of their scores, ``sizes`` (A,)."""

    sums: Ints
    sizes: Ints


class Link(NamedTuple):
    """A condition on a package: ``allowed[codes[i], j]`` for subset i of the first half and j of the last."""

    codes: Ints
    allowed: Flags


class Grid(NamedTuple):
    """The packages of N provisions: every pair of subsets of the two halves, the first one slower."""

    first: Half
    last: Half
    provisions: int


class Block(NamedTuple):
    """Subsets ``rows`` of the first half, all with ``size`` provisions, with every subset of the last half."""

    rows: Rows
    size: int


def grid(scores: Ints) -> Grid:
    """The packages of provisions with ``scores`` (r, N).

    >>> grid(np.array([[5, 7, 1]])).last.sums.tolist()
    [[0, 1, 7, 8]]
    """
    n = scores.shape[1]
    return Grid(_half(scores[:, : n // 2]), _half(scores[:, n // 2 :]), n)


def _half(scores: Ints) -> Half:
    sums = np.zeros((len(scores), 1), dtype=np.int64)
    sizes = np.zeros(1, dtype=np.int64)
    for column in scores.T:
        sums = np.stack((sums, sums + column[:, None]), axis=2).reshape(len(scores), -1)
        sizes = np.stack((sizes, sizes + 1), axis=1).ravel()
    return Half(sums, sizes)


def link(of: Grid, axes: Sequence[int], allowed: Flags) -> Link:
    """The condition that ``allowed`` (2, ..., 2) states on the provisions ``axes`` (0: left out, 1: in)."""
    split = of.provisions // 2
    before = [a for a in axes if a < split]
    codes = _codes(len(of.first.sizes), [split - 1 - a for a in before])
    columns = _codes(len(of.last.sizes), [of.provisions - 1 - a for a in axes if a >= split])
    return Link(codes, allowed.reshape(1 << len(before), -1)[:, columns])


def _codes(count: int, bits: Sequence[int]) -> Ints:
    """For each of ``count`` subsets the number whose digits are the bits at ``bits``, the first one highest."""
    subsets = np.arange(count, dtype=np.int64)
    result = np.zeros(count, dtype=np.int64)
    for bit in bits:
        result = result << 1 | subsets >> bit & 1
    return result


def blocks(of: Grid) -> Iterator[Block]:
    """All packages, block by block; those of a block share the number of provisions from the first half."""
    step = max(1, BLOCK // len(of.last.sizes))
    for size in range(int(of.first.sizes.max()) + 1):
        rows = np.flatnonzero(of.first.sizes == size)
        for start in range(0, len(rows), step):
            yield Block(rows[start : start + step], size)


def meeting(of: Grid, block: Block, links: Sequence[Link]) -> Flags:
    """Which packages of ``block`` meet all ``links`` and are not empty: (rows, subsets of the last half)."""
    result = np.ones((len(block.rows), len(of.last.sizes)), dtype=np.bool_)
    for condition in links:
        result &= condition.allowed[condition.codes[block.rows]]
    if not block.size:
        result[:, 0] = False
    return result


def needed(of: Grid, block: Block, least: Ints) -> Ints:
    """What a subset of the last half lacks to reach ``least`` with the block's size: (r, subsets), its sums
    taken off.

    ``least`` (r, N + 1): the least sum for each number of provisions.
    """
    lacking: Ints = least[:, block.size + of.last.sizes] - of.last.sums
    return lacking


def means(of: Grid, index: Ints, common: int) -> Ints:
    """Mean scores of the packages ``index`` (M,), times ``common``: (r, M)."""
    i, j = np.divmod(index, len(of.last.sizes))
    sizes = of.first.sizes[i] + of.last.sizes[j]
    result: Ints = (of.first.sums[:, i] + of.last.sums[:, j]) * (common // np.maximum(sizes, 1))
    return result


def included(index: Ints, provisions: int) -> Ints:
    """Which provisions the packages ``index`` (M,) include: (M, provisions) of 0 and 1."""
    places = np.arange(provisions - 1, -1, -1, dtype=np.int64)
    result: Ints = index[:, None] >> places & 1
    return result
