"""Random conflicts for differential tests, on axes and as bare arcs: the same for the same generator."""

from itertools import product
from math import prod

import literal_groups as literal
import numpy as np


def relation(rng, levels):
    """A reflexive and transitive relation: free, one-way, frozen, or closed from random pairs."""
    kind = rng.choice(["free", "free", "up", "down", "any", "fixed"], p=[0.3, 0.2, 0.15, 0.15, 0.15, 0.05])
    every = np.ones((levels, levels), dtype=bool)
    if kind == "free":
        return every
    if kind == "up":
        return np.triu(every)
    if kind == "down":
        return np.tril(every)
    found = np.eye(levels, dtype=bool)
    if kind == "any":
        found |= rng.random((levels, levels)) < 0.4
        for middle in range(levels):
            found |= found[:, middle, None] & found[None, middle]
    return found


def conflict(rng, *, parties=None, axes=None, most_cells=256, free=False):
    """``levels``, ``owners``, ``allowed``, ``feasible`` (N,) and ``ranks`` (P, N; 0 where infeasible).

    2 to 4 parties, some perhaps without axes; 2 to 6 axes of 2 to 4 levels, at most ``most_cells`` cells; up to
    half of them infeasible; 3 to 60 distinct ranks. ``free``: all moves may be taken back.
    """
    parties = parties or int(rng.integers(2, 5))
    while True:
        count = axes or int(rng.integers(2, 7))
        levels = tuple(int(found) for found in rng.integers(2, 5, size=count))
        if prod(levels) <= most_cells:
            break
    owners = tuple(int(owner) for owner in rng.integers(0, parties, size=count))
    allowed = tuple(np.ones((x, x), dtype=bool) if free else relation(rng, x) for x in levels)
    cells = prod(levels)
    feasible = rng.random(cells) >= rng.choice([0.0, 0.15, 0.3, 0.5])
    feasible[int(rng.integers(cells))] = True
    return {
        "levels": levels,
        "owners": owners,
        "allowed": allowed,
        "feasible": feasible,
        "ranks": ranks(rng, parties, feasible=feasible),
    }


def ranks(rng, parties, *, feasible):
    """Dense ranks (P, N), 1 the worst, with 3 to 60 classes or strict; 0 where infeasible."""
    found = np.zeros((parties, len(feasible)), dtype=np.int32)
    for row in found:
        classes = int(rng.integers(3, 61))
        drawn = (
            rng.permutation(feasible.sum())
            if rng.random() < 0.2
            else rng.integers(classes, size=feasible.sum())
        )
        row[feasible] = dense(drawn)
    return found


def dense(values: np.ndarray) -> list[int]:
    return (np.unique(values, return_inverse=True)[1].reshape(-1) + 1).tolist()


def bare(rng: np.random.Generator, parties: int, states: int, ties: bool = True) -> tuple[list, list]:
    """Moves that need not chain, and ranks with ties (or without)."""
    moves, ranks = [], []
    for _ in range(parties):
        there = rng.random((states, states)) < rng.choice([0.1, 0.25, 0.5])
        moves.append({s: {t for t in range(states) if t != s and there[s, t]} for s in range(states)})
        worth = rng.integers(0, max(2, states // 2), states) if ties else rng.permutation(states)
        ranks.append(dense(worth))
    return moves, ranks


def with_axes(rng: np.random.Generator, parties: int, axes: int):
    """A conflict on axes, and its moves by definition: moves, ranks, (levels, owners, allowed), feasible."""
    drawn = conflict(rng, parties=parties, axes=axes, most_cells=81)
    levels, owners, feasible = drawn["levels"], drawn["owners"], drawn["feasible"]
    allowed = [step.tolist() for step in drawn["allowed"]]
    # The first axis turns fastest.
    cells = [list(reversed(cell)) for cell in product(*(range(n) for n in reversed(levels)))]
    values = [cell for cell, there in zip(cells, feasible, strict=True) if there]
    moves = [literal.from_levels(values, [o == i for o in owners], allowed) for i in range(parties)]
    return moves, drawn["ranks"][:, feasible].tolist(), (levels, owners, allowed), feasible
