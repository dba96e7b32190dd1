"""The Kalai–Smorodinsky solution: equal shares of what each party could get, as far as that goes."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mixed
from pourparler.analyses.bargaining.objective import Objective, Score, no_stake, normalised, sign
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.bargaining.programmes.fairest import fairest
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached, indifferent
from pourparler.kernels.optima import leximin
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class KalaiSmorodinsky(PointConcept):
    """The acceptable outcome whose smallest normalised gain is largest, then the next smallest (leximin).

    A normalised gain is the gain over no deal as a share of the party's largest gain in any acceptable
    outcome. When not to use: where an ideal nobody believes in would move the answer (use ``Nash``). Other
    programs print the point of least spread under this name, which is another concept.

    Parameters:; the others as in ``PointConcept``. Returns a ``PointResult``; ``objective`` is the smallest
    normalised gain. Raises ``UsageError`` for an unknown party.
    Reference: Kalai and Smorodinsky 1975, theorem; leximin on finite sets: Imai 1983.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [9, 4]}, "q": {"x": [1, 2]}})
    >>> KalaiSmorodinsky().run(deal, None).objective
    0.5
    """

    name: ClassVar[str] = "kalai-smorodinsky"
    reference: ClassVar[tuple[str, ...]] = ("kalai-smorodinsky1975", "imai1983")

    def objective(self, model: Bargain) -> "SmallestShare":
        """The smallest normalised gain."""
        return SmallestShare(model)


@dataclass(frozen=True, eq=False)
class SmallestShare(Objective):
    """The smallest normalised gain, by leximin."""

    model: Bargain

    needs_ideal: ClassVar[bool] = True

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        staked = found.staked
        if not len(staked):
            return np.arange(len(found.gains))
        return leximin(found.gains[:, staked], found.stakes[staked].tolist())

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`; a share, without unit."""
        return float(min(normalised(found, row), default=0.0))

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`."""
        return sign(sorted(normalised(*one)), sorted(normalised(*other)))

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        return no_stake(self.model, found)

    def mixed(self, hull: Expected, *, scale: int) -> Mixed:
        """See :class:`Objective`: where the way from the reserves to the ideal leaves what is possible."""
        mix = hull.fairest(hull.stakes)
        shares = hull.normalised(mix)
        value = float(min(shares, default=0))
        return Mixed(mix, value, tuple(map(float, sorted(shares))), tuple(no_stake(self.model, hull)))

    def score(self) -> Score | None:
        """See :class:`Objective`."""
        return "share"

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """See :class:`Objective`: first each member's largest gain, then the smallest share of it."""
        stakes = reach.stakes
        if stakes is None or not stakes.any():
            return None if stakes is None else indifferent(reach)
        found = fairest(reach, stakes)
        return None if found is None else found[0]
