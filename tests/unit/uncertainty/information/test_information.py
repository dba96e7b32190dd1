"""What to verify next: payoffs against literal ones, ceilings, roots, statuses, bad input."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from rooted import rest_on

import pourparler as pp
from pourparler.analyses.solve import solve
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.draws.design import uniforms
from pourparler.uncertainty.information.information import Decisions, Information, information, rows_for
from pourparler.uncertainty.information.worths import deal_template, payoffs, worths
from pourparler.uncertainty.question import question
from tests.effort import seeds

RANGE = {"low": 0, "mode": 50, "high": 100}


def data(**changes: Any) -> dict[str, Any]:
    """Two parties, one issue: ``a`` asks for at least so much, ``b`` for at most so much; both thresholds vary."""
    return {
        "parties": {"a": {"reserve": -1}, "b": {"reserve": -1}},
        "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}}},
        "stances": {
            "a": {"x": {"position": 100, "salience": 50, "red_line": {"at_least": RANGE}}},
            "b": {"x": {"position": 0, "salience": [20, 60], "red_line": {"at_most": 90}}},
        },
        **changes,
    }


def swept(brief: dict[str, Any], draws: int = 256):
    return pp.sweep(brief_from_data(brief), pp.Nash(), draws=draws, seed=3)


def told(
    brief: dict[str, Any], proposals: Sequence[dict[str, Any]], *, draws: int = 1_024, payoff: str = "mediator", seed: int = 3
) -> Information:  # fmt: skip
    """What a sweep of so many draws tells of these proposals: no draw is solved for it."""
    asked = question(brief_from_data(brief), pp.Nash(), seed=seed)
    return information(asked, Decisions(tuple(proposals), payoff), draws=draws)


def test_the_threshold_is_what_to_verify() -> None:
    found = swept(data()).information()
    assert found.status.code == "ok"
    assert found.ranked[0].name == "stances/a/x/red_line/at_least"
    top = found.keys[0]
    # 90 is accepted wherever anything is: nothing to gain above it.
    assert found.perfect == pytest.approx(0)
    assert top.value == 0
    # A proposal in the middle alone is what one would have to give up on.
    few = told(data(), [{"x": 20}, {"x": 50}])
    assert few.perfect == 0


def conflicting() -> dict[str, Any]:
    """Which of two packages is acceptable hangs on one number of ``b``; another number does nothing."""
    brief = data()
    brief["issues"]["y"] = {"levels": {"no": 0, "yes": 100}}
    brief["stances"]["a"] = {
        "x": {"position": 100, "salience": 50, "red_line": {"at_least": RANGE}},
        "y": {"position": 100, "salience": [10, 20]},
    }
    brief["stances"]["b"] = {
        "x": {"position": 0, "salience": 50, "red_line": {"at_most": RANGE}},
        "y": {"position": 0, "salience": 50},
    }
    return brief


def test_payoffs_are_those_of_a_mediator_who_sees_each_draw() -> None:
    asked = question(brief_from_data(conflicting()), pp.Nash(), seed=3)
    found = told(conflicting(), [{"x": x, "y": "yes"} for x in (30, 40, 50, 60, 70)])
    rows = asked.inputs.values(uniforms(3, 0, 1_024, seed=3))
    laws = list(asked.template.laws)
    least = rows[:, laws.index("stances/a/x/red_line/at_least")]
    most = rows[:, laws.index("stances/b/x/red_line/at_most")]
    grid = np.arange(0, 101, 10)
    least, most = (grid[np.abs(grid[None] - value[:, None]).argmin(axis=1)] for value in (least, most))
    wanted = np.array([(least <= x) & (x <= most) for x in (30, 40, 50, 60, 70)]).T
    assert found.means == pytest.approx(wanted.mean(axis=0))
    assert found.perfect == pytest.approx(wanted.any(axis=1).mean() - wanted.mean(axis=0).max())
    assert found.best == int(wanted.mean(axis=0).argmax())
    names = [one.name for one in found.keys]
    assert set(names[:2]) == {"stances/a/x/red_line/at_least", "stances/b/x/red_line/at_most"}
    # To know one of both thresholds is worth something, less than to know everything.
    for one in found.keys[:2]:
        assert 3 * one.standard_error < one.value < found.perfect
    idle = found.keys[2]
    assert idle.name == "stances/a/y/salience"
    assert idle.estimate < max(2 * idle.standard_error, 0.01)
    by_party = {one.name: one.value for one in found.parties}
    assert by_party["a"] == pytest.approx(found.keys[names.index("stances/a/x/red_line/at_least")].value, abs=0.02)  # fmt: skip


def test_payoffs_are_those_that_each_model_gives() -> None:
    brief = conflicting()
    brief["parties"]["c"] = {"reserve": 0.4}
    brief["stances"]["c"] = {
        "x": {"position": [20, 60], "salience": 50},
        "y": {"position": 0, "salience": [10, 90]},
    }
    brief["rules"] = {"agreement": {"at_least": 2, "veto": ["b"]}}
    asked = question(brief_from_data(brief), pp.Nash(), seed=1)
    template = deal_template(asked.template)
    assert template is not None
    rows = asked.inputs.values(uniforms(len(asked.inputs.dimensions), 0, 40, seed=1))
    choices = np.array([[i, j] for i in (0, 3, 5, 7) for j in (0, 1)])
    models = [template.build(row) for row in rows]
    found = worths(models, choices)
    for n, model in enumerate(models):
        for d, choice in enumerate(choices.tolist()):
            accepts = model.acceptance(tuple(choice))
            assert found.accepts[n, :, d].tolist() == accepts.tolist()
            worth = model.utilities(np.array([choice]))[0] / model.scale
            bits = np.array(sum(1 << p for p in np.flatnonzero(accepts).tolist()))
            stands = bool(model.rule.wins(bits))
            assert found.mediator()[n, d] == stands
            assert found.welfare()[n, d] == pytest.approx(
                (worth - model.reserve / model.scale).min() if stands else 0.0
            )
            own = bool(model.rule.wins(bits | 4))
            assert found.own(2)[n, d] == pytest.approx(worth[2] if own else model.reserve[2] / model.scale)
    paid, without = payoffs(template, rows, choices, payoff="party:c")
    assert paid == pytest.approx(found.own(2))
    assert without == 0


def test_packages_are_worth_the_mean_of_what_they_include() -> None:
    brief = {
        "preferences": {"form": "mean-of-included"},
        "parties": {"a": {"reserve": 4}, "b": {"reserve": 4}},
        "issues": {name: {"kind": "provision"} for name in "pqr"},
        "stances": {
            "a": {"p": {"score": [2, 9]}, "q": {"score": 6}, "r": {"score": 1}},
            "b": {"p": {"score": 3}, "q": {"score": 6}, "r": {"score": [0, 10]}},
        },
    }
    asked = question(brief_from_data(brief), pp.Nash(), seed=1)
    template = deal_template(asked.template)
    assert template is not None
    rows = asked.inputs.values(uniforms(len(asked.inputs.dimensions), 0, 30, seed=1))
    choices = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [0, 1, 1]])
    models = [template.build(row) for row in rows]
    found = worths(models, choices)
    for n, model in enumerate(models):
        for d, choice in enumerate(choices.tolist()):
            assert found.accepts[n, :, d].tolist() == model.acceptance(tuple(choice)).tolist()
    assert not found.accepts[:, :, 0].any()


def test_talks_are_about_the_same_deals() -> None:
    brief = conflicting()
    brief["calendar"] = {
        "deadline": {"low": 5, "mode": 10, "high": 20},
        "strategies": {"a": "boulware", "b": "conceder"},
    }
    proposals = [{"x": 40, "y": "yes"}, {"x": 60, "y": "no"}]
    spread = pp.sweep(brief_from_data(brief), pp.Talks(), draws=64, seed=1)
    found = spread.information(proposals=proposals)
    assert found.status.code == "ok"
    assert "calendar/deadline" in {one.name for one in found.keys}
    assert len(found.means) == 2


def test_roots_are_groups_of_their_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    key = "stances/a/x/red_line/at_least"
    rest_on(monkeypatch, {key: {"paper": 0.6}, "stances/a/y/salience": {"rumour": 0.5}})
    found = told(conflicting(), [{"x": x, "y": "yes"} for x in (30, 50, 70)], draws=2_048)
    roots = {one.name: one for one in found.roots}
    assert set(roots) == {"paper", "rumour"}
    assert roots["rumour"].estimate < 0.01
    assert roots["paper"].value <= found.perfect
    assert {one.kind for one in found.ranked} == {"key", "root"}


def test_everything_is_bounded_by_perfect_information() -> None:
    every = [{"x": x, "y": y} for x in range(0, 101, 10) for y in ("no", "yes")]
    for seed in seeds(1, full=3):
        for payoff in ("mediator", "welfare", "party:a", "party:b"):
            found = told(conflicting(), every, payoff=payoff, seed=seed)
            for one in (*found.keys, *found.roots, *found.parties):
                assert one.estimate <= found.perfect + 1e-12
                assert one.value >= 0
                assert one.estimate > -0.03


def test_where_there_is_no_bargain_the_status_says_so() -> None:
    brief = data()
    brief["stances"]["a"]["x"]["position"] = RANGE
    spread = pp.sweep(brief_from_data(brief), pp.Compromise(weights="equal"), draws=64, seed=1)
    found = spread.information()
    assert found.status.code == "undefined"
    assert (found.keys, found.means, found.best) == ((), (), None)
    told = found.as_data("fr")
    assert told["status"]["sentence"]
    assert told["best"] is None


def test_one_draw_and_too_few() -> None:
    for draws in (1, 31):
        found = told(data(), [{"x": 50}], draws=draws)
        assert found.status.code == "undefined"
        assert found.draws == draws
    assert told(data(), [{"x": 50}], draws=32).status.code == "ok"


def test_no_draw_with_an_agreement() -> None:
    brief = data()
    brief["stances"]["a"]["x"]["red_line"] = {"at_least": {"low": 96, "mode": 99, "high": 100}}
    spread = swept(brief, 64)
    assert spread.outcomes == ()
    assert spread.information().status.code == "undefined"
    named = spread.information(proposals=[{"x": 50}, {"x": 90}])
    assert named.status.code == "ok"
    assert named.means == (0.0, 0.0)
    assert named.perfect == 0


def test_nothing_varies_nothing_to_learn() -> None:
    brief = data()
    brief["stances"]["a"]["x"] = {"position": 100, "salience": 50}
    brief["stances"]["b"]["x"] = {"position": 0, "salience": 50}
    found = swept(brief, 64).information()
    assert found.status.code == "ok"
    assert (found.keys, found.perfect, found.draws) == ((), 0.0, 1)


def test_draws_without_a_model_add_nothing() -> None:
    brief = data()
    template = deal_template(question(brief_from_data(brief), pp.Nash(), seed=1).template)
    assert template is not None
    rows = np.array([[law.central for law in template.laws.values()]] * 2)
    rows[1, list(template.laws).index("stances/b/x/salience")] = 0
    paid, without = payoffs(template, rows, np.array([[5]]), payoff="mediator")
    assert without == 1
    assert paid[1].tolist() == [0]


@pytest.fixture(scope="module")
def spread() -> pp.Spread:
    return swept(data(), 64)


@pytest.mark.parametrize(
    "bad",
    [
        {"payoff": "party:nobody"},
        {"payoff": "profit"},
        {"payoff": "party:"},
        {"proposals": []},
        {"proposals": [{"z": 50}]},
        {"proposals": [{"x": 55}]},
        {"proposals": [{}]},
        {"proposals": [{"x": None}]},
        {"proposals": [{"x": 50}] * 1_025},
    ],
)
def test_bad_input_is_refused_with_advice(spread: pp.Spread, bad: dict[str, Any]) -> None:
    with pytest.raises(pp.UsageError) as error:
        spread.information(**bad)
    assert str(error.value)


def test_an_excluded_proposal_is_refused() -> None:
    brief = data(rules={"exclude": [{"x": 50, "assumption": "said"}]})
    with pytest.raises(pp.UsageError):
        swept(brief, 32).information(proposals=[{"x": 50}])


def test_answers_are_kept_and_repeatable() -> None:
    spread = swept(conflicting(), 256)
    assert spread.information() is spread.information()
    assert spread.information(payoff="welfare") is not spread.information()
    again = information(spread.question, Decisions(spread.information().decisions.proposals), draws=1_024)
    assert again == spread.information()
    assert [rows_for(n) for n in (8, 1_024, 2_048, 8_192)] == [32, 4_096, 4_096, 8_192]
    told = spread.to_dict()["information"]
    assert told["payoff"] == "mediator"
    assert [one["key"] for one in told["keys"]] == [one.name for one in spread.information().keys]
    assert len(told["proposals"]) == len(spread.outcomes) or len(told["proposals"]) == 64


def test_names_permute() -> None:
    """With names changed the draws are others: values agree within their errors."""
    proposals = [{"x": x, "y": "yes"} for x in (30, 40, 50, 60, 70)]
    first = told(conflicting(), proposals, draws=2_048)
    brief = conflicting()
    brief["parties"] = {"b": brief["parties"]["b"], "z": brief["parties"]["a"]}
    brief["stances"] = {"b": brief["stances"]["b"], "z": brief["stances"]["a"]}
    other = told(brief, proposals, draws=2_048)
    named = {one.name.replace("/z/", "/a/"): one for one in other.keys}
    assert set(named) == {one.name for one in first.keys}
    for one in first.keys:
        error = one.standard_error + named[one.name].standard_error
        assert one.estimate == pytest.approx(named[one.name].estimate, abs=4 * error + 0.003)


def test_a_proposal_that_solves_the_problem_is_accepted() -> None:
    brief = brief_from_data(conflicting())
    result = solve(brief, pp.Nash(), on_fail="status")
    found = told(conflicting(), [dict(result.outcome)], draws=64)
    assert 0 < found.means[0] <= 1
