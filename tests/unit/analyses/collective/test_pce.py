"""The probabilistic election on odd input: nobody, one position, no weight, no salience, off the scale, many."""

from dataclasses import replace

import numpy as np
import pytest

import pourparler as pp
from pourparler.kernels import elections


def model(positions: list[float], influence: list[float], salience: list[float]) -> pp.Positions:
    return pp.Positions.from_arrays(
        [[x] for x in positions], influence=influence, salience=[[s] for s in salience]
    )


def test_one_position_is_certain() -> None:
    for held in ([40.0], [40.0, 40.0 + 1e-8]):
        found = pp.solve(model(held, [1.0] * len(held), [0.5] * len(held)), pp.Pce())
        forecast = found.forecasts["i1"]
        assert (forecast.point, forecast.details["mode"]) == (40, 40)
        assert [(atom.at, atom.mass) for atom in forecast.atoms] == [(40, 1)]
        assert "same position" in str(found.status.message)
        assert found.stats.work == {"steps": 0}


def test_weights_that_vanish_fall_back_and_say_so() -> None:
    found = pp.solve(model([0, 50, 100], [1, 2, 1], [0, 0, 0]), pp.Pce())
    same = pp.solve(model([0, 50, 100], [1, 2, 1], [1, 1, 1]), pp.Pce(weights="influence"))
    assert found.forecasts == same.forecasts
    assert "influence" in str(found.status.message)


def test_who_does_not_care_offers_a_position_all_the_same() -> None:
    forecast = pp.solve(model([0, 60, 100], [1, 1, 1], [1, 0, 1]), pp.Pce(variant="conditional")).forecasts[
        "i1"
    ]
    assert [atom.at for atom in forecast.atoms] == [0, 60, 100]
    assert forecast.atoms[1].mass > forecast.atoms[0].mass  # between the two others
    alone = pp.solve(model([0, 60, 80], [1, 1, 1], [1, 0, 0]), pp.Pce()).forecasts["i1"]
    assert alone.atoms[0].mass == pytest.approx(1, abs=1e-6)


def test_who_has_no_position_does_not_count() -> None:
    bare = model([0, np.nan, 100], [1, np.nan, 3], [1, np.nan, 1])
    without = model([0, 100], [1, 3], [1, 1])
    assert pp.solve(bare, pp.Pce()).forecasts == pp.solve(without, pp.Pce()).forecasts


def test_nobody_gives_nothing() -> None:
    found = pp.solve(model([np.nan], [1], [1]), pp.Pce(), on_fail="status")
    assert found.status.code == "undefined"
    assert found.forecasts["i1"].point is None
    away = replace(model([10, 20], [1, 1], [1, 1]), at_table=np.array([False, True]))
    assert pp.solve(away, pp.Pce(parties="at-table")).forecasts["i1"].point == 20
    both = pp.Positions.from_arrays(
        [[1.0, np.nan], [2.0, np.nan]], influence=[1, 1], salience=[[1, 1], [1, 1]]
    )
    half = pp.solve(both, pp.Pce())
    assert (half.status.code, half.forecasts["i2"].point) == ("ok", None)
    assert "i2" in str(half.status.message)


def test_unknown_numbers_are_errors() -> None:
    with pytest.raises(pp.ModelError, match="a2"):
        pp.solve(model([0, 100], [1, np.nan], [1, 1]), pp.Pce())


def test_positions_off_the_scale_are_options_like_others() -> None:
    forecast = pp.solve(model([-50, 0, 200], [1, 1, 1], [1, 1, 1]), pp.Pce()).forecasts["i1"]
    assert [atom.at for atom in forecast.atoms] == [-50, 0, 200]


def test_a_scale_without_width_is_what_is_held() -> None:
    flat = model([0, 30, 100], [1, 2, 1], [1, 1, 1])
    point = replace(flat, low=np.array([5.0]), high=np.array([5.0]))
    assert pp.solve(point, pp.Pce()).forecasts["i1"].point == pytest.approx(
        pp.solve(flat, pp.Pce()).forecasts["i1"].point
    )


def test_the_lower_of_two_equal_positions_is_the_mode() -> None:
    assert pp.solve(model([20, 80], [1, 1], [1, 1]), pp.Pce()).forecasts["i1"].details["mode"] == 20


def test_what_has_not_settled_is_approximate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elections, "STEPS", 2)
    given = model([0, 50, 100], [1, 2, 1], [1, 1, 1])
    found = pp.solve(given, pp.Pce())
    assert (found.status.code, found.stats.work) == ("approximate", {"steps": 2})
    assert pp.Pce().observe([given, given]) == [found.observed(given)] * 2


def test_a_thousand_actors() -> None:
    rng = np.random.default_rng(0)
    many = model((rng.random(1000) * 100).tolist(), rng.random(1000).tolist(), rng.random(1000).tolist())
    found = pp.solve(many, pp.Pce())
    assert found.status.code == "ok"
    assert len(found.forecasts["i1"].atoms) == 1000
    assert found.stats.work["steps"] < 300


@pytest.mark.parametrize("concept", [pp.Pce, pp.Smp])
def test_a_power_of_the_support_is_told_by_name_or_by_exponent(concept: type[pp.Pce | pp.Smp]) -> None:
    read = {1: "linear", 2: "square", 4: "quartic", 8: "octic"}
    for exponent, name in read.items():
        for told in (exponent, str(exponent), name):
            made = concept.with_settings({"victory": told})
            assert made == concept.with_settings(made.settings())
            assert made.settings()["victory"] == name
    for wrong in (0, 3, "2.5", 2.5, True, None, "cubic"):
        with pytest.raises(pp.UsageError, match="is not allowed for victory"):
            concept.with_settings({"victory": wrong})
