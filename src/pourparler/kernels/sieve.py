"""Vectors that may be undominated, kept from a stream of many: those that a few strong ones dominate are dropped."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.maxima import Counter, WorkLimit, maxima

Ints = NDArray[np.int64]
Numbered = tuple[Ints, Ints]

# So many vectors are kept before strong ones among them are looked for, and before all dominated ones are.
FIRST, MANY = 1 << 13, 1 << 17
# Vectors that dominate many: how many are used, among how many they are chosen, on how many they are tried.
STRONG, CANDIDATES, TRIED = 12, 64, 1 << 12


def sieve(stream: Iterable[Numbered], *, width: int, cap: int, budget: int) -> Numbered | None:
    """Every vector of ``stream`` that none of it dominates, equal ones included, and perhaps some others.

    ``stream`` gives vectors (``width``, M) with a number each (M,). At most ``cap`` are kept; ``None`` where
    more would have to be, or more than ``budget`` pairs compared to find out.
    """
    kept: list[Numbered] = [(np.zeros((width, 0), dtype=np.int64), np.zeros(0, dtype=np.int64))]
    strong = kept[0][0]
    held, goal = 0, FIRST
    for vectors, numbers in stream:
        kept.append(_sifted(vectors, numbers, strong))
        held += len(kept[-1][1])
        if held <= goal:
            continue
        whole = _joined(kept)
        strong = _strong(whole[0])
        whole = _sifted(*whole, strong)
        if len(whole[1]) > MANY:
            reduced = undominated(*whole, budget=budget)
            if reduced is None or len(reduced[1]) > cap:
                return None
            whole = reduced
        kept, held = [whole], len(whole[1])
        goal = max(FIRST, 2 * held)
    whole = _joined(kept)
    if len(whole[1]) <= cap:
        return whole
    reduced = undominated(*whole, budget=budget)
    return None if reduced is None or len(reduced[1]) > cap else reduced


def undominated(vectors: Ints, numbers: Ints, *, budget: int) -> Numbered | None:
    """The ``vectors`` (n, M) that none dominates, equal ones included; ``None`` past the budget of pairs."""
    if not len(numbers):
        return vectors, numbers
    order = np.lexsort(-vectors[::-1])
    ordered = vectors[:, order]
    new = np.append(True, (ordered[:, 1:] != ordered[:, :-1]).any(axis=0))
    try:
        flags = maxima(ordered[:, new], counter=Counter(budget))
    except WorkLimit:
        return None
    rows = np.sort(order[flags[np.cumsum(new) - 1]])
    return vectors[:, rows], numbers[rows]


def _joined(parts: list[Numbered]) -> Numbered:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([v for v, _ in parts], axis=1), np.concatenate([n for _, n in parts])


def _strong(vectors: Ints) -> Ints:
    """A few of ``vectors`` (n, M) that together dominate many of them, the best first."""
    low = vectors.min(axis=1, keepdims=True)
    span = np.maximum(vectors.max(axis=1, keepdims=True) - low, 1)
    # What a vector dominates grows with the product of its shares of the ranges.
    room = np.log((vectors - low) / span + 0.01).sum(axis=0)
    candidates = vectors[:, np.argsort(-room, kind="stable")[:CANDIDATES]]
    tried = vectors[:, :: max(1, vectors.shape[1] // TRIED)]
    beaten = np.ones((candidates.shape[1], tried.shape[1]), dtype=np.bool_)
    for row, best in zip(tried, candidates, strict=True):
        beaten &= row <= best[:, None]
    picks: list[int] = []
    for _ in range(min(STRONG, len(beaten))):
        hits = beaten.sum(axis=1)
        pick = int(hits.argmax())
        if not hits[pick]:
            break
        picks.append(pick)
        beaten &= ~beaten[pick]
    return candidates[:, picks]


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
