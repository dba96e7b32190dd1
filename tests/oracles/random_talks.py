"""Random negotiations without ties in which everybody has something to gain, as data."""

from typing import Any

import numpy as np

SCALE = 10**6


def random_runs(seed: int, kinds: list[str], *, count: int, seats: int) -> list[dict[str, Any]]:
    """``count`` runs: the shape of the space, tables and reserves in integers, strategies and rounds."""
    rng = np.random.default_rng(seed)
    return [_run(rng, kinds, seats=seats) for _ in range(count)]


def _run(rng: np.random.Generator, kinds: list[str], *, seats: int) -> dict[str, Any]:
    shape = rng.integers(2, 6, size=rng.integers(1, 4)).tolist()
    tables = [_tables(rng, shape) for _ in range(seats)]
    best = [sum(max(table) for table in own) for own in tables]
    return {
        "shape": shape,
        "tables": tables,
        "reserve": [min(int(rng.choice([0, 200_000, 400_000])), top) for top in best],
        "scale": SCALE,
        "rounds": int(rng.integers(3, 40)),
        "strategies": [str(rng.choice(kinds)) for _ in range(seats)],
    }


def _tables(rng: np.random.Generator, shape: list[int]) -> list[list[int]]:
    """One table per issue, drawn until no two outcomes are worth the same."""
    while True:
        tables = [rng.integers(0, SCALE // len(shape), size=n).tolist() for n in shape]
        sums = np.zeros(1, dtype=np.int64)
        for table in tables:
            sums = np.add.outer(sums, table).ravel()
        if len(np.unique(sums)) == len(sums):
            return tables
