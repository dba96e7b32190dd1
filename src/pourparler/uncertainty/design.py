"""The points at which a sweep looks: scrambled Sobol points, one dimension per uncertain number."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.laws import Law
from pourparler.uncertainty.observing import CHUNK

_EDGE = 2.0**-33


def dimensions(laws: Mapping[str, Law]) -> tuple[str, ...]:
    """The keys that vary, sorted: each has one dimension of the design."""
    return tuple(sorted(key for key, law in laws.items() if not law.is_point))


def uniforms(count: int, *, seed: int, chunk: int) -> NDArray[np.float64]:
    """Points of one chunk: shape (256, ``count``), in the open unit cube.

    Chunk k holds points 256k to 256(k+1) of one sequence, so that chunks may be computed anywhere in any
    order. Source: Sobol' 1967; scrambling of Owen 1998, as in ``scipy.stats.qmc``.
    """
    if count == 0:
        return np.empty((CHUNK, 0))
    from scipy.stats import qmc

    scramble = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))
    engine = qmc.Sobol(count, scramble=True, rng=scramble)
    if chunk:
        engine.fast_forward(chunk * CHUNK)
    return np.clip(engine.random(CHUNK), _EDGE, 1 - _EDGE)


def values(laws: Mapping[str, Law], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of all numbers at ``points``: shape (points, numbers), in the order of ``laws``."""
    at = {key: i for i, key in enumerate(dimensions(laws))}
    columns: Sequence[NDArray[np.float64]] = [
        law.quantile(points[:, at[key]]) if key in at else np.full(len(points), law.central)
        for key, law in laws.items()
    ]
    return np.stack(columns, axis=1) if columns else np.empty((len(points), 0))
