"""The ensemble: members, weights, what it does where readings are silent, calibrations, sweeps."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.analyses.collective.forecasting.calibration import (
    BANDWIDTH,
    Calibration,
    Errors,
    error_law,
    held_share,
    shipped,
    stand_in,
)
from pourparler.analyses.readings import line, reading
from pourparler.app.commands.schema import schema
from pourparler.errors import ModelError, UsageError
from pourparler.kernels.error_laws import at_errors, smoothed
from pourparler.uncertainty.drivers.decomposition import decomposition

THREE = pp.Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 1], salience=[[1.0]] * 3)


def test_the_pool_is_the_weighted_mean_of_its_members() -> None:
    members = ("compromise", "weighted-median")
    weights = (1.0, 3.0)
    together = pp.Ensemble(members=members, weights=weights).run(THREE, None)
    singles = [pp.Ensemble(members=(name,), weights="uniform").run(THREE, None) for name in members]
    for level, x in together.forecasts["i1"].details["quantiles"].items():  # type: ignore[index]
        shares = []
        for single in singles:
            quantiles = single.forecasts["i1"].details["quantiles"]  # type: ignore[index]
            shares.append(np.interp(x, list(quantiles.values()), [float(q) for q in quantiles]))
        if 3 < x < 37 or 43 < x < 97:  # away from atoms, where a quantile is a point of the curve
            assert np.average(shares, weights=weights) == pytest.approx(float(level), abs=0.01)
    assert together.weights == {"compromise": 0.25, "weighted-median": 0.75}
    assert together.how == "given"


def test_members_and_the_pool_of_equal_weights_stand_beside() -> None:
    found = pp.solve(THREE, pp.Ensemble())
    data = found.to_dict("en")
    Draft202012Validator(schema("result")).validate(data)
    assert [m["reading"] for m in data["members"]] == ["compromise", "pce"]
    assert sum(m["weight"] for m in data["members"]) == pytest.approx(1)
    assert data["outlook"]["no_agreement"] == {"chance": None, "assessed": False}
    assert "was not assessed" in data["status"]["sentence"]
    assert data["members"][0]["forecasts"]["i1"]["point"] == pytest.approx(45.0)


def test_other_members_count_alike_and_say_so() -> None:
    found = pp.solve(THREE, pp.Ensemble(members=("compromise", "weighted-median")))
    assert (found.how, set(found.weights.values())) == ("uniform", {0.5})
    assert "No weights were learned" in str(found.status.message)


def test_a_stated_chance_is_told_and_never_a_silent_0() -> None:
    concept = pp.Ensemble.with_settings({"outlook": {"no_agreement": 0.25}})
    data = pp.solve(THREE, concept).to_dict("en")
    assert data["outlook"] == {
        "no_agreement": {"chance": 0.25, "assessed": True},
        "delay": {"chance": None, "assessed": False},
    }
    assert "25%" in data["status"]["sentence"]
    assert "Delay was not assessed" in data["status"]["sentence"]


def test_where_all_hold_one_position_all_mass_is_on_it() -> None:
    model = pp.Positions.from_arrays([[30.0], [30.0]], influence=[1, 2], salience=[[1.0]] * 2)
    forecast = pp.solve(model, pp.Ensemble()).forecasts["i1"]
    assert (forecast.point, forecast.low, forecast.high) == (30.0, 30.0, 30.0)
    assert [(atom.at, atom.mass) for atom in forecast.atoms] == [(30.0, 1.0)]


def test_an_issue_without_positions_has_no_forecast() -> None:
    nan = float("nan")
    model = pp.Positions.from_arrays([[30.0, nan], [40.0, nan]], influence=[1, 2], salience=[[1.0, 1.0]] * 2)
    found = pp.solve(model, pp.Ensemble())
    assert found.forecasts["i2"].point is None
    Draft202012Validator(schema("result")).validate(found.to_dict("en"))
    seen = pp.Ensemble().observe([model, model])[0]
    assert seen is not None
    assert set(seen.quantities) == {"issue/i1"}


@pytest.mark.parametrize(
    "settings",
    [
        {"members": []},
        {"members": ["nash"]},
        {"members": ["ensemble"]},
        {"members": ["compromise", "compromise parties=all"]},
        {"weights": [1.0]},
        {"weights": [0.0, 0.0]},
        {"weights": [-1.0, 2.0]},
        {"atoms": {"held": 1.5}},
        {"outlook": {"delay": -0.1}},
    ],
)
def test_impossible_settings_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        pp.solve(THREE, pp.Ensemble.with_settings(settings))


def test_settings_come_back_from_data() -> None:
    own = Calibration(40, 0.5, {"pce": Errors((-0.2, -0.1, 0.0, 0.1, 0.2), (0.1, -0.3), 1.0)})
    concept = pp.Ensemble(members=("pce",), weights=(1.0,), calibration=own)
    assert pp.Ensemble.with_settings(concept.settings()) == concept


def test_own_cases_count_alone_from_thirty_issues_on() -> None:
    errors = (-0.3, 0.0, 0.2)
    own = smoothed(np.array(errors), bandwidth=BANDWIDTH).mean(axis=0)
    for issues, trust in ((10, 0.25), (30, 1.0), (300, 1.0)):
        calibration = Calibration(issues, 0.2, {"pce": Errors(residuals=errors)})
        expected = trust * own + (1 - trust) * stand_in("pce")
        assert error_law("pce", calibration) == pytest.approx(expected, abs=1e-15)
        assert held_share(calibration) == pytest.approx(trust * 0.2 + (1 - trust) * shipped().held)
    assert np.array_equal(error_law("compromise", calibration), stand_in("compromise"))


@pytest.mark.parametrize("wrong", [(0, 0.5, 0.1), (5, 1.5, 0.1), (5, 0.5, 1.1)])
def test_impossible_calibrations_are_refused(wrong: tuple[int, float, float]) -> None:
    with pytest.raises(ModelError):
        Calibration(wrong[0], wrong[1], {"pce": Errors(residuals=(wrong[2],))})


def test_a_law_beyond_the_scale_says_nothing() -> None:
    # All errors were upwards by the whole scale; a point at its end has nowhere to go.
    own = Calibration(30, 0.0, {"compromise": Errors(residuals=(1.0,))})
    top = pp.Positions.from_arrays([[100.0], [99.0]], influence=[1, 1], salience=[[1.0]] * 2)
    concept = pp.Ensemble(members=("compromise",), weights="uniform", calibration=own)
    low, high = pp.solve(top, concept).forecasts["i1"].details["intervals"]["0.8"]  # type: ignore[index]
    assert 0 <= low < high <= 100
    assert at_errors(stand_in("pce")[None], np.array([[-1.0]]))[0, 0] == 0


def test_readings_are_lines() -> None:
    assert line(reading("pce  weights=equal variant=conditional")) == "pce variant=conditional weights=equal"
    for wrong in ("", "compromise weights", "compromise weights=loud", "nothing"):
        with pytest.raises(UsageError):
            reading(wrong)


BRIEF = """\
schema: pourparler/brief/1
title: A trial
language: en
parties: {a: {influence: 50}, b: {influence: 50}, c: {influence: 20}}
issues:
  x: {levels: {low: 0, middle: 50, high: 100}, status_quo: low}
  y: {range: {from: 0, to: 10, step: 5}, status_quo: 0}
stances:
  a: {x: {position: high, salience: {low: 20, mode: 60, high: 90}}, y: {position: 0, salience: 30}}
  b: {x: {position: {low: 0, mode: 40, high: 80}, salience: 30}, y: {position: 10, salience: 70}}
  c: {x: {position: 10, salience: 30}, y: {position: {low: 2, mode: 5, high: 9}, salience: 70}}
"""


def test_a_sweep_says_where_the_variance_comes_from(tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    brief = pp.read_brief(tmp_path)
    spread = pp.sweep(brief, pp.Ensemble(), draws=64, seed=3)
    again = decomposition(spread.question, draws=64)
    assert spread.decomposition == again
    for issue, parts in again.items():
        data = parts.as_data()
        assert sum(data["shares"].values()) == pytest.approx(1.0, abs=1e-12)
        assert parts.inputs > 0
        # The intrinsic part is the mean of the members' own variances: a direct look at one draw is near it.
        model = spread.draw(0)
        _, variances = pp.Ensemble().moments([model])
        own = variances[0, :, model.issues.index(issue)]
        assert own.min() * 0.3 <= parts.intrinsic <= own.max() * 3
    Draft202012Validator(schema("sweep")).validate(spread.to_dict("en"))
    assert pp.sweep(brief, pp.Compromise(), draws=64, seed=3).decomposition == {}
