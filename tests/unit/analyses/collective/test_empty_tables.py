"""Procedures where hardly anybody votes: nothing is claimed, and the sentence says what is missing."""

from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data


def brief(stances: dict[str, dict[str, float]]) -> Any:
    """Ann and Ben at the table, Zoe away, two issues; ``stances``: positions by party and issue."""
    named = {name: {"name": name.title()} for name in ("ann", "ben")}
    scale = {"range": {"from": 0, "to": 100}, "status_quo": 90}
    data = {
        "parties": {**named, "zoe": {"name": "Zoe", "at_table": False}},
        "issues": {"x": {"name": "Quota", **scale}, "y": {"name": "Levy", **scale}},
        "stances": {
            party: {issue: {"position": at, "salience": 50} for issue, at in held.items()}
            for party, held in stances.items()
        },
    }
    return brief_from_data(data)


@pytest.mark.parametrize(
    ("setter", "procedure"), [("ann", "setter"), ("zoe", "setter"), ("ann", "consultation")]
)
def test_a_proposal_that_nobody_else_votes_on_is_undefined(setter: str, procedure: Any) -> None:
    found = pp.solve(
        brief({setter: {"x": 20, "y": 30}}), pp.Agenda(setter=setter, procedure=procedure), on_fail="status"
    )
    assert found.status.code == "undefined"
    assert [f.point for f in found.forecasts.values()] == [None, None]
    told = found.summary("en")
    assert f"Nobody is there to vote on what {setter.title()} proposes on Quota and Levy" in told
    assert "same position" not in told


def test_only_the_issues_without_another_vote_are_open() -> None:
    found = pp.solve(brief({"ann": {"x": 20, "y": 30}, "ben": {"y": 30}}), pp.Agenda(setter="ann"))
    assert found.status.code == "ok"
    assert [f.point for f in found.forecasts.values()] == [None, 30]
    told = found.summary("en")
    assert "vote on what Ann proposes on Quota:" in told
    assert "All hold the same position on Levy." in told


@pytest.mark.parametrize("settings", [{}, {"issues": "together"}, {"rule": "majority"}])
def test_a_core_of_nobody_is_undefined_and_says_so_by_name(settings: dict[str, Any]) -> None:
    found = pp.solve(brief({"zoe": {"x": 20, "y": 30}}), pp.VetoCore(**settings), on_fail="status")
    assert found.status.code == "undefined"
    assert [f.point for f in found.forecasts.values()] == [None, None]
    assert "Nobody who votes holds a position on Quota and Levy" in found.summary("en")


def test_a_core_on_one_issue_is_an_answer() -> None:
    found = pp.solve(brief({"ann": {"x": 20}, "ben": {"x": 60}, "zoe": {"y": 5}}), pp.VetoCore())
    assert found.status.code == "ok"
    assert found.forecasts["x"].details["core"] == [20, 60]
