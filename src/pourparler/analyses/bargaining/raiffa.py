"""The discrete Raiffa solution: half the way to the ideal, again and again."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mixed
from pourparler.analyses.bargaining.objective import Objective, no_stake, normalised, sign
from pourparler.analyses.bargaining.optimum import optimum
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached
from pourparler.analyses.bargaining.programmes.stepped import stepped
from pourparler.analyses.bargaining.results import PointResult
from pourparler.language import Message, msg_n
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# Of the short list that floating point makes, far above its rounding error.
MARGIN = 1e-11


@dataclass(frozen=True)
class Raiffa(PointConcept):
    """The end of a series of interim agreements, each one n-th of the way from the last to everyone's ideal.

    After each step only the outcomes stay that give everyone at least the interim agreement, and the ideal
    is taken anew over these. When not to use: where one round of talks settles everything, so that interim
    agreements have no meaning (use ``Nash`` or ``KalaiSmorodinsky``).

    Parameters: as in ``PointConcept``. Returns a ``PointResult``; ``objective`` is the smallest normalised
    gain, ``stats.work["steps"]`` the interim agreements. Where no outcome reaches the next interim agreement
    the Kalai–Smorodinsky choice among those left decides. With lotteries the steps have a limit, the classical
    solution, and only that is given. Raises ``UsageError`` for an unknown party.
    Reference: Raiffa 1953, section 5; Luce and Raiffa 1957, section 6.7; finite sets: Diskin, Koppel and Samet 2011.

    >>> coins = {"p": {"x": [0, 1, 2, 3, 4]}, "q": {"x": [4, 3, 2, 1, 0]}}
    >>> found = Raiffa().run(Bargain.from_tables({"x": list("abcde")}, coins), None)
    >>> found.outcome, found.stats.work["steps"]
    ({'x': 'c'}, 1)
    """

    name: ClassVar[str] = "raiffa"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1953", "luce-raiffa1957", "diskin2011")

    def objective(self, model: Bargain) -> "Interim":
        """Interim agreements."""
        return Interim(model)

    def run(self, model: Bargain, rng: np.random.Generator | None) -> PointResult:
        """The end of the interim agreements, with their number."""
        if self.lotteries == "allowed":
            return super().run(model, rng)
        interim = self.objective(model)
        result = optimum(self, model, objective=interim, search=self._search)
        steps = interim.walks.get(
            tuple(p for p, name in enumerate(model.parties) if name in result.coalition)
        )
        if steps is None:
            return result
        work = {**result.stats.work, "steps": steps.steps}
        return replace(result, stats=replace(result.stats, work=work))


@dataclass(frozen=True, eq=False)
class Walk:
    """Where interim agreements end: the optimal ``rows``, and how many ``steps`` led there."""

    rows: Rows
    steps: int


@dataclass(frozen=True, eq=False)
class Interim(Objective):
    """Interim agreements; ``walks`` remembers them by coalition, since the result counts their steps.

    The outcomes that nobody dominates are enough. What is left after a step is everything above a bound, so
    with an outcome stays whatever dominates it: ideals, emptiness and the Kalai–Smorodinsky choice are the
    same with and without the dominated outcomes. Their number of steps too, because a step counts only as
    long as no outcome left gives everyone its ideal at once, which is when one undominated vector is left.
    """

    model: Bargain
    walks: dict[tuple[int, ...], Walk] = field(default_factory=dict)

    needs_ideal: ClassVar[bool] = True

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        walk = self.walks[found.members] = walked(found.utilities, found.reserve)
        return walk.rows

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`; the smallest normalised gain, a share."""
        return float(min(normalised(found, row), default=0.0))

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`: as for the Kalai–Smorodinsky solution."""
        return sign(sorted(normalised(*one)), sorted(normalised(*other)))

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        return [*no_stake(self.model, found), *_led(self.walks[found.members].steps)]

    def mixed(self, hull: Expected, *, scale: int) -> Mixed:
        """See :class:`Objective`: the limit of the steps, the solution as it is defined for convex sets."""
        mix = hull.stepwise()
        shares = hull.normalised(mix)
        remarks = (*no_stake(self.model, hull), *_led(mix.steps))
        return Mixed(mix, float(min(shares, default=0)), tuple(map(float, sorted(shares))), remarks)

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """See :class:`Objective`: every ideal and the end by programmes; exact or not at all."""
        found = stepped(reach)
        if found is None:
            return None
        self.walks[reach.members] = Walk(np.zeros(0, dtype=np.intp), found[1])
        return replace(found[0], remarks=(*found[0].remarks, *_led(found[1])))


def _led(steps: int) -> list[Message]:
    told = msg_n("{n} interim agreement led there.", "{n} interim agreements led there.", n=steps)
    return [told] if steps else []


def walked(utilities: Ints, reserve: Ints) -> Walk:
    """Interim agreements over ``utilities`` (M, n), M > 0, from ``reserve`` (n,) on, in exact fractions."""
    n = utilities.shape[1]
    rows = np.arange(len(utilities))
    agreed = [Fraction(r) for r in reserve.tolist()]
    steps = 0
    while True:
        left = utilities[rows]
        ideal = left.max(axis=0)
        everything = (left == ideal).all(axis=1)
        if everything.any():
            return Walk(rows[everything], steps)
        following = [d + (int(b) - d) / n for d, b in zip(agreed, ideal.tolist(), strict=True)]
        # Utilities are whole numbers: reaching a fraction is reaching the next one above it.
        reached = (left >= np.array([ceil(d) for d in following], dtype=np.int64)).all(axis=1)
        if not reached.any():
            return Walk(rows[_equal_shares(left, agreed, ideal)], steps)
        agreed, rows, steps = following, rows[reached], steps + 1


def _equal_shares(left: Ints, agreed: list[Fraction], ideal: Ints) -> Rows:
    """The Kalai–Smorodinsky choice among ``left`` (M, n) between ``agreed`` and ``ideal`` (n,)."""
    # Where no whole number lies between the two, everything left has the ideal, a share of 1: no difference.
    apart = [p for p, d in enumerate(agreed) if ceil(d) < ideal[p]]
    base = np.array([floor(agreed[p]) for p in apart], dtype=np.int64)
    rest = np.array([float(agreed[p] - floor(agreed[p])) for p in apart])
    way = np.array([float(int(ideal[p]) - agreed[p]) for p in apart])
    rough = ((left[:, apart] - base - rest) / way).min(axis=1)
    rows = np.flatnonzero(rough >= rough.max() - MARGIN)
    shares = [
        sorted((u - agreed[p]) / (int(ideal[p]) - agreed[p]) for p, u in zip(apart, row, strict=True))
        for row in left[rows][:, apart].tolist()
    ]
    best = max(shares)
    return np.array(
        [row for row, share in zip(rows.tolist(), shares, strict=True) if share == best], dtype=np.intp
    )
