"""Decision rules as thresholds, committees from briefs, and rules stated as settings."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.model.agreement import Rule, among
from pourparler.model.stated_rule import stated_rule
from pourparler.model.voting import ALWAYS, NEVER, Joined, Rounding, Threshold, voting

ABC = ("a", "b", "c")


def test_decimals_are_taken_as_written() -> None:
    # In binary floating point .1 + .2 + .3 is above .6 and .1 + .2 below .3 + 4e-17.
    found = voting(Rule(ABC, quota=0.6, weights=(0.1, 0.2, 0.3)))
    assert (found.weights[1], found.condition, found.units[1]) == (
        (1, 2, 3),
        Threshold(1, 6),
        Fraction(1, 10),
    )
    assert found.wins(np.array([True, True, True]))


def test_weights_beyond_64_bits_are_exact() -> None:
    rule = voting(Rule(("a", "b"), quota=1e15, weights=(1e15, 0.000001)))
    assert rule.wins(np.array([[True, False], [False, True]])).tolist() == [True, False]
    more = voting(Rule(("a", "b"), every=(Rule(("a", "b"), quota=1e15, weights=(1e15 - 0.125, 1e-9)),)))
    assert more.condition == NEVER


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (Rule(ABC, quota=0.0, weights=(1, 1, 2)), ALWAYS),
        (Rule(ABC, quota=5.0, weights=(1, 1, 2)), NEVER),
        (Rule(ABC, need=4), NEVER),
        (Rule(ABC, quota=5.0, weights=(2, 2, 2)), Threshold(0, 3)),
        (Rule(ABC, veto=0b111), Threshold(0, 3)),
        (Rule(ABC, some=(Rule(ABC, need=4), Rule(ABC, need=2))), Threshold(0, 2)),
        (Rule(ABC, need=2, every=(Rule(ABC, need=2),)), Threshold(0, 2)),
        (Rule(ABC), ALWAYS),
    ],
)
def test_what_always_or_never_holds_is_worked_in(rule: Rule, condition: object) -> None:
    assert voting(rule).condition == condition


def test_one_row_for_proportional_weights() -> None:
    rule = Rule(ABC, every=(
        Rule(ABC, quota=3.0, weights=(1, 1, 2)),
        Rule(ABC, quota=2.0, weights=(0.5, 0.5, 1)),
    ))  # fmt: skip
    found = voting(rule)
    assert found.weights == ((1, 1, 1), (1, 1, 2))
    assert found.condition == Joined(True, (Threshold(1, 3), Threshold(1, 4)))


def test_negative_weights_are_refused() -> None:
    with pytest.raises(pp.ModelError, match="negative"):
        voting(Rule(ABC, quota=1.0, weights=(2, -1, 1)))
    brief = brief_from_data(
        {"parties": {"a": {}}, "rules": {"agreement": {"quota": 1, "weights": {"a": -1}}}}
    )
    assert "E002" in {finding.rule for finding in pp.check(brief)}


def test_rounding_is_only_done_where_it_saves_something() -> None:
    rule = Rule(ABC, quota=6.0, weights=(1.11, 4.44, 4.45))
    assert voting(rule, Rounding(1_000)) == voting(rule)
    found = voting(rule, Rounding(10))
    assert found.weights[1] == (1, 4, 4)
    assert [voting(rule, Rounding(10, lean)).condition for lean in ("tight", "nearest", "loose")] == [
        Threshold(1, 6), Threshold(1, 6), Threshold(1, 5)
    ]  # fmt: skip


def test_who_is_missing_neither_supports_nor_vetoes() -> None:
    rule = Rule(ABC, need=2, veto=0b101, quota=3.0, weights=(1, 2, 3), some=(Rule(ABC, need=3),))
    found = among(rule, ["b", "c"])
    assert (found.parties, found.need, found.veto, found.weights) == (("b", "c"), 2, 0b10, (2, 3))
    assert found.some[0].need == 2  # everybody who is left


def test_committee_of_a_brief() -> None:
    data: dict[str, Any] = {
        "parties": {"a": {}, "b": {}, "c": {"at_table": False}},
        "rules": {"agreement": {"at_least": 1, "veto": ["c"]}},
    }
    committee = pp.Committee.from_brief(brief_from_data(data))
    assert committee.players == ("a", "b")
    assert committee.rule == Rule(("a", "b"), need=1)
    away = {"parties": {"a": {"at_table": False}}, "rules": data["rules"]}
    with pytest.raises(pp.ModelError, match="no party is at the table"):
        pp.Committee.from_brief(brief_from_data(away))


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"quota": 3}, "weights"),
        ({}, "not a decision rule"),
        ("most", "not a decision rule"),
        ({"at_least": 0}, "no rule"),
        ({"veto": ["d"]}, "d does not vote here"),
        ({"any": [{"quota": 1, "weights": {"z": 1}}]}, "z does not vote here"),
        ({"nonsense": 1}, "decision rule"),
    ],
)
def test_a_stated_rule_that_is_none_is_refused(stated: Any, words: str) -> None:
    with pytest.raises(pp.UsageError, match=words):
        stated_rule(stated, ABC, setting="rule")


def test_a_committee_without_players_is_none() -> None:
    with pytest.raises(pp.ModelError, match="names nobody"):
        pp.Committee.from_rule({"at_least": 2})


def test_a_rule_alone_is_a_brief_and_nothing_is_not() -> None:
    data: dict[str, Any] = {"parties": {"a": {}, "b": {}}}
    assert [f.rule for f in pp.check(brief_from_data(data)) if f.level == "error"] == ["E012"]
    data["rules"] = {"agreement": "unanimity"}
    assert [f for f in pp.check(brief_from_data(data)) if f.level == "error"] == []
