"""NegMAS's side, by its public calls only: run with the interpreter of .peers. Arguments: seed, issues, runs.

`pareto_frontier(ufuns, issues=...)` is what its documentation prefers where one starts from utility functions;
`pareto_frontier_numpy(points)` is what it prefers where all utilities are at hand: it gets them here as one array,
made by numpy and not timed, as floats, the kind that NegMAS evaluates to.
"""

import warnings

warnings.filterwarnings("ignore")

import negmas  # noqa: E402
import numpy as np  # noqa: E402
from instance import LEVELS, arguments, measured, report, tables  # noqa: E402
from negmas import make_issue  # noqa: E402
from negmas.preferences import LinearAdditiveUtilityFunction  # noqa: E402
from negmas.preferences.ops import nash_points, pareto_frontier, pareto_frontier_numpy  # noqa: E402
from negmas.preferences.value_fun import TableFun  # noqa: E402


def main() -> None:
    """Frontier and Nash's solution: from utility functions, and from all utilities in one array."""
    seed, issues, runs = arguments()
    worth = tables(seed, issues)

    def make() -> tuple:
        found = [make_issue(list(range(LEVELS)), name=f"i{i}") for i in range(issues)]
        ufuns = [
            LinearAdditiveUtilityFunction(
                values=[TableFun(dict(enumerate(map(float, row)))) for row in table],
                weights=[1.0] * issues,
                issues=found,
                reserved_value=0.0,
            )
            for table in worth
        ]
        return found, ufuns

    frontier, seconds, grown = measured(
        make, lambda made: pareto_frontier(made[1], issues=made[0]), runs=runs
    )
    vectors = frontier[0]
    ranges = [(float(table.min(axis=1).sum()), float(table.max(axis=1).sum())) for table in worth]

    def nash(made: tuple) -> tuple:
        return nash_points(made[1], pareto_frontier(made[1], issues=made[0])[0], ranges=ranges)

    best, nash_seconds, _ = measured(make, nash, runs=runs)
    points = _all(worth)
    kept, filter_seconds, _ = measured(lambda: points, pareto_frontier_numpy, runs=runs)
    report(
        version=f"NegMAS {negmas.__version__}",
        points=sorted({tuple(map(round, vector)) for vector in vectors}, reverse=True),
        seconds=seconds,
        megabytes=grown,
        nash=sorted({tuple(map(round, utilities)) for utilities, _ in best}, reverse=True),
        nash_seconds=nash_seconds,
        filtered=sorted({tuple(map(int, points[i])) for i in kept}, reverse=True),
        filter_seconds=filter_seconds,
    )


def _all(worth: list) -> np.ndarray:
    """Utilities of every outcome (outcomes, parties)."""
    columns = []
    for table in worth:
        total = np.zeros(1)
        for row in table:
            total = (total[:, None] + row[None, :]).reshape(-1)
        columns.append(total)
    return np.column_stack(columns)


main()
