"""188 decisions of the European Union: errors of means, medians and bargaining against the outcomes.

The data (Arregui & Perarnaud 2022) are not part of the project: point POURPARLER_CASES at the folder that holds
``collective/``. Expected errors: collective specification, section 14; per issue: ``deu3_reference_forecasts.csv``.
"""

from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from deu import Decision, decisions, needs_deu

import pourparler as pp

pytestmark = needs_deu

Forecast = Callable[[Decision], float]


def by(concept: pp.Concept) -> Forecast:
    return lambda decision: pp.solve(decision.model, concept, on_fail="status").forecasts["i1"].point


def raised(concept: pp.Concept) -> Forecast:
    return lambda decision: pp.solve(decision.raised(), concept).forecasts["i1"].point


def middle(decision: Decision) -> float:
    """The plain median, between both ends where it is tied."""
    found = pp.solve(decision.model, pp.WeightedMedian(weights="equal")).forecasts["i1"]
    return sum(found.details["interval"]) / 2


def midrange(decision: Decision) -> float:
    return float(np.min(decision.model.position) + np.max(decision.model.position)) / 2


def errors(forecast: Forecast, sample: tuple[Decision, ...] | None = None) -> list[float]:
    known = decisions() if sample is None else sample
    return [abs(forecast(decision) - decision.outcome) for decision in known]


def rmse(off: list[float]) -> float:
    return float(np.sqrt(np.mean(np.square(off))))


COMMON = {k: pp.NashSpatial(breakdown="common-loss", kappa=k) for k in (1.01, 1.5, 10.0)}


@pytest.mark.parametrize(
    ("forecast", "expected", "tolerance"),
    [
        pytest.param(by(pp.Compromise()), (22.434, 30.232, 16.27, 0.367), 0.005, id="c·s mean"),
        pytest.param(by(pp.Compromise(weights="equal")), (23.820, 31.751, 17.78, 0.346), 0.005, id="mean"),
        pytest.param(by(pp.Compromise(weights="salience")), (23.757, 31.403, 17.80, 0.351), 0.005, id="s mean"),
        pytest.param(by(pp.Compromise(weights="influence")), (22.925, 31.008, 16.98, 0.346), 0.005, id="c mean"),
        pytest.param(middle, (28.617, 41.263, 20.00, 0.410), 0.005, id="median"),
        pytest.param(by(pp.WeightedMedian()), (29.707, 42.857, 20.00, 0.399), 0.005, id="weighted median"),
        # Computed there on a grid of .1: the exact point differs by up to half a step.
        pytest.param(by(pp.NashSpatial()), (22.382, 30.593, 16.30, 0.372), 0.05, id="Nash own worst"),
        pytest.param(midrange, (25.441, 31.003, 20.00, 0.303), 0.005, id="mid-range"),
        pytest.param(lambda _: 50.0, (26.500, 31.852, 25.00, 0.277), 0.005, id="constant"),
    ],
)  # fmt: skip
def test_errors(forecast: Forecast, expected: tuple[float, ...], tolerance: float) -> None:
    off = errors(forecast)
    found = (float(np.mean(off)), rmse(off), median(off), float(np.mean([x <= 10 for x in off])))
    assert found == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("kappa", "quadratic", "linear"),
    [
        (1.01, (22.429, 29.377), (23.218, 32.174)),
        (1.5, (22.297, 29.599), (25.364, 35.847)),
        (10.0, (22.398, 30.128), (29.595, 42.399)),
    ],
)
def test_errors_with_a_common_loss(kappa, quadratic, linear) -> None:
    for curvature, expected in (("quadratic", quadratic), ("linear", linear)):
        off = errors(raised(replace(COMMON[kappa], curvature=curvature)))
        assert (float(np.mean(off)), rmse(off)) == pytest.approx(expected, abs=0.05)


def test_status_quo_as_breakdown_pins_the_outcome() -> None:
    known = tuple(d for d in decisions() if not np.isnan(d.model.reference[0]))
    assert len(known) == 133
    concept = pp.NashSpatial(breakdown="point")
    found = [pp.solve(d.model, concept, on_fail="status") for d in known]
    pinned = [f.forecasts["i1"].point == d.model.reference[0] for f, d in zip(found, known, strict=True)]
    assert np.mean(pinned) == pytest.approx(0.84, abs=0.005)
    for result, d in zip(found, known, strict=True):
        if result.status.code == "no-agreement":
            assert result.forecasts["i1"].point == d.model.reference[0]
            assert result.blockers
    # The published row weighs by capability times salience, not by capability as the definition does.
    weighed = tuple(
        replace(d, model=replace(d.model, influence=d.model.influence * d.model.salience)) for d in known
    )
    assert np.mean(errors(by(concept), weighed)) == pytest.approx(44.591, abs=0.01)


def test_reference_point_and_yardstick_where_it_is_known() -> None:
    known = tuple(d for d in decisions() if not np.isnan(d.model.reference[0]))
    assert np.mean(errors(lambda d: float(d.model.reference[0]), known)) == pytest.approx(51.752, abs=0.005)
    assert np.mean(errors(by(pp.Compromise()), known)) == pytest.approx(22.519, abs=0.005)


@pytest.mark.parametrize(
    ("column", "forecast", "tolerance"),
    [
        ("mean", by(pp.Compromise(weights="equal")), 5.1e-5),
        ("mean_s", by(pp.Compromise(weights="salience")), 5.1e-5),
        ("mean_c", by(pp.Compromise(weights="influence")), 5.1e-5),
        ("mean_cs", by(pp.Compromise()), 5.1e-5),
        ("median", middle, 5.1e-5),
        ("wmedian_cs", by(pp.WeightedMedian()), 5.1e-5),
        ("nbs_bad_lin", by(pp.NashSpatial()), 0.1),
    ],
)
def test_every_forecast(column: str, forecast: Forecast, tolerance: float) -> None:
    for decision in decisions():
        assert forecast(decision) == pytest.approx(decision.published[column], abs=tolerance), decision.issue
