"""Nash bargaining on positions: what is missing, off the scale, settled, idle, blocked; settings as text; size."""

from dataclasses import replace

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.app.commands.schema import schema

CONCEPTS = [pp.NashSpatial, pp.KalaiSmorodinskySpatial]


def model(positions: list[list[float]], salience: list[list[float]] | None = None) -> pp.Positions:
    known = salience or [[1.0] * len(row) for row in positions]
    return pp.Positions.from_arrays(positions, influence=[1] * len(positions), salience=known)


def point(found: pp.Result, issue: str = "i1") -> float | None:
    return found.forecasts[issue].point


@pytest.mark.parametrize("concept", CONCEPTS)
def test_settled_and_idle_issues_are_told_and_left_alone(concept: type[pp.Concept]) -> None:
    three = model([[30.0, 0.0, 10.0], [30.0, 100.0, 40.0]], [[0.5, 1.0, 0.0], [0.5, 1.0, 0.0]])
    found = pp.solve(three, concept())
    assert (point(found), point(found, "i3")) == (30.0, 25.0)
    assert point(found, "i2") == pytest.approx(50.0)
    told = str(found.status.message)
    assert "All hold the same position on i1" in told
    assert "Nothing is at stake on i3" in told


def test_without_any_position_or_weight_nothing_is_said() -> None:
    nobody = pp.Positions.from_arrays([[np.nan], [np.nan]], influence=[1, 1], salience=[[1.0], [1.0]])
    assert pp.solve(nobody, pp.NashSpatial(), on_fail="status").status.code == "undefined"
    idle = pp.solve(model([[0.0], [80.0]], [[0.0], [0.0]]), pp.NashSpatial())
    assert (point(idle), idle.gains) == (40.0, {})


def test_issues_without_a_status_quo_are_left_out() -> None:
    two = replace(model([[10.0, 0.0], [30.0, 100.0]]), reference=np.array([80.0, np.nan]))
    found = pp.solve(two, pp.NashSpatial(breakdown="point"))
    # One gains 80 - y, the other 20 + y as far as 30, where it turns.
    assert point(found) == 30.0
    assert point(found, "i2") is None
    assert "i2" in str(found.status.message)
    bare = pp.solve(model([[0.0], [9.0]]), pp.NashSpatial(breakdown="point"), on_fail="status")
    assert bare.status.code == "undefined"


def test_actors_without_a_stake_or_a_position_do_not_block() -> None:
    four = pp.Positions.from_arrays(
        [[0.0], [20.0], [50.0], [np.nan]], influence=[1] * 4, salience=[[1.0], [1.0], [0.0], [1.0]]
    )
    found = pp.solve(four, pp.NashSpatial(breakdown="point", point=50.0))
    assert set(found.gains) == {"a1", "a2"}
    assert point(found) < 20.0 + 1e-9


def test_both_sides_of_the_breakdown_point_block() -> None:
    three = model([[0.0], [10.0], [90.0]])
    found = pp.solve(three, pp.NashSpatial(breakdown="point", point={"i1": 50.0}), on_fail="status")
    assert found.blockers == ("a1", "a2", "a3")
    assert found.certificate is None


def test_who_is_content_is_no_blocker_where_two_others_are() -> None:
    # Two who want opposite ends of issue 1; the third wants what anybody could give on issue 2.
    three = model([[0.0, 50.0], [100.0, 50.0], [50.0, 0.0]], [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    quo = replace(three, reference=np.array([50.0, 80.0]))
    found = pp.solve(quo, pp.NashSpatial(breakdown="point"), on_fail="status")
    assert found.blockers == ("a1", "a2")
    assert (point(found), point(found, "i2")) == (50.0, 80.0)


def test_positions_off_the_scale_pull_to_its_ends_or_make_agreement_impossible() -> None:
    off = model([[-20.0], [-10.0]])
    assert point(pp.solve(off, pp.NashSpatial())) == 0.0
    apart = pp.solve(model([[-60.0], [160.0]]), pp.NashSpatial(), on_fail="status")
    assert (apart.status.code, point(apart), set(apart.blockers)) == ("no-agreement", None, {"a1", "a2"})


def test_only_those_at_the_table() -> None:
    three = replace(model([[0.0], [50.0], [100.0]]), at_table=np.array([True, True, False]))
    assert point(pp.solve(three, pp.NashSpatial(parties="at-table"))) == pytest.approx(25.0)
    assert point(pp.solve(three, pp.NashSpatial())) == pytest.approx(50.0)


@pytest.mark.parametrize(
    "settings",
    [{"kappa": 1.0}, {"epsilon": 0.0}, {"breakdown": "point", "point": {"nowhere": 3.0}}],
)
def test_impossible_settings_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(pp.UsageError):
        pp.solve(model([[0.0], [9.0]]), pp.NashSpatial(**settings))


def test_settings_come_as_text() -> None:
    asked = {"breakdown": "point", "curvature": "quadratic", "point": "12"}
    assert pp.NashSpatial.with_settings(asked) == pp.NashSpatial("point", "quadratic", point=12.0)
    concept = pp.NashSpatial.with_settings({"point": {"i1": 4}})
    assert pp.NashSpatial.with_settings(concept.settings()) == concept


def test_unknown_influence_is_an_error() -> None:
    bare = pp.Positions.from_arrays([[0.0], [9.0]], influence=[1, np.nan], salience=[[1.0], [1.0]])
    with pytest.raises(pp.ModelError, match="a2"):
        pp.solve(bare, pp.NashSpatial())


@pytest.mark.parametrize(
    "concept",
    [
        pp.NashSpatial(), pp.NashSpatial(breakdown="point"), pp.NashSpatial(breakdown="point", point=50.0),
        pp.KalaiSmorodinskySpatial(), pp.Compromise(), pp.WeightedMedian(), pp.Levers(actor="a1"), pp.Levers(),
    ],
)  # fmt: skip
def test_results_keep_the_schema(concept: pp.Concept) -> None:
    rules = Draft202012Validator(schema("result"))
    for known in (model([[0.0, 5.0], [100.0, 5.0]]), model([[0.0], [np.nan], [70.0]])):
        data = pp.solve(known, concept, on_fail="status").to_dict()
        rules.validate(data)
        if concept.name != "levers" and concept.name != "compromise" and concept.name != "weighted-median":
            del data["blockers"]
            assert not rules.is_valid(data)


@pytest.mark.parametrize("concept", [*CONCEPTS])
@pytest.mark.parametrize("curvature", ["linear", "quadratic"])
def test_many_actors_and_issues_end_within_the_cap(concept: type[pp.Concept], curvature: str) -> None:
    rng = np.random.default_rng(1)
    large = pp.Positions.from_arrays(
        rng.integers(0, 11, (300, 12)) * 10.0, influence=rng.random(300) + 0.1, salience=rng.random((300, 12))
    )
    found = pp.solve(large, concept(curvature=curvature))
    assert found.status.code == "ok"
    assert found.certificate.gap <= 1e-9
    assert found.stats.work["steps"] <= 200


def test_words_and_tables_tell_points_gains_and_blockers() -> None:
    found = pp.solve(model([[0.0], [80.0]]), pp.NashSpatial())
    assert "gains least over failure" in found.summary("en")
    assert len(found.to_frame()) == 1
    blocked = pp.solve(model([[0.0], [80.0]]), pp.NashSpatial(breakdown="point", point=0.0), on_fail="status")
    assert "blocked by a1" in blocked.summary("en")


@pytest.mark.parametrize("concept", CONCEPTS)
def test_what_one_gains_the_other_loses(concept: type[pp.Concept]) -> None:
    # Every point of the line between both is as bad as the status quo for one of them.
    two = replace(model([[0.0, 10.0], [10.0, 0.0]], [[0.1, 0.8], [0.1, 0.8]]), reference=np.zeros(2))
    found = pp.solve(two, concept(breakdown="point"), on_fail="status")
    assert (found.status.code, found.blockers) == ("no-agreement", ("a1", "a2"))


def test_curved_gains_that_nearly_vanish_are_reached() -> None:
    three = model([[20.0, 20.0], [70.0, 0.0], [40.0, 90.0]], [[1.0, 0.0], [1.0, 0.75], [0.5, 0.5]])
    quo = replace(three, reference=np.array([10.0, 80.0]))
    found = pp.solve(quo, pp.KalaiSmorodinskySpatial(breakdown="point", curvature="quadratic"))
    assert found.certificate.gap <= 1e-9


@pytest.mark.parametrize("kappa", [1.01, 10.0, 1e6, 1e9])
def test_a_flat_product_is_still_solved_to_the_last_digits(kappa: float) -> None:
    """Each issue matters to one actor only: whatever failure costs, each gets its own position."""
    model = pp.Positions.from_arrays(
        [[0, 0], [10, 10]], influence=[1, 1], salience=[[0, 0.1], [0.1, 0]], scale=(0, 100)
    )
    found = pp.solve(model, pp.NashSpatial(breakdown="common-loss", kappa=kappa))
    assert {issue: forecast.point for issue, forecast in found.forecasts.items()} == {"i1": 10.0, "i2": 0.0}
