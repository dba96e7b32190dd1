"""How many choices of one value per set reach a floor in which coordinates, by merging equal partial sums.

What decides about a partial sum is only where it stands between certain failure and certain success:
coordinate by coordinate it is clipped to that range, which narrows with every set, so that even fine tables
fall together (bargaining specification, section 5.5). Where too many different sums are left they can be
rounded down, or up: counts of what reaches the floor are then bounds from below, or from above.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Counts = NDArray[Any]
Flags = NDArray[np.bool_]
Rounding = Literal["none", "down", "up"]

# Sums looked at in one go.
CHUNK = 1 << 20
# A key packs coordinates into 62 bits.
KEY = 1 << 62


class Tally(NamedTuple):
    """``counts``: choices per set of coordinates (bits) that reach their floor.

    ``sums`` looked at and ``vectors`` kept in the largest stage.
    """

    counts: dict[int, int]
    sums: int
    vectors: int


def tallied(
    columns: Sequence[Ints],
    marks: Sequence[Ints],
    floor: Ints,
    *,
    cap: int,
    matters: Flags | None = None,
    rounding: Rounding = "none",
) -> Tally | None:
    """Count the choices by the coordinates that reach ``floor`` (n,); ``None`` past ``cap`` vectors.

    ``columns[i]`` (n, m_i), ``marks[i]`` (m_i,): bit p fails coordinate p. ``matters`` (2^n,): which sets of
    coordinates are of interest; a choice is left out as soon as only others are within its reach. With
    ``rounding`` the cap (2^n or more) is kept by moving sums ``down`` or ``up``.

    >>> coin = np.array([[0, 1], [1, 0]])
    >>> tallied([coin, coin], [np.zeros(2, int)] * 2, np.array([1, 2]), cap=9).counts
    {1: 3, 2: 1}
    """
    n = len(floor)
    widths = [float(np.ptp(column, axis=1).astype(np.float64).sum()) for column in columns]
    order = sorted(range(len(columns)), key=lambda i: -widths[i])
    highs = _later([columns[i].max(axis=1) for i in order])
    lows = _later([columns[i].min(axis=1) for i in order])
    total = int(np.prod([column.shape[1] for column in columns], dtype=object))
    # What is certain to fail is 0, what is certain to succeed ``spans``.
    bases, spans = floor - highs - 1, highs - lows + 1
    vectors = np.clip(-bases[0], 0, spans[0])[:, None]
    counts: Counts = np.ones(1, dtype=np.int64 if total < 2**62 else object)
    grain = np.ones(n, dtype=np.int64)
    looked = largest = 0
    for k, i in enumerate(order):
        looked += vectors.shape[1] * columns[i].shape[1]
        shifted = columns[i] - (bases[k + 1] - bases[k])[:, None]
        found = _stage((vectors, counts), (shifted, marks[i]), spans[k + 1], matters)
        if rounding == "none" and found[0].shape[1] > cap:
            return None
        while found[0].shape[1] > cap and (grain <= spans[k + 1]).any():
            grain *= 2
            found = _merged(_rounded(found[0], spans[k + 1], grain, rounding), found[1], spans[k + 1])
        vectors, counts = found
        largest = max(largest, vectors.shape[1])
    bits = (vectors << np.arange(n)[:, None]).sum(axis=0)
    return Tally(dict(sorted(zip(bits.tolist(), counts.tolist(), strict=True))), looked, largest)


def _later(values: Sequence[Ints]) -> Ints:
    """The sums of the values from each one on (sets + 1, n)."""
    zero = np.zeros_like(values[0])
    return np.cumsum([zero, *values[::-1]], axis=0)[::-1]


def _stage(
    stage: tuple[Ints, Counts], values: tuple[Ints, Ints], span: Ints, matters: Flags | None
) -> tuple[Ints, Counts]:
    """All sums of a vector of ``stage`` and one of ``values``, clipped and merged."""
    vectors, counts = stage
    columns, marks = values
    n, m = columns.shape
    failed = marks >> np.arange(n)[:, None] & 1 == 1
    step = max(1, CHUNK // m)
    parts = []
    for start in range(0, max(1, vectors.shape[1]), step):
        few = vectors[:, start : start + step]
        sums = np.clip(few[:, :, None] + columns[:, None, :], 0, span[:, None, None])
        sums[np.broadcast_to(failed[:, None, :], sums.shape)] = 0
        sums = sums.reshape(n, -1)
        times = np.repeat(counts[start : start + step], m)
        if matters is not None:
            alive = ((sums > 0) << np.arange(n)[:, None]).sum(axis=0)
            sums, times = sums[:, matters[alive]], times[matters[alive]]
        parts.append(_merged(sums, times, span))
    if len(parts) == 1:
        return parts[0]
    return _merged(
        np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts]), span
    )


def _rounded(vectors: Ints, span: Ints, grain: Ints, rounding: Rounding) -> Ints:
    """To multiples of ``grain`` (n,); what is certain to succeed stays so."""
    over = vectors % grain[:, None]
    if rounding == "down":
        return np.where(vectors == span[:, None], vectors, vectors - over)
    return np.minimum(vectors + (-vectors) % grain[:, None], span[:, None])


def _merged(vectors: Ints, counts: Counts, span: Ints) -> tuple[Ints, Counts]:
    """Equal columns of ``vectors`` (n, N), each from 0 to ``span``, put together."""
    if vectors.shape[1] < 2:
        return vectors, counts
    keys: list[Ints] = []
    held = KEY
    for row, width in zip(vectors, (span + 1).tolist(), strict=True):
        if held * width < KEY:
            keys[-1] = keys[-1] * width + row
            held *= width
        else:
            keys.append(row)
            held = width
    order = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
    new = np.zeros(len(order) - 1, dtype=np.bool_)
    for key in keys:
        ordered = key[order]
        new |= ordered[1:] != ordered[:-1]
    heads = np.flatnonzero(np.append(True, new))
    return vectors[:, order[heads]], np.add.reduceat(counts[order], heads)
