"""Core, winset and agenda: chambers, rules of every kind, what is missing, several issues together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data


def five(*, chambers: dict[str, tuple[str, ...]] | None = None) -> pp.Positions:
    found = pp.Positions.from_arrays(
        [[0.0], [20.0], [40.0], [70.0], [100.0]], influence=[1] * 5, salience=[[1.0]] * 5
    )
    return replace(found, chambers=chambers or {})


TWO = {"council": ("a1", "a2", "a3"), "parliament": ("a3", "a4", "a5")}


def core(model: pp.Positions, **settings: Any) -> Any:
    return pp.solve(model, pp.VetoCore(**settings), on_fail="status")


def test_both_chambers_must_agree() -> None:
    found = core(five(chambers=TWO), chambers=dict.fromkeys(TWO, "majority"), status_quo={"i1": 100.0})
    told = found.forecasts["i1"].details
    # Medians 20 and 70: the core is between them, and from 100 both go down to 40.
    assert (told["core"], told["winset"]) == ([20, 70], [40, 100])
    apart = [core(five(chambers=TWO), chambers={name: "majority"}, status_quo={"i1": 100.0}) for name in TWO]
    assert [f.forecasts["i1"].details["winset"] for f in apart] == [[-60, 100], [40, 100]]


def test_conditions_joined_by_or_are_the_union() -> None:
    either = {"any": [{"veto": ["a1", "a4"]}, {"veto": ["a5"]}]}
    told = core(five(), rule=either, status_quo={"i1": 80.0}).forecasts["i1"].details
    assert told["winset"] == [60, 120]  # down to 70 · 2 − 80, up to 100 · 2 − 80
    assert told["core"] is None
    found = core(five(), rule=either, status_quo={"i1": 80.0})
    assert "the core is empty" in str(found.status.message)


def test_chambers_of_a_brief_and_its_rule() -> None:
    data = {
        "parties": {
            "a": {"chamber": "upper"}, "b": {"chamber": "lower"}, "c": {"chamber": "lower"},
            "away": {"at_table": False, "chamber": "lower"},
        },
        "issues": {"x": {"range": {"from": 0, "to": 100}, "status_quo": 90}},
        "stances": {
            name: {"x": {"position": at, "salience": 50}}
            for name, at in {"a": 10, "b": 30, "c": 60, "away": 0}.items()
        },
        "rules": {"agreement": {"at_least": 2}},
    }  # fmt: skip
    brief = brief_from_data(data)
    model = pp.Positions.from_brief(brief)
    assert model.rule is not None
    assert model.rule.parties == ("a", "b", "c")  # who is away decides nothing
    assert model.chambers == {"upper": ("a",), "lower": ("b", "c", "away")}
    found = pp.solve(brief, pp.VetoCore())
    assert found.forecasts["x"].details["core"] == [30, 30]
    assert "chambers" in str(found.status.message)
    both = {"upper": "unanimity", "lower": "unanimity"}
    assert pp.solve(brief, pp.VetoCore(chambers=both)).forecasts["x"].details["core"] == [10, 60]
    spread = pp.sweep(brief, pp.VetoCore(), draws=4, seed=1)
    assert spread.status_share == {"ok": 1.0}


def test_who_holds_no_position_has_no_veto_and_no_vote() -> None:
    model = pp.Positions.from_arrays([[0.0], [np.nan], [40.0]], influence=[1] * 3, salience=[[1.0]] * 3)
    found = core(model, status_quo={"i1": 90.0})
    assert found.forecasts["i1"].details["core"] == [0, 40]
    assert "a2 on i1" in str(found.status.message)
    stuck = core(model, rule={"quota": 3, "weights": {"a1": 1, "a2": 1, "a3": 1}}, status_quo={"i1": 90.0})
    assert stuck.forecasts["i1"].point == 90
    assert stuck.forecasts["i1"].details["core"] is None
    assert "nothing can be changed" in str(stuck.status.message)
    nobody = pp.Positions.from_arrays([[np.nan]], influence=[1], salience=[[1.0]])
    assert core(nobody, status_quo={"i1": 5.0}).forecasts["i1"].point is None


def test_one_position_is_the_answer_and_no_status_quo_is_none() -> None:
    same = pp.Positions.from_arrays([[40.0], [40.0]], influence=[1, 1], salience=[[1.0]] * 2)
    found = core(same)
    assert found.forecasts["i1"].point == 40
    assert "same position" in str(found.status.message)
    open_ = core(five())
    assert open_.forecasts["i1"].point is None
    assert open_.forecasts["i1"].details["in_core"] is None
    assert "No status quo is known" in str(open_.status.message)


@pytest.mark.parametrize(
    "settings",
    [
        {"chambers": {"senate": "majority"}}, {"status_quo": {"nothing": 3.0}}, {"points": 0}, {"points": 2**21},
        {"rule": {"quota": 0, "weights": {"a1": 1}}}, {"rule": {"veto": ["a9"]}},
    ],
)  # fmt: skip
def test_settings_that_are_wrong(settings: dict[str, Any]) -> None:
    with pytest.raises(pp.UsageError):
        core(five(chambers=TWO), **settings)
    if "points" not in settings and "chambers" not in settings:
        with pytest.raises(pp.UsageError):
            pp.solve(five(), pp.Agenda(setter="a1", **settings))


def test_a_sampled_winset_says_that_it_is_one() -> None:
    triangle = pp.Positions.from_arrays(
        [[0.0, 0.0], [100.0, 0.0], [0.0, 100.0]], influence=[1] * 3, salience=[[1.0, 1.0]] * 3
    )
    at = {"i1": 20.0, "i2": 20.0}
    found = core(triangle, rule="majority", status_quo=at, issues="together")
    assert (found.status.code, found.space.exact, found.space.in_core) == ("approximate", False, False)
    assert 0 < found.space.share < 1
    assert found.space.standard_error == pytest.approx(
        np.sqrt(found.space.share * (1 - found.space.share) / 4096)
    )
    # Two of three prefer every member to the status quo.
    quo = np.array([20.0, 20.0])
    ideals = triangle.position
    for member in (*found.space.nearest.values(), *found.space.farthest.values()):
        where = np.array(list(member.point.values()))[[list(member.point).index(i) for i in ("i1", "i2")]]
        nearer = np.linalg.norm(ideals - where, axis=1) < np.linalg.norm(ideals - quo, axis=1)
        assert nearer.sum() >= 2
    line = pp.Positions.from_arrays([[0.0, 0.0], [50.0, 50.0], [100.0, 100.0]], influence=[1] * 3, salience=[[1.0, 1.0]] * 3)  # fmt: skip
    median = core(line, rule="majority", status_quo={"i1": 50.0, "i2": 50.0}, issues="together")
    assert (median.space.in_core, median.space.exact) == (True, False)
    assert median.forecasts["i1"].point == 50
    assert "does not prove" in str(median.status.message)


def test_issues_may_be_called_anything() -> None:
    rng = np.random.default_rng(5)
    model = pp.Positions.from_arrays(
        rng.uniform(0, 100, (5, 3)).tolist(), influence=[1] * 5, salience=rng.uniform(0.1, 1, (5, 3)).tolist()
    )
    model = replace(model, reference=np.array([80.0, 30.0, 60.0]))
    order, actors = [2, 0, 1], [3, 1, 4, 0, 2]
    mixed = replace(
        model,
        actors=tuple(model.actors[a] for a in actors),
        issues=tuple(model.issues[i] for i in order),
        position=model.position[np.ix_(actors, order)],
        salience=model.salience[np.ix_(actors, order)],
        reference=model.reference[order],
    )
    one, other = (core(m, rule="majority", issues="together") for m in (model, mixed))
    assert one.space.share == other.space.share
    assert one.space.centroid == pytest.approx(other.space.centroid)
    assert {a: m.distance for a, m in one.space.nearest.items()} == pytest.approx(
        {a: m.distance for a, m in other.space.nearest.items()}
    )


def test_co_decision_splits_between_the_two_pivots() -> None:
    model = five(chambers=TWO)
    names = {"procedure": "co-decision", "council": "council", "parliament": "parliament"}
    for split, point in (("nash", 70.0), ("midpoint", 45.0)):
        concept = pp.Agenda(**names, rule="majority", split=split, status_quo={"i1": 100.0})
        assert pp.solve(model, concept).forecasts["i1"].point == point
    # The largest product of what both come nearer, on a fine grid of what both accept.
    grid = np.linspace(40, 100, 6001)
    product = np.prod([abs(100 - x) - np.abs(grid - x) for x in (20, 70)], axis=0)
    assert grid[product.argmax()] == 70
    stays = pp.Agenda(**names, rule="majority", status_quo={"i1": 60.0})
    assert pp.solve(model, stays).forecasts["i1"].point == 60
    lacking = pp.solve(model, pp.Agenda(procedure="co-decision"), on_fail="status")
    assert lacking.status.code == "undefined"


def test_consultation_keeps_between_the_outermost_positions() -> None:
    model = pp.Positions.from_arrays([[30.0], [40.0], [70.0], [0.0]], influence=[1] * 4, salience=[[1.0]] * 4)
    model = replace(model, at_table=np.array([True, True, True, False]))
    settings = {"setter": "a4", "rule": "majority", "status_quo": {"i1": 90.0}}
    assert pp.solve(model, pp.Agenda(**settings)).forecasts["i1"].point == 0
    assert pp.solve(model, pp.Agenda(procedure="consultation", **settings)).forecasts["i1"].point == 30
    # A proposer that would only lose proposes nothing.
    settings["status_quo"] = {"i1": 5.0}
    assert pp.solve(model, pp.Agenda(procedure="consultation", **settings)).forecasts["i1"].point == 5


def test_an_agenda_without_a_proposer_is_undefined() -> None:
    found = pp.solve(five(), pp.Agenda(), on_fail="status")
    assert found.status.code == "undefined"
    assert found.to_dict()["forecasts"]["i1"]["point"] is None
    with pytest.raises(pp.UsageError, match="holds no position"):
        pp.solve(five(), pp.Agenda(setter="a9"))
    unknown = pp.solve(five(), pp.Agenda(setter="a1"), on_fail="status")
    assert unknown.status.code == "undefined"
    assert "No status quo" in str(unknown.status.message)
    assert "60.0" in pp.solve(
        five(), pp.Agenda(setter="a1", rule={"at_least": 4}, status_quo={"i1": 80.0})
    ).summary("en")
