"""Mixed-integer programmes over sums of one value per set, by HiGHS: where listing and folding are out of reach.

One binary per value, one row per set, one row per coordinate. Solutions are read back as values and summed
in integers, so that only the bound on what other choices could reach is a floating-point number.
Source: bargaining specification, section 5.3.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Nodes of one search; beyond it the best found so far is given with the bound proved.
MAX_NODES = 20_000
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


class Programme:
    """Sums of one value per set that reach a floor.

    ``tables[i]`` (n, m_i): the sets; ``floor`` (n,): least sums. Rows are scaled to the range of their
    coordinate; floors lie half a unit lower, which no integer sum can tell and rounding errors cannot pass.
    """

    def __init__(self, tables: Sequence[Ints], floor: Ints) -> None:
        self.tables = tuple(tables)
        self.floor = floor
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

    def raised(self, floor: Ints) -> "Programme":
        """The same sets with another floor."""
        return Programme(self.tables, floor)

    def largest_sum(self, factors: Ints) -> Solved:
        """The choice with the largest ``factors @ sums`` (``factors`` (n,) whole numbers)."""
        weights = factors * self.unit
        search = _Search(self)
        search.solver.setOptionValue(
            "mip_abs_gap", 0.5 / float(weights.max())
        )  # integers: half a unit decides
        search.cost(np.arange(self.size), weights @ self.flat / weights.max())
        choice, bound = search.run()
        return Solved(choice, bound * float(weights.max()), 1, search.nodes, search.complete)

    def largest_minimum(self, base: Ints, divisors: Ints, *, without: Sequence[Ints] = ()) -> Solved:
        """The choice with the largest smallest ``(sums - base) / divisors``; not one of ``without``.

        ``divisors`` (n,) whole numbers; a coordinate with divisor 0 does not count.
        """
        counted = np.flatnonzero(divisors > 0)
        # The variable counts in parts of what a coordinate could gain, so that it lies near 1.
        part = float(np.max(self.unit[counted] / divisors[counted]))
        search = _Search(self)
        if (divisors <= 1).all():
            search.solver.setOptionValue("mip_abs_gap", 0.5 / part)  # integers: half a unit decides
        least = search.variable()
        search.cost(np.array([least]), np.ones(1))
        for p in counted.tolist():
            # sum - base >= least * part * divisor
            share = part * int(divisors[p]) / self.unit[p]
            search.row(base[p] / self.unit[p], _INFINITY, self.flat[p], extra=(least, -share))
        for known in without:
            search.forbid(known)
        choice, bound = search.run()
        return Solved(choice, bound * part, 1, search.nodes, search.complete)

    def largest_product(self, base: Ints, shares: NDArray[np.float64], *, gap: float) -> Solved:
        """The choice with the largest ``prod((sums - base) ** shares)``, as its logarithm in ``bound``.

        Every sum with a share exceeds its base. The logarithm is bounded by tangents, added where the last
        answer lies, until no choice can exceed the product by more than ``gap`` (relative).
        """
        counted = np.flatnonzero(shares > 0)
        problem = self.raised(np.where(shares > 0, np.maximum(self.floor, base + 1), self.floor))
        search = _Search(problem)
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

    def _tangent(self, search: "_Search", at: tuple[int, int], base: Ints, gain: float) -> None:
        """``log <= log(gain) + ((sum - base) - gain) / gain``."""
        p, log = at
        slope = self.unit[p] / gain
        search.row(
            -_INFINITY, float(np.log(gain)) - 1 - base[p] / gain, -slope * self.flat[p], extra=(log, 1.0)
        )

    def read(self, values: NDArray[np.float64]) -> Ints:
        """The choice (sets,) that binaries (size,) stand for."""
        pairs = zip(self._ends[:-1], self._ends[1:], strict=True)
        return np.array([int(values[a:b].argmax()) for a, b in pairs], dtype=np.int64)

    def places(self, choice: Ints) -> Ints:
        """Where the binaries of ``choice`` stand."""
        return self._ends[:-1] + choice


_INFINITY = float("inf")


class _Search:
    """One HiGHS model: the binaries, their rows, the floors."""

    def __init__(self, problem: Programme) -> None:
        import highspy

        self.problem = problem
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _OPTIONS.items():
            self.solver.setOptionValue(name, value)
        self.nodes = 0
        self.complete = True
        self.solver.passModel(_model(problem))
        self.columns: int = problem.size

    def variable(self) -> int:
        """A further variable without bounds; its column."""
        self.solver.addVar(-_INFINITY, _INFINITY)
        self.columns += 1
        return self.columns - 1

    def cost(self, columns: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        """What is maximised."""
        self.solver.changeColsCost(len(columns), columns.astype(np.int32), values.astype(np.float64))

    def row(
        self,
        low: float,
        high: float,
        binaries: NDArray[np.float64],
        *,
        extra: tuple[int, float] | None = None,
    ) -> None:
        """A row over all binaries and perhaps one further variable."""
        index, value = np.arange(self.problem.size), binaries
        if extra is not None:
            index, value = np.append(index, extra[0]), np.append(value, extra[1])
        self.solver.addRow(low, high, len(index), index.astype(np.int32), value.astype(np.float64))

    def forbid(self, choice: Ints) -> None:
        """Not this choice again."""
        places = self.problem.places(choice)
        self.solver.addRow(
            -_INFINITY, len(places) - 1.0, len(places), places.astype(np.int32), np.ones(len(places))
        )

    def run(self) -> tuple[Ints | None, float]:
        """The best choice (``None``: there is none) and a bound on the objective."""
        import highspy

        self.solver.run()
        status = self.solver.getModelStatus()
        info = self.solver.getInfo()
        self.nodes = max(0, int(info.mip_node_count))
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return None, -_INFINITY
        self.complete = status == kinds.kOptimal
        values = np.array(self.solver.getSolution().col_value[: self.problem.size])
        feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if not len(values) or info.primal_solution_status != feasible:
            self.complete = False
            return None, float(info.mip_dual_bound)
        choice = self.problem.read(values)
        if not (self.problem.sums(choice) >= self.problem.floor).all():
            self.complete = False  # rounding errors passed a floor: the answer cannot be trusted
            return None, float(info.mip_dual_bound)
        return choice, float(info.mip_dual_bound)


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,  # the same search on every machine
    "mip_rel_gap": 0.0,  # the default, 1e-4, would stop at a wrong optimum
    "mip_abs_gap": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_max_nodes": MAX_NODES,
    # Cuts below the root and restarts cost more than they save on these programmes.
    "mip_allow_restart": False,
    "mip_allow_cut_separation_at_nodes": False,
}


def _model(problem: Programme) -> Any:
    """Binaries, one per value; one value per set; the floors."""
    import highspy

    n, size, sets = len(problem.floor), problem.size, len(problem.tables)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, sets + n
    model.col_cost_ = np.zeros(size)
    model.col_lower_, model.col_upper_ = np.zeros(size), np.ones(size)
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    model.row_lower_ = np.concatenate((np.ones(sets), (problem.floor - 0.5) / problem.unit))
    model.row_upper_ = np.concatenate((np.ones(sets), np.full(n, _INFINITY)))
    member = np.repeat(np.arange(sets), [table.shape[1] for table in problem.tables])
    index = np.empty((size, n + 1), dtype=np.int32)
    index[:, 0], index[:, 1:] = member, sets + np.arange(n)
    value = np.ones((size, n + 1))
    value[:, 1:] = problem.flat.T
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(size + 1) * (n + 1)
    model.a_matrix_.index_, model.a_matrix_.value_ = index.ravel(), value.ravel()
    model.sense_ = highspy.ObjSense.kMaximize
    return model
