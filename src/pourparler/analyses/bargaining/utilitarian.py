"""The utilitarian choice: the largest sum of utilities."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.objective import Objective, Score, fractions_of, normalised, sign
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.bargaining.programmes.near import listed
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached, above, whole
from pourparler.analyses.bargaining.sample import Sample
from pourparler.kernels.optima import largest_sums
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Utilitarian(PointConcept):
    """The acceptable outcome with the largest sum of utilities (not of gains).

    When not to use: where the parties' utilities have no common unit, or where it matters who gets the sum:
    a party may be left with no more than its reserve.

    Parameters: ``weights`` ``{party: number}``, positive, 1 where not named; the others as in
    ``PointConcept``. Returns a ``PointResult``; ``objective`` is the sum in units. Raises ``UsageError`` for
    an unknown party or a weight that is not positive.
    Reference: Harsanyi 1955, theorem V.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [9, 4]}, "q": {"x": [1, 2]}})
    >>> Utilitarian().run(deal, None).objective
    10.0
    """

    # A mean of sums is at most the largest of them: a lottery gains nothing.
    lotteries: Literal["none"] = "none"
    weights: Mapping[str, float] | None = None
    name: ClassVar[str] = "utilitarian"
    reference: ClassVar[tuple[str, ...]] = ("harsanyi1955",)

    def objective(self, model: Bargain) -> "Sum":
        """The weighted sum of utilities."""
        given = self.weights or {}
        shares = tuple(float(given.get(party, 1.0)) for party in model.parties)
        return Sum(fractions_of(model, self.weights, setting="weights"), shares)


@dataclass(frozen=True, eq=False)
class Sum(Objective):
    """The weighted sum of utilities.

    Both per party of the model: ``factors`` whole numbers in the ratio of the weights, ``shares`` the
    weights as given.
    """

    factors: tuple[int, ...]
    shares: tuple[float, ...]

    needs_ideal: ClassVar[bool] = False

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        return largest_sums(found.utilities, [self.factors[p] for p in found.members])

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`."""
        worth = found.utilities[row].tolist()
        shares = [self.shares[p] for p in found.members]
        if all(share == 1.0 for share in shares):
            return float(Fraction(sum(worth), scale))
        return float(sum(u * share for u, share in zip(worth, shares, strict=True)) / scale)

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`: the weighted sum of normalised gains."""
        return sign(self._share_at(*one), self._share_at(*other))

    def _share_at(self, found: Acceptable, row: int) -> Fraction:
        factors = [self.factors[found.members[i]] for i in found.staked.tolist()]
        return sum((share * f for share, f in zip(normalised(found, row), factors, strict=True)), Fraction(0))

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        return [msg("The answer depends on the unit in which each party's utilities are written.")]

    def bound(self, tried: Sample, reserve: Ints, *, scale: int) -> float | None:
        """See :class:`Objective`: the separable maximum at the weights themselves, where it was tried."""
        direction = self.direction(tried.members)
        same = np.zeros(0, np.bool_) if direction is None else (tried.weights == direction).all(axis=1)
        if direction is None or not same.any():
            return None
        largest = int(tried.reached[same].min())
        return largest / scale * self.shares[tried.members[0]] / int(direction[0, 0])

    def score(self) -> Score | None:
        """See :class:`Objective`: the plain sum."""
        return "sum" if set(self.shares) == {1.0} else None

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """See :class:`Objective`: no outcome dominates one with the largest sum of positive weights."""
        factors = np.array([self.factors[p] for p in reach.members], dtype=np.int64)
        solved = reach.programme.largest_sum(factors)
        if solved.choice is None:
            return None
        largest = int(factors @ reach.programme.sums(solved.choice))
        exact = reach.programme.tells_units and whole(solved.bound) <= largest
        unit = self.shares[reach.members[0]] / int(factors[0]) / scale
        remark = msg("The answer depends on the unit in which each party's utilities are written.")
        choice, ties = solved.choice, None
        near = listed(reach.programme, factors, need=largest, floor=reach.programme.floor)
        if near is not None and len(near):
            rows = largest_sums(reach.utilities(near), factors.tolist())
            worth = reach.utilities(near[rows])
            first = int(np.lexsort(tuple(-column for column in worth.T[::-1]))[0])
            choice, ties = near[rows[first]], np.delete(near[rows], first, axis=0)
            largest, exact = int(factors @ worth[first]), True
        gap = 0.0 if exact else above(solved.bound * unit, largest * unit)
        return Reached(
            choice, largest * unit, gap, exact, exact or solved.complete, exact, ties, remarks=(remark,)
        )

    def direction(self, members: tuple[int, ...]) -> Ints | None:
        """See :class:`Objective`: the weights themselves."""
        factors = [self.factors[p] for p in members]
        return np.array([factors], dtype=np.int64) if max(factors) < 2**20 else None
