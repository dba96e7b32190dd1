"""All choices near a supporting plane: one value per set, sums above a floor and a weighted sum above a need.

A choice that reaches a floor has at least the floor's weighted sum, for any positive weights. Weights taken
from a relaxation make the largest weighted sum little larger, so that few choices lie in the band between:
values that lose more than the band against the best value of their set drop out, the sets are folded in two
halves, and pairs of half choices are looked at only while their losses together stay in the band (meet in
the middle: Horowitz and Sahni 1974). Everything is counted in integers, so the list is complete and exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Half choices kept, choices listed, and pairs looked at in one go.
HALF = 1 << 19
LISTED = 200_000
TILE = 1 << 15


@dataclass(frozen=True, eq=False)
class Half:
    """Half choices by rising loss: ``sums`` (n, N), ``loss`` (N,); ``steps`` per set: parent and value (M,)."""

    sums: Ints
    loss: Ints
    order: Ints
    steps: tuple[tuple[Ints, Ints], ...]

    def choices(self, rows: Ints) -> Ints:
        """Values (rows, sets of this half)."""
        result = np.empty((len(rows), len(self.steps)), dtype=np.int64)
        at = self.order[rows]
        for k in range(len(self.steps) - 1, -1, -1):
            parent, value = self.steps[k]
            result[:, k] = value[at]
            at = parent[at]
        return result


@dataclass(frozen=True, eq=False)
class Band:
    """Choices whose weighted sum is at least ``need``, in halves; ``top``: the largest weighted sum of all."""

    sets: tuple[tuple[int, ...], tuple[int, ...]]
    halves: tuple[Half, Half]
    top: int

    def pairs(self, need: int) -> int:
        """How many pairs of half choices have a weighted sum of at least ``need``."""
        return int(self._prefix(need).sum())

    def _prefix(self, need: int) -> Ints:
        first, second = self.halves
        return np.searchsorted(second.loss, self.top - need - first.loss, side="right").astype(np.int64)

    def above(self, need: int, floor: Ints) -> Ints | None:
        """All choices (N, sets) with sums at or above ``floor`` and a weighted sum of at least ``need``.

        ``need`` and ``floor`` are no lower than those of the band. ``None`` past the limit of the list.
        """
        first, second = self.halves
        prefix = self._prefix(need)
        rows, columns = _joined(floor[:, None] - first.sums, second.sums, prefix)
        if len(rows) > LISTED:
            return None
        result = np.empty((len(rows), sum(len(part) for part in self.sets)), dtype=np.int64)
        result[:, list(self.sets[0])] = first.choices(rows)
        result[:, list(self.sets[1])] = second.choices(columns)
        return result


def band(tables: Sequence[Ints], weights: Ints, *, need: int, floor: Ints) -> Band | None:
    """The choices with ``weights @ sums >= need``, and sums at or above ``floor``; ``None`` where a half is too large.

    ``tables[i]`` (n, m_i), ``weights`` (n,) whole numbers of 0 or more with weighted sums below 2^62.
    """
    worth = [weights @ table for table in tables]
    top = sum(int(w.max()) for w in worth)
    losses = [w.max() - w for w in worth]
    kept = [np.flatnonzero(loss <= top - need) for loss in losses]
    order = sorted(range(len(tables)), key=lambda i: len(kept[i]))
    sets = (tuple(order[0::2]), tuple(order[1::2]))
    most = [np.sum([tables[i].max(axis=1) for i in part], axis=0) if part else 0 * floor for part in sets]
    halves = []
    for part, other in zip(sets, reversed(most), strict=True):
        columns = [(tables[i][:, kept[i]], losses[i][kept[i]], kept[i]) for i in part]
        half = _folded(columns, top - need, floor - other)
        if half is None:
            return None
        halves.append(half)
    return Band(sets, (halves[0], halves[1]), top)


def _folded(columns: list[tuple[Ints, Ints, Ints]], room: int, floor: Ints) -> Half | None:
    """Choices over ``columns`` (sums, losses, values) that lose at most ``room`` and can still reach ``floor``."""
    rest = np.zeros((len(columns) + 1, len(floor)), dtype=np.int64)
    for k in range(len(columns) - 1, -1, -1):
        rest[k] = rest[k + 1] + columns[k][0].max(axis=1, initial=0)
    sums, loss = np.zeros((len(floor), 1), dtype=np.int64), np.zeros(1, dtype=np.int64)
    steps = []
    for k, (table, own, values) in enumerate(columns):
        if len(loss) * len(own) > 16 * HALF:
            return None
        total = (loss[:, None] + own).ravel()
        near = np.flatnonzero(total <= room)
        parent, value = np.divmod(near, len(own))
        reached = sums[:, parent] + table[:, value]
        able = (reached >= (floor - rest[k + 1])[:, None]).all(axis=0)
        if int(able.sum()) > HALF:
            return None
        steps.append((parent[able], values[value[able]]))
        sums, loss = reached[:, able], total[near[able]]
    order = np.argsort(loss, kind="stable")
    return Half(sums[:, order], loss[order], order, tuple(steps))


def _joined(lack: Ints, sums: Ints, prefix: Ints) -> tuple[Ints, Ints]:
    """Pairs (row, column) with ``sums[:, column] >= lack[:, row]`` and column below ``prefix[row]``, at most ``LISTED``."""
    found: list[tuple[Ints, Ints]] = []
    if max(int(np.abs(lack).max(initial=0)), int(np.abs(sums).max(initial=0))) < 2**31:
        lack, sums = lack.astype(np.int32), sums.astype(np.int32)  # half the memory to move
    good, more = np.empty(TILE, dtype=np.bool_), np.empty(TILE, dtype=np.bool_)
    start, count = 0, 0
    while start < len(prefix) and prefix[start] and count <= LISTED:
        width = int(prefix[start])  # falling: losses rise
        for left in range(0, width, TILE):
            right = min(width, left + TILE)
            end = min(len(prefix), start + max(1, TILE // (right - left))) if width <= TILE else start + 1
            shape = (end - start, right - left)
            both = good[: shape[0] * shape[1]].reshape(shape)
            last = more[: shape[0] * shape[1]].reshape(shape)
            np.greater_equal(sums[0, left:right], lack[0, start:end, None], out=both)
            for p in range(1, len(lack)):
                np.greater_equal(sums[p, left:right], lack[p, start:end, None], out=last)
                both &= last
            row, column = np.divmod(np.flatnonzero(both), shape[1])
            inside = column + left < prefix[row + start]
            found.append((row[inside] + start, column[inside] + left))
            count += int(inside.sum())
        start = end
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])
