"""Opposition: how far the best that is possible lies from the best for everyone, in four usages of the word."""

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.least_spread import Spread
from pourparler.analyses.bargaining.results import Opposition
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def opposition(
    model: Bargain, members: tuple[int, ...], *, points: Ints, acceptable: Ints | None
) -> Opposition:
    """The opposition of ``members`` on a frontier.

    ``points`` (members, N): the vectors of the whole frontier, N > 0; ``acceptable`` (members, K): those of the
    frontier of the acceptable outcomes (``None``: not known).
    """
    worth = points.T / model.scale
    best = worth.max(axis=0)
    relative = of_least_spread = None
    if acceptable is not None and acceptable.shape[1]:
        if (best > 0).all():
            relative = _least(acceptable.T / model.scale / best, 1.0)
        of_least_spread = _least(_least_spread(model, members, acceptable) / model.scale, 1.0)
    return Opposition(
        to_ideal=_least(worth, 1.0),
        to_max=_least(worth, best),
        relative=relative,
        of_least_spread=of_least_spread,
        meaningful=bests_are_one(model, members),
    )


def _least(worth: NDArray[np.float64], goal: float | NDArray[np.float64]) -> float:
    return float(np.sqrt(((goal - worth) ** 2).sum(axis=1)).min())


def _least_spread(model: Bargain, members: tuple[int, ...], acceptable: Ints) -> Ints:
    """The raw least-spread point, of equally good ones the first by the tie rule: (1, members)."""
    ones = np.ones(acceptable.shape[1], dtype=np.int64)
    found = Acceptable(members, acceptable.T, ones, model.reserve[list(members)], _Nowhere())
    rows = Spread(model, "raw").best(found)
    vectors = acceptable.T[rows]
    return vectors[np.lexsort(tuple(-column for column in vectors.T[::-1]))[:1]]


class _Nowhere:
    """Vectors alone are compared: nobody asks for the outcomes behind them."""

    def choices(self, rows: NDArray[np.intp], limit: int) -> Ints:
        """See ``Source``."""
        return np.zeros((0, 0), dtype=np.int64)


def bests_are_one(model: Bargain, members: tuple[int, ...]) -> bool:
    """Whether every party's largest utility in any outcome is 1."""
    tops = np.array([table.max(axis=1) for table in model.tables])[:, list(members)]
    if model.mean is not None:
        # The best package for one party is its best provision alone.
        return bool((tops.max(axis=0) * model.mean.common == model.scale).all())
    best = tops.sum(axis=0)
    # Entries are rounded to the scale one by one; whole points are not rounded.
    slack = len(model.tables) if model.scale > 1 else 0
    return bool((np.abs(best - model.scale) <= slack).all())
