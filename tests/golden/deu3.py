"""Decision-making in the EU, third release: issues as models, outcomes and reference forecasts.

The data are not part of the project: POURPARLER_CASES names the folder that holds ``collective/deu3*.csv``.
"""

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pourparler as pp

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "collective"
HERE = (FOLDER / "deu3_positions.csv").is_file()
ABSENT = "the DEU data are not part of the project; name their folder in POURPARLER_CASES"


class Issue(NamedTuple):
    """One issue: the model of its actors, what was decided, and forecasts by column of the reference file."""

    model: pp.Positions
    outcome: float
    reference: dict[str, float]


@cache
def issues() -> tuple[Issue, ...]:
    return tuple(_issues()) if HERE else ()


def _issues() -> Iterator[Issue]:
    stances: dict[str, list[dict[str, str]]] = {}
    for row in _rows("deu3_positions"):
        if row["position"] and row["salience"]:
            stances.setdefault(row["issue"], []).append(row)
    known = {row.pop("issue"): row for row in _rows("deu3_reference_forecasts")}
    for row in _rows("deu3_issues"):
        held = stances[row["issue"]]
        model = pp.Positions.from_arrays(
            [[float(stance["position"])] for stance in held],
            influence=_influence([stance["actor"] for stance in held], row),
            salience=[[float(stance["salience"]) / 100] for stance in held],
        )
        reference = {name: float(value) for name, value in known[row["issue"]].items()}
        yield Issue(model, float(row["outcome"]), reference)


def _influence(actors: list[str], issue: dict[str, str]) -> list[float]:
    """Council weights of the year of the act; Commission and Parliament take the largest; that is 100."""
    year = int((issue["final_act"] or issue["introduced"])[:4])
    weight = {
        row["actor"]: float(row["weight"])
        for row in _rows("deu3_capability")
        if int(row["first_year"]) <= year <= int(row["last_year"] or 9999)
    }
    largest = max(weight[actor] for actor in actors if actor not in ("com", "ep"))
    return [100 * (largest if actor in ("com", "ep") else weight[actor]) / largest for actor in actors]


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
