"""Voting power: what is undefined, past a limit, rounded, improper; the command line and the summary."""

import json
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.app.cli import run
from pourparler.brief.reading import brief_from_data


def solved(rule: Any, players: Any = (), **settings: Any) -> Any:
    return pp.solve(pp.Committee.from_rule(rule, players=players), pp.Power(**settings), on_fail="status")


def test_a_quota_nobody_reaches_has_no_power_to_share() -> None:
    found = solved({"quota": 9, "weights": {"a": 1, "b": 2}})
    assert (found.status.code, found.winning, found.act) == ("undefined", 0, 0)
    assert not any(found.indices.values())
    with pytest.raises(pp.NoAnswer, match="No coalition"):
        pp.solve(pp.Committee.from_rule({"quota": 9, "weights": {"a": 1}}), pp.Power())


def test_a_rule_that_nobody_must_meet_has_none_either() -> None:
    found = solved({"quota": 0, "weights": {"a": 1, "b": 2}})
    assert (found.status.code, found.winning, found.minimal_winning) == ("undefined", 4, 1)


@pytest.mark.parametrize("inside", [lambda rule: rule, lambda rule: {"any": [rule, {"at_least": 2}]}])
def test_a_quota_without_any_weight_is_no_rule(inside: Any) -> None:
    rule = inside({"quota": 1, "weights": {}})
    with pytest.raises(pp.UsageError, match="nobody has a voting weight"):
        pp.solve(pp.Committee.from_rule({"at_least": 1}, players=["a", "b"]), pp.Power(rule=rule))
    brief = brief_from_data({"parties": {"a": {}, "b": {}}, "rules": {"agreement": rule}})
    assert ["nobody has a voting weight" in str(f).lower() for f in pp.check(brief) if f.rule == "E002"] == [
        True
    ]
    with pytest.raises(pp.InvalidBrief):
        pp.solve(brief, pp.Power())


def test_what_is_undefined_tells_of_no_minimal_coalitions() -> None:
    told = solved({"quota": 0, "weights": {"a": 1, "b": 2}}).summary("en")
    assert "power is not defined" in told
    assert "Every member is needed" not in told


def test_one_player_and_a_dictator() -> None:
    alone = solved({"at_least": 1}, ["a"])
    assert {name: values["a"] for name, values in alone.indices.items()} == dict.fromkeys(alone.indices, 1.0)
    found = solved({"quota": 5, "weights": {"a": 5, "b": 2, "c": 2}})
    assert (found.vetoes, found.dummies, found.winning) == (("a",), ("b", "c"), 4)
    assert found.indices["shapley-shubik"] == {"a": 1, "b": 0, "c": 0}


def test_an_improper_rule_is_legal_and_named() -> None:
    found = solved({"at_least": 2}, list("abcd"))
    assert (found.status.code, found.proper) == ("ok", False)
    assert "improper" in str(found.status.message)
    # Half of the weight on both sides is improper, more than half is not.
    assert solved({"quota": 5, "weights": {"a": 5, "b": 3, "c": 2}}).proper is False
    assert solved({"quota": 6, "weights": {"a": 5, "b": 3, "c": 2}}).proper is True


def test_past_the_cells_coarser_weights_are_proposed_and_their_effect_is_told() -> None:
    weights = {f"p{i}": 10_007 * (i + 3) + i * i for i in range(22)}
    rule = {"quota": round(0.62 * sum(weights.values())), "weights": weights}
    refused = solved(rule, max_cells=100_000, max_coalitions=1_000)
    assert (refused.status.code, refused.winning, refused.proper) == ("limit", None, None)
    assert "steps=4000" in str(refused.status.message)
    exact = solved(rule)
    found = solved(rule, max_cells=100_000, max_coalitions=1_000, steps=4_000)
    assert found.status.code == "approximate"
    assert found.rounding.fewest <= exact.winning <= found.rounding.most
    assert 0 < found.rounding.share(22) < 0.02
    shares = found.indices["shapley-shubik"], exact.indices["shapley-shubik"]
    assert max(abs(shares[0][p] - shares[1][p]) for p in weights) < 1e-3
    assert found.minimal_winning is None
    assert found.indices["holler"] is None


def test_past_the_additions_it_is_refused_as_well() -> None:
    weights = {f"p{i}": i + 1 for i in range(400)}
    found = solved({"quota": 50_000, "weights": weights})
    assert found.status.code == "limit"
    assert "additions" in str(found.status.message)


def test_ten_thousand_players_are_counted_and_more_are_refused() -> None:
    found = solved({"at_least": 5_001}, [f"p{i}" for i in range(10_000)])
    assert found.status.code == "ok"
    assert found.indices["shapley-shubik"]["p0"] == pytest.approx(1e-4, rel=1e-12)
    assert isinstance(found.to_dict()["winning"], str)
    more = solved({"at_least": 5_001}, [f"p{i}" for i in range(10_001)])
    assert more.status.code == "limit"


def test_the_work_is_counted() -> None:
    quota = {"quota": 300, "weights": {f"p{i}": 2 * i + 1 for i in range(25)}}
    found = solved(quota, max_coalitions=1_000)
    # 325 is the threshold of the opponents: 625 − 301 + 1.
    assert found.stats.work == {"cells": 26 * 327, "additions": (26 * 327 * 25 + 25 * 2 * 625) // 2}
    assert solved({"at_least": 3}, list("abcde")).stats.work == {"cells": 6, "additions": 5}
    assert solved({"quota": 9, "weights": {"a": 4, "b": 3, "c": 5}}).stats.work == {"coalitions": 8}


@pytest.mark.parametrize("settings", [{"steps": 0}, {"rule": {"veto": ["x"]}}, {"rule": "nobody"}])
def test_settings_that_are_wrong(settings: dict[str, Any]) -> None:
    with pytest.raises(pp.UsageError):
        pp.solve(pp.Committee.from_rule({"at_least": 1}, players=["a"]), pp.Power(**settings))


def test_a_rule_on_the_command_line(tmp_path: Path, capsysbinary: Any) -> None:
    (tmp_path / "brief.yaml").write_text(
        "schema: pourparler/brief/1\nparties: {a: {}, b: {}, c: {}}\nrules: {agreement: unanimity}\n",
        encoding="utf-8",
    )
    rule = '{"quota": 51, "weights": {"a": 50, "b": 49, "c": 1}}'
    assert run(["solve", str(tmp_path), "power", "--set", f"rule={rule}", "--json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert data["indices"]["banzhaf"] == {"a": 0.6, "b": 0.2, "c": 0.2}
    assert (data["winning"], data["minimal_winning"], data["indices"]["coleman-act"]) == (3, 2, 0.375)
    assert run(["solve", str(tmp_path), "power"]) == 0
    assert b"Nothing passes without a, b and c." in capsysbinary.readouterr().out
    assert run(["sweep", str(tmp_path), "power", "--draws", "8", "--seed", "1", "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["draws"] == 8
    assert len(found := solved(json.loads(rule)).to_frame()) == 3
    assert found["swings"].tolist() == [3, 1, 1]
