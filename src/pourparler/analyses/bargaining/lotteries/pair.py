"""Expected gains of one or two parties: points of a polyline, in exact fractions, at any number of outcomes."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.lotteries.expected import Expected, Gains, Mix, Sets
from pourparler.kernels.hulls import Hull, upper_right
from pourparler.kernels.inside_edges import neighbours
from pourparler.kernels.polylines import Place, balance, largest_product, point, stepwise, stretch
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


class ExpectedPair(Expected):
    """One or two members; one member counts twice, so that what is best for it is a polyline of one corner."""

    def __init__(self, model: Bargain, sets: Sets) -> None:
        self.members = sets.members
        self.reserve = model.reserve[list(self.members)]
        self.sets = sets
        rows = [0, len(self.members) - 1]
        self.tables = [table[rows] for table in sets.tables]
        self.hull: Hull = upper_right(self.tables)
        first, second = self.reserve[rows].tolist()
        self.corners = [(x - first, y - second) for x, y in self.hull.corners]
        self.between = stretch(self.corners, (Fraction(0), Fraction(0)))
        self.work = {
            "outcomes": sets.left.size, "edges": self.hull.edges, "corners": len(self.corners),
        }  # fmt: skip

    @property
    def empty(self) -> bool:
        """See :class:`Expected`."""
        return self.between is None

    @cached_property
    def _ends(self) -> tuple[Place, Place]:
        assert self.between is not None, "nobody asks for the best of nothing"
        return self.between

    @cached_property
    def stakes(self) -> Gains:
        """See :class:`Expected`: the coordinates at the ends of what is acceptable, which may lie on an edge."""
        first, last = (point(self.corners, place) for place in self._ends)
        return (first[0], last[1])[: len(self.members)]

    def product(self, powers: Sequence[Fraction]) -> Mix:
        """See :class:`Expected`. Where one has nothing to gain, one point is all that is acceptable."""
        return self._mix(largest_product(self.corners, (powers[0], powers[-1]), self._ends))

    def fairest(self, shares: Sequence[Fraction]) -> Mix:
        """See :class:`Expected`."""
        if not all(shares):
            return self._mix(self._ends[0])
        return self._mix(balance(self.corners, (shares[0], shares[-1]), self._ends))

    def stepwise(self) -> Mix:
        """See :class:`Expected`."""
        found = stepwise(self.corners)
        return self._mix(found.place, error=found.error, steps=found.steps)

    def at(self, place: Place) -> Mix:
        """The lottery at a place of the hull, at most two outcomes."""
        return self._mix(place)

    def _mix(self, place: Place, *, error: Fraction = Fraction(0), steps: int = 0) -> Mix:
        """The lottery between the outcomes on the edge that lie nearest to ``place``."""
        weights, choices = self._drawn(place)
        return Mix(
            self.sets.outcomes(choices),
            weights,
            point(self.corners, place)[: len(self.members)],
            gap=float(error),
            exact=not error,
            steps=steps,
        )

    def _drawn(self, place: Place) -> tuple[tuple[Fraction, ...], Ints]:
        start = self.hull.choices[place.edge]
        if not place.part:
            return (Fraction(1),), start[None, :]
        (a, b), (c, d) = self.corners[place.edge], self.corners[place.edge + 1]
        left = place.part * (a - c)
        near = neighbours(self.tables, start, step=(a - c, d - b), left=left)
        if near is None:
            return (1 - place.part, place.part), self.hull.choices[place.edge : place.edge + 2]
        if len(near) == 1:
            return (Fraction(1),), near[0][1][None, :]
        (before, first), (behind, second) = near
        share = Fraction(left - before, behind - before)
        return (1 - share, share), np.stack((first, second))
