"""What `check` says of a conflict as a whole: each finding is shown where it should, and not beside it."""

from typing import Any

import pytest
from checked import BASE, GRAPH, OPTIONS, found

from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError
from pourparler.model.check import check
from pourparler.model.conflict import Conflict

SEVERAL: dict[str, Any] = {
    "parties": {"a": {}, "b": {}},
    "issues": {"x": {"levels": ["p", "q", "r"]}},
    "moves": {
        "options": {"stop": {"party": "a"}},
        "issues": {"x": "b"},
        "prefer": {"a": ["stop", "x = r", "x = q"], "b": ["not stop", "x at least q", "x = r"]},
    },
}
SEVERAL["issues"]["x"]["status_quo"] = "p"

CASES: list[tuple[str, Any, Any, Any]] = [
    ("E007", OPTIONS, {"moves/options/pay/party": "c"}, {}),
    ("E007", OPTIONS, {"moves/one_way": {"halt": "take"}}, {"moves/one_way": {"stop": "take"}}),
    ("E007", OPTIONS, {"moves/state_names": {"4": "none"}}, {"moves/state_names": {"3": "both", 0: {"en": "none"}}}),
    ("E007", OPTIONS, {"moves/impossible": ["YY"], "moves/state_names": {"3": "both"}}, {"moves/impossible": ["YY"]}),
    ("E007", GRAPH, {"moves/state_names": {"u": "none"}}, {"moves/state_names": {"t": "then"}}),
    ("E007", OPTIONS, {"moves/great_gaps": {"a": [4]}}, {"moves/great_gaps": {"a": [1, 3]}}),
    ("E007", OPTIONS, {"moves/great_gaps": {"a": [0]}}, {"moves/great_gaps": {"a": [[1, 3], [2]]}}),
    ("E007", OPTIONS, {"parties/c": {}, "moves/great_gaps": {"c": [1]}}, {"parties/c": {}}),
    ("E007", OPTIONS, {"moves/unknown": {"a": [[0, 4]]}}, {"moves/unknown": {"a": [[0, 3]]}}),
    ("E007", OPTIONS, {"moves/unknown": {"c": [[0, 1]]}}, {"moves/unknown": {"b": [[0, 1]]}}),
    ("E007", GRAPH, {"moves/unknown": {"a": [["s", "u"]]}}, {"moves/unknown": {"a": [["s", "t"]]}}),
    ("E002", OPTIONS, {"moves/unknown": {"a": "0 1"}}, {"moves/unknown": {"a": [[0, 1]]}}),
    ("E002", OPTIONS, {"moves/great_gaps": {"a": ["much"]}}, {"moves/great_gaps": {"a": 1}}),
    ("E007", OPTIONS, {"moves/status_quo": 4}, {"moves/status_quo": 3}),
    ("E007", SEVERAL, {"moves/transitions": {"x": [["p", "z"]]}}, {"moves/transitions": {"x": "up"}}),
    ("E014", OPTIONS, {"moves/options": {f"o{i}": {"party": "a"} for i in range(30)}, "moves/prefer": {"a": ["o1"]}}, {}),
    ("E019", OPTIONS, {"moves/options/stop/one_way": "take", "moves/one_way": {"stop": "drop"}},
     {"moves/options/stop/one_way": True, "moves/one_way": {"stop": "take"}}),
    ("E019", OPTIONS, {"moves/options/stop/one_way": True, "moves/transitions": {"stop": "free"}},
     {"moves/options/stop/one_way": True, "moves/transitions": {"stop": [["no", "yes"]]}}),
    ("E019", SEVERAL, {"moves/one_way": {"x": "take"}, "moves/transitions": {"x": "down"}},
     {"moves/one_way": {"x": "take"}, "moves/transitions": {"x": "up"}}),
    ("E206", OPTIONS, {"moves/flip_chance": 0.6}, {"moves/flip_chance": 0.5}),
    ("E206", OPTIONS, {"moves/flip_chance": -0.1}, {"moves/flip_chance": 0}),
    ("E206", OPTIONS, {"moves/prefer/a": [{"statement": "pay", "flip_chance": 1}, "stop"]},
     {"moves/prefer/a": [{"statement": "pay", "flip_chance": 0.1}, "stop"]}),
    ("W226", OPTIONS, {"moves/blocked_moves": [{"party": "a", "from": 0, "to": 2}]},
     {"moves/blocked_moves": [{"party": "a", "from": 0, "to": 1}]}),
    ("W226", OPTIONS, {"moves/blocked_moves": [{"party": "a", "from": "stop", "to": "stop"}]},
     {"moves/blocked_moves": [{"party": "a", "from": "stop", "to": "not stop"}]}),
    ("W226", OPTIONS, {"parties/c": {}, "moves/blocked_moves": [{"party": "c", "from": 0, "to": 1}]}, {"parties/c": {}}),
    ("W226", GRAPH, {"moves/blocked_moves": [{"party": "a", "from": "t", "to": "s"}]}, {}),
    ("W227", SEVERAL, {"stances/a/x": {"position": "r", "salience": 50, "red_line": "at least q"}, "moves/impossible": ["x = p"],
                       "issues/x/status_quo": "q"},
     {"stances/a/x": {"position": "r", "salience": 50, "red_line": "at least q"}, "moves/impossible": ["x = p and stop"],
      "issues/x/status_quo": "q"}),
    ("W228", SEVERAL, {"issues/x/status_quo": None, "stances/b/x": {"position": "r", "salience": 50}, "moves/prefer": {"a": ["stop"]}},
     {"issues/x/status_quo": None, "stances/b/x": {"position": "r", "salience": 50}}),
    ("N319", OPTIONS, {"moves/options/pay/chance": 0.3}, {}),
    ("N316", OPTIONS, {"moves/ranking": {"a": [[0, 1, 2, 3]]}}, {"moves/ranking": {"a": [[0, 1, 2], 3]}}),
    ("N316", GRAPH, {"moves/ranking/b": [["s", "t"]]}, {}),
    ("N317", OPTIONS, {"parties/c": {}, "moves/prefer/c": ["pay", "stop"]}, {"parties/c": {}}),
    ("N317", OPTIONS, {"moves/impossible": ["pay"], "moves/prefer": {"a": ["stop"], "b": ["stop"]}}, {"moves/impossible": ["YY"]}),
    ("N318", SEVERAL, {"moves/transitions": {"x": [["p", "q"], ["q", "r"]]}},
     {"moves/transitions": {"x": [["p", "q"], ["q", "r"], ["p", "r"]]}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "base", "shows", "twin"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_a_rule_is_shown_and_its_twin_does_not_show_it(rule: str, base: Any, shows: Any, twin: Any) -> None:
    assert rule in [kind for kind, _ in found(base, shows)]
    assert rule not in [kind for kind, _ in found(base, twin)]


@pytest.mark.parametrize("base", [SEVERAL, OPTIONS, GRAPH])
def test_a_sound_conflict_has_no_findings(base: Any) -> None:
    assert found(base) == []


def test_the_missing_pairs_are_named() -> None:
    moves = {**SEVERAL["moves"], "transitions": {"x": [["p", "q"], ["q", "r"]]}}
    (told,) = check(brief_from_data({**SEVERAL, "moves": moves}))
    assert told.key == "moves/transitions/x"
    assert "p → r" in told.sentence()


def test_the_number_of_combinations_is_named() -> None:
    options = {f"o{i}": {"party": "a"} for i in range(30)}
    moves = {"options": options, "prefer": {"a": ["o1"]}}
    told = check(brief_from_data({"parties": {"a": {}}, "moves": moves}))
    assert told[0].rule == "E014"
    assert told[0].message.params["n"] == 1 << 30


def test_the_red_line_that_a_rule_repeats_is_named() -> None:
    moves = {"options": {"strike": {"party": "b"}}, "issues": {"x": "a"}, "impossible": ["x = low"],
             "prefer": {"b": ["not strike", "x = middle"]}}  # fmt: skip
    changes = {"moves": moves, "parties/a/red_line": "x at least middle"}
    assert ("W227", "moves/impossible/0") in found(BASE, changes)
    wide = {"moves": {**moves, "impossible": ["x at most middle"]}, "parties/a/red_line": "x at least middle"}
    assert "W227" not in [rule for rule, _ in found(BASE, wide)]


def test_one_finding_names_every_gap_of_a_bare_graph() -> None:
    assert found(GRAPH, {"moves/great_gaps": {"a": [1, 2, 5]}}) == [("E007", "moves/great_gaps/a")] * 2


@pytest.mark.parametrize("junk", [None, [], [[]], {}, {"a": 1}])
def test_a_rule_that_is_no_condition_is_told(junk: Any) -> None:
    assert ("E002", "moves/impossible/0") in found(
        SEVERAL, {"moves/impossible": [{"stop": "yes", "x": junk}]}
    )


def test_what_stops_a_ranking_by_utilities_is_told_by_check_in_the_words_of_solve() -> None:
    data: dict[str, Any] = {
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"levels": ["p", "q"]}, "y": {"levels": ["r", "s"]}},
        "stances": {
            who: {i: {"position": at, "salience": 50} for i, at in (("x", "p"), ("y", "s"))} for who in "ab"
        },
        "moves": {"options": {"stop": {"party": "b"}}, "issues": {"x": "a"}, "prefer": {"b": ["not stop"]}},
    }
    with pytest.raises(ModelError) as stopped:
        Conflict.from_brief(brief_from_data(data))
    (told,) = (finding for finding in check(brief_from_data(data)) if finding.level != "note")
    assert (told.rule, told.level, told.key) == ("W228", "warning", stopped.value.where)
    assert told.sentence() == f"the states cannot be ranked for a: {stopped.value.found}"
    assert str(told.advice).endswith("Or write `prefer` or `ranking` for a.")
    for way in (
        {"moves/ranking/a": [[0, 1], [2, 3]]},
        {"moves/prefer/a": ["x = p"]},
        {"parties/a/reserve": 0.2, "parties/b/reserve": 0.1},
    ):
        assert "W228" not in [rule for rule, _ in found(data, way)]


def test_where_bargaining_says_it_as_an_error_it_is_not_said_twice() -> None:
    moves = {
        "moves/prefer": {"a": ["stop"]},
        "stances/b": {"x": {"position": "r", "salience": 50}, "y": {"position": "t", "salience": 5}},
    }
    changes = {"issues/y": {"levels": ["s", "t"]}, **moves}
    assert [rule for rule, _ in found(SEVERAL, changes) if rule in ("E011", "W228")] == ["E011"]


def test_chances_of_options_are_told_once() -> None:
    several = {"moves/options/pay/chance": 0.3, "moves/options/stop/chance": 0.5}
    assert [key for rule, key in found(OPTIONS, several) if rule == "N319"] == ["moves/options/stop/chance"]


def test_too_many_moves_to_list_are_told_where_states_are_many() -> None:
    """A blocked move makes all moves be listed: 2^20 states have too many. Without it nothing is wrong."""
    options = {f"o{i}": {"party": "ab"[i % 2]} for i in range(20)}
    moves = {"options": options, "prefer": {"a": ["o1"], "b": ["o0"]}}
    blocked = {**moves, "blocked_moves": [{"party": "a", "from": 0, "to": 1}]}
    data = {"parties": {"a": {}, "b": {}}}
    assert not [f for f in check(brief_from_data({**data, "moves": moves})) if f.level == "error"]
    told = [f for f in check(brief_from_data({**data, "moves": blocked})) if f.level == "error"]
    assert [f.rule for f in told] == ["E014"]
    assert told[0].message.params["n"] == 2 * (1 << 20) * ((1 << 10) - 1)
