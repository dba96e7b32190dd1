"""The spatial model of politics (`Smp`) against the printed runs of the program KTAB.

The full runs are not part of the project: POURPARLER_CASES names the folder that holds ``collective/``. First and
last states are among the published answers of the worked cases.
"""

import csv
import os
from pathlib import Path
from typing import NamedTuple

import deu
import numpy as np
import pytest

import pourparler as pp

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "collective"
needs_runs = pytest.mark.skipif(
    not (FOLDER / "emission_1994_scaled100.csv").is_file(),
    reason="the printed runs are not part of the project; name their folder in POURPARLER_CASES",
)
PRINTED = 0.05 + 1e-9
"""Half a unit of the one decimal printed."""


class Run(NamedTuple):
    """A table, its printed positions by (actor, issue, state) and probabilities by (actor, state)."""

    model: pp.Positions
    actors: list[str]
    positions: dict[tuple[int, int, int], float]
    probabilities: dict[tuple[int, int], float]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def printed(name: str) -> Run:
    cells = rows(name)
    actors, issues = (list(dict.fromkeys(row[key] for row in cells)) for key in ("actor", "dimension"))
    table = np.zeros((3, len(actors), len(issues)))
    for row in cells:
        for k, key in enumerate(("position", "salience", "capability")):
            table[k, actors.index(row["actor"]), issues.index(row["dimension"])] = float(row[key])
    model = pp.Positions.from_arrays(
        table[0].tolist(), influence=table[2, :, 0].tolist(), salience=(table[1] / 100).tolist()
    )
    return Run(
        model,
        actors,
        {
            (actors.index(row["actor"]), issues.index(row["dimension"]), int(row["turn"])): float(row["position"])
            for row in rows(f"{name}_ktab_positions")
        },
        {
            (actors.index(row["actor"]), int(row["turn"])): float(row["probability_of_own_position"])
            for row in rows(f"{name}_ktab_probabilities")
        },
    )  # fmt: skip


@needs_runs
@pytest.mark.parametrize(
    ("name", "states", "known"),
    [
        ("emission_1994_scaled100", 14, 13),
        ("china_soe_policy_2014", 20, 13),
        ("china_soe_two_dim_2014", 28, 27),
    ],
)
def test_every_printed_state(name: str, states: int, known: int) -> None:
    # Beyond the states that are ``known``, near-equal positions are grouped differently by other programs too.
    run = printed(name)
    found = pp.solve(run.model, pp.Smp())
    assert found.status.code == "ok"
    assert len(found.positions) == len(found.probabilities) == states
    assert found.stats.work["turns"] == states - 1
    assert len(run.positions) == states * len(run.actors) * len(run.model.issues)
    off = [abs(found.positions[t][i][d] - x) for (i, d, t), x in run.positions.items()]
    assert max(off) <= PRINTED
    missed = [abs(found.probabilities[t][i] - p) for (i, t), p in run.probabilities.items() if t < known]
    assert len(missed) == known * len(run.actors)
    assert max(missed) <= 1e-4


@needs_runs
@pytest.mark.parametrize(
    ("name", "issue", "numbers"),
    [
        ("emission_1994_scaled100", "i1", {"mean": 36.515, "median": 33.12, "c-mean": 38.093}),
        ("china_soe_policy_2014", "i1", {"mean": 36.074, "median": 38.72, "c-mean": 34.544}),
        ("china_soe_two_dim_2014", "i1", {"mean": 37.577, "median": 38.72}),
        ("china_soe_two_dim_2014", "i2", {"mean": 33.975, "median": 29.52}),
    ],
)
def test_where_the_runs_end(name: str, issue: str, numbers: dict[str, float]) -> None:
    # Independent computation.
    forecast = pp.solve(printed(name).model, pp.Smp()).forecasts[issue]
    assert {key: forecast.details[key] for key in numbers} == pytest.approx(numbers, abs=5e-4)
    assert forecast.point == forecast.details["c-mean"]


@needs_runs
@pytest.mark.parametrize(
    "name", ["emission_1994_scaled100", "china_soe_policy_2014", "china_soe_two_dim_2014"]
)
def test_the_order_of_the_file_does_not_matter(name: str) -> None:
    run = printed(name)
    found = pp.solve(run.model, pp.Smp())
    order = np.random.default_rng(3).permutation(len(run.actors))
    mixed = pp.Positions.from_arrays(
        run.model.position[order].tolist(),
        influence=run.model.influence[order, 0].tolist(),
        salience=run.model.salience[order].tolist(),
    )
    again = pp.solve(mixed, pp.Smp())
    assert np.array_equal(np.array(again.positions), np.array(found.positions)[:, order])


# Independent computation; small differences grow from turn to turn, and the two programs differ by as much.
ON_RECORD = {"c-mean": 23.483, "mean": 24.311, "median": 25.792}


@deu.needs_deu
def test_the_point_on_decisions_of_the_european_union() -> None:
    known = deu.decisions()
    seen = pp.Smp(turns=10).observe([issue.model for issue in known])
    points = [one.quantities["issue/i1"] for one in seen if one is not None]
    misses = [abs(found - issue.outcome) for found, issue in zip(points, known, strict=True)]
    assert np.mean(misses) == pytest.approx(ON_RECORD["c-mean"], abs=0.05)


@pytest.mark.long
@deu.needs_deu
def test_all_summaries_on_decisions_of_the_european_union() -> None:
    misses: dict[str, list[float]] = {"c-mean": [], "mean": [], "median": []}
    for issue in deu.decisions():
        details = pp.solve(issue.model, pp.Smp(turns=10)).forecasts["i1"].details
        for name, found in misses.items():
            found.append(abs(details[name] - issue.outcome))
    means = {name: float(np.mean(found)) for name, found in misses.items()}
    assert means == pytest.approx(ON_RECORD, abs=0.05)
