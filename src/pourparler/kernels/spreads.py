"""Which undominated rows lie closest together: least difference of their largest and smallest entry, exactly.

Floating point only makes a short list, with a margin far above its rounding error; fractions decide.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.maxima import Counter, dominated

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

MARGIN = 1e-11
# So many rows are first asked whether anything dominates them; twice as many each further time.
FIRST = 1 << 10


def least_spreads(values: Ints, denominators: Sequence[int], *, counter: Counter | None = None) -> Rows:
    """Rows that no row dominates whose ``values / denominators`` (M, c) spread least.

    The spread of a row is its largest entry less its smallest. Equal rows do not dominate each other.
    ``counter`` counts the pairs compared.

    >>> least_spreads(np.array([[4, 0], [1, 1], [3, 2], [0, 4]]), (1, 1)).tolist()
    [2]
    """
    scaled = values / np.array(denominators, dtype=np.float64)
    rough = scaled.max(axis=1) - scaled.min(axis=1)
    slack = MARGIN * max(1.0, float(np.abs(scaled).max()))
    order = np.argsort(rough, kind="stable")
    work = counter or Counter()
    # A dominating row has a larger sum: one more coordinate tells it from an equal one.
    whole = np.column_stack((values, values.sum(axis=1)))
    start, size = 0, FIRST
    found: list[Rows] = []
    limit = np.inf
    while start < len(order) and rough[order[start]] <= limit:
        part = order[start : start + size]
        part = part[rough[part] <= limit]
        under = whole[part]
        under[:, -1] += 1
        kept = part[~dominated(whole, under, counter=work)]
        if len(kept):
            found.append(kept)
            limit = min(limit, float(rough[kept].min()) + slack)
        start, size = start + size, 2 * size
    rows = np.sort(np.concatenate(found))
    rows = rows[rough[rows] <= limit]
    exact = [spread(row, denominators) for row in values[rows].tolist()]
    least = min(exact)
    return np.array(
        [row for row, one in zip(rows.tolist(), exact, strict=True) if one == least], dtype=np.intp
    )


def spread(values: Sequence[int], denominators: Sequence[int]) -> Fraction:
    """The largest less the smallest of ``values / denominators``; 0 without any.

    >>> spread([3, 1], [4, 2])
    Fraction(1, 4)
    """
    shares = [Fraction(value, over) for value, over in zip(values, denominators, strict=True)]
    return max(shares) - min(shares) if shares else Fraction(0)
