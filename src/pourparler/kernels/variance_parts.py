"""Where the variance of a forecast comes from: the inputs, the reading, or what no reading knows."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Parts(NamedTuple):
    """``mean`` and the terms of the variance, each of the shape of one draw of one member; terms are never below 0.

    ``inputs``: between draws, members averaged; ``main``: between members, draws averaged; ``interaction``:
    what members differ by beyond that in single draws; ``intrinsic``: within a member's forecast.
    """

    mean: Floats
    inputs: Floats
    main: Floats
    interaction: Floats
    intrinsic: Floats

    @property
    def reading(self) -> Floats:
        """Between members: ``main`` and ``interaction``."""
        return self.main + self.interaction

    @property
    def total(self) -> Floats:
        """The sum of all terms."""
        return self.inputs + self.main + self.interaction + self.intrinsic


def variance_parts(means: Floats, variances: Floats, weights: Floats) -> Parts:
    """The law of total variance over draws (equally likely) and members (``weights``, summing to 1).

    ``means``, ``variances``: (D, M, ...) for D draws and M members; ``weights``: (M,). Terms have shape (...).

    >>> parts = variance_parts(np.array([[10.0, 20.0], [30.0, 44.0]]), np.array([[4.0, 9.0], [1.0, 16.0]]),
    ...                        np.array([0.75, 0.25]))
    >>> [float(term) for term in (*parts, parts.total)]
    [23.0, 110.25, 27.0, 0.75, 5.0, 143.0]
    """
    share = weights.reshape((-1, *(1,) * (means.ndim - 2)))
    by_draw = (share * means).sum(axis=1)
    by_member = means.mean(axis=0)
    mean = by_draw.mean(axis=0)
    own = means - by_draw[:, None] - by_member[None] + mean
    return Parts(
        mean=np.asarray(mean),
        inputs=np.asarray(((by_draw - mean) ** 2).mean(axis=0)),
        main=np.asarray((share * (by_member - mean) ** 2).sum(axis=0)),
        interaction=np.asarray((share * own**2).sum(axis=1).mean(axis=0)),
        intrinsic=np.asarray((share * variances).sum(axis=1).mean(axis=0)),
    )
