"""Interim agreements over mixtures of outcomes: each one n-th of the way to what every coordinate could still get."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.mixtures import Goal, Pool, largest, leximin

Floats = NDArray[np.float64]

# What the limit may be off by, as a share of the first stakes.
NEAR = 2.0**-24
# Programmes solved at most, one per coordinate and step. What is still open to each falls to (n - 1) / n at least
# with each step, so that six coordinates need 92 steps at most.
PROGRAMMES = 1_500
# Interim agreements are kept to within this: their floors are met by mixtures found in floating point.
SLACK = 1e-9


class Stepped(NamedTuple):
    """Where interim agreements end: a mixture (K,), their number, and a bound on how far the limit lies.

    ``error``: the largest share of what a coordinate could gain at first; ``complete``: it came below ``NEAR``.
    """

    weights: Floats
    steps: int
    error: float
    complete: bool


def stepwise(pool: Pool, stakes: Floats) -> Stepped:
    """The limit of interim agreements from 0 on.

    ``stakes`` (n,): the largest gain of each coordinate in a mixture that leaves none below 0; a coordinate
    without one stays at 0. The pool holds outcomes that reach 0.
    """
    counted = np.flatnonzero(stakes > 0)
    n = len(stakes)
    stands = np.zeros(n)
    slack = np.where(stakes > 0, SLACK, 0.0)
    steps = 0
    while True:
        ideal, most = stands.copy(), stands.copy()
        for p in counted.tolist():
            found = largest(pool, Goal.sum(np.eye(n)[p], floor=stands - slack))
            ideal[p], most[p] = max(stands[p], found.value), max(stands[p], found.bound)
        error = float(((most - stands)[counted] / stakes[counted]).max())
        if error <= NEAR or steps * len(counted) >= PROGRAMMES:
            # Any efficient mixture of what is left lies as near; this one shares it in the ratio of the stakes.
            last = leximin(pool, stakes / stakes.max(), floor=stands - slack)[1]
            return Stepped(last.weights, steps, error, error <= NEAR)
        stands = stands + (ideal - stands) / n
        steps += 1
