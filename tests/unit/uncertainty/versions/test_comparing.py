"""Two versions of a brief: what differs, what that does, and which change does it."""

import copy
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.analyses.result import Observation
from pourparler.app.commands.schema import schema
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError, UsageError
from pourparler.uncertainty.draws.columns import Columns
from pourparler.uncertainty.versions.comparing import MAX_ALONE
from pourparler.uncertainty.versions.effects import Effect, effects
from pourparler.uncertainty.versions.input_changes import changed_alone, input_changes
from pourparler.views.comparisons import comparison_tables
from pourparler.views.names import Names

DATA: dict[str, Any] = {
    "rule": "as-written/1",
    "sources": {"s": {"reliability": "B"}},
    "evidence": {"e": {"source": "s", "quote": "one", "credibility": 2}},
    "parties": {"a": {"influence": 60}, "b": {"influence": 40}},
    "issues": {
        "x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": 0},
        "y": {"levels": {"low": 0, "high": 100}, "status_quo": "low"},
    },
    "stances": {
        "a": {"x": {"position": {"low": 60, "mode": 80, "high": 100}, "salience": 50, "because": ["e"]}, "y": {"position": "high", "salience": 50}},
        "b": {"x": {"position": 20, "salience": {"low": 20, "mode": 50, "high": 80}}, "y": {"position": "low", "salience": 50}},
    },
}  # fmt: skip


def _with(**edits: Any) -> pp.Brief:
    """The brief with values at paths, written ``stances__a__x__position``; ``None`` takes the place out."""
    data = copy.deepcopy(DATA)
    for path, value in edits.items():
        *steps, last = path.split("__")
        here = data
        for step in steps:
            here = here.setdefault(step, {})
        if value is None:
            del here[last]
        else:
            here[last] = value
    return brief_from_data(data)


def _compare(a: pp.Brief, b: pp.Brief, *concepts: pp.Concept, **more: Any) -> Any:
    return pp.difference(a, b, concepts=concepts or (pp.Compromise(),), **{"draws": 64, "seed": 1, **more})


def test_a_brief_and_itself_do_not_differ() -> None:
    found = _compare(_with(), _with(), pp.Compromise(), pp.Nash())
    assert found.changes == ()
    for answer in found.answers:
        assert {effect.change for effect in answer.effects.values()} == {0.0}
        assert answer.before == answer.after
    assert found.answers[1].moved.share == 0.0
    assert found.summary("en").startswith("The two hold the same inputs")


def test_one_changed_number_does_all_of_it() -> None:
    found = _compare(_with(), _with(stances__a__x__position=40), pp.Compromise(), pp.Nash())
    (change,) = found.changes
    assert (change.key, change.part, change.how) == ("stances/a/x/position", "numbers", "changed")
    assert (change.before, change.after) == ({"low": 60.0, "mode": 80.0, "high": 100.0}, 40.0)
    for answer in found.answers:
        (alone,) = answer.alone
        assert {n: e.change for n, e in alone.effects.items()} == {
            n: e.change for n, e in answer.effects.items()
        }
        assert set(answer.rest.values()) == {0.0}
    assert found.answers[0].effects["issue/x"].change < 0
    assert found.answers[0].effects["issue/y"].change == 0.0


def test_the_weighted_mean_by_hand() -> None:
    # (60·s·p + 40·s·20) / (100·s) at equal saliences: .6 p + 8; points only, so every draw is the same.
    a = _with(stances__a__x__position=80, stances__b__x__salience=50)
    b = _with(stances__a__x__position=40, stances__b__x__salience=50)
    answer = _compare(a, b).answers[0]
    assert answer.before.means["issue/x"] == pytest.approx(56)
    assert answer.after.means["issue/x"] == pytest.approx(32)
    assert answer.effects["issue/x"].change == pytest.approx(-24)
    assert answer.effects["issue/x"].standard_error == 0.0


def test_what_changes_do_alone_and_together_adds_up() -> None:
    # Position and influence multiply: together they do what neither does alone.
    after = _with(stances__a__x__position=0, parties__a__influence=10)
    answer = _compare(_with(), after, draws=256).answers[0]
    assert {one.key for one in answer.alone} == {"stances/a/x/position", "parties/a/influence"}
    for name, effect in answer.effects.items():
        assert sum(one.effects[name].change for one in answer.alone) + answer.rest[name] == pytest.approx(
            effect.change
        )
    assert abs(answer.rest["issue/x"]) > 1
    # An influence acts on both issues, a position on its own.
    position, influence = sorted(answer.alone, key=lambda one: one.key, reverse=True)
    assert position.effects["issue/y"].change == 0.0
    assert influence.effects["issue/y"].change == pytest.approx(answer.effects["issue/y"].change)


def test_a_mean_moves_by_the_draws_that_both_have() -> None:
    def columns(*values: float) -> Columns:
        return Columns.of([Observation(None, {} if np.isnan(x) else {"u": x}) for x in values])

    before, after = columns(1.0, 2.0, 9.0, np.nan), columns(1.5, 2.5, np.nan, 7.0)
    assert effects(before, after) == {"u": Effect(0.5, 0.0)}
    assert effects(columns(1.0, np.nan), columns(np.nan, 1.0)) == {}


def test_both_are_drawn_with_the_same_uniforms() -> None:
    # The salience of b is drawn in both; a new range elsewhere must not shuffle it.
    after = _with(stances__a__y__salience={"low": 40, "mode": 50, "high": 60})
    answer = _compare(_with(), after, draws=256).answers[0]
    assert answer.effects["issue/x"].change == 0.0
    assert answer.effects["issue/x"].standard_error == 0.0
    assert answer.effects["issue/y"].standard_error > 0.0


def test_a_party_that_only_one_has_is_one_change() -> None:
    after = _with(parties__c={"influence": 100}, stances__c={"x": {"position": 0, "salience": 100}})
    found = _compare(_with(), after)
    (change,) = found.changes
    assert (change.key, change.how) == ("parties/c", "added")
    answer = found.answers[0]
    assert answer.alone[0].problem is None
    assert set(answer.rest.values()) == {0.0}
    back = _compare(after, _with())
    assert [(c.key, c.how) for c in back.changes] == [("parties/c", "removed")]
    assert back.answers[0].effects["issue/x"].change == -answer.effects["issue/x"].change


def test_an_issue_that_only_one_has_is_one_change() -> None:
    stance = {"position": 10, "salience": 50}
    after = _with(
        issues__z={"range": {"from": 0, "to": 10, "step": 5}, "status_quo": 0}, stances__a__z=stance, stances__b__z=stance
    )  # fmt: skip
    found = _compare(_with(), after, pp.Nash())
    assert [(c.key, c.how) for c in found.changes] == [("issues/z", "added")]
    # Quantities that only one side has have no change; those of both do.
    assert "issue/z" not in found.answers[0].effects
    assert "issue/x" in found.answers[0].effects


def test_evidence_that_only_one_has_comes_with_the_number_that_cites_it() -> None:
    after = _with(
        rule="mixture/1",
        evidence__f={"source": "s", "quote": "two", "credibility": 1},
        stances__a__x={"position": 40, "salience": 50, "because": ["f"]},
    )
    changes = {change.key: change for change in input_changes(_with(rule="mixture/1"), after)}
    assert changes["evidence/f"].how == "added"
    assert not changes["evidence/f"].acts_alone
    number = changes["stances/a/x/position"]
    assert number.evidence == (("e",), ("f",))
    assert number.weights == (pytest.approx(0.63), pytest.approx(0.81))
    made = changed_alone(_with(), after, number)
    assert "f" in made.evidence


def test_words_are_no_inputs() -> None:
    after = _with(parties__a={"influence": 60, "name": "Aland"}, issues__y__name="Y", title="Another")
    assert input_changes(_with(), after) == ()


def test_rules_red_lines_and_days_are_inputs() -> None:
    after = _with(
        rules={"agreement": {"at_least": 1}}, stances__a__x__red_line="at least 50", as_of="2024-01-01",
        stances__b__x__because=["e"], parties__b__at_table=False,
    )  # fmt: skip
    keys = {change.key for change in input_changes(_with(), after)}
    assert keys >= {"rules/agreement", "as_of", "stances/b/x/because", "parties/b/at_table"} or keys >= {
        "rules/agreement", "as_of", "stances/b/x/because", "parties/b"
    }  # fmt: skip
    assert any("red_line" in key for key in keys)


def test_a_change_that_cannot_stand_alone_is_told() -> None:
    # The level alone is gone: the position that named it cannot be read.
    after = _with(
        issues__y={"levels": {"none": 0, "all": 100}, "status_quo": "none"},
        stances__a__y={"position": "all", "salience": 50}, stances__b__y={"position": "none", "salience": 50},
    )  # fmt: skip
    answer = _compare(_with(), after).answers[0]
    assert any(one.problem is not None for one in answer.alone)
    assert "cannot be changed alone" in _compare(_with(), after).summary("en")
    total = answer.effects["issue/y"].change
    known = sum(one.effects["issue/y"].change for one in answer.alone if one.problem is None)
    assert known + answer.rest["issue/y"] == pytest.approx(total)


def test_a_side_without_an_answer_says_why() -> None:
    after = _with(stances__a=None, stances__b=None)
    answer = _compare(_with(), after).answers[0]
    assert answer.after.problem is not None
    assert answer.alone == ()
    assert "cannot be solved" in _compare(_with(), after).summary("en")


def test_concepts_that_neither_supports_are_skipped_or_refused() -> None:
    found = _compare(_with(), _with(stances__a__x__position=40), pp.Compromise(), pp.Stability())
    assert [name for name, _ in found.skipped] == ["stability"]
    with pytest.raises(ModelError):
        _compare(_with(), _with(), pp.Stability())


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_concept_that_refuses_the_central_values_stands_aside(which: int) -> None:
    bare = {"parties__a": {}, "parties__b": {}}
    sides = [
        _with(**(bare if which in (0, 2) else {})),
        _with(stances__a__x__position=40, **(bare if which else {})),
    ]
    found = _compare(*sides, pp.Nash(), pp.Compromise())
    assert found.answers[0].concept.name == "nash"
    if which == 2:
        assert [name for name, _ in found.skipped] == ["compromise"]
        assert "influence is not known" in found.summary("en")
        with pytest.raises(ModelError, match="influence is not known"):
            _compare(*sides, pp.Compromise())
    else:
        problems = [side.problem is None for side in (found.answers[1].before, found.answers[1].after)]
        assert problems == [which == 1, which == 0]


def test_a_level_that_is_gone_and_an_issue_that_is_gone_are_named() -> None:
    more = {"issues__z": {"levels": {"none": 0, "some": 45, "all": 100}}}
    rows = comparison_tables(
        _compare(_with(**more), _with(issues__z={"levels": {"none": 0, "all": 100}})), Names("en")
    )[0].rows
    assert [row[-2:] for row in rows] == [("levels/some: 45", "levels/some: –")]
    rows = comparison_tables(_compare(_with(**more), _with()), Names("en"))[0].rows
    assert [row[-2:] for row in rows] == [("levels: (none: 0, some: 45, all: 100)", "–")]


def test_very_many_changes_are_made_alone_up_to_a_cap() -> None:
    many = {
        f"i{k}": {"range": {"from": 0, "to": 1, "step": 1}, "status_quo": 0} for k in range(MAX_ALONE + 5)
    }
    before, after = (
        {
            "parties": {"a": {"influence": 1}, "b": {"influence": 1}},
            "issues": many,
            "stances": {"a": {i: {"position": at, "salience": 1} for i in many}, "b": {i: {"position": 0, "salience": 1} for i in many}},
        }
        for at in (0, 1)
    )  # fmt: skip
    answer = _compare(brief_from_data(before), brief_from_data(after), draws=1).answers[0]
    assert (len(answer.alone), len(answer.left)) == (MAX_ALONE, 5)
    assert answer.rest["issue/i44"] == pytest.approx(0.5)
    assert answer.rest["issue/i0"] == 0.0


def test_draws_and_seed_that_cannot_be() -> None:
    for wrong in ({"draws": 0}, {"seed": -1}):
        with pytest.raises(UsageError):
            _compare(_with(), _with(), **wrong)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_document_and_the_frame(lang: str) -> None:
    found = _compare(_with(), _with(stances__a__x__position=40), pp.Nash(), pp.Compromise())
    Draft202012Validator(schema("compare")).validate(found.to_dict(lang))
    frame = found.to_frame()
    assert set(frame["input"]) == {"stances/a/x/position", "rest", "all"}


def test_it_is_looked_at_as_a_result_is_but_has_no_chart() -> None:
    found = _compare(_with(), _with(stances__a__x__position=10))
    lines = found.summary("en").split("\n")
    assert lines[0] == " → ".join(found.labels)
    assert lines[1:] == found.to_dict("en")["sentences"]
    assert "What differs" in found._repr_html_()
    assert not hasattr(found, "plot")
