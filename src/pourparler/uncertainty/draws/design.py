"""The points at which a sweep looks: scrambled Sobol points, one dimension per independent uniform.

Several versions of a brief share one design, in which each dimension is found by its name: what differs between them
is then due to what was changed (common random numbers; Law & Kelton, Simulation Modeling and Analysis, section 11.2).
"""

from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.inputs.inputs import Inputs

_EDGE = 2.0**-33
MOST_DIMENSIONS = 21_201
"""Dimensions for which direction numbers are known (Joe & Kuo 2008)."""


def uniforms(count: int, first: int, last: int, *, seed: int) -> NDArray[np.float64]:
    """Points ``first`` up to, not including, ``last`` of one sequence: shape (last − first, ``count``), in the open unit cube.

    Blocks of 256 may be computed anywhere in any order. Raises ``ModelError`` for more dimensions than there are
    direction numbers. Source: Sobol' 1967; scrambling of Owen 1998, as in ``scipy.stats.qmc``.
    """
    if count == 0:
        return np.empty((last - first, 0))
    if count > MOST_DIMENSIONS:
        raise ModelError(
            msg("{n} numbers vary, and a sweep draws at most {limit}", n=count, limit=MOST_DIMENSIONS),
            where="sweep",
            advice=msg("Write those that matter least as exact numbers."),
        )
    sequence = _sequence(count, seed, get_ident())
    blocks = [sequence.block(number) for number in range(first // CHUNK, (last - 1) // CHUNK + 1)]
    start = first - first % CHUNK
    return np.clip(np.concatenate(blocks)[first - start : last - start], _EDGE, 1 - _EDGE)


@dataclass(frozen=True)
class Design:
    """The ``names`` of all dimensions of one version or of several, sorted; ``seed`` scrambles."""

    names: tuple[str, ...]
    seed: int

    @classmethod
    def over(cls, *versions: Inputs, seed: int) -> "Design":
        """The design that holds every dimension of every version."""
        return cls(tuple(sorted({one.name for inputs in versions for one in inputs.dimensions})), seed)

    def rows(self, inputs: Inputs, first: int, last: int) -> NDArray[np.float64]:
        """The numbers of the draws from ``first`` up to, not including, ``last``: shape (last − first, numbers)."""
        points = uniforms(len(self.names), first, last, seed=self.seed)
        own = tuple(one.name for one in inputs.dimensions)
        if own != self.names:
            at = {name: i for i, name in enumerate(self.names)}
            points = points[:, [at[name] for name in own]]
        return inputs.values(points)


def drawn(inputs: Inputs, first: int, last: int, *, seed: int) -> NDArray[np.float64]:
    """The numbers of draws of one version in a design of its own: shape (last − first, numbers)."""
    return Design.over(inputs, seed=seed).rows(inputs, first, last)


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
