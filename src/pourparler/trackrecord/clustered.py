"""How sure a difference between two forecasts is: a bootstrap that draws proposals, not issues.

Issues of one proposal are decided together, so that they are no independent cases; intervals that take them for such
are too narrow. Reference: Efron & Tibshirani 1993, chapter 13 (percentile interval), with clusters drawn whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 10_000


@dataclass(frozen=True)
class Difference:
    """``mean`` difference, the 95 % interval, and how many issues and clusters are behind it."""

    mean: float
    low: float
    high: float
    issues: int
    clusters: int

    @property
    def settles(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def clustered_difference(
    differences: Floats, clusters: Sequence[str], *, seed: int, draws: int = DRAWS
) -> Difference:
    """The mean of ``differences`` (T,) with its interval; ``clusters`` names each one's proposal.

    The order of the issues changes nothing. With one cluster there is nothing to resample: the interval is infinite
    on both sides.

    >>> clustered_difference(np.array([1.0, 1.0, 1.0]), ["a", "a", "b"], seed=1).low
    1.0
    """
    names = sorted(set(clusters))
    if len(names) < 2:
        return Difference(float(differences.mean()), -np.inf, np.inf, len(differences), len(names))
    at = {name: i for i, name in enumerate(names)}
    which = np.array([at[name] for name in clusters])
    # Sorted by value inside a cluster: rounding does not see the order either.
    order = np.lexsort((differences, which))
    sums = np.bincount(which[order], weights=differences[order], minlength=len(names))
    sizes = np.bincount(which, minlength=len(names)).astype(np.float64)
    counts = np.random.default_rng(seed).multinomial(
        len(names), np.full(len(names), 1 / len(names)), size=draws
    )
    means = (counts @ sums) / (counts @ sizes)
    low, high = np.quantile(means, (0.025, 0.975))
    mean = float(sums.sum() / sizes.sum())
    return Difference(mean, float(low), float(high), len(differences), len(names))
