"""Conflicts from briefs: states, moves, ranks."""

import json

import numpy as np
import pytest

from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError
from pourparler.model.check import check
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_ranks import dense, discordant, floored, prioritised

OPTIONS = {"dam": {"party": "n"}, "quota": {"party": "s"}, "protest": {"party": "s"}}
PREFER = {"n": ["dam", "not protest"], "s": ["not dam", "quota"]}


def test_the_first_option_is_the_lowest_bit():
    game = Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "impossible": ["quota and protest"]})
    assert game.codes.tolist() == [0, 1, 2, 3, 4, 5]
    assert game.state(3) == {"dam": True, "quota": True, "protest": False}
    assert game.status_quo == 0
    assert [(rule.key, rule.count, rule.alone) for rule in game.rules] == [("moves/impossible/0", 2, 2)]
    assert game.arcs is None


def test_the_status_quo_is_a_code_a_pattern_or_a_mapping():
    for written in (3, "3", "YYN", {"dam": True, "quota": "yes", "protest": "no"}):
        game = Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "status_quo": written})
        assert game.status_quo is not None
        assert game.label(game.status_quo) == 3
    with pytest.raises(ModelError, match="status quo"):
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "status_quo": {"dam": True}})
    with pytest.raises(ModelError, match="cannot be"):
        Conflict.from_moves(
            {"options": OPTIONS, "prefer": PREFER, "impossible": ["dam"], "status_quo": "YNN"}
        )


def test_issues_are_digits_of_mixed_radix_after_the_options():
    brief = brief_from_data(
        {
            "parties": {"a": {}, "b": {}},
            "issues": {"tariff": {"levels": ["low", "mid", "high"]}},
            "moves": {
                "options": {"strike": {"party": "b", "one_way": "drop"}}, "issues": {"tariff": "a"},
                "transitions": {"tariff": "up"}, "ranking": {"a": [[0, 1], [2, 3], [4, 5]], "b": [[1, 3, 5], [0, 2, 4]]},
            },
        }
    )  # fmt: skip
    game = Conflict.from_brief(brief)
    assert game.levels == (2, 3)
    assert game.state(3) == {"strike": True, "tariff": "mid"}
    assert [axis.allowed.tolist() for axis in game.axes] == [
        [[True, False], [True, True]],
        [[True, True, True], [False, True, True], [False, False, True]],
    ]
    assert [(item.key, item.count) for item in game.moves_removed] == [
        ("moves/options/strike/one_way", 3), ("moves/transitions/tariff", 6),
    ]  # fmt: skip
    assert game.arcs is None


def test_transitions_that_do_not_chain_are_written_out():
    base = {"parties": {"a": {}, "b": {}}, "issues": {"x": {"levels": ["p", "q", "r"]}}}
    moves = {
        "options": {"o": {"party": "b"}}, "issues": {"x": "a"}, "transitions": {"x": [["p", "q"], ["q", "r"]]},
        "ranking": {"a": [[0, 1, 2, 3, 4, 5]], "b": [[0, 1, 2, 3, 4, 5]]},
    }  # fmt: skip
    game = Conflict.from_brief(brief_from_data({**base, "moves": moves}))
    assert game.arcs is not None
    assert game.arcs[0].tolist() == [[0, 2], [1, 3], [2, 4], [3, 5]]
    assert game.axes[1].missing == (("p", "r"),)


def test_blocked_moves_go_and_all_others_stay():
    moves = {
        "options": OPTIONS, "prefer": PREFER,
        "blocked_moves": [{"party": "n", "from": "dam and not quota", "to": "not dam"}, {"party": "s", "from": 0, "to": [2, 4]}],
    }  # fmt: skip
    game = Conflict.from_moves(moves)
    assert game.arcs is not None
    assert [item.count for item in game.moves_removed] == [2, 2]
    north = {tuple(arc) for arc in game.arcs[0].tolist()}
    assert (1, 0) not in north
    assert (3, 2) in north
    assert (0, 2) not in {tuple(arc) for arc in game.arcs[1].tolist()}


def test_statements_rank_lexicographically_and_do_not_overflow():
    rng = np.random.default_rng(3)
    truths = rng.random((100, 40)) < 0.5
    expected = dense(
        np.array([int("".join("01"[int(bit)] for bit in column), 2) for column in truths.T], dtype=object)
    )
    assert prioritised(truths, 40).tolist() == expected.tolist()
    assert prioritised([], 3).tolist() == [1, 1, 1]


def test_a_red_line_is_a_floor():
    worth = np.array([5, 9, 2, 7])
    assert floored(worth, np.array([False, True, True, False]), 6).tolist() == [5, 5, -2, 7]
    assert floored(worth, np.array([False, False, True, False]), 6).tolist() == worth.tolist()


@pytest.mark.parametrize("at_table", [True, False])
def test_ranks_follow_from_utilities_and_red_lines(at_table: bool):
    data = {
        "parties": {"a": {"at_table": at_table}, "b": {}},
        "issues": {"x": {"levels": {"p": 0, "q": 50, "r": 100}, "status_quo": "q"}},
        "stances": {
            "a": {"x": {"position": "r", "salience": 50, "red_line": "at least q"}},
            "b": {"x": {"position": "p", "salience": 50}},
        },
        "moves": {"options": {"strike": {"party": "b"}}, "issues": {"x": "a"}},
    }
    game = Conflict.from_brief(brief_from_data(data))
    assert game.ranks.tolist() == [[1, 1, 2, 2, 3, 3], [3, 3, 2, 2, 1, 1]]
    assert game.preferences["a"].source == "utilities"
    assert game.label(game.status_quo or 0) == 2
    data["stances"]["a"]["x"]["red_line"] = "at most q"  # type: ignore[index]
    again = Conflict.from_brief(brief_from_data(data))
    assert again.ranks[0].tolist() == [1, 1, 3, 3, 2, 2]


def test_a_ranking_goes_before_statements_and_the_difference_is_counted():
    moves = {"options": OPTIONS, "prefer": PREFER, "ranking": {"n": [[0, 1, 2, 3, 4, 5, 6, 7]]}}
    game = Conflict.from_moves(moves)
    assert game.preferences["n"].source == "ranking"
    assert game.preferences["n"].overridden == "statements"
    assert game.preferences["n"].pairs == discordant(
        game.ranks[0], prioritised([s.truth for s in game.statements["n"]], 8)
    )
    assert game.preferences["s"].overridden is None


def test_statements_flip_by_chance():
    moves = {"options": OPTIONS, "prefer": {"n": [{"statement": "dam", "flip_chance": 0.2}], "s": ["quota"]}}
    owners = {"parties": {"n": {}, "s": {}}, "moves": moves}
    template = Conflict.template(brief_from_data(owners))
    assert list(template.laws) == ["moves/prefer/n/0"]
    law = template.laws["moves/prefer/n/0"]
    assert law.central == 0
    assert law.quantile(np.array([0.1, 0.79, 0.81, 0.99])).tolist() == [0, 0, 1, 1]
    assert template.build([1.0]).ranks[0].tolist() == [2, 1] * 4
    assert template.central().ranks[0].tolist() == [1, 2] * 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"impossible": ["dam", "not dam"]}, "no state"),
        ({"prefer": {"n": ["dam"]}}, "no preferences"),
        ({"ranking": {"n": [[0, 1]]}}, "leaves out"),
        ({"ranking": {"n": [[0, 0, 1, 2, 3, 4, 5, 6, 7]]}}, "twice"),
        ({"prefer": {"n": ["dam and"], "s": ["quota"]}}, "column 8"),
        ({"unknown": {"n": [[0, 99]]}}, "not a state"),
        ({"great_gaps": {"n": ["much"]}}, "not written"),
        ({"options": {f"o{i}": {"party": "n"} for i in range(30)}, "prefer": {"n": ["o1"]}}, "combinations"),
    ],
)
def test_what_cannot_be_a_conflict_is_said(change: dict[str, object], words: str):
    with pytest.raises(ModelError, match=words):
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, **change})


@pytest.mark.parametrize("written", ["²", "٣", "9" * 5_000])
def test_a_text_that_is_no_code_is_no_state(written: str):
    with pytest.raises(ModelError, match=r"E00[78]"):
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "status_quo": written})
    game = Conflict.from_moves({"options": OPTIONS, "prefer": PREFER})
    assert game.index_of(written) is None


def test_a_pattern_of_dashes_is_any_state():
    block = [{"party": "n", "from": "---", "to": "Y--"}]
    game = Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "blocked_moves": block})
    assert [item.count for item in game.moves_removed] == [4]
    with pytest.raises(ModelError, match="not one possible state"):
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "status_quo": "---"})


@pytest.mark.parametrize("rule", [{"dame": "yes"}, {"dam": None}, None])
def test_a_rule_that_is_none_is_told_in_the_words_of_a_brief(rule: object):
    with pytest.raises(ModelError, match=r"neither an option nor an issue|null") as told:
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "impossible": [rule]})
    assert "None" not in str(told.value)


def test_utilities_that_nobody_is_ranked_by_need_not_be_known():
    data = {
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"levels": ["p", "q"]}},
        "stances": {"a": {"x": {"position": "p", "salience": 50}}},
        "moves": {
            "options": {"o": {"party": "b"}},
            "issues": {"x": "a"},
            "prefer": {"a": ["x = q"], "b": ["o"]},
        },
    }
    assert Conflict.from_brief(brief_from_data(data)).preferences["a"].overridden is None
    del data["moves"]["prefer"]["a"]  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match="E011"):
        Conflict.from_brief(brief_from_data(data))


def test_a_rule_may_say_what_it_rests_on():
    rule = {"dam": True, "protest": "yes", "why": "none would", "assumption": "ours"}
    game = Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "impossible": [rule]})
    assert [item.count for item in game.rules] == [2]


def test_a_ranking_takes_patterns_for_all_states_that_they_fit():
    rule = ["quota and protest"]
    spelled = Conflict.from_moves({"options": OPTIONS, "impossible": rule, "ranking": {"n": [[1, 3], [5], [0, 2, 4]], "s": [2, [0, 4], 1, 3, 5]}})  # fmt: skip
    patterns = {"n": [["YYN", "YNN"], "Y-Y", "N--"], "s": ["NYN", "NN-", "YNN", 3, "Y-Y"]}
    drawn = Conflict.from_moves({"options": OPTIONS, "impossible": rule, "ranking": patterns})
    assert drawn.ranks.tolist() == spelled.ranks.tolist()


@pytest.mark.parametrize(
    ("classes", "told"),
    [
        (["Y--", "NNN"], r"leaves out 2.*4"),
        (["Y--", "N--", 3], "3 is ranked twice"),
        (["Y--", "NYY", "N--"], "6 is ranked twice"),
        (["Y--", "N--", "NN"], "NN is not a state"),
    ],
)
def test_a_ranking_by_patterns_still_names_every_state_once(classes, told):
    with pytest.raises(ModelError, match=told):
        Conflict.from_moves({"options": OPTIONS, "ranking": {"n": classes, "s": ["---"]}})
    moves = {"options": OPTIONS, "ranking": {"n": classes, "s": ["---"]}}
    findings = check(brief_from_data({"parties": {"n": {}, "s": {}}, "moves": moves}))
    assert {(f.rule, f.key) for f in findings if f.level == "error"} == {("E016", "moves/ranking/n")}


def french(moves, language="fr"):
    return brief_from_data({"language": language, "parties": {"n": {}, "s": {}}, "moves": {"options": OPTIONS, **moves}})  # fmt: skip


def test_a_french_brief_says_o_for_yes():
    moves = {
        "impossible": ["-OO"],
        "status_quo": "ONN",
        "ranking": {"n": ["OON", "ON-", "N--"], "s": [["NON", "NN-"], "O--"]},
        "unknown": {"n": [["NNN", "NON"]]},
        "blocked_moves": [{"party": "n", "from": "N--", "to": "ONN"}],
    }
    game = Conflict.from_brief(french(moves))
    assert game.codes.tolist() == [0, 1, 2, 3, 4, 5]
    assert game.status_quo == 1
    assert game.ranks.tolist() == [[1, 2, 1, 3, 1, 2], [2, 1, 2, 1, 2, 1]]
    assert np.argwhere(game.unknown["n"]).tolist() == [[0, 2], [2, 0]]
    english = {key: json.loads(json.dumps(item).replace("O", "Y")) for key, item in moves.items()}
    same = Conflict.from_brief(french(english, "en"))
    assert same.ranks.tolist() == game.ranks.tolist()
    with pytest.raises(ModelError, match="O"):
        Conflict.from_brief(french(moves, "en"))


def test_words_of_the_letters_of_a_pattern_stay_words():
    with pytest.raises(ModelError, match="non"):
        Conflict.from_brief(french({"prefer": PREFER, "status_quo": "non"}))
    short = {"options": {"n": {"party": "a"}}, "prefer": {"a": ["n"]}, "impossible": ["n"]}
    assert Conflict.from_moves(short).codes.tolist() == [0]
    pattern = {**short, "impossible": ["N"]}
    assert Conflict.from_moves(pattern).codes.tolist() == [1]


@pytest.mark.parametrize("item", [{}, {"because": ["e"]}, {"why": "so"}, "---"])
def test_a_combination_of_nothing_says_what_is_missing(item):
    with pytest.raises(ModelError) as stopped:
        Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "impossible": [item]})
    assert str(stopped.value.found) == "this names no option and no issue: it would speak of every state"
    assert "{option: yes, other: no}" in str(stopped.value.advice)
