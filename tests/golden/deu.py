"""The development sample of decisions of the European Union, read from POURPARLER_CASES (not part of the project)."""

import csv
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import pourparler as pp

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "collective"
needs_deu = pytest.mark.skipif(
    not (FOLDER / "deu3_positions.csv").is_file(),
    reason="the decisions of the European Union are not part of the project; name their folder in POURPARLER_CASES",
)


@dataclass(frozen=True)
class Decision:
    """One issue: a model of one issue with its reference point, the outcome, and published forecasts by column."""

    issue: str
    model: pp.Positions
    outcome: float
    published: dict[str, float]

    def raised(self) -> pp.Positions:
        """The model with saliences of at least .01."""
        return replace(self.model, salience=np.maximum(self.model.salience, 0.01))


@cache
def decisions() -> tuple[Decision, ...]:
    """All issues, capabilities by the year's rule as the sample's description says."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in _table("deu3_positions"):
        rows.setdefault(row["issue"], []).append(row)
    capability = {(r["regime"], r["actor"]): float(r["weight"]) for r in _table("deu3_capability")}
    regimes = {
        (int(r["first_year"]), int(r["last_year"] or 9999)): r["regime"] for r in _table("deu3_capability")
    }
    published = {row.pop("issue"): row for row in _table("deu3_reference_forecasts")}
    found = []
    for issue in _table("deu3_issues"):
        held = [row for row in rows[issue["issue"]] if row["position"]]
        year = int((issue["final_act"] or issue["introduced"])[:4])
        regime = next(name for (first, last), name in regimes.items() if first <= year <= last)
        weight = [capability.get((regime, row["actor"])) for row in held]
        most = max(w for w in weight if w is not None)
        model = pp.Positions.from_arrays(
            [[float(row["position"])] for row in held],
            influence=[100 * (most if w is None else w) / most for w in weight],
            salience=[[float(row["salience"]) / 100] for row in held],
        )
        known = replace(
            model,
            actors=tuple(row["actor"] for row in held),
            reference=np.array([float(issue["reference_point"] or "nan")]),
        )
        forecasts = {column: float(value) for column, value in published[issue["issue"]].items()}
        found.append(Decision(issue["issue"], known, float(issue["outcome"]), forecasts))
    return tuple(found)


def _table(name: str) -> list[dict[str, str]]:
    """The rows of one file of the sample."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
