"""Expected gains of three parties or more: lotteries found by column generation, with a proved gap."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.lotteries.expected import Expected, Gains, Mix, Sets
from pourparler.kernels.mixed_products import largest_product
from pourparler.kernels.mixed_steps import stepwise
from pourparler.kernels.mixtures import PRICED, Goal, Mixture, Pool, largest, leximin, thinned
from pourparler.model.bargain import Bargain

Floats = NDArray[np.float64]

# Parts of a party's range of utilities that floating point cannot tell from nothing.
NOTHING = 1e-9


class ExpectedMany(Expected):
    """Any number of members, in floating point: reserves are met to within a billionth of a party's range."""

    def __init__(self, model: Bargain, sets: Sets) -> None:
        self.members = sets.members
        self.reserve = model.reserve[list(self.members)]
        self.sets = sets
        self.pool = Pool(sets.tables, self.reserve)
        self._zero = np.zeros(len(self.members))
        self._met = largest(self.pool, Goal.minimum(self._zero + 1.0, floor=self._zero))

    @property
    def work(self) -> dict[str, int]:  # type: ignore[override]
        """Outcomes priced so far, and how many different ones that gave."""
        pool = self.pool
        return {"outcomes": self.sets.left.size, "priced": pool.priced, "columns": len(pool.choices)}

    @property
    def empty(self) -> bool:
        """See :class:`Expected`: proved by prices at which every outcome is worth less than the reserves."""
        return self._met.bound < -NOTHING

    @property
    def core(self) -> tuple[int, ...]:
        """The members whose reserves, at these prices, are out of reach together."""
        priced = self._met.prices > PRICED * self._met.prices.max()
        return tuple(p for p, counts in zip(self.members, priced.tolist(), strict=True) if counts)

    @property
    def undecided(self) -> bool:
        """Whether the search for a lottery that everybody accepts was cut off."""
        return not self.empty and self._met.value < -NOTHING

    @cached_property
    def _floor(self) -> Floats:
        return np.minimum(self._zero, self._met.value)

    @cached_property
    def _tops(self) -> list[Mixture]:
        ones = np.eye(len(self.members))
        return [largest(self.pool, Goal.sum(one, floor=self._floor)) for one in ones]

    @cached_property
    def _shares(self) -> Floats:
        """The stakes as parts of each party's range; what is next to nothing is nothing."""
        tops = np.array([top.value for top in self._tops])
        return np.where(tops > NOTHING, tops, 0.0)

    @cached_property
    def stakes(self) -> Gains:
        """See :class:`Expected`."""
        return tuple(Fraction(float(x)) for x in self._shares * self.pool.unit)

    def product(self, powers: Sequence[Fraction]) -> Mix:
        """See :class:`Expected`."""
        if not self._shares.any():
            return self._mix(self._met.weights, gap=0.0)
        counted = np.where(self._shares > 0, np.array([float(p) for p in powers]), 0.0)
        start = largest(self.pool, Goal.minimum(self._shares, floor=self._floor))
        found = largest_product(self.pool, counted, start=start.weights)
        return self._mix(found.weights, gap=found.gap, complete=found.complete)

    def fairest(self, shares: Sequence[Fraction]) -> Mix:
        """See :class:`Expected`."""
        parts = np.array([float(share) for share in shares]) / self.pool.unit
        if not parts.any():
            return self._mix(self._met.weights, gap=0.0)
        first, last = leximin(self.pool, parts / parts.max(), floor=self._floor)
        gap = None if first.value <= 0 else first.bound / first.value - 1
        return self._mix(last.weights, gap=gap, complete=first.complete and last.complete)

    def stepwise(self) -> Mix:
        """See :class:`Expected`."""
        if not self._shares.any():
            return self._mix(self._met.weights, gap=0.0)
        found = stepwise(self.pool, self._shares)
        return self._mix(found.weights, gap=found.error, complete=found.complete, steps=found.steps)

    def _mix(self, weights: Floats, *, gap: float | None, complete: bool = True, steps: int = 0) -> Mix:
        """The same expected gains from as few outcomes as possible."""
        few = thinned(self.pool, weights)
        columns = np.flatnonzero(few)
        exact = [Fraction(float(w)) for w in few[columns]]
        parts = tuple(w / sum(exact) for w in exact)
        outcomes = np.array([self.pool.choices[k] for k in columns])
        worth = np.sum([t[:, v] for t, v in zip(self.sets.tables, outcomes.T, strict=True)], axis=0)
        over = (worth - self.reserve[:, None]).tolist()
        gains = [sum((w * g for w, g in zip(parts, row, strict=True)), Fraction(0)) for row in over]
        near = [Fraction(NOTHING * unit) for unit in self.pool.unit.tolist()]
        return Mix(
            self.sets.outcomes(outcomes),
            parts,
            tuple(Fraction(0) if abs(g) <= least else g for g, least in zip(gains, near, strict=True)),
            gap=gap,
            exact=False,
            complete=complete,
            steps=steps,
        )
