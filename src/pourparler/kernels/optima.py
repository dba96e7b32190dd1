"""Which rows are best: largest product, largest sorted minimum, largest sum. Exactly.

Floating point only makes a short list, with a margin far above its rounding error; integers decide.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from math import gcd, lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# Relative margin of the short lists. Rounding of the sums, products and quotients of up to 60 terms below
# stays under 1e-13.
MARGIN = 1e-11
# Powers up to this many bits are multiplied out; beyond it, logarithms with rising precision.
DIRECT_BITS = 1 << 20


def largest_products(values: Ints, exponents: Sequence[int]) -> Rows:
    """Rows of ``values`` (M, c), all positive, with the largest ``prod(values ** exponents)``.

    >>> largest_products(np.array([[2, 8], [4, 4], [1, 9]]), (1, 1)).tolist()
    [0, 1]
    """
    if all(e == 1 for e in exponents) and prod(values.max(axis=0).tolist()) < 2**62:
        products = values.prod(axis=1)
        return np.flatnonzero(products == products.max())
    share = np.array(exponents, dtype=np.float64) / sum(exponents)
    logs = np.log(values.astype(np.float64)) @ share
    rows = np.flatnonzero(logs >= logs.max() - MARGIN)
    if len(rows) == 1:
        return rows
    vectors, which = np.unique(values[rows], axis=0, return_inverse=True)
    best = [0]
    for i in range(1, len(vectors)):
        bases = [*vectors[i].tolist(), *vectors[best[0]].tolist()]
        sign = power_sign(bases, [*exponents, *(-e for e in exponents)])
        best = [i] if sign > 0 else [*best, i] if sign == 0 else best
    return rows[np.isin(which.ravel(), best)]


def power_sign(bases: Sequence[int], exponents: Sequence[int]) -> int:
    """1, 0 or -1: how ``prod(bases ** exponents)`` compares with 1; bases are positive integers.

    >>> power_sign([2, 8, 4], [1, 1, -2]), power_sign([3, 10, 31], [1, 1, -1])
    (0, -1)
    """
    pairs = [(b, e) for b, e in zip(bases, exponents, strict=True) if e and b != 1]
    if sum(abs(e) * b.bit_length() for b, e in pairs) <= DIRECT_BITS:
        over = prod(b**e for b, e in pairs if e > 0)
        under = prod(b**-e for b, e in pairs if e < 0)
        return int(over > under) - int(over < under)
    if not any(_coprime_exponents(pairs)):
        return 0
    digits = 50
    while True:
        context = Context(prec=digits)
        total = Decimal(0)
        for base, exponent in pairs:
            total = context.add(total, context.multiply(context.ln(Decimal(base)), Decimal(exponent)))
        size = sum(abs(e) * b.bit_length() for b, e in pairs)
        if abs(total) > Decimal(size).scaleb(3 - digits):
            return 1 if total > 0 else -1
        digits *= 2


def _coprime_exponents(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Exponents of the product over pairwise coprime bases: all 0 if and only if the product is 1."""
    base: dict[int, int] = {}
    work = list(pairs)
    while work:
        b, e = work.pop()
        if b == 1 or e == 0:
            continue
        if b in base:
            base[b] += e
            continue
        for known in base:
            common = gcd(b, known)
            if common > 1:
                other = base.pop(known)
                work += [(known // common, other), (b // common, e), (common, e + other)]
                break
        else:
            base[b] = e
    return list(base.values())


def leximin(values: Ints, denominators: Sequence[int]) -> Rows:
    """Rows of ``values / denominators`` (M, c) that are best from the smallest entry up (leximin).

    >>> leximin(np.array([[4, 2], [2, 9], [2, 4]]), (1, 1)).tolist()
    [1]
    """
    common = lcm(*denominators)
    factors = [common // d for d in denominators]
    if all(top * f < 2**62 for top, f in zip(np.abs(values).max(axis=0).tolist(), factors, strict=True)):
        keys: NDArray[Any] = values * np.array(factors, dtype=np.int64)
        smallest = keys.min(axis=1)
        rows = np.flatnonzero(smallest == smallest.max())
        keys = keys[rows]
    else:
        ratios = (values / np.array(denominators, dtype=np.float64)).min(axis=1)
        top = ratios.max()
        rows = np.flatnonzero(ratios >= top - MARGIN * max(abs(top), 1e-300))
        keys = values[rows].astype(object) * np.array(factors, dtype=object)
    keys.sort(axis=1)
    for j in range(keys.shape[1]):
        best = keys[:, j] == keys[:, j].max()
        rows, keys = rows[best], keys[best]
    return rows


def largest_sums(values: Ints, factors: Sequence[int]) -> Rows:
    """Rows of ``values`` (M, c) with the largest ``values @ factors``.

    >>> largest_sums(np.array([[3, 0], [0, 2], [1, 1]]), (2, 3)).tolist()
    [0, 1]
    """
    tops = np.abs(values).max(axis=0).tolist()
    if sum(top * abs(f) for top, f in zip(tops, factors, strict=True)) < 2**62:
        sums = values @ np.array(factors, dtype=np.int64)
        return np.flatnonzero(sums == sums.max())
    weights = np.array([f / max(abs(g) for g in factors) for f in factors])
    floats = values.astype(np.float64)
    sums_f = floats @ weights
    slack = MARGIN * float(np.array(tops, dtype=np.float64) @ np.abs(weights))
    rows = np.flatnonzero(sums_f >= sums_f.max() - slack)
    exact = values[rows].astype(object) @ np.array(factors, dtype=object)
    return np.asarray(rows[exact == exact.max()], dtype=np.intp)
