"""Vectors that may be undominated, kept from a stream of many: those that a few strong ones dominate are dropped."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.maxima import Counter, WorkLimit, maxima

Ints = NDArray[np.int64]
Numbered = tuple[Ints, Ints]

# So many vectors are kept before strong ones are first chosen among them.
FIRST = 1 << 12


def sieve(stream: Iterable[Numbered], *, width: int, cap: int, budget: int) -> Numbered | None:
    """Every vector of ``stream`` that none of it dominates, equal ones included, and perhaps some others.

    ``stream`` gives vectors (``width``, M) with a number each (M,). At most ``cap`` are kept; ``None`` where
    more would have to be, or more than ``budget`` pairs compared to find out.
    """
    kept: list[Numbered] = [(np.zeros((width, 0), dtype=np.int64), np.zeros(0, dtype=np.int64))]
    strong: Ints | None = None
    held, goal = 0, FIRST
    for vectors, numbers in stream:
        if strong is not None:
            vectors, numbers = _sifted(vectors, numbers, strong)
        if not len(numbers):
            continue
        kept.append((vectors, numbers))
        held += len(numbers)
        if held <= goal:
            continue
        strong = _strong(_joined(kept)[0])
        kept = [_sifted(*_joined(kept), strong)]
        if len(kept[0][1]) > cap:
            reduced = undominated(*kept[0], budget=budget)
            if reduced is None or len(reduced[1]) > cap:
                return None
            kept = [reduced]
        held = len(kept[0][1])
        goal = max(FIRST, min(2 * held, held + cap // 2))
    whole = _joined(kept)
    if len(whole[1]) > cap:
        reduced = undominated(*whole, budget=budget)
        return None if reduced is None or len(reduced[1]) > cap else reduced
    return whole


def undominated(vectors: Ints, numbers: Ints, *, budget: int) -> Numbered | None:
    """The ``vectors`` (n, M) that none dominates, equal ones included; ``None`` past the budget of pairs."""
    distinct, which = np.unique(-vectors, axis=1, return_inverse=True)
    try:
        flags = maxima(-distinct, counter=Counter(budget))
    except WorkLimit:
        return None
    rows = np.flatnonzero(flags[which.ravel()])
    return vectors[:, rows], numbers[rows]


def _joined(parts: list[Numbered]) -> Numbered:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([v for v, _ in parts], axis=1), np.concatenate([n for _, n in parts])


def _strong(vectors: Ints) -> Ints:
    """A few vectors that dominate many: best by the sum and by the smallest coordinate, each range counting
    alike, and best by each coordinate.
    """
    low = vectors.min(axis=1, keepdims=True)
    span = np.maximum(vectors.max(axis=1, keepdims=True) - low, 1)
    shares = (vectors - low) / span
    total = shares.sum(axis=0)
    picks = {
        int(total.argmax()),
        int(shares.min(axis=0).argmax()),
        int(np.log(shares + 0.01).sum(axis=0).argmax()),
    }
    # Of those best by a coordinate, one that the others like.
    picks |= {int((row * len(shares) + total).argmax()) for row in shares}
    return vectors[:, sorted(picks)]


def _sifted(vectors: Ints, numbers: Ints, strong: Ints) -> Numbered:
    for best in strong.T:
        reached = vectors[0] <= best[0]
        for row, top in zip(vectors[1:], best[1:].tolist(), strict=True):
            reached &= row <= top
        below = np.flatnonzero(reached)
        if not len(below):
            continue
        reached[below[(vectors[:, below] == best[:, None]).all(axis=0)]] = False
        vectors, numbers = vectors[:, ~reached], numbers[~reached]
    return vectors, numbers
