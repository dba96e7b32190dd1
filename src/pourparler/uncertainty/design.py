"""The points at which a sweep looks: scrambled Sobol points, one dimension per independent uniform."""

import numpy as np
from numpy.typing import NDArray

from pourparler.uncertainty.inputs import Inputs
from pourparler.uncertainty.observing import CHUNK

_EDGE = 2.0**-33


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


def drawn(inputs: Inputs, *, seed: int, chunk: int) -> NDArray[np.float64]:
    """The numbers at the points of one chunk: shape (256, numbers)."""
    return inputs.values(uniforms(len(inputs.dimensions), seed=seed, chunk=chunk))
