"""What the deals of a scenario are measured by: the frontier of what all could agree to, Nash, Kalai and Smorodinsky."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.kernels.maxima import Counter, WorkLimit, maxima
from pourparler.model.bargain import Bargain

Floats = NDArray[np.float64]

PAIRS = 1 << 30
"""Pairs of outcomes compared for a frontier, before it is given up."""

TILE = 1 << 22


@dataclass(frozen=True, eq=False)
class Landmarks:
    """Points in units of utility, of outcomes that everybody could agree to.

    ``frontier`` (points, seats): those that no other one improves for one seat without a loss for another; empty where
    there are none, or too many to compare. ``nash``, ``kalai_smorodinsky`` (seats,): NaN where there is none.
    ``product``: the largest product of gains (to the power of the weights, where there are some), 0 or more.
    """

    frontier: Floats
    nash: Floats
    kalai_smorodinsky: Floats
    product: float
    powers: Floats

    def shares(self, gains: Floats) -> Floats:
        """The product of ``gains`` (rows, seats) as a share of the largest one; NaN where that is 0."""
        if not self.product > 0:
            return np.full(len(gains), np.nan)
        return np.asarray(np.prod(np.maximum(gains, 0.0) ** self.powers, axis=1) / self.product)

    def to_frontier(self, points: Floats) -> Floats:
        """The distance of each of ``points`` (rows, seats) to the nearest point of the frontier; NaN without one."""
        if not len(self.frontier):
            return np.full(len(points), np.nan)
        rows = max(1, TILE // len(self.frontier))
        parts = [
            np.sqrt(((points[at : at + rows, None] - self.frontier) ** 2).sum(axis=2)).min(axis=1)
            for at in range(0, len(points), rows)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)


def landmarks(deal: Bargain, profiles: Sequence[Profile]) -> Landmarks:
    """The landmarks of a problem. Reference of the two points: Nash 1950; Kalai & Smorodinsky 1975."""
    suits = np.logical_and.reduce([profile.rational for profile in profiles])
    worth = np.stack([profile.worth[suits] for profile in profiles], axis=1)
    reserve = np.array([profile.reserve for profile in profiles])
    powers = np.array(deal.weights or (1.0,) * len(profiles))
    products = np.prod((worth - reserve) ** powers, axis=1)
    return Landmarks(
        _frontier(worth),
        _point(deal, Nash()),
        _point(deal, KalaiSmorodinsky()),
        float(products.max(initial=0.0)),
        powers,
    )


def _frontier(worth: Floats) -> Floats:
    if not len(worth):
        return worth
    # By rank on each axis: the order is all that counts, and whole numbers compare faster.
    ranks = np.stack([np.unique(column, return_inverse=True)[1].ravel() for column in worth.T], axis=1)
    points, rows = np.unique(-ranks, axis=0, return_index=True)
    try:
        kept = maxima(np.ascontiguousarray(-points.T), counter=Counter(PAIRS))
    except WorkLimit:
        return worth[:0]
    return worth[rows[kept]]


def _point(deal: Bargain, concept: PointConcept) -> Floats:
    found = concept.run(deal, None)
    if found.utilities is None:
        return np.full(len(deal.parties), np.nan)
    return np.array([found.utilities[party] for party in deal.parties])
