"""From a brief to a package: scores as whole numbers, what is missing, what is too fine."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data


def brief(**changes: Any) -> pp.Brief:
    data: dict[str, Any] = {
        "preferences": {"form": "mean-of-included", "scale": [0, 10]},
        "parties": {"a": {"reserve": 4}, "b": {"reserve": 2.5}, "c": {"at_table": False}},
        "issues": {name: {"kind": "provision"} for name in "xyz"},
        "stances": {
            "a": {"x": {"score": 9}, "y": {"score": 1.5}, "z": {"score": 4}},
            "b": {"x": {"score": 2}, "y": {"score": 8}, "z": {"score": 3}},
            "c": {"x": {"score": 1}, "y": {"score": 1}, "z": {"score": 4}},
        },
    }
    return brief_from_data({**data, **changes})


def test_utilities_are_means_of_what_is_included() -> None:
    model = pp.Bargain.from_brief(brief())
    choices = np.array([[1, 0, 0], [1, 1, 0], [1, 1, 1], [0, 0, 0]])
    worth = model.utilities(choices) / model.scale
    assert worth.tolist() == [[9, 2], [5.25, 5], [14.5 / 3, 13 / 3], [0, 0]]
    assert (model.bystander_utilities(choices) / model.scale)[:3, 0].tolist() == [1, 1, 2]
    assert [model.unit(r) for r in model.reserve] == [4, 2.5]
    assert model.scale == 10 * 6  # one decimal, and every size from 1 to 3 divides 6


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ((1, 1, 0), (True, True)),
        ((1, 0, 0), (True, False)),
        ((0, 0, 1), (True, True)),
        ((0, 0, 0), (False, False)),
    ],
)
def test_who_accepts(choice: tuple[int, ...], expected: tuple[bool, ...]) -> None:
    model = pp.Bargain.from_brief(brief())
    assert tuple(model.acceptance(choice).tolist()) == expected


def test_a_further_score_is_asked_for() -> None:
    stances = {
        party: {name: {"score": 5, "scores": {"trust": t}} for name, t in zip("xyz", (1, 3, 8), strict=True)}
        for party in "ab"
    }
    preferences = {"form": "mean-of-included", "at_least": {"trust": {"a": 4}}}
    model = pp.Bargain.from_brief(brief(stances=stances, preferences=preferences))
    assert [model.acceptance(c).tolist() for c in ((1, 0, 0), (1, 0, 1), (1, 1, 1))] == [
        [False, True],
        [True, True],
        [True, True],
    ]


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ({"issues": {"x": {"kind": "provision"}, "y": {"levels": [0, 1]}}}, "E003", "issues/y"),
        ({"stances": {"a": {"x": {"score": 1}}}}, "E003", "stances/a"),
        ({"parties": {"a": {}, "b": {"reserve": 1}}}, "E011", "parties/a"),
        ({"parties": {"a": {"reserve": 1e-20}, "b": {"reserve": 1}}}, "E206", "stances"),
        ({"preferences": {"form": "mean-of-included", "at_least": {"trust": {"a": 1}}}}, "E003", "stances/a"),
    ],
)
def test_what_no_package_can_be_made_of(changes: dict[str, Any], rule: str, where: str) -> None:
    with pytest.raises(pp.ModelError) as caught:
        pp.Bargain.from_brief(brief(**changes))
    assert (caught.value.rule, caught.value.where) == (rule, where)
    assert str(caught.value.advice)
    assert any(finding.rule == rule for finding in pp.check(brief(**changes)))


def test_drawn_scores_are_rounded_to_what_fits() -> None:
    issues = {f"i{k}": {"kind": "provision"} for k in range(40)}
    scores = {name: {"score": {"low": 1, "mode": 3, "high": 9}} for name in issues}
    many = brief(issues=issues, stances={"a": scores, "b": scores})
    model = pp.Bargain.from_brief(many)
    assert model.mean is not None
    assert model.scale // model.mean.common == 10
    assert all(np.abs(table).max() * model.mean.common < 2**60 for table in model.tables)


def test_a_sweep_draws_scores() -> None:
    stances = {
        "a": {"x": {"score": {"low": 2, "mode": 9, "high": 10}}, "y": {"score": 1}, "z": {"score": 4}},
        "b": {"x": {"score": 5}, "y": {"score": {"low": 0, "mode": 8, "high": 10}}, "z": {"score": 3}},
    }
    spread = pp.sweep(brief(stances=stances), pp.Nash(), draws=64, seed=1)
    assert set(spread.codes) == {"ok"}
    assert len(spread.answers) > 1


def test_weights_of_the_nash_solution_come_from_the_brief() -> None:
    plain = {"a": {"reserve": 0}, "b": {"reserve": 0}}
    heavy = pp.solve(brief(parties={**plain, "a": {"reserve": 0, "weight": 5}}), pp.Nash())
    assert heavy.outcome == pp.solve(brief(parties=plain), pp.Nash(weights={"a": 5})).outcome
    assert heavy.utilities["a"] > pp.solve(brief(parties=plain), pp.Nash()).utilities["a"]
