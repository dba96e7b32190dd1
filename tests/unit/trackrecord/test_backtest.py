"""Backtests: the same answer for any number of workers and in several goes; order of the data; what is left out."""

import importlib.util
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pourparler.errors import UsageError
from pourparler.exchange.past_issues import read_past_issues
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.execution import Execution
from pourparler.trackrecord.asked import asked
from pourparler.trackrecord.backtest import Plan, backtest
from pourparler.trackrecord.learning import learned

spec = importlib.util.spec_from_file_location("decisions", Path(__file__).with_name("decisions.py"))
assert spec is not None
assert spec.loader is not None
decisions: Any = importlib.util.module_from_spec(spec)
spec.loader.exec_module(decisions)

PLAN = Plan(models=("weighted-median", "pce", "ensemble", "ensemble weights=uniform", "middle"), draws=2000)


def text(found: Any) -> str:
    return json.dumps(found.to_dict("en"), sort_keys=True, allow_nan=False)


def test_workers_stores_and_the_order_of_issues_change_nothing(tmp_path: Path) -> None:
    lines = decisions.rows()
    past = read_past_issues(decisions.written(tmp_path, lines))
    found = backtest(past, PLAN)
    assert text(backtest(past, PLAN, execution=Execution(workers=2))) == text(found)
    store = Execution(store=ChunkStore(tmp_path / "kept"))
    assert text(backtest(past, PLAN, execution=store)) == text(found)
    kept = sorted((tmp_path / "kept").iterdir())
    # Half of it lost, one file damaged: the rest is done again.
    for file in kept[::2]:
        file.unlink()
    kept[1].write_text('{"task":', encoding="utf-8")
    assert text(backtest(past, PLAN, execution=store)) == text(found)
    turned = read_past_issues(decisions.written(tmp_path, lines[::-1]))
    for one, other in zip(found.rows, backtest(turned, PLAN).rows, strict=True):
        assert other.crps == pytest.approx(one.crps, abs=1e-9)
        assert other.pit.bins == one.pit.bins
        if one.crps_difference is not None and other.crps_difference is not None:
            assert other.crps_difference.low == pytest.approx(one.crps_difference.low, abs=1e-9)


def test_a_changed_task_is_not_mixed_up(tmp_path: Path) -> None:
    plan = Plan(models=("pce", "ensemble"), draws=2000)
    store = Execution(store=ChunkStore(tmp_path / "kept"))
    first = read_past_issues(decisions.written(tmp_path, decisions.rows()))
    other = read_past_issues(decisions.written(tmp_path, decisions.rows(seed=4)))
    for past in (first, other):
        assert text(backtest(past, plan, execution=store)) == text(backtest(past, plan))
    more = Plan(models=plan.models, draws=2000, caution=5.0)
    assert text(backtest(first, more, execution=store)) == text(backtest(first, more))


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    file = decisions.written(tmp_path, decisions.rows(90))
    call = [
        sys.executable,
        "-m",
        "pourparler",
        "backtest",
        str(file),
        "--models",
        "pce, ensemble",
        "--draws",
        "2000",
        "--json",
    ]
    process = subprocess.Popen([*call, "--to", str(tmp_path / "kept")], stdout=subprocess.DEVNULL)
    for _ in range(600):
        if len(list((tmp_path / "kept").glob("*.json"))) >= 3 or process.poll() is not None:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list((tmp_path / "kept").glob("*.json"))
    resumed = subprocess.run([*call, "--to", str(tmp_path / "kept")], capture_output=True, check=True)
    assert resumed.stdout == subprocess.run(call, capture_output=True, check=True).stdout


def test_folds_never_learn_from_themselves(tmp_path: Path) -> None:
    """A proposal's outcomes change the densities of others, never its own."""
    lines = decisions.rows()
    past = read_past_issues(decisions.written(tmp_path, lines))
    changed = [
        line.replace(line.split(",")[5] + ",p0", "100.0,p0") if line.endswith(",p0") else line
        for line in lines
    ]
    other = read_past_issues(decisions.written(tmp_path, changed))
    from pourparler.trackrecord.backtest import field_for
    from pourparler.trackrecord.folds import Learner

    learners = []
    for data in (past, other):
        field = field_for(data, PLAN, asked(PLAN.models), execution=Execution())
        learners.append(Learner(field, field.fold != field.fold[0]))
    one, two = learners
    assert one.held == two.held
    assert np.array_equal(one.law("pce"), two.law("pce"))
    assert np.array_equal(one.weights(("compromise", "pce"), 0.5), two.weights(("compromise", "pce"), 0.5))


def test_a_reading_without_a_point_is_counted_and_compared_on_the_others(tmp_path: Path) -> None:
    from pourparler.trackrecord.backtest import _row

    past = read_past_issues(decisions.written(tmp_path, decisions.rows()))
    base = np.full((len(past), 8), 0.5)
    lacking = base.copy()
    lacking[0] = np.nan
    row = _row("pce", lacking, base, of=(past, PLAN))
    assert row.issues == len(past) - 1
    assert row.crps_difference is not None
    assert row.crps_difference.issues == len(past) - 1


@pytest.mark.parametrize(
    "line",
    ["nothing", "contestedness", "nash", 'ensemble calibration={"issues":40,"held":0.5}', "pce vote=loud"],
)
def test_what_cannot_be_scored_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        asked((line,))


def test_one_reading_by_two_names_is_one_row() -> None:
    assert asked(("compromise parties=all", "pce", "ensemble")).rows == ("compromise", "pce", "ensemble")


def test_what_is_learned_can_be_used(tmp_path: Path) -> None:
    import pourparler as pp

    past = read_past_issues(decisions.written(tmp_path, decisions.rows(60)))
    data = learned(backtest(past, Plan(models=("ensemble",), draws=2000)))
    assert sum(known["weight"] for known in data["readings"].values()) == pytest.approx(1.0)
    own = pp.Ensemble.with_settings({"calibration": data})
    found = pp.solve(past.issues[0].model, own)
    assert found.how == "learned"
    assert found.cases == 60
    assert found.weights == {name: known["weight"] for name, known in data["readings"].items()}
    shipped = pp.solve(past.issues[0].model, pp.Ensemble())
    assert found.forecasts["i0"].details["quantiles"] != shipped.forecasts["i0"].details["quantiles"]
