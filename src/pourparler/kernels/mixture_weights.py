"""Weights of a mixture, from how likely each of its parts made what was observed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLOSE, STEPS = 1e-10, 100_000


class Learned(NamedTuple):
    """``weights`` (M,), not negative, summing to 1; ``steps`` taken; ``met``: whether they had settled."""

    weights: Floats
    steps: int
    met: bool


def mixture_weights(likelihood: Floats, *, caution: float) -> Learned:
    """Weights that make the observations likeliest, by expectation and maximisation from equal weights.

    ``likelihood`` (T, M): the probability that part m gave observation t, all above 0; ``caution``: observations
    added to every part, which draws the weights together (a Dirichlet prior; 0: none). Reference: Dempster,
    Laird & Rubin 1977, section 4.3.

    >>> P = np.array([[0.5, 0.1], [0.2, 0.4], [0.6, 0.3], [0.1, 0.1]])
    >>> mixture_weights(P, caution=1.0).weights.round(6).tolist()
    [0.621986, 0.378014]
    """
    count, parts = likelihood.shape
    weights = np.full(parts, 1.0 / parts)
    change = np.inf
    step = 0
    while change >= CLOSE and step < STEPS:
        step += 1
        joint = likelihood * weights
        share = joint / joint.sum(axis=1, keepdims=True)
        following = (share.sum(axis=0) + caution) / (count + caution * parts)
        change = float(np.abs(following - weights).max())
        weights = following
    return Learned(weights / weights.sum(), step, change < CLOSE)
