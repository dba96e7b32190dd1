"""The point of least spread: gains as equal as an efficient outcome allows."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.objective import Objective, no_stake, sign
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.kernels.spreads import least_spreads, spread
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

Measure = Literal["normalised", "raw"]


@dataclass(frozen=True)
class LeastSpread(PointConcept):
    """The efficient acceptable outcome whose largest and smallest gain lie closest together.

    The GENIUS, ANL and NegMAS programs print it as “Kalai” or “KS”; it is another concept than either. When
    not to use: to choose a deal, since it may give everyone less than another outcome does (use
    ``KalaiSmorodinsky`` or ``Egalitarian``); it is here to compare with published tables.

    Parameters: ``measure``: ``normalised`` (gains as shares of each party's largest) or ``raw`` (in units);
    the others as in ``PointConcept``. Returns a ``PointResult``; ``objective`` is the spread, smaller being
    better. Raises ``UsageError`` for an unknown party.
    Reference: the programs' usage; GENIUS: Lin, Kraus, Baarslag, Tykhonov, Hindriks and Jonker 2014.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [9, 4]}, "q": {"x": [1, 2]}})
    >>> LeastSpread(measure="raw").run(deal, None).objective
    2.0
    """

    # It is there to compare with tables over outcomes; over lotteries it has no literature.
    lotteries: Literal["none"] = "none"
    measure: Measure = "normalised"
    name: ClassVar[str] = "least-spread"
    reference: ClassVar[tuple[str, ...]] = ("genius2014",)

    def objective(self, model: Bargain) -> "Spread":
        """The spread of the gains."""
        return Spread(model, self.measure)


@dataclass(frozen=True, eq=False)
class Spread(Objective):
    """The largest less the smallest gain over the outcomes that none dominates; smaller is better."""

    model: Bargain
    measure: Measure

    # Also of raw gains: who has nothing to gain is left out, and a sample does not tell who that is.
    needs_ideal: ClassVar[bool] = True

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        staked = found.staked
        if not len(staked):
            return np.arange(len(found.gains))
        # Whoever has no stake gets the same everywhere, so dominance is decided among the others.
        return least_spreads(found.gains[:, staked], self._over(found))

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`; a share where normalised, else in units."""
        gains = found.gains[row, found.staked].tolist()
        unit = 1 if self.measure == "normalised" else scale
        return float(spread(gains, self._over(found)) / unit)

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`: normalised gains, so that units cannot decide between coalitions."""
        return sign(_normalised(*other), _normalised(*one))

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        notes = no_stake(self.model, found)
        if self.measure == "raw":
            notes.append(msg("The answer depends on the unit in which each party's utilities are written."))
        return notes

    def _over(self, found: Acceptable) -> list[int]:
        staked = found.staked
        return found.stakes[staked].tolist() if self.measure == "normalised" else [1] * len(staked)


def _normalised(found: Acceptable, row: int) -> Fraction:
    staked = found.staked
    return spread(found.gains[row, staked].tolist(), found.stakes[staked].tolist())
