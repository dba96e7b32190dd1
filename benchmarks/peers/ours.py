"""This project's side: run with its own interpreter. Arguments: seed, issues, runs."""

from instance import LEVELS, arguments, measured, report, tables

import pourparler as pp


def main() -> None:
    """Frontier and Nash's solution by the public calls."""
    seed, issues, runs = arguments()
    names = [f"i{i}" for i in range(issues)]

    def make() -> pp.Bargain:
        rows = {
            f"p{p}": dict(zip(names, table.tolist(), strict=True))
            for p, table in enumerate(tables(seed, issues))
        }
        return pp.Bargain.from_tables({name: list(range(LEVELS)) for name in names}, rows, scale=1_000_000)

    frontier, seconds, grown = measured(make, lambda deal: pp.solve(deal, pp.Frontier()), runs=runs)
    nash, nash_seconds, _ = measured(make, lambda deal: pp.solve(deal, pp.Nash()), runs=runs)
    best = [nash.utilities, *[_utilities(make(), tie) for tie in nash.ties]]
    report(
        version=f"pourparler {pp.__version__}",
        points=[_whole(point.utilities) for point in frontier.points],
        seconds=seconds,
        megabytes=grown,
        nash=[_whole(utilities) for utilities in best],
        nash_seconds=nash_seconds,
    )


def _utilities(deal: pp.Bargain, outcome: object) -> dict[str, float]:
    import numpy as np

    row = deal.utilities(np.array([deal.space.choice(outcome)]))[0]
    return dict(zip(deal.parties, (row / deal.scale).tolist(), strict=True))


def _whole(utilities: dict[str, float]) -> list[int]:
    return [round(value * 1e6) for value in utilities.values()]


main()
