"""The linear pool: outcomes are as likely as the weighted mean of what the members say.

Every member has its own continuous part, its points with the law of its errors; the atoms at held positions are
the same for all. Reference: Stone 1961.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecasting.density import Density
from pourparler.analyses.collective.forecasting.held import Held
from pourparler.kernels.error_laws import STEPS, moments
from pourparler.kernels.piecewise_laws import Law
from pourparler.kernels.pooled_quantiles import Pooled, continuous, quantiles

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pooling:
    """How members are pooled: ``laws`` of their errors (M, ·), ``weights`` (M,) summing to 1.

    ``held``: the probability that a held position is the outcome; ``election``: the share of the election's
    chances in how that probability is divided, the rest being equal for all held positions.
    """

    laws: Floats
    weights: Floats
    held: float
    election: float

    def of_one(self, member: int) -> "Pooling":
        """One member alone."""
        return Pooling(self.laws[[member]], np.ones(1), self.held, self.election)

    def equal(self) -> "Pooling":
        """All members with one weight."""
        return Pooling(self.laws, np.full(len(self.laws), 1.0 / len(self.laws)), self.held, self.election)

    def pooled(self, centres: Floats, held: Held) -> Pooled:
        """The pool in many draws; ``centres``: the members' points (D, M), NaN where one has none.

        Where only one position is held there is nothing to decide, and all mass is on it.
        """
        known = ~np.isnan(centres)
        share = np.where(known, self.weights, 0.0)
        # Members that count for nothing are asked where no other has a point.
        share = np.where(share.any(axis=1, keepdims=True), share, known)
        share = share / np.maximum(share.sum(axis=1, keepdims=True), TINY)
        settled = held.size[:, None] == 1
        return Pooled(
            self.laws,
            np.where(known, centres, 0.5),
            np.where(settled, 0.0, (1.0 - self.held) * share),
            held.at,
            np.where(settled, 1.0, self.held) * held.masses(self.election),
        )

    def medians(self, centres: Floats, held: Held) -> Floats:
        """The pool's median in each draw (D,), NaN where no member has a point."""
        none = np.isnan(centres).all(axis=1) | (held.size == 0)
        return np.where(none, np.nan, quantiles(self.pooled(centres, held), 0.5))

    def density(self, centres: Floats, held: Held, *, scale: tuple[float, float]) -> Density:
        """The pool of one draw as a density over its scale; ``centres`` (1, M)."""
        pooled = self.pooled(centres, held)
        cdf = np.maximum.accumulate(continuous(pooled, np.arange(STEPS + 1)))
        used = int(held.size[0])
        return Density(*scale, Law(cdf, pooled.at[0, :used], pooled.mass[0, :used]))

    def member_moments(self, centres: Floats, held: Held) -> tuple[Floats, Floats]:
        """Means and variances (D, M) of every member's own forecast, on [0, 1]; NaN where it has no point."""
        mean, square = moments(self.laws, np.where(np.isnan(centres), 0.5, centres))
        alpha = held.masses(self.election)
        settled = held.size[:, None] == 1
        smooth = np.where(settled, 0.0, 1.0 - self.held)
        mean = smooth * mean + (1.0 - smooth) * (alpha * held.at).sum(axis=1)[:, None]
        square = smooth * square + (1.0 - smooth) * (alpha * held.at**2).sum(axis=1)[:, None]
        none = np.isnan(centres)
        return np.where(none, np.nan, mean), np.where(none, np.nan, np.maximum(square - mean**2, 0.0))


TINY = 1e-300
