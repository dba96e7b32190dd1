"""Scores of sealed forecasts: exact for atoms and what is linear between quantiles, on any scale."""

from datetime import date
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_lines import SCALE, atoms, forecast, resolution, sealed, void

from pourparler.kernels.piecewise_laws import below, crps, quantiles, up_to
from pourparler.trackrecord.calibration import NOMINAL, calibration, usable
from pourparler.trackrecord.ledger import read_ledger
from pourparler.trackrecord.records import LEVELS, ForecastLine
from pourparler.trackrecord.scoring import Record, Scored, score
from pourparler.trackrecord.sealed_laws import law_of

TODAY = date(2025, 1, 1)


def line(**changes: Any) -> ForecastLine:
    return ForecastLine.model_validate({**forecast(**changes), "previous": None, "digest": "0" * 64})


def law_line(law: dict[str, Any], **changes: Any) -> ForecastLine:
    base = {"point": 50.0, "low": None, "high": None, "atoms": []}
    return line(form="quantiles", forecast={"x": {**base, **law}}, **changes)


def scored(tmp_path: Path, outcome: float, **changes: Any) -> Scored:
    path = tmp_path / "l.jsonl"
    path.unlink(missing_ok=True)
    (name,) = sealed(path, forecast(**changes))
    sealed(path, resolution(name, outcome=outcome))
    (one,) = score(read_ledger(path), today=TODAY).scored
    return one


def test_a_point(tmp_path: Path) -> None:
    one = scored(tmp_path, 70.0)
    assert one.absolute_error == pytest.approx(8.5)
    assert one.crps == pytest.approx(8.5)  # of a point mass: the absolute error
    assert one.cell_log == pytest.approx(-log(1e-6))
    assert one.covered is None
    assert one.pit is None
    assert scored(tmp_path, 60.0).cell_log == pytest.approx(0.0)


def test_atoms_of_the_specification(tmp_path: Path) -> None:
    one = scored(tmp_path, 100.0, **atoms((0, 0.5), (100, 0.5)))
    assert one.crps == pytest.approx(25.0)
    assert one.absolute_error == pytest.approx(50.0)
    assert one.covered == {"50": True, "80": True, "95": True}
    assert one.pit == pytest.approx((0.5, 1.0))


def mixed(y: float) -> float:
    """Atoms .2 at 0 and .3 at 50, the rest uniform: the quantile of level ``y``."""
    if y <= 0.2:
        return 0.0
    if y <= 0.45:
        return (y - 0.2) * 200
    return 50.0 if y <= 0.75 else (y - 0.5) * 200


def test_quantiles_and_atoms_of_the_specification(tmp_path: Path) -> None:
    law = {
        "point": 50.0, "low": None, "high": None, "atoms": [{"at": 0, "mass": 0.2}, {"at": 50, "mass": 0.3}],
        "quantiles": {level: mixed(float(level)) for level in LEVELS},
    }  # fmt: skip
    one = scored(tmp_path, 50.0, form="quantiles", forecast={"x": law})
    assert one.crps == pytest.approx(6.583333, abs=1e-6)
    assert one.cell_log == pytest.approx(1.123930, abs=1e-6)
    assert one.pit == pytest.approx((0.45, 0.75))


def test_quantiles_without_atoms_are_linear_in_between() -> None:
    law = law_of(law_line({"quantiles": {level: 100 * float(level) for level in LEVELS}}))
    assert law.mass.tolist() == []
    for x in (0.0, 0.005, 0.123, 0.5, 0.999, 1.0):
        assert float(up_to(law, np.array([x]))[0]) == pytest.approx(x, abs=1e-9)


def test_quantiles_in_one_place_are_an_atom_though_none_is_listed() -> None:
    law = law_of(law_line({"quantiles": dict.fromkeys(LEVELS, 40.0)}))
    assert law.at.tolist() == [0.4]
    assert law.mass[0] == pytest.approx(0.98)  # at least; the rest lies somewhere on both sides
    ends = law_of(
        law_line({"quantiles": {level: 0.0 if float(level) < 0.305 else 100.0 for level in LEVELS}})
    )
    assert ends.at.tolist() == [0.0, 1.0]
    assert ends.mass == pytest.approx([0.3, 0.69])


@st.composite
def laws(draw: st.DrawFn) -> tuple[list[tuple[float, float]], list[float], float]:
    """Atoms, knots of the continuous part at equal steps of mass, and the mass of the atoms."""
    places = draw(st.lists(st.sampled_from([0, 10, 25, 32.5, 50, 75, 90, 100]), max_size=4, unique=True))
    weights = draw(st.lists(st.integers(1, 9), min_size=len(places), max_size=len(places)))
    total = draw(st.sampled_from([0.2, 0.628, 0.9])) if places else 0.0
    knots = sorted(draw(st.sets(st.integers(1, 999), min_size=1, max_size=6)))
    pairs = [(place, total * w / sum(weights)) for place, w in zip(places, weights, strict=True)]
    return sorted(pairs), [0.0, *(k / 10 for k in knots), 100.0], total


# What other programs do to the machine is no fault of the generator.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(law=laws(), outcome=st.integers(0, 200))
def test_the_sealed_law_is_near_the_law_that_was_sealed(
    law: tuple[list[tuple[float, float]], list[float], float], outcome: int
) -> None:
    pairs, knots, total = law
    grid = np.linspace(0, 100, 4001).round(3)
    steps = np.linspace(0, 1 - total, len(knots))
    truth = np.interp(grid, knots, steps)
    for place, mass in pairs:
        truth = truth + mass * (grid >= place - 1e-9)
    levels = np.array([float(level) for level in LEVELS])
    found = grid[np.searchsorted(truth, levels - 1e-12, side="left")]
    sealed_law = law_of(
        law_line({
            "atoms": [{"at": at, "mass": mass} for at, mass in pairs],
            "quantiles": dict(zip(LEVELS, np.maximum.accumulate(found).tolist(), strict=True)),
        })
    )  # fmt: skip
    again = up_to(sealed_law, grid / 100)
    assert np.all(np.diff(again) >= -1e-12)
    assert again[-1] == pytest.approx(1.0)
    y = outcome / 2
    exact = (
        float(np.trapezoid((truth - (grid >= y)) ** 2, grid))
        if hasattr(np, "trapezoid")
        else float(np.trapz((truth - (grid >= y)) ** 2, grid))
    )
    # Between two quantiles the law is a guess, off by at most a hundredth: its square by 0.02 on 100 points.
    assert 100 * crps(sealed_law, y / 100) == pytest.approx(exact, abs=2.0)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 100), (0, 1), (-5, 5), (-0.3, -0.1), (1e-9, 3e-9), (4, 10), (-1e12, 1e12)]
)
def test_scores_do_not_depend_on_the_unit(tmp_path: Path, low: float, high: float) -> None:
    def at(share: float) -> float:
        return low + share * (high - low)

    scale = {"low": low, "high": high, "levels": {}}
    one = scored(tmp_path, at(0.7), **atoms((at(0.1), 0.25), (at(0.7), 0.75), point=at(0.55), scale=scale))
    same = scored(tmp_path, 70.0, **atoms((10.0, 0.25), (70.0, 0.75), point=55.0))
    assert one.absolute_error == pytest.approx(same.absolute_error)
    assert one.crps == pytest.approx(same.crps)
    assert one.cell_log == pytest.approx(same.cell_log)
    assert one.covered == same.covered
    assert one.pit == pytest.approx(same.pit)


def test_intervals_are_closed(tmp_path: Path) -> None:
    law = law_line({"quantiles": {level: 100 * float(level) for level in LEVELS}})
    assert quantiles(law_of(law), np.array([0.25, 0.75])) == pytest.approx([0.25, 0.75])
    uniform = {"form": "quantiles", "forecast": {"x": law.law.model_dump()}}
    assert scored(tmp_path, 25.0, **uniform).covered == {"50": True, "80": True, "95": True}
    assert scored(tmp_path, 24.9, **uniform).covered == {"50": False, "80": True, "95": True}
    assert scored(tmp_path, 1.0, **uniform).covered == {"50": False, "80": False, "95": False}


def record(tmp_path: Path, count: int, *, draw: Any = None) -> Record:
    """``count`` forecasts with three atoms, resolved in turn at each in proportion to its mass."""
    path = tmp_path / "many.jsonl"
    found = sealed(path, *(forecast(i, **atoms((0, 0.3), (50, 0.4), (100, 0.3))) for i in range(count)))
    outcomes = [0] * 3 + [50] * 4 + [100] * 3
    sealed(path, *(resolution(name, outcome=outcomes[i % 10]) for i, name in enumerate(found)))
    return score(read_ledger(path), today=TODAY)


def test_calibration_needs_ten(tmp_path: Path) -> None:
    nine = record(tmp_path, 9)
    assert calibration(nine.scored) == ()
    (tmp_path / "many.jsonl").unlink()
    levels = calibration(record(tmp_path, 10).scored)
    assert tuple(level.nominal for level in levels) == NOMINAL


def test_points_do_not_count_for_calibration(tmp_path: Path) -> None:
    path = tmp_path / "points.jsonl"
    found = sealed(path, *(forecast(i) for i in range(12)))
    sealed(path, *(resolution(name) for name in found))
    many = score(read_ledger(path), today=TODAY)
    assert usable(many.scored) == ()
    assert calibration(many.scored) == ()
    assert many.overall is not None
    assert many.overall.coverage is None
    assert many.overall.count == 12


def test_outcomes_in_proportion_to_their_atoms_are_calibrated(tmp_path: Path) -> None:
    levels = calibration(record(tmp_path, 20).scored)
    for level in levels:
        assert level.observed == pytest.approx(level.nominal)
        assert level.error == pytest.approx((level.nominal * (1 - level.nominal) / 20) ** 0.5)


def test_means_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    a, b, c, d, e = sealed(
        path, forecast(1), forecast(2, concept={"name": "pce", "settings": {}}), forecast(3), forecast(4),
        forecast(5, resolves="2025-12-31"),
    )  # fmt: skip
    sealed(path, resolution(a, outcome=61.5), resolution(b, outcome=81.5), void(c))
    found = score(read_ledger(path), today=TODAY)
    assert found.overall is not None
    assert found.overall.points.mae == pytest.approx(10.0)
    assert found.overall.points.rmse == pytest.approx(200**0.5)
    assert found.overall.points.hit == 0.5
    assert {name: one.points.mae for name, one in found.by_concept.items()} == pytest.approx(
        {"compromise": 0.0, "pce": 20.0}
    )
    assert [entry.forecast.digest for entry in found.open] == [d, e]
    assert [entry.forecast.digest for entry in found.overdue] == [d]
    assert [entry.forecast.digest for entry in found.void] == [c]


def test_the_score_that_counts_is_that_of_the_rubric(tmp_path: Path) -> None:
    for name in ("crps", "cell-log", "absolute-error"):
        rubric = {**forecast()["rubric"], "score": name}
        one = scored(tmp_path, 70.0, rubric=rubric)
        assert (
            one.primary
            == {"crps": one.crps, "cell-log": one.cell_log, "absolute-error": one.absolute_error}[name]
        )


def test_an_outcome_is_found_on_its_atom_despite_rounding(tmp_path: Path) -> None:
    scale = {**SCALE, "low": 0, "high": 0.3, "levels": {}}
    one = scored(tmp_path, 0.3, **atoms((0.1 + 0.2 - 1e-16, 1.0), point=0.3, scale=scale))
    assert one.crps == pytest.approx(0.0, abs=1e-9)
    assert below(law_of(one.entry.forecast), np.array([1.0]))[0] <= 1.0
