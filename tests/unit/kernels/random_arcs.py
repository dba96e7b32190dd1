"""Moves between states at random."""

import numpy as np

from pourparler.kernels.arc_lists import Listing, listing


def arc_lists(rng: np.random.Generator, parties: int, states: int, density: float) -> list[np.ndarray]:
    found = []
    for _ in range(parties):
        there = rng.random((states, states)) < density
        np.fill_diagonal(there, False)
        found.append(np.argwhere(there))
    return found


def listed(arcs: list[np.ndarray], states: int) -> tuple[Listing, ...]:
    return tuple(listing(rows, states) for rows in arcs)
