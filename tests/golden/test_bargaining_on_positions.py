"""Nash bargaining on positions and levers: ten governments on car emissions, 1994, and a log-roll of two issues.

Inputs: Bueno de Mesquita 1994, table p. 78. Expected numbers of the bargaining: collective specification, section 14,
from an independent script; derivatives and finite changes of the compromise: the same, by the formula of the mean.
"""

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.levering.moves import Move, changed

BRIEF = pp.read_case("emission-1994")
LOGROLL = pp.Positions.from_arrays(
    [[0.0, 0.0], [100.0, 100.0]], influence=[1, 1], salience=[[0.9, 0.1], [0.1, 0.9]]
)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, 7.20748),
        ({"curvature": "quadratic"}, 7.25534),
        ({"breakdown": "common-loss", "kappa": 1.01}, 7.2539),
        ({"breakdown": "common-loss"}, 7.2958),
        ({"breakdown": "common-loss", "kappa": 2.0}, 7.3184),
        ({"breakdown": "common-loss", "kappa": 10.0}, 7.3752),
        ({"breakdown": "common-loss", "kappa": 1000.0}, 7.3898),
        ({"breakdown": "common-loss", "kappa": 10.0, "curvature": "linear"}, 7.0),
    ],
)
def test_years_of_delay(settings, expected):
    found = pp.solve(BRIEF, pp.NashSpatial(**settings))
    assert found.forecasts["delay"].point == pytest.approx(expected, abs=1e-4)
    assert found.certificate.gap <= 1e-9
    assert found.certificate.residual <= 1e-9


@pytest.mark.parametrize(("curvature", "expected"), [("linear", 9.901), ("quadratic", 9.4167)])
def test_breakdown_off_the_scale(curvature, expected):
    concept = pp.NashSpatial(breakdown="point", point={"delay": 12}, curvature=curvature)
    assert pp.solve(BRIEF, concept).forecasts["delay"].point == pytest.approx(expected, abs=1e-3)


def test_who_stands_at_the_breakdown_point_blocks():
    concept = pp.NashSpatial(breakdown="point", point=7.0)
    found = pp.solve(BRIEF, concept, on_fail="status")
    assert (found.status.code, found.forecasts["delay"].point) == ("no-agreement", 7.0)
    assert set(found.blockers) == {"belgium", "greece", "ireland"}
    with pytest.raises(pp.NoAnswer):
        pp.solve(BRIEF, concept)


@pytest.mark.parametrize(("curvature", "expected"), [("linear", (0, 100)), ("quadratic", (10, 90))])
@pytest.mark.parametrize("concept", [pp.NashSpatial, pp.KalaiSmorodinskySpatial])
def test_logroll(concept, curvature, expected):
    found = pp.solve(LOGROLL, concept(curvature=curvature))
    assert [f.point for f in found.forecasts.values()] == pytest.approx(expected, abs=1e-3)


def test_what_germany_and_the_united_kingdom_move():
    found = pp.solve(BRIEF, pp.Levers(actor="germany"))
    slopes = found.compromise["delay"]
    assert slopes["germany"].position == pytest.approx(0.189069, abs=1e-6)
    assert slopes["uk"].position == pytest.approx(0.212703, abs=1e-6)
    assert slopes["germany"].salience == pytest.approx(-0.801171, abs=1e-6)


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (Move("germany", "position", "delay", to=7.0), 0.567208),
        (Move("germany", "salience", "delay", factor=0.5), 0.353927),
    ],
)
def test_finite_changes_of_the_compromise(move, expected):
    model = pp.Positions.from_brief(BRIEF)
    before, after = (
        pp.solve(m, pp.Compromise()).forecasts["delay"].point for m in (model, changed(model, move))
    )
    assert after - before == pytest.approx(expected, abs=1e-6)


def test_a_lever_found_has_the_exact_effect():
    found = pp.solve(BRIEF, pp.Levers(actor="uk", readings=("compromise",), shown=1000))
    effect = next(
        x.effect["delay"] for x in found.levers if x.move == Move("germany", "position", "delay", to=7.0)
    )
    assert effect == pytest.approx(0.567208, abs=1e-6)


def test_targets_beyond_the_scale_are_infeasible():
    # Germany alone would have to ask for a standard fourteen years ago: the scale starts at 4.
    slopes = pp.solve(BRIEF, pp.Levers(actor="germany")).compromise["delay"]
    assert slopes["germany"].feasible is False
    near = pp.solve(BRIEF, pp.Levers(actor="germany", target={"delay": 7.5})).compromise["delay"]["germany"]
    assert near.feasible is True
    model = changed(pp.Positions.from_brief(BRIEF), Move("germany", "position", "delay", to=near.needed))
    assert pp.solve(model, pp.Compromise()).forecasts["delay"].point == pytest.approx(7.5, abs=1e-9)


def test_the_last_digits_of_the_mean_do_not_depend_on_the_route():
    model = pp.Positions.from_brief(BRIEF)
    for concept in (pp.Compromise(), pp.WeightedMedian(), pp.NashSpatial(), pp.KalaiSmorodinskySpatial()):
        seen = concept.observe([model, model])
        assert all(one == concept.run(model, None).observed(model) for one in seen)
    assert not np.isnan(seen[0].quantities["issue/delay"])


def test_all_readings_of_the_specification_judge_levers():
    found = pp.solve(BRIEF, pp.Levers(actor="germany", shown=3))
    assert found.left_out == ()
    for lever in found.levers:
        assert set(lever.robust.by_reading) == {
            "compromise", "weighted-median", "pce", "challenge reading=program",
            "challenge reading=expected-utility-max", "smp",
        }  # fmt: skip
