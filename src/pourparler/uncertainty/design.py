"""The points at which a sweep looks: scrambled Sobol points, one dimension per independent uniform."""

from functools import lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.uncertainty.inputs import Inputs
from pourparler.uncertainty.observing import CHUNK

if TYPE_CHECKING:
    pass

_EDGE = 2.0**-33
MOST_DIMENSIONS = 21_201
"""Dimensions for which direction numbers are known (Joe & Kuo 2008)."""


def uniforms(count: int, *, seed: int, chunk: int) -> NDArray[np.float64]:
    """Points of one block of the design: shape (256, ``count``), in the open unit cube.

    Block k holds points 256k to 256(k+1) of one sequence, so that blocks may be computed anywhere in any
    order. Raises ``ModelError`` for more dimensions than there are direction numbers. Source: Sobol' 1967;
    scrambling of Owen 1998, as in ``scipy.stats.qmc``.
    """
    if count == 0:
        return np.empty((CHUNK, 0))
    if count > MOST_DIMENSIONS:
        raise ModelError(
            msg("{n} numbers vary, and a sweep draws at most {limit}", n=count, limit=MOST_DIMENSIONS),
            where="sweep",
            advice=msg("Write those that matter least as exact numbers."),
        )
    return np.clip(_sequence(count, seed, get_ident()).block(chunk), _EDGE, 1 - _EDGE)


def drawn(inputs: Inputs, *, seed: int, chunk: int) -> NDArray[np.float64]:
    """The numbers at the points of one block: shape (256, numbers)."""
    return inputs.values(uniforms(len(inputs.dimensions), seed=seed, chunk=chunk))


def drawn_between(inputs: Inputs, first: int, last: int, *, seed: int) -> NDArray[np.float64]:
    """The numbers of the draws from ``first`` up to, not including, ``last``: shape (last − first, numbers)."""
    blocks = [drawn(inputs, seed=seed, chunk=k) for k in range(first // CHUNK, (last - 1) // CHUNK + 1)]
    start = first - first % CHUNK
    return np.concatenate(blocks)[first - start : last - start]


class _Sequence:
    """One sequence that remembers where it is: skipping ahead takes as long as there are points to skip."""

    def __init__(self, count: int, seed: int) -> None:
        from scipy.stats import qmc

        scramble = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))
        self._engine: qmc.Sobol = qmc.Sobol(count, scramble=True, rng=scramble)

    def block(self, number: int) -> NDArray[np.float64]:
        """Points 256 · ``number`` to 256 · (``number`` + 1)."""
        ahead = number * CHUNK - self._engine.num_generated
        if ahead < 0:
            self._engine.reset()
            ahead = number * CHUNK
        if ahead:
            self._engine.fast_forward(ahead)
        points: NDArray[np.float64] = self._engine.random(CHUNK)
        return points


@lru_cache(maxsize=8)
def _sequence(count: int, seed: int, thread: int) -> _Sequence:
    """What a thread has to itself; building it costs as much as thousands of its points."""
    return _Sequence(count, seed)
