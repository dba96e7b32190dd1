"""One search of HiGHS over binaries, one per value of each set: its rows, its options, its caps.

What :mod:`pourparler.kernels.programmes` asks for is put together here. Every cap counts work, never time,
so that the same problem gives the same answer on every machine.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Box = tuple[tuple[int, Ints], ...]
"""Sets with some of their values each: a choice that has one of the values in every set lies in the box."""

# Nodes of one search; beyond it the best found so far is given with the bound proved.
MAX_NODES = 20_000
# The solver asks about three times a node, and between nodes in long rounds, whether to go on.
MAX_CHECKS = 80_000
# Nodes of all searches for one answer together.
ALL_NODES = 30_000
INFINITY = float("inf")


class Sets(Protocol):
    """What a search needs to know of a problem."""

    tables: tuple[Ints, ...]
    floor: Ints
    boxes: tuple[Box, ...]
    size: int
    unit: NDArray[np.float64]
    flat: NDArray[np.float64]

    def read(self, values: NDArray[np.float64]) -> Ints:
        """The choice (sets,) that binaries (size,) stand for."""

    def allows(self, choice: Ints) -> bool:
        """Whether ``choice`` reaches the floor and lies in no box, in integers."""


@dataclass
class Effort:
    """Work done for one answer: ``programmes`` solved, ``nodes`` of their searches, ``pairs`` of half choices.

    ``most``: nodes allowed in all.
    """

    programmes: int = 0
    nodes: int = 0
    pairs: int = 0
    most: int = ALL_NODES

    @property
    def left(self) -> int:
        """Nodes that the next search may use."""
        return max(0, min(MAX_NODES, self.most - self.nodes))

    def add(self, other: "Effort") -> None:
        """Count the work of ``other`` as well."""
        self.programmes += other.programmes
        self.nodes += other.nodes
        self.pairs += other.pairs

    def as_work(self) -> dict[str, int]:
        """The counters of a result."""
        work = {"programmes": self.programmes, "nodes": self.nodes}
        return {**work, "pairs": self.pairs} if self.pairs else work


class Search:
    """One HiGHS model: the binaries, one row per set, the floors, the boxes."""

    def __init__(self, problem: Sets, effort: Effort) -> None:
        import highspy

        self.problem = problem
        self.effort = effort
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS.items():
            self.solver.setOptionValue(name, value)
        self.nodes = 0
        self.complete = True
        self.solver.passModel(_model(problem))
        self.columns: int = problem.size
        ends = np.cumsum([0, *(table.shape[1] for table in problem.tables)])
        for box in problem.boxes:
            places = np.concatenate([ends[i] + values for i, values in box])
            self.solver.addRow(
                -INFINITY, len(box) - 1.0, len(places), places.astype(np.int32), np.ones(len(places))
            )

    def variable(self) -> int:
        """A further variable without bounds; its column."""
        self.solver.addVar(-INFINITY, INFINITY)
        self.columns += 1
        return self.columns - 1

    def cost(self, columns: Ints, values: NDArray[np.float64]) -> None:
        """What is maximised."""
        self.solver.changeColsCost(len(columns), columns.astype(np.int32), values.astype(np.float64))

    def tolerate(self, gap: float) -> None:
        """Stop where no objective is larger by more than ``gap``."""
        self.solver.setOptionValue("mip_abs_gap", gap)

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

    def run(self) -> tuple[Ints | None, float]:
        """The best choice (``None``: none was found) and a bound on the objective."""
        import highspy

        self.solver.setOptionValue("mip_max_nodes", self.effort.left)
        checks = _Checks()
        self.solver.cbMipInterrupt.subscribe(checks)
        self.solver.run()
        self.solver.cbMipInterrupt.unsubscribe(checks)
        status = self.solver.getModelStatus()
        info = self.solver.getInfo()
        self.nodes = max(0, int(info.mip_node_count))
        self.effort.nodes += self.nodes
        self.effort.programmes += 1
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return None, -INFINITY
        self.complete = status == kinds.kOptimal
        values = np.array(self.solver.getSolution().col_value[: self.problem.size])
        feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if not len(values) or info.primal_solution_status != feasible:
            self.complete = False
            return None, float(info.mip_dual_bound)
        choice = self.problem.read(values)
        if not self.problem.allows(choice):
            self.complete = False  # rounding errors passed a row: the answer cannot be trusted
            return None, float(info.mip_dual_bound)
        return choice, float(info.mip_dual_bound)

    def relaxed(self) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """The optimum with fractions for binaries: all variables, and the rows' multipliers; ``None`` without one."""
        import highspy

        self.solver.setOptionValue("solve_relaxation", True)
        self.solver.run()
        self.effort.programmes += 1
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.solver.getSolution()
        return np.array(found.col_value), np.array(found.row_dual)


class _Checks:
    """Counts how often the solver asks whether to go on, and ends a search that asks too often."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, event: Any) -> None:
        self.done += 1
        if self.done > MAX_CHECKS:
            event.interrupt()


OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,  # the same search on every machine
    "mip_rel_gap": 0.0,  # the default, 1e-4, would stop at a wrong optimum
    "mip_abs_gap": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    # Cuts below the root and restarts cost more than they save on these programmes.
    "mip_allow_restart": False,
    "mip_allow_cut_separation_at_nodes": False,
}


def _model(problem: Sets) -> Any:
    """Binaries, one per value; one value per set; the floors."""
    import highspy

    n, size, sets = len(problem.floor), problem.size, len(problem.tables)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, sets + n
    model.col_cost_ = np.zeros(size)
    model.col_lower_, model.col_upper_ = np.zeros(size), np.ones(size)
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    model.row_lower_ = np.concatenate((np.ones(sets), (problem.floor - 0.5) / problem.unit))
    model.row_upper_ = np.concatenate((np.ones(sets), np.full(n, INFINITY)))
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


def boxed(choice: Ints) -> Box:
    """The box that holds ``choice`` (sets,) alone."""
    return tuple((i, choice[i : i + 1]) for i in range(len(choice)))
