"""Agreements of one or two parties counted exactly at any size, and what one of many parties accepts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Folded, Limits, frontier_fold
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.kernels.counting import reaching_one, reaching_two
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Below any reserve: what a party whose acceptance does not count is asked to reach.
NOTHING = -(1 << 61)


@dataclass(frozen=True)
class Counted:
    """``exactly``: outcomes per set of accepting parties (bits); ``best``: each party's best agreement.

    An agreement is given with what it is worth, to the party and then to all.
    """

    exactly: dict[int, int]
    best: dict[int, tuple[tuple[int, ...], tuple[int, ...]]]


def accepted(model: Bargain, members: tuple[int, ...]) -> int | None:
    """How many outcomes all ``members`` (one or two) accept; ``None`` where that takes too much memory."""
    left = conditioned(model, binding=sum(1 << p for p in members))
    if not isinstance(left, Conditioned):
        return None
    reserve = model.reserve[list(members)]
    if len(members) == 1:
        return reaching_one([group.table[members[0]] for group in left.groups], int(reserve[0]))
    return reaching_two([group.table[list(members)] for group in left.groups], reserve)


def counted(model: Bargain, size: int, *, limits: Limits) -> Counted | None:
    """All counts of a problem of one or two parties with ``size`` outcomes; ``None`` past a limit."""
    n = len(model.parties)
    if n > 2:
        return None
    together = {0: size}
    for bits in range(1, 1 << n):
        count = accepted(model, tuple(p for p in range(n) if bits >> p & 1))
        if count is None:
            return None
        together[bits] = count
    exactly = dict(together) if n < 2 else {3: together[3]}
    if n == 2:
        exactly |= {1: together[1] - together[3], 2: together[2] - together[3]}
    exactly[0] = size - sum(count for bits, count in exactly.items() if bits)
    best: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for bits in range(1, 1 << n):
        if (
            together[bits]
            and model.rule.wins(np.array([bits]))[0]
            and not _improved(model, bits, best, limits=limits)
        ):
            return None
    return Counted(exactly, best)


def _improved(
    model: Bargain,
    bits: int,
    best: dict[int, tuple[tuple[int, ...], tuple[int, ...]]],
    *,
    limits: Limits,
) -> bool:
    """Update each party's best with the outcomes that all of ``bits`` accept; false past a limit."""
    left = conditioned(model, binding=bits)
    everyone = tuple(range(len(model.parties)))
    floor = np.array([model.reserve[p] if bits >> p & 1 else NOTHING for p in everyone], dtype=np.int64)
    if not isinstance(left, Conditioned):
        return False
    found, columns = frontier_fold(left, everyone, limits=limits, floor=floor)
    if not found.complete:
        return False
    last = found.stages[-1]
    points = last.points[: len(everyone)].T
    part = Acceptable(everyone, points, last.counts, floor, Folded(found, columns, left.radix))
    for p in everyone:
        # Of those with its largest utility, the frontier holds the one that is best for the others.
        row = int(points[:, p].argmax())
        choice = tuple(part.first_outcomes(np.array([row]), 1)[0].tolist())
        vector = (int(points[row, p]), *points[row].tolist())
        held = best.get(p)
        if held is None or vector > held[0] or (vector == held[0] and choice < held[1]):
            best[p] = (vector, choice)
    return True
