"""The part of the report on what the group would settle on."""

from dataclasses import replace

import pytest
from charts_read import brief_of

from pourparler.analyses.collective.challenge_readings import ChallengeReadings
from pourparler.analyses.collective.compromise import Compromise
from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.analyses.collective.forecasting import calibration
from pourparler.analyses.collective.veto_core import VetoCore
from pourparler.analyses.solve import solve
from pourparler.uncertainty.run import Plan, run
from pourparler.uncertainty.sweep import sweep
from pourparler.views import report_settling
from pourparler.views.charts.forecasts import forecasts
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.report_settling import settling

BRIEF = brief_of()
NAMES = Names("en", BRIEF)
POOL = solve(BRIEF, Ensemble())


def test_the_table_holds_compromise_median_interval_and_mass() -> None:
    beside = solve(BRIEF, Compromise())
    found = settling([beside, POOL], NAMES)
    assert found is not None
    assert len(found.table.columns) == 5
    for row, issue in zip(found.table.rows, POOL.forecasts, strict=True):
        forecast = POOL.forecasts[issue]
        assert row[1].text.startswith(f"{beside.forecasts[issue].point:.0f}")
        assert row[2].text.startswith(f"{forecast.point:.0f}")
        assert row[3].text == f"{forecast.low:.0f} to {forecast.high:.0f}"
        assert row[4].text == f"{sum(atom.mass for atom in forecast.atoms):.0%}"
    alone = settling([POOL], NAMES)
    assert alone is not None
    assert len(alone.table.columns) == 4


def test_nothing_without_an_ensemble() -> None:
    assert settling([solve(BRIEF, Compromise())], NAMES) is None


def test_the_record_is_that_of_the_shipped_cases() -> None:
    found = settling([POOL], NAMES)
    assert found is not None
    text = " ".join(found.about)
    assert "188 past decisions" in text
    assert "not ahead of the compromise" in text
    other = settling([solve(BRIEF, Ensemble(weights="uniform"))], NAMES)
    assert other is not None
    assert "not recorded" in " ".join(other.about)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-2.0, -0.5, "it was ahead"), (0.5, 2.0, "it was behind"), (-1.0, 1.0, "not ahead")],
)
def test_the_record_says_what_its_interval_says(
    monkeypatch: pytest.MonkeyPatch, low: float, high: float, said: str
) -> None:
    row = {"crps_difference": {"mean": (low + high) / 2, "low": low, "high": high}}
    known = replace(calibration.shipped(), record={"scores": {"ensemble": row}})
    monkeypatch.setattr(report_settling, "shipped", lambda: known)
    found = settling([POOL], NAMES)
    assert found is not None
    assert said in " ".join(found.about)


def test_the_variance_is_shown_where_a_sweep_is_there() -> None:
    spread = sweep(BRIEF, Ensemble(), draws=64, seed=1)
    found = settling([POOL, spread], NAMES)
    assert found is not None
    assert [figure.name for figure in found.figures] == ["densities", "variance"]
    bars = [rect for rect in found.figures[1].drawing.rects if rect["tip"]]
    shares = spread.decomposition["q0"].as_data()["shares"]
    assert [bar["x2"] - bar["x"] for bar in bars[:3]] == pytest.approx(
        [372 * shares[part] for part in ("inputs", "reading", "intrinsic")]
    )
    other = sweep(BRIEF, Ensemble(weights="uniform"), draws=64, seed=1)
    unlike = settling([POOL, other], NAMES)
    assert unlike is not None
    assert [figure.name for figure in unlike.figures] == ["densities"]


def test_readings_are_told_where_they_were_asked_for() -> None:
    readings = solve(BRIEF, ChallengeReadings(rounds=1))
    without, found = settling([POOL], NAMES), settling([POOL, readings], NAMES)
    assert without is not None
    assert found is not None
    told = found.lines[len(without.lines) :]
    assert len(told) == len(readings.issues)
    assert all("(384 readings)" in line for line in told)


def test_concepts_without_a_point_have_no_key() -> None:
    core = solve(BRIEF, VetoCore(), on_fail="status")
    found = forecasts([solve(BRIEF, Compromise()), core], NAMES)
    assert found is not None
    assert all(forecast.point is None for forecast in core.forecasts.values())
    assert "Core" not in " ".join(word["text"] for word in found.drawing.words)
    assert len(found.table.columns) == 2


def test_the_page_of_the_main_job_holds_the_part() -> None:
    done = run(BRIEF, (), Plan(draws=8))
    assert [spread.concept.name for spread in done.sweeps] == ["nash", "compromise", "ensemble"]
    page = report(BRIEF, (*done.results, *done.sweeps), skipped=done.skipped).html("en")
    assert "What the group would settle on" in page
    assert "Why the ensemble is as wide as it is" in page
