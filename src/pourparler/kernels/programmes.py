"""Mixed-integer programmes over sums of one value per set, by HiGHS: where listing and folding are out of reach.

One binary per value, one row per set, one row per coordinate, one row per forbidden box. Solutions are read
back as values and summed in integers, so that only the bound on what other choices could reach is a
floating-point number. Source: bargaining specification, section 5.3.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.searches import INFINITY, Box, Effort, Search, boxed

Ints = NDArray[np.int64]

ROUNDS = 40
UNITS = 1e8  # sums that spread wider drown a unit in the solver's tolerances
CUTS = 10
"""Tangents per coordinate that a search for the largest product starts with."""


class Solved(NamedTuple):
    """The best choice found, and a bound on every choice.

    ``choice`` (sets,) value indices, ``None`` where there is none; ``bound``: no choice has a larger
    objective; ``rounds`` programmes and ``nodes`` of their searches; ``complete``: the search was not cut off.
    """

    choice: Ints | None
    bound: float
    rounds: int
    nodes: int
    complete: bool

    @property
    def empty(self) -> bool:
        """Whether it is proved that there is no choice."""
        return self.choice is None and self.complete


class Relaxed(NamedTuple):
    """An optimum with fractions: the values with the largest shares, the bound, a multiplier per coordinate (n,)."""

    choice: Ints
    bound: float
    weights: NDArray[np.float64]


class Programme:
    """Sums of one value per set that reach a floor, outside forbidden boxes.

    ``tables[i]`` (n, m_i): the sets; ``floor`` (n,): least sums; ``boxes``: of each, no choice may have one of
    the values listed in every set listed; ``effort`` counts the work and caps it. Rows are scaled to the range
    of their coordinate; floors lie half a unit lower, which no integer sum can tell and rounding errors cannot
    pass. A condition that may be waived at a price is a set of two values, one of which makes up for it.
    """

    def __init__(
        self,
        tables: Sequence[Ints],
        floor: Ints,
        *,
        boxes: Sequence[Box] = (),
        effort: Effort | None = None,
    ) -> None:
        self.tables = tuple(tables)
        self.floor = floor
        self.boxes = tuple(boxes)
        self.effort = effort or Effort()
        self.size = int(sum(table.shape[1] for table in tables))
        spans = np.array([table.max(axis=1) - table.min(axis=1) for table in tables]).sum(axis=0)
        self.unit = np.maximum(spans, 1).astype(np.float64)
        self.flat = np.concatenate(tables, axis=1) / self.unit[:, None]
        self._ends = np.cumsum([0, *(table.shape[1] for table in tables)])

    @property
    def tells_units(self) -> bool:
        """Whether bounds are fine enough to tell one whole sum from the next."""
        return float(self.unit.max()) < UNITS

    def sums(self, choice: Ints) -> Ints:
        """The sums (n,) of ``choice`` (sets,)."""
        result: Ints = sum(
            (table[:, v] for table, v in zip(self.tables, choice.tolist(), strict=True)),
            np.zeros(len(self.floor), dtype=np.int64),
        )
        return result

    def allows(self, choice: Ints) -> bool:
        """Whether ``choice`` (sets,) reaches the floor and lies in no box, in integers."""
        return bool((self.sums(choice) >= self.floor).all()) and self.clear(choice[None, :]).all().item()

    def clear(self, choices: Ints) -> NDArray[np.bool_]:
        """Which of ``choices`` (N, sets) lie in no box: (N,)."""
        result = np.ones(len(choices), dtype=np.bool_)
        for box in self.boxes:
            inside = np.ones(len(choices), dtype=np.bool_)
            for i, values in box:
                inside &= np.isin(choices[:, i], values)
            result &= ~inside
        return result

    def raised(self, floor: Ints) -> "Programme":
        """The same sets with another floor."""
        return Programme(self.tables, floor, boxes=self.boxes, effort=self.effort)

    def without(self, *boxes: Box) -> "Programme":
        """The same choices but those in ``boxes``."""
        return Programme(self.tables, self.floor, boxes=(*self.boxes, *boxes), effort=self.effort)

    def with_effort(self, effort: Effort) -> "Programme":
        """The same choices, the work counted in ``effort``."""
        return Programme(self.tables, self.floor, boxes=self.boxes, effort=effort)

    def any(self) -> Solved:
        """Some choice, or the proof that there is none."""
        search = Search(self, self.effort)
        choice, bound = search.run()
        return Solved(choice, bound, 1, search.nodes, search.complete)

    def largest_sum(self, factors: Ints) -> Solved:
        """The choice with the largest ``factors @ sums`` (``factors`` (n,) whole numbers)."""
        weights = factors * self.unit
        search = Search(self, self.effort)
        search.tolerate(0.5 / float(weights.max()))  # integers: half a unit decides
        search.cost(np.arange(self.size), weights @ self.flat / weights.max())
        choice, bound = search.run()
        return Solved(choice, bound * float(weights.max()), 1, search.nodes, search.complete)

    def relaxed_sum(self, factors: Ints) -> Relaxed | None:
        """The largest ``factors @ sums`` with fractions for values; ``None`` where there is none."""
        search = Search(self, self.effort)
        scale = float((factors * self.unit).max())
        search.cost(np.arange(self.size), (factors * self.unit) @ self.flat / scale)
        found = search.relaxed()
        if found is None:
            return None
        values, prices = found
        first = len(self.tables)
        weights = factors + np.abs(prices[first : first + len(factors)]) * scale / self.unit
        bound = float(factors @ ((self.flat @ values[: self.size]) * self.unit))
        return Relaxed(self.read(values), bound, weights)

    def largest_minimum(self, base: Ints, divisors: Ints, *, without: Sequence[Ints] = ()) -> Solved:
        """The choice with the largest smallest ``(sums - base) / divisors``; not one of ``without``.

        ``divisors`` (n,) whole numbers; a coordinate with divisor 0 does not count.
        """
        problem = self.without(*(boxed(known) for known in without))
        search, part = problem._minimum(base, divisors)
        if (divisors <= 1).all():
            search.tolerate(0.5 / part)  # integers: half a unit decides
        choice, bound = search.run()
        return Solved(choice, bound * part, 1, search.nodes, search.complete)

    def relaxed_minimum(self, base: Ints, divisors: Ints) -> Relaxed | None:
        """The largest minimum with fractions for values; ``None`` where there is none."""
        search, part = self._minimum(base, divisors)
        found = search.relaxed()
        if found is None:
            return None
        values, prices = found
        first, counted = len(self.tables), np.flatnonzero(divisors > 0)
        weights = np.zeros(len(self.floor))
        weights[counted] += np.abs(prices[len(prices) - len(counted) :]) / self.unit[counted]
        weights += np.abs(prices[first : first + len(weights)]) / self.unit
        return Relaxed(self.read(values), float(values[self.size]) * part, weights)

    def _minimum(self, base: Ints, divisors: Ints) -> tuple[Search, float]:
        """The search for the largest minimum, and what its objective counts in."""
        counted = np.flatnonzero(divisors > 0)
        # The variable counts in parts of what a coordinate could gain, so that it lies near 1.
        part = float(np.max(self.unit[counted] / divisors[counted]))
        search = Search(self, self.effort)
        least = search.variable()
        search.cost(np.array([least]), np.ones(1))
        for p in counted.tolist():
            # sum - base >= least * part * divisor
            share = part * int(divisors[p]) / self.unit[p]
            search.row(base[p] / self.unit[p], INFINITY, self.flat[p], extra=(least, -share))
        return search, part

    def largest_product(self, base: Ints, shares: NDArray[np.float64], *, gap: float) -> Solved:
        """The choice with the largest ``prod((sums - base) ** shares)``, as its logarithm in ``bound``.

        Every sum with a share exceeds its base. The logarithm is bounded by tangents, added where the last
        answer lies, until no choice can exceed the product by more than ``gap`` (relative).
        """
        counted = np.flatnonzero(shares > 0)
        problem = self.raised(np.where(shares > 0, np.maximum(self.floor, base + 1), self.floor))
        search = Search(problem, problem.effort)
        logs = {p: search.variable() for p in counted.tolist()}
        search.cost(np.array(list(logs.values())), shares[counted])
        tops = np.array([table.max(axis=1) for table in self.tables]).sum(axis=0) - base
        for p, log in logs.items():
            for part in np.linspace(1 / CUTS, 1, CUTS):
                problem._tangent(search, (p, log), base, float(max(tops[p], 1) * part))
        best: Ints | None = None
        most, bound, nodes = -np.inf, np.inf, 0
        for done in range(1, ROUNDS + 1):
            choice, limit = search.run()
            nodes += search.nodes
            bound = min(bound, limit)
            if choice is None:
                return Solved(best, bound, done, nodes, search.complete)
            gains = (problem.sums(choice) - base).astype(np.float64)
            value = float(shares[counted] @ np.log(gains[counted]))
            if value > most:
                best, most = choice, value
            if np.expm1(bound - most) <= gap or not search.complete:
                return Solved(best, bound, done, nodes, search.complete)
            for p, log in logs.items():
                problem._tangent(search, (p, log), base, float(gains[p]))
        return Solved(best, bound, ROUNDS, nodes, False)

    def _tangent(self, search: Search, at: tuple[int, int], base: Ints, gain: float) -> None:
        """``log <= log(gain) + ((sum - base) - gain) / gain``."""
        p, log = at
        slope = self.unit[p] / gain
        search.row(
            -INFINITY, float(np.log(gain)) - 1 - base[p] / gain, -slope * self.flat[p], extra=(log, 1.0)
        )

    def read(self, values: NDArray[np.float64]) -> Ints:
        """The choice (sets,) that binaries (size,) stand for."""
        pairs = zip(self._ends[:-1], self._ends[1:], strict=True)
        return np.array([int(values[a:b].argmax()) for a, b in pairs], dtype=np.int64)
