"""Reference traces of stacked alternating offers, offer by offer (twelve runs on four tables without ties)."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.analyses.talks.talks import Talks


def folder() -> Path:
    return Path(os.environ.get("POURPARLER_CASES", "")) / "talks" / "sao-traces.json"


needed = pytest.mark.skipif(
    not os.environ.get("POURPARLER_CASES"), reason="POURPARLER_CASES does not name the folder of cases"
)
RUNS = json.loads(folder().read_text())["runs"] if os.environ.get("POURPARLER_CASES") else []


def bargain(scenario: dict[str, Any]) -> pp.Bargain:
    scaled = {
        party: {issue: [round(x * 10**6) for x in entries] for issue, entries in table.items()}
        for party, table in scenario["tables"].items()
    }
    reserve = {party: round(x * 10**6) for party, x in scenario["reserve"].items()}
    return pp.Bargain.from_tables(scenario["issues"], scaled, reserve=reserve, scale=10**6)


@needed
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run["id"])
def test_trace(run: dict[str, Any]) -> None:
    scenario = json.loads(folder().read_text())["scenarios"][run["scenario"]]
    strategies = dict(zip(scenario["parties"], run["strategies"], strict=True))
    found = pp.solve(
        bargain(scenario), Talks(strategies, rounds=run["rounds"]), seed=1, on_fail="status"
    ).to_dict()
    names = {party: i for i, party in enumerate(scenario["parties"])}
    offers = [[names[entry["party"]], "/".join(entry["offer"].values())] for entry in found["trace"]]
    assert offers == run["offers"]
    assert found["step"] == run["step"]
    agreed = found["agreement"]
    assert (None if agreed is None else "/".join(agreed.values())) == run["agreement"]
    expected = run["utilities"] or list(scenario["reserve"].values())
    assert list(found["utilities"].values()) == pytest.approx(expected, abs=1e-12)
    assert found["relative_time"] == pytest.approx(run["relative_time"], abs=1e-12)
