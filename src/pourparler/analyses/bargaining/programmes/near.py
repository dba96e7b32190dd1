"""All choices that come near an optimum, listed: where they are few, the answer and its ties are exact.

Multipliers of a relaxation weigh the parties so that nothing has a much larger weighted sum than the optimum;
the list reaches down from the bound until it meets a first choice (:mod:`pourparler.kernels.bands`).
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.bands import Band, band
from pourparler.kernels.exchanges import exchanged
from pourparler.kernels.programmes import Programme, Relaxed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# How far down from the bound to the best known choice the list reaches, in turn: it grows fast, about twofold
# with each step, and the first choice found ends it. Halves are folded for several steps at once.
DEPTHS = ((0.4, 0.45, 0.5), (0.54, 0.57, 0.6), (0.63, 0.66, 0.69), (0.72, 0.75, 0.78), (0.81, 0.84, 0.87), (0.9, 0.93, 0.96, 1.0))  # fmt: skip
# Pairs of half choices looked at for one answer.
PAIRS = 300_000_000
# Weighted sums must stay within 64 bits, and weights far below the precision of the multipliers they come from.
LARGEST, FINEST = 2.0**60, 2.0**40


def downwards(
    programme: Programme, relaxed: Relaxed, *, known: Fraction, floor_at: Callable[[Fraction], Ints]
) -> Ints | None:
    """All choices (N, sets) at or above ``floor_at(level)`` for some level that is reached; ``None``: too many near.

    ``relaxed.bound``: no level above it is reached; ``known`` is.
    """
    weights = whole_weights(programme, relaxed.weights)
    if weights is None:
        return None
    room = max(0.0, relaxed.bound - float(known))
    for depths in DEPTHS:
        levels = [
            known if depth == 1.0 else max(known, Fraction(relaxed.bound - depth * room)) for depth in depths
        ]
        lowest = floor_at(levels[-1])
        halves = band(programme.tables, weights, need=int(weights @ lowest), floor=lowest)
        for level in levels:
            found = None if halves is None else _above(programme, halves, weights, floor_at(level))
            if found is None or len(found):
                return found
    return None


def listed(programme: Programme, weights: Ints, *, need: int, floor: Ints) -> Ints | None:
    """All choices (N, sets) with sums at or above ``floor`` and ``weights @ sums >= need``; ``None``: too many near."""
    halves = band(programme.tables, weights, need=need, floor=floor)
    return None if halves is None else _above(programme, halves, weights, floor, need=need)


def _above(
    programme: Programme, halves: Band, weights: Ints, floor: Ints, *, need: int | None = None
) -> Ints | None:
    need = int(weights @ floor) if need is None else need
    pairs = halves.pairs(need)
    if pairs + programme.effort.pairs > PAIRS:
        return None
    programme.effort.pairs += pairs
    choices = halves.above(need, floor)
    return None if choices is None else choices[programme.clear(choices)]


def whole_weights(programme: Programme, weights: Floats) -> Ints | None:
    """Whole numbers in about the ratio of ``weights`` (n,), as large as 64-bit sums allow."""
    largest = sum(np.abs(table).max(axis=1).astype(np.float64) for table in programme.tables)
    reachable = float(weights @ (largest + np.abs(programme.floor) + 1))
    if not 0 < reachable < np.inf:
        return None
    factor = min(LARGEST / reachable, FINEST / float(weights.max()))
    whole: Ints = np.rint(weights * factor).astype(np.int64)
    return whole if (whole > 0).any() else None


def floors(programme: Programme, base: Ints, divisors: Ints, *, level: Fraction) -> Ints:
    """The least sums (n,) with ``(sums - base) / divisors`` of at least ``level``, and no lower than the floor."""
    least = [b + ceil(level * d) if d else b for b, d in zip(base.tolist(), divisors.tolist(), strict=True)]
    return np.maximum(
        np.where(divisors > 0, np.array(least, dtype=np.int64), programme.floor), programme.floor
    )


def fair_start(programme: Programme, base: Ints, divisors: Ints, *, relaxed: Relaxed) -> Ints | None:
    """A choice with a large smallest ``(sums - base) / divisors``, by exchanges; ``None``: none found."""
    counted = np.flatnonzero(divisors > 0)
    least, over = base[counted].astype(np.float64), divisors[counted].astype(np.float64)

    def smallest(sums: Ints) -> Floats:
        shape = (-1,) + (1,) * (sums.ndim - 1)
        found: Floats = ((sums[counted] - least.reshape(shape)) / over.reshape(shape)).min(axis=0)
        return found

    return _improved(programme, relaxed, smallest)


def peak(programme: Programme, p: int) -> Ints | None:
    """The choice with the largest sum in coordinate ``p``, proved; ``None`` where it is not found that way."""
    one = np.zeros(len(programme.floor), dtype=np.int64)
    one[p] = 1
    relaxed = programme.relaxed_sum(one)
    if relaxed is None:
        return None
    floor, unit = programme.floor, programme.unit

    def high(sums: Ints) -> Floats:
        shape = (-1,) + (1,) * (sums.ndim - 1)
        lack = np.minimum(0.0, (sums - floor.reshape(shape)) / unit.reshape(shape)).min(axis=0)
        found: Floats = sums[p] / unit[p] + 1e3 * lack
        return found

    start = relaxed.choice if programme.allows(relaxed.choice) else _improved(programme, relaxed, high)
    if start is None:
        return None
    known = int(programme.sums(start)[p])
    if programme.tells_units and relaxed.bound < known + 0.999:
        return start
    start = _improved(programme, relaxed._replace(choice=start), high)
    if start is None:
        return None
    known = int(programme.sums(start)[p])

    def floor_at(level: Fraction) -> Ints:
        raised = floor.copy()
        raised[p] = max(int(floor[p]), ceil(level))
        return raised

    near = downwards(programme, relaxed, known=Fraction(known), floor_at=floor_at)
    if near is None or not len(near):
        return None
    sums = sum(table[p, near[:, k]] for k, table in enumerate(programme.tables))
    best: Ints = near[int(np.argmax(sums))]
    return best


def _improved(programme: Programme, relaxed: Relaxed, score: Callable[[Ints], Floats]) -> Ints | None:
    worth = [relaxed.weights @ table for table in programme.tables]
    losses = [(w.max() - w).astype(np.float64) for w in worth]
    choice = exchanged(programme.tables, relaxed.choice, score=score, loss=losses)
    return choice if programme.allows(choice) else None


def high_products(programme: Programme, base: Ints, shares: Floats, *, choice: Ints) -> Ints | None:
    """All choices with a product of ``(sums - base) ** shares`` at least that of ``choice``, among others.

    The logarithm of the product lies below its tangent plane at ``choice``, so that they lie above that plane.
    ``None``: too many.
    """
    counted = shares > 0
    here = programme.sums(choice)
    slopes = np.zeros(len(shares))
    slopes[counted] = shares[counted] / (here - base)[counted]
    weights = whole_weights(programme, slopes)
    if weights is None:
        return None
    spans = [table.max(axis=1) - table.min(axis=1) for table in programme.tables]
    rounding = int(np.sum(spans)) // 2 + len(shares)  # weights were rounded, by a half at most
    floor = np.maximum(programme.floor, base + counted)
    return listed(programme, weights, need=int(weights @ here) - rounding, floor=floor)
