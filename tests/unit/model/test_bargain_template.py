"""From a brief to a bargaining problem: utilities by hand, reserves, red lines, exclusions, bystanders."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data


def bargain(**changes: Any) -> pp.Bargain:
    data: dict[str, Any] = {
        "parties": {"a": {}, "b": {}, "c": {"at_table": False}, "silent": {}},
        "issues": {
            "x": {"levels": {"low": 0, "middle": 40, "high": 100}, "status_quo": "middle"},
            "y": {"range": {"from": 0, "to": 1, "step": 0.1}, "status_quo": 0.25},
        },
        "stances": {
            "a": {"x": {"position": "high", "salience": 60}, "y": {"position": 0.5, "salience": 20}},
            "b": {"x": {"position": "low", "salience": 50}},
            "c": {"y": {"position": 1, "salience": 10}},
        },
    }
    return pp.Bargain.from_brief(brief_from_data({**data, **changes}))


def test_utilities_are_weighted_distances() -> None:
    model = bargain()
    assert (model.parties, model.bystanders) == (("a", "b"), ("c",))
    assert model.space.axes[1].values == (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
    # a: weights .75 and .25; b: weight 1 on x, indifferent to y.
    assert model.tables[0].tolist() == [[0, 300_000, 750_000], [1_000_000, 600_000, 0]]
    assert model.tables[1][0].tolist() == [
        125_000,
        150_000,
        175_000,
        200_000,
        225_000,
        250_000,
        225_000,
        200_000,
        175_000,
        150_000,
        125_000,
    ]
    assert model.tables[1][1].tolist() == [0] * 11
    assert model.bystander_tables[1][0].tolist()[:2] == [0, 100_000]


def test_no_deal_is_the_status_quo_even_off_the_grid() -> None:
    # a: 300 000 at x, and .25 · (1 − .25) at y = .25, which is none of the values.
    assert bargain().reserve.tolist() == [300_000 + 187_500, 600_000]


def test_rounding_is_half_to_even() -> None:
    # .0000005 and .0000015 of a unit lie half way between two integers.
    values = {"low": 0.0000005, "middle": 0.0000015, "high": 0.0000025}
    stances = {"a": {"x": {"values": values, "weight": 1}}, "b": {"x": {"position": 0, "salience": 1}}}
    assert bargain(stances=stances).tables[0][0].tolist() == [0, 2, 2]


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        ({"position": "high", "salience": 1, "shape": "quadratic"}, [0, 640_000, 1_000_000]),
        ({"position": "high", "salience": 1, "shape": "step", "tolerance": 60}, [0, 1_000_000, 1_000_000]),
        ({"position": 70, "salience": 1}, [300_000, 700_000, 700_000]),
        ({"values": {"low": 0.1, "middle": 1, "high": 0.5}, "weight": 3}, [100_000, 1_000_000, 500_000]),
    ],
)
def test_shapes_and_values(stance: dict[str, Any], expected: list[int]) -> None:
    model = bargain(stances={"a": {"x": stance}, "b": {"x": {"position": 0, "salience": 1}}})
    assert model.tables[0][0].tolist() == expected


def test_points_keep_whole_tables() -> None:
    model = bargain(
        preferences={"form": "points"},
        parties={"a": {"reserve": 3}, "b": {"reserve": 0}},
        stances={
            "a": {"x": {"values": {"low": 1, "middle": 2, "high": 9}}},
            "b": {"x": {"values": {"low": 5, "middle": 4, "high": 0}}},
        },
    )
    assert (model.scale, model.reserve.tolist(), model.tables[0].tolist()) == (
        1,
        [3, 0],
        [[1, 2, 9], [5, 4, 0]],
    )


def test_reserves_come_from_the_party_then_from_the_rules() -> None:
    rules = {"no_deal": {"a": 0.25, "b": {"x": "high"}}}
    assert bargain(rules=rules).reserve.tolist() == [250_000, 0]
    parties = {"a": {"reserve": 0.5}, "b": {}, "c": {"at_table": False}}
    assert bargain(rules=rules, parties=parties).reserve.tolist() == [500_000, 0]


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("at least middle", [False, True, True]), ("at most 40", [True, True, False]), ("high", [False, False, True]),
        ("not low", [False, True, True]), ("< 40", [True, False, False]), ("in {low, high}", [True, False, True]),
        ({"at_least": 60}, [False, True, True]), ({"at_most": 80}, [True, True, True]), ({"at_least": 70}, [False, True, True]),
    ],
)  # fmt: skip
def test_red_lines(line: Any, allowed: list[bool]) -> None:
    stances = {
        "a": {"x": {"position": "high", "salience": 1, "red_line": line}},
        "b": {"x": {"position": 0, "salience": 1}},
    }
    (found,) = bargain(stances=stances).red_lines[0]
    assert (found.axes, found.allowed.tolist()) == ((0,), allowed)


def test_a_red_line_over_several_issues() -> None:
    parties = {"a": {"red_line": "x = high or y >= 0.5"}, "b": {}}
    (found,) = bargain(parties=parties).red_lines[0]
    assert found.axes == (0, 1)
    assert found.allowed[2].all()
    assert found.allowed[0].tolist() == [False] * 5 + [True] * 6


@pytest.mark.parametrize(
    "rule",
    [
        {"x": "high", "y": "< 0.2", "why": "no"},
        "x = high and y < 0.2",
        {"statement": "x = high and not y >= 0.2"},
        {"x": ["high"], "y": [0, 0.1]},
    ],
)
def test_exclusions(rule: Any) -> None:
    (found,) = bargain(rules={"exclude": [rule]}).excluded
    assert found.axes == (0, 1)
    assert np.argwhere(~found.allowed).tolist() == [[2, 0], [2, 1]]


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ({"rules": {"exclude": [{"x": "hihg"}]}}, "E007", "rules/exclude/0"),
        ({"rules": {"exclude": [{"z": "high"}]}}, "E007", "rules/exclude/0"),
        ({"rules": {"exclude": ["x high"]}}, "E008", "rules/exclude/0"),
        ({"stances": {"a": {"x": {"position": 1, "salience": 0}}}}, "E010", "stances/a"),
        (
            {"issues": {"x": {"levels": [1, 2]}}, "stances": {"a": {"x": {"position": "1", "salience": 1}}}},
            "E011",
            "issues/x",
        ),
        ({"stances": {"a": {"x": {"values": {"low": 1}, "weight": 1}}}}, "E003", "stances/a/x/values"),
        ({"stances": {"a": {"x": {"position": 1}}}}, "", "stances/a/x"),
        ({"stances": {}}, "", "stances"),
        ({"issues": {}}, "", "issues"),
        ({"preferences": {"form": "mean-of-included"}}, "E003", "issues/x"),
    ],
)
def test_what_no_model_can_be_built_from(changes: dict[str, Any], rule: str, where: str) -> None:
    with pytest.raises(pp.ModelError) as caught:
        bargain(**changes)
    assert (caught.value.rule, caught.value.where) == (rule, where)
    assert str(caught.value.advice)


def test_a_range_without_step_is_cut_and_says_so() -> None:
    model = bargain(
        issues={"x": {"range": {"from": 0, "to": 10}, "status_quo": 0}},
        stances={"a": {"x": {"position": 1, "salience": 1}}},
    )
    assert model.space.axes[0].values[:4] == (0, 0.5, 1, 1.5)
    assert len(model.space.axes[0]) == 21
    assert "20" in str(model.notes[0])


def test_a_range_too_fine_is_refused() -> None:
    with pytest.raises(pp.ModelError) as caught:
        bargain(issues={"x": {"range": {"from": 0, "to": 1e6, "step": 0.01}, "status_quo": 0}})
    assert caught.value.rule == "E206"


def test_a_level_named_like_a_number_is_the_level() -> None:
    model = bargain(
        issues={"x": {"levels": {"1": 0, "2": 50, "3": 100}, "status_quo": "1"}},
        stances={"a": {"x": {"position": "2", "salience": 1}}},
    )
    assert model.tables[0][0].tolist() == [500_000, 1_000_000, 500_000]


def test_positions_model() -> None:
    data = {
        "parties": {"a": {"influence": 30}, "b": {"influence": {"x": 10, "y": 20}}, "c": {"at_table": False}},
        "issues": {"x": {"levels": [1, 2], "status_quo": "2"}, "y": {"range": {"from": 5, "to": 9}}, "z": {"levels": [1, 2]}},
        "stances": {"a": {"x": {"position": 25, "salience": 50}}, "b": {"x": {"position": "2", "salience": 100}, "y": {"position": 6}}, "c": {"y": {"position": 9, "salience": 0}}},
    }  # fmt: skip
    model = pp.Positions.from_brief(brief_from_data(data))
    nan = np.nan
    np.testing.assert_array_equal(model.position, [[25, nan], [100, 6], [nan, 9]])
    np.testing.assert_array_equal(model.salience, [[0.5, nan], [1, nan], [nan, 0]])
    np.testing.assert_array_equal(model.influence, [[30, nan], [10, 20], [nan, nan]])
    assert (model.issues, model.low.tolist(), model.high.tolist()) == (("x", "y"), [0, 5], [100, 9])
    assert model.reference[0] == 100
    assert np.isnan(model.reference[1])
    assert model.at_table.tolist() == [True, True, False]
    with pytest.raises(pp.ModelError):
        pp.Positions.from_brief(brief_from_data({"parties": {"a": {}}, "issues": {"x": {"levels": [1, 2]}}}))


def test_exact_halves_go_to_the_even_entry() -> None:
    # 1/16 of the weight at 7/8 of the scale: 7812.5, which floats take for more.
    levels = {f"l{i}": i / 10 for i in range(9)}
    brief = brief_from_data(
        {
            "parties": {"a": {"reserve": 0}, "b": {"reserve": 0.1000005}},
            "issues": {"x": {"levels": levels}, "y": {"levels": {"no": 0, "yes": 1}}},
            "stances": {
                "a": {"x": {"position": "l0", "salience": 1}, "y": {"position": "no", "salience": 15}},
                "b": {"x": {"position": "l8", "salience": 1}, "y": {"position": "no", "salience": 15}},
            },
        }
    )
    model = pp.Bargain.from_brief(brief)
    assert model.tables[0][0].tolist()[7:] == [7812, 0]
    assert model.reserve.tolist() == [0, 100_000]
