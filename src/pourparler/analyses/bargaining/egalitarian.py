"""The egalitarian solution: equal gains, or gains in given proportions, as far as that goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mixed
from pourparler.analyses.bargaining.objective import (
    Objective,
    Score,
    fractions_of,
    no_stake,
    normalised,
    sign,
)
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.bargaining.programmes.fairest import fairest
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached, indifferent
from pourparler.analyses.bargaining.sample import Sample
from pourparler.kernels.optima import leximin
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Egalitarian(PointConcept):
    """The acceptable outcome whose smallest gain is largest, then the next smallest (leximin).

    When not to use: where the parties' utilities have no common unit, since the answer depends on it (use
    ``KalaiSmorodinsky`` or ``Nash``).

    Parameters: ``proportions`` ``{party: number}``, positive, 1 where not named: gains are compared after
    division by them; the others as in ``PointConcept``. Returns a ``PointResult``; ``objective`` is the
    smallest gain (divided by its proportion), in units. Raises ``UsageError`` for an unknown party or a bad
    proportion.
    Reference: Kalai 1977 (proportional solutions); Myerson 1977.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [9, 4]}, "q": {"x": [1, 2]}})
    >>> Egalitarian().run(deal, None).outcome
    {'x': 'b'}
    """

    proportions: Mapping[str, float] | None = None
    name: ClassVar[str] = "egalitarian"
    reference: ClassVar[tuple[str, ...]] = ("kalai1977proportional", "myerson1977")

    def objective(self, model: Bargain) -> "SmallestGain":
        """The smallest gain, per proportion."""
        given = self.proportions or {}
        shares = tuple(float(given.get(party, 1.0)) for party in model.parties)
        return SmallestGain(model, fractions_of(model, self.proportions, setting="proportions"), shares)


@dataclass(frozen=True, eq=False)
class SmallestGain(Objective):
    """The smallest gain, by leximin.

    Both per party of the model: ``divisors`` whole numbers in the ratio of the proportions, ``shares`` the
    proportions as given.
    """

    model: Bargain
    divisors: tuple[int, ...]
    shares: tuple[float, ...]

    needs_ideal: ClassVar[bool] = False

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        staked = found.staked
        if not len(staked):
            return np.arange(len(found.gains))
        divisors = [self.divisors[found.members[i]] for i in staked.tolist()]
        return leximin(found.gains[:, staked], divisors)

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`."""
        gains = found.gains[row].tolist()
        shares = [self.shares[p] for p in found.members]
        return min((gains[i] / shares[i] / scale for i in found.staked.tolist()), default=0.0)

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`."""
        return sign(self._shares_at(*one), self._shares_at(*other))

    def _shares_at(self, found: Acceptable, row: int) -> list[Any]:
        divisors = [self.divisors[found.members[i]] for i in found.staked.tolist()]
        return sorted(share / d for share, d in zip(normalised(found, row), divisors, strict=True))

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        unit = msg("The answer depends on the unit in which each party's utilities are written.")
        return [*no_stake(self.model, found), unit]

    def mixed(self, hull: Expected, *, scale: int) -> Mixed:
        """See :class:`Objective`."""
        divisors = [self.divisors[p] for p in hull.members]
        staked = hull.staked.tolist()
        mix = hull.fairest([Fraction(divisors[i] if i in staked else 0) for i in range(len(divisors))])
        shares = [self.shares[p] for p in hull.members]
        value = min((float(mix.gains[i]) / shares[i] / scale for i in staked), default=0.0)
        rank = sorted(float(x / divisors[i]) for i, x in zip(staked, hull.normalised(mix), strict=True))
        unit = msg("The answer depends on the unit in which each party's utilities are written.")
        return Mixed(mix, value, tuple(rank), (*no_stake(self.model, hull), unit))

    def bound(self, tried: Sample, reserve: Ints, *, scale: int) -> float | None:
        """See :class:`Objective`: a weighted sum is at least the smallest gain times its weights' sum."""
        shares = np.array([self.shares[p] for p in tried.members])
        return float((tried.room(reserve) / scale / (tried.weights @ shares)).min())

    def score(self) -> Score | None:
        """See :class:`Objective`: gains without proportions."""
        return "least" if set(self.shares) == {1.0} else None

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """See :class:`Objective`: by the smallest gain; where that is 0, of those who can gain anything."""
        divisors = np.array([self.divisors[p] for p in reach.members], dtype=np.int64)
        found = fairest(reach, divisors)
        if found is not None and found[1] == 0 and (stakes := reach.stakes) is not None:
            if not stakes.any():
                return indifferent(reach)
            if not stakes.all():
                found = fairest(reach, np.where(stakes > 0, divisors, 0))
        if found is None:
            return None
        unit = int(divisors[0]) / self.shares[reach.members[0]] / scale
        remark = msg("The answer depends on the unit in which each party's utilities are written.")
        return replace(found[0], value=found[0].value * unit, remarks=(*found[0].remarks, remark))

    def direction(self, members: tuple[int, ...]) -> Ints | None:
        """See :class:`Objective`: equal weights, or weights inverse to the proportions."""
        divisors = [self.divisors[p] for p in members]
        common = lcm(*divisors)
        return np.array([[common // d for d in divisors]], dtype=np.int64) if common < 2**20 else None
