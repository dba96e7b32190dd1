"""The Nash bargaining solution: the largest product of gains."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp, inf, log, prod
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mixed
from pourparler.analyses.bargaining.objective import Objective, Score, fractions_of, no_stake, sign
from pourparler.analyses.bargaining.point import PointConcept
from pourparler.analyses.bargaining.programmes.products import most_product, widest_product
from pourparler.analyses.bargaining.programmes.reach import GAP, Reach, Reached, indifferent
from pourparler.analyses.bargaining.sample import Sample
from pourparler.kernels.optima import largest_products, power_sign
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Nash(PointConcept):
    """The acceptable outcome with the largest product of gains over no deal.

    When not to use: where gains must be compared between parties (use ``Egalitarian`` or ``Utilitarian``),
    or where the range of each party's possibilities should count (use ``KalaiSmorodinsky``).

    Parameters: ``weights`` ``{party: bargaining power}``, positive, used as exponents; where not named
    the party's weight in the brief, else 1; the others as in ``PointConcept``. Returns a ``PointResult``; ``objective`` is the product in units. Where no
    acceptable outcome gives every party with a stake a gain: as many parties with a gain as possible, then
    the largest product of their normalised gains. Raises ``UsageError`` for an unknown party or a weight that
    is not positive.
    Reference: Nash 1950 (the point that maximises the product u1 u2); weights: Harsanyi and Selten 1972, Kalai 1977.

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [3, 2]}, "q": {"x": [1, 2]}})
    >>> Nash().run(deal, None).outcome
    {'x': 'b'}
    """

    weights: Mapping[str, float] | None = None
    name: ClassVar[str] = "nash"
    reference: ClassVar[tuple[str, ...]] = ("nash1950", "harsanyi-selten1972", "kalai1977asymmetric")

    def objective(self, model: Bargain) -> "Product":
        """The product of gains."""
        given = {**dict(zip(model.parties, model.weights, strict=False)), **(self.weights or {})}
        shares = tuple(float(given.get(party, 1.0)) for party in model.parties)
        return Product(model, fractions_of(model, given, setting="weights"), shares)


@dataclass(frozen=True, eq=False)
class Product(Objective):
    """The product of gains, each to the power of the party's weight.

    Both per party of the model: ``exponents`` whole numbers in the ratio of the weights, ``shares`` the
    weights as given.
    """

    model: Bargain
    exponents: tuple[int, ...]
    shares: tuple[float, ...]

    needs_ideal: ClassVar[bool] = False

    def best(self, found: Acceptable) -> Rows:
        """See :class:`Objective`."""
        staked = found.staked
        if not len(staked):
            return np.arange(len(found.gains))
        gains = found.gains if len(staked) == found.gains.shape[1] else found.gains[:, staked]
        positive = gains > 0
        everyone = np.flatnonzero(positive.all(axis=1))
        if len(everyone):
            chosen = gains if len(everyone) == len(gains) else gains[everyone]
            return everyone[largest_products(chosen, self._powers(found, staked))]
        return self._partial(found, positive)

    def _partial(self, found: Acceptable, positive: NDArray[np.bool_]) -> Rows:
        """Nobody can give everyone a gain: most parties with a gain, then their normalised product."""
        size = positive.sum(axis=1)
        most = np.flatnonzero(size == size.max())
        patterns, which = np.unique(positive[most], axis=0, return_inverse=True)
        best: list[Rows] = []
        for k, pattern in enumerate(patterns):
            rows = most[which.ravel() == k]
            members = found.staked[pattern]
            rows = rows[largest_products(found.gains[rows][:, members], self._powers(found, members))]
            order = self.compare((found, int(rows[0])), (found, int(best[0][0]))) if best else 1
            best = [rows] if order > 0 else [*best, rows] if order == 0 else best
        return np.sort(np.concatenate(best))

    def _powers(self, found: Acceptable, columns: Rows) -> list[int]:
        return [self.exponents[found.members[i]] for i in columns.tolist()]

    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """See :class:`Objective`."""
        gains = found.gains[row, found.staked].tolist()
        if not gains or 0 in gains:
            return 0.0
        shares = [self.shares[found.members[i]] for i in found.staked.tolist()]
        if all(share == 1.0 for share in shares):
            return float(prod(gains) / scale ** len(gains))  # whole numbers: rounded once
        return float(prod((gain / scale) ** share for gain, share in zip(gains, shares, strict=True)))

    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """See :class:`Objective`: a product above 0 comes first; among 0, more parties with a gain."""
        (first, first_rank), (second, second_rank) = self._powers_at(*one), self._powers_at(*other)
        if first_rank != second_rank:
            return sign(first_rank, second_rank)
        terms = [*first, *((base, -power) for base, power in second)]
        return power_sign([base for base, _ in terms], [power for _, power in terms])

    def _powers_at(self, found: Acceptable, row: int) -> tuple[list[tuple[int, int]], float]:
        """The normalised product at ``row`` as powers of integers, and how many parties gain (inf: all)."""
        gains, stakes = found.gains[row].tolist(), found.stakes.tolist()
        members = [i for i in range(len(gains)) if gains[i] > 0]
        powers = self._powers(found, np.array(members, dtype=np.intp))
        over = [(gains[i], power) for i, power in zip(members, powers, strict=True)]
        rank = inf if len(members) == len(found.staked) else len(members)
        return [*over, *((stakes[i], -power) for i, power in zip(members, powers, strict=True))], rank

    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """See :class:`Objective`."""
        notes = no_stake(self.model, found)
        gains = found.gains[rows[0], found.staked]
        if len(gains) and not gains.all():
            notes.append(
                msg(
                    "No acceptable outcome gives everyone a gain, so the product is 0 everywhere; "
                    "this one gives a gain to as many parties as possible ({n}) "
                    "and has the largest product of their normalised gains.",
                    n=int((gains > 0).sum()),
                )
            )
        return notes

    def mixed(self, hull: Expected, *, scale: int) -> Mixed:
        """See :class:`Objective`.

        Mixing lotteries that give one party each a gain gives all of them one: the product over those with a
        stake is above 0, and no second rule is needed.
        """
        exponents = [self.exponents[p] for p in hull.members]
        shares = [self.shares[p] for p in hull.members]
        unit = Fraction(shares[0]) / exponents[0]
        mix = hull.product([exponent * unit for exponent in exponents])
        staked = hull.staked.tolist()
        gains = [float(mix.gains[i] / scale) for i in staked]
        value = prod(gain ** shares[i] for i, gain in zip(staked, gains, strict=True)) if staked else 0.0
        logs = [shares[i] * log(x) for i, x in zip(staked, hull.normalised(mix), strict=True)]
        return Mixed(mix, float(value), (len(staked), sum(logs)), tuple(no_stake(self.model, hull)))

    def bound(self, tried: Sample, reserve: Ints, *, scale: int) -> float | None:
        """See :class:`Objective`: the largest product under each weighted sum; the least of them."""
        shares = np.array([self.shares[p] for p in tried.members])
        room = tried.room(reserve) / scale
        most = shares / shares.sum() * room[:, None] / tried.weights
        return exp(float((np.log(most) @ shares).min()))

    def score(self) -> Score | None:
        """See :class:`Objective`: the plain product."""
        return "product" if set(self.shares) == {1.0} else None

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """See :class:`Objective`: the product over everyone, over those with a stake, or the rule for a product of 0."""
        powers = np.array([self.exponents[p] for p in reach.members], dtype=np.int64)
        shares = np.array([self.shares[p] for p in reach.members])
        solved = reach.programme.largest_product(reach.reserve, shares, gap=GAP)
        if solved.choice is None and (stakes := reach.stakes) is not None and (stakes == 0).any():
            if not stakes.any():
                return indifferent(reach)
            shares = np.where(stakes > 0, shares, 0.0)
            solved = reach.programme.largest_product(reach.reserve, shares, gap=GAP)
        if solved.choice is not None:
            return most_product(reach, (shares, powers), solved, scale=scale)
        return widest_product(reach, shares) if solved.empty else None
