"""The worked cases that the package ships come out as their literature says."""

import pytest

import pourparler as pp
from pourparler.cases import case_names


@pytest.mark.parametrize("name", case_names())
def test_case_is_replicated(name: str) -> None:
    found = pp.replicate(name)
    assert found.lines
    assert [line for line in found.lines if not line.agrees] == []


def test_emission_mean_and_median() -> None:
    # Scholz, Calbert & Smith 2011, table 2, round 0; the mean to full precision.
    brief = pp.read_case("emission-1994")
    mean = pp.solve(brief, pp.Compromise()).forecasts["delay"]
    median = pp.solve(brief, pp.WeightedMedian()).forecasts["delay"]
    assert mean.point == pytest.approx(7.389955686853767, abs=1e-12)
    assert (median.point, median.details["interval"]) == (7.0, [7.0, 7.0])


def test_july_1914() -> None:
    # minimalgeek/BDM-Expected-Utility-Model, WW1_BDM.csv: two clusters, very unequal capability.
    rows = [
        (68, 1, 0.95),
        (158, 1, 0.75),
        (26, 1, 0.75),
        (75, 0.45, 0.7),
        (111, 0.4, 0.75),
        (138, 0.35, 0.6),
        (2, 0, 0.95),
    ]
    model = pp.Positions.from_arrays(
        [[x] for _, x, _ in rows],
        influence=[c for c, _, _ in rows],
        salience=[[s] for _, _, s in rows],
        scale=(0, 1),
    )
    assert pp.solve(model, pp.Compromise()).forecasts["i1"].point == pytest.approx(0.6819643068, abs=1e-9)
    assert pp.solve(model, pp.Compromise(weights="influence")).forecasts["i1"].point == pytest.approx(
        0.654758, abs=1e-6
    )
    assert pp.solve(model, pp.WeightedMedian()).forecasts["i1"].point == 0.45
