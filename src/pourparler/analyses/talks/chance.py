"""Each seat's own source of chance."""

import numpy as np

UNSEEDED = 1
"""The seed of talks that are given none: an answer is always the same."""


def generators(source: np.random.Generator, *, seats: int) -> list[np.random.Generator]:
    """One generator per seat, drawn from ``source``.

    They are not spawned: a spawned generator carries the seed of its parent, from which a seat could have the
    generators of all others.

    >>> [rng.random() < 1 for rng in generators(np.random.default_rng(1), seats=2)]
    [True, True]
    """
    return [np.random.default_rng(bits) for bits in source.integers(2**32, size=(seats, 4)).tolist()]


def seeded(seed: int, *, seats: int) -> list[np.random.Generator]:
    """The generators of one game played with a seed of its own."""
    return generators(np.random.default_rng(seed), seats=seats)
