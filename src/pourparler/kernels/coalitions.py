"""How many coalitions of each size stay below thresholds on weighted sums, with everybody and without one player.

One table per set of weightings: adding a player shifts the table by one size and by the player's weights, and
taking one away undoes that (collective specification, section 10). Only cells below the thresholds are kept: what
lies above is the binomial coefficient less the rest. Counts pass 2^63 beyond 62 players; they are then held as
remainders of division by several numbers and put together at the end, so that they are exact at any size.
"""

from collections.abc import Sequence
from math import gcd

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WORD = 62
"""Players up to which every count fits one 64-bit integer."""

BITS, SPARE = 56, 6
"""A remainder has so many bits; that often two of them can be added before the next division."""

BLOCK = 1 << 14


def binomials(n: int) -> NDArray[np.object_]:
    """How many sets of each size n things have: Python integers, shape (n + 1,).

    >>> binomials(4).tolist()
    [1, 4, 6, 4, 1]
    """
    found = [1]
    for k in range(n):
        found.append(found[-1] * (n - k) // (k + 1))
    return np.array(found, dtype=object)


def divisors(players: int) -> tuple[int, ...]:
    """What counts are divided by: nothing (0) up to 62 players, else numbers without a common factor.

    Their product is above 2^players, so that remainders tell every count of coalitions.

    >>> divisors(62), len(divisors(100))
    ((0,), 2)
    """
    if players <= WORD:
        return (0,)
    found: list[int] = []
    candidate, product = (1 << BITS) - 1, 1
    while product <= 1 << players:
        if all(gcd(candidate, other) == 1 for other in found):
            found.append(candidate)
            product *= candidate
        candidate -= 1
    return tuple(found)


def restored(remainders: Sequence[NDArray[np.int64]], by: Sequence[int]) -> NDArray[np.object_]:
    """The whole numbers (Python integers, same shape) with these remainders; with ``by`` (0,) as they are.

    >>> restored([np.array([7])], (0,)).tolist()
    [7]
    """
    if tuple(by) == (0,):
        return remainders[0].astype(object)
    total, product = np.zeros(remainders[0].shape, dtype=object), 1
    for rest, divisor in zip(remainders, by, strict=True):
        step = (rest.astype(object) - total) * pow(product, -1, divisor) % divisor
        total, product = total + step * product, product * divisor
    return total


def below(weights: Ints, caps: Sequence[int], divisor: int) -> Ints:
    """Coalitions by size whose sums are all below a threshold: shape (n + 1, caps[0], caps[1], …).

    ``weights`` (rows, n), ``caps`` the largest threshold of each row; cell (z, t1 − 1, t2 − 1, …) counts the
    coalitions of z players with sums below t1, t2, …. ``divisor``: see ``divisors``.

    >>> below(np.array([[1, 2]]), [3], 0).tolist()
    [[1, 1, 1], [0, 1, 2], [0, 0, 0]]
    """
    n = weights.shape[1]
    table = np.zeros((n + 1, *caps), dtype=np.int64)
    table[0] = 1
    # Whole blocks of sizes at once where they are small, single sizes where one of them fills the cache.
    step = max(1, BLOCK // max(1, table[0].size))
    for k, column in enumerate(weights.T.tolist()):
        if all(w < cap for w, cap in zip(column, caps, strict=True)):
            to = tuple(slice(w, None) for w in column)
            of = tuple(slice(None, cap - w) for w, cap in zip(column, caps, strict=True))
            for top in range(k + 1, 0, -step):  # downwards: a size is read before it is written
                low = max(0, top - step)
                table[(slice(low + 1, top + 1), *to)] += table[(slice(low, top), *of)]
        if divisor and (k + 1) % SPARE == 0:
            table %= divisor
    if divisor:
        table %= divisor
    return table


def below_without(
    table: Ints, column: Sequence[int], thresholds: Sequence[Sequence[int]], *, divisor: int
) -> Ints:
    """The same counts at some thresholds without one player: shape (n, len(thresholds[0]), …).

    ``table``: of ``below``; ``column``: that player's weight in each row; ``thresholds``: those wanted of each
    row, each at least 1 and at most its cap. Whoever is counted with the player once is counted without it in
    the smaller table, and so on with turning signs.

    >>> below_without(below(np.array([[1, 2]]), [3], 0), [2], [[2, 3]], divisor=0).tolist()
    [[1, 1], [1, 1]]
    """
    n = len(table) - 1
    found = np.zeros((n, *(len(row) for row in thresholds)), dtype=np.int64)
    heights = [np.array(row, dtype=np.int64) for row in thresholds]
    for k in range(n):
        left = [t - k * w for t, w in zip(heights, column, strict=True)]
        if any((t <= 0).all() for t in left):
            break
        part = table[(slice(0, n - k), *(slice(None),) * len(left))]
        for axis, t in enumerate(left):
            shape = [1] * part.ndim
            shape[axis + 1] = len(t)
            part = np.take(part, np.maximum(t - 1, 0), axis=axis + 1) * (t > 0).reshape(shape)
        found[k:] += part if k % 2 == 0 else -part
        if divisor:
            found %= divisor
    return found
