"""Lotteries over sums of one value per set, n coordinates: the best expected sum, by column generation.

The expected sums are the convex hull of the sums. A linear function of it is largest at a sum that each set
contributes to by itself, so a best outcome for given prices costs one pass over the sets, and outcomes are
brought in one by one, as long as one is worth more than the mixture held. What the last prices allow is
a bound on every mixture. Source: bargaining specification, section 3; Dantzig and Wolfe 1960.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.supported import simplex_grid

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# A relative distance to the bound at which a search stops: far below what is shown, above rounding.
CLOSE = 1e-12
# Prices below this part of the largest are rounding errors of the solver.
PRICED = 1e-7
# Weights and directions below this are rounding errors.
FAINT = 1e-11
# Outcomes brought in before a search is cut off.
COLUMNS = 4_000
# Outcomes that are best for weights on a grid, to start with, per coordinate.
GRID = 20


class Unsolved(ArithmeticError):
    """A linear programme that has an answer was not solved: rounding errors are in the way."""


class Pool:
    """The sums of ``tables`` over a base, and the outcomes looked at so far.

    ``tables[i]`` (n, m_i), m_i > 0; ``base`` (n,). Gains are sums less the base in units of each coordinate's
    range, so that all lie near 1. ``gains`` (n, K) and ``choices`` (K, sets): the outcomes known.
    """

    def __init__(self, tables: Sequence[Ints], base: Ints) -> None:
        lows = [table.min(axis=1, keepdims=True) for table in tables]
        self.tables = tuple(table - low for table, low in zip(tables, lows, strict=True))
        self.base = base - np.sum(lows, axis=0)[:, 0]
        spans = np.sum([table.max(axis=1) for table in self.tables], axis=0)
        self.unit = np.maximum(spans, 1).astype(np.float64)
        self._flat = np.concatenate(self.tables, axis=1) / self.unit[:, None]
        self._starts = np.cumsum([0, *(table.shape[1] for table in tables)])
        self.gains: Floats = np.zeros((len(base), 0))
        self.choices: list[Ints] = []
        self._known: dict[bytes, int] = {}
        n = len(base)
        self._rounding = 2.0**-50 * (len(tables) + n)
        self.priced = 0
        grid = simplex_grid(n, most=GRID * n).astype(np.float64)
        for weights in (*np.eye(n), *grid):
            self.best(weights)

    @cached_property
    def master(self) -> "_Master":
        """The linear programme over the outcomes known."""
        return _Master(self)

    def best(self, prices: Floats) -> tuple[int, float]:
        """The outcome with the largest ``prices @ gains``: its column, and a bound on that of any outcome."""
        self.priced += 1
        worth = prices @ self._flat
        pairs = zip(self._starts[:-1].tolist(), self._starts[1:].tolist(), strict=True)
        choice = np.array([int(worth[a:b].argmax()) for a, b in pairs], dtype=np.int64)
        column = self._column(choice)
        rounding = self._rounding * float(np.abs(prices).sum() + np.abs(prices * self.base / self.unit).sum())
        return column, float(prices @ self.gains[:, column]) + rounding

    def _column(self, choice: Ints) -> int:
        key = choice.tobytes()
        if key not in self._known:
            self._known[key] = len(self.choices)
            sums = np.sum([t[:, v] for t, v in zip(self.tables, choice.tolist(), strict=True)], axis=0)
            self.gains = np.append(self.gains, ((sums - self.base) / self.unit)[:, None], axis=1)
            self.choices.append(choice)
        return self._known[key]


class Goal(NamedTuple):
    """What a linear programme over mixtures asks for.

    Largest ``weights @ gains``, or (``weights`` all 0) the largest t with ``gains >= floor + t * shares``;
    the gains reach ``floor`` either way. All (n,); ``shares`` 0 where a coordinate does not count.
    """

    floor: Floats
    weights: Floats
    shares: Floats

    @classmethod
    def sum(cls, weights: Floats, *, floor: Floats) -> "Goal":
        """The largest weighted sum of gains at or above ``floor``."""
        return cls(floor, weights, np.zeros(len(floor)))

    @classmethod
    def minimum(cls, shares: Floats, *, floor: Floats) -> "Goal":
        """The largest smallest gain over the floor, per share."""
        return cls(floor, np.zeros(len(floor)), shares)


class Mixture(NamedTuple):
    """A mixture of outcomes, and what its search proves.

    ``weights`` (K,) over the columns of the pool; ``value`` of the goal; ``bound``: no mixture has a larger
    one; ``prices`` (n,) that prove it; ``complete``: the search was not cut off.
    """

    weights: Floats
    value: float
    bound: float
    prices: Floats
    complete: bool


def largest(pool: Pool, goal: Goal) -> Mixture:
    """The mixture that serves ``goal`` best.

    The pool must hold outcomes of which a mixture reaches the floor of what does not count or, where the goal
    is a sum, the whole floor. Raises ``Unsolved``.
    """
    master = pool.master
    master.aim(goal)
    bound = np.inf
    while True:
        weights, value, prices = master.solve()
        column, most = pool.best(goal.weights + prices)
        bound = min(bound, most - float(prices @ goal.floor))
        new = column >= master.columns
        if not new or bound - value <= CLOSE * max(1.0, abs(value)) or len(pool.choices) >= COLUMNS:
            complete = not new or bound - value <= CLOSE * max(1.0, abs(value))
            full = np.zeros(len(pool.choices))
            full[: len(weights)] = weights
            return Mixture(full, value, max(bound, value), prices, complete)
        master.extend()


def leximin(pool: Pool, shares: Floats, *, floor: Floats) -> tuple[Mixture, Mixture]:
    """The mixture with the largest smallest gain per share, then the next smallest, and so on.

    ``shares`` (n,), 0 where a coordinate does not count; ``floor`` (n,). Returns the mixture that proves the
    smallest gain, and the last one. A coordinate with a price cannot exceed the value in any optimal mixture:
    it is held there, and the others go on.
    """
    left, held = shares.copy(), floor.copy()
    first = last = largest(pool, Goal.minimum(left, floor=held))
    while last.complete:
        prices = last.prices * left
        bound = (prices > PRICED * prices.max()) & (left > 0)
        held = np.where(bound, held + left * last.value, held)
        left = np.where(bound, 0.0, left)
        if not left.any():
            break
        # Those not held keep their floor; the rest of them exceed the value reached.
        last = largest(pool, Goal.minimum(left, floor=held))
    return first, last


def thinned(pool: Pool, weights: Floats) -> Floats:
    """A mixture of as few outcomes of ``weights`` (K,) as make the same gains: at most n + 1.

    While some weighted difference of outcomes makes no difference to the gains, go along it until one drops
    out (Carathéodory). On the edge of what is possible at most n are left.
    """
    left = np.where(weights > FAINT, weights, 0.0)
    left /= left.sum()
    while True:
        columns = np.flatnonzero(left)
        rows = np.concatenate((pool.gains[:, columns], np.ones((1, len(columns)))))
        _, sizes, directions = np.linalg.svd(rows)
        rank = int((sizes > FAINT * sizes[0]).sum())
        if rank == len(columns):
            return left
        way = directions[-1]
        way = way if way.max() >= -way.min() else -way
        ratios = np.where(way > FAINT, left[columns] / np.where(way > FAINT, way, 1.0), np.inf)
        out = int(ratios.argmin())
        left[columns] = np.maximum(left[columns] - ratios[out] * way, 0.0)
        left[columns[out]] = 0.0
        left /= left.sum()


class _Master:
    """One HiGHS model of a pool: t and the weights of the columns. It grows, and goes on from its last answer."""

    def __init__(self, pool: Pool) -> None:
        import highspy

        self.pool = pool
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _OPTIONS.items():
            self.solver.setOptionValue(name, value)
        n = len(pool.base)
        self._rows = np.arange(n + 1, dtype=np.int32)
        for least in (1.0, *np.zeros(n)):
            self.solver.addRow(least, highspy.kHighsInf, 0, self._rows[:0], np.zeros(0))
        self.solver.changeRowBounds(0, 1.0, 1.0)
        self.solver.addCol(0.0, 0.0, 0.0, n, self._rows[1:], -np.ones(n))
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.columns = 0

    def aim(self, goal: Goal) -> None:
        """Ask for ``goal`` from now on."""
        import highspy

        self.goal = goal
        counts = bool(goal.shares.any())
        for p, (floor, share) in enumerate(zip(goal.floor.tolist(), goal.shares.tolist(), strict=True)):
            self.solver.changeRowBounds(p + 1, floor, highspy.kHighsInf)
            self.solver.changeCoeff(p + 1, 0, -share)
        self.solver.changeColBounds(0, *((-highspy.kHighsInf, highspy.kHighsInf) if counts else (0.0, 0.0)))
        worth = goal.weights @ self.pool.gains[:, : self.columns]
        places = np.arange(self.columns + 1, dtype=np.int32)
        self.solver.changeColsCost(self.columns + 1, places, np.concatenate(([float(counts)], worth)))
        self.extend()

    def extend(self) -> None:
        """Take in the columns that the pool has found since."""
        import highspy

        gains = self.pool.gains
        for k in range(self.columns, gains.shape[1]):
            values = np.concatenate(([1.0], gains[:, k]))
            cost = float(self.goal.weights @ gains[:, k])
            self.solver.addCol(cost, 0.0, highspy.kHighsInf, len(values), self._rows, values)
        self.columns = gains.shape[1]

    def solve(self) -> tuple[Floats, float, Floats]:
        """Weights (columns,), the goal's value, and the floors' prices (n,), as shares of t where t counts."""
        import highspy

        optimal = highspy.HighsModelStatus.kOptimal
        self.solver.run()
        if self.solver.getModelStatus() != optimal:
            # The last answer can be a bad place to start from.
            self.solver.clearSolver()
            self.solver.run()
        if self.solver.getModelStatus() != optimal:
            raise Unsolved
        solution = self.solver.getSolution()
        weights = np.maximum(np.array(solution.col_value)[1:], 0.0)
        weights /= weights.sum()
        prices = np.maximum(-np.array(solution.row_dual)[1:], 0.0)
        gains = self.pool.gains[:, : self.columns] @ weights
        shares = self.goal.shares
        if not shares.any():
            return weights, float(self.goal.weights @ gains), prices
        counted = shares > 0
        value = float(((gains - self.goal.floor)[counted] / shares[counted]).min())
        paid = float(prices @ shares)
        return weights, value, prices / paid if paid > 0 else shares / float(shares @ shares)


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,  # the same search on every machine
    "presolve": "off",  # small programmes that go on from their last answer
    "solver": "simplex",
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
}
