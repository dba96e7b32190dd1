"""The challenge model: odd input, settings, JSON, limits, cycles, offers of every kind, sentences."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.challenge import MOST, ROUND
from pourparler.analyses.collective.challenges.reading import (
    APPENDIX,
    EXPECTED_UTILITY_MAX,
    PROGRAM,
    as_reading,
)
from pourparler.app.commands.schema import schema
from pourparler.kernels.challenge_rounds import last_medians


def model(*issues: list[tuple[float, float, float]]) -> pp.Positions:
    """Rows of position, influence and salience, a list for each issue."""
    return pp.Positions.from_arrays(
        [[issue[a][0] for issue in issues] for a in range(len(issues[0]))],
        influence=[row[1] for row in issues[0]],
        salience=[[issue[a][2] for issue in issues] for a in range(len(issues[0]))],
    )


TRIO = [(0.0, 1.0, 0.5), (40.0, 2.0, 0.9), (100.0, 2.5, 0.4)]
CROWD = [(0.0, 3.0, 0.9), (30.0, 1.0, 0.4), (55.0, 2.0, 0.7), (80.0, 1.5, 0.2), (100.0, 2.0, 0.8)]


def test_one_actor_keeps_its_position() -> None:
    found = pp.solve(model([(30.0, 1.0, 0.5)]), pp.Challenge())
    assert (found.forecasts["i1"].point, found.status.code) == (30.0, "ok")
    assert "All hold the same position on i1." in str(found.status.message)
    assert found.to_dict()["medians"] == [30.0]


@pytest.mark.parametrize("reading", [PROGRAM, APPENDIX, EXPECTED_UTILITY_MAX])
def test_two_actors_stay_between_their_positions(reading: Any) -> None:
    found = pp.solve(model([(0.0, 1.0, 0.5), (100.0, 3.0, 0.5)]), pp.Challenge(reading=reading))
    game = found.issues["i1"]
    assert game.medians[0] == 100.0
    assert len(game.medians) == 6
    assert all(0 <= x <= 100 for held in game.positions for x in held.values())


def test_saliences_of_zero_are_raised_and_named() -> None:
    found = pp.solve(model([(0.0, 1.0, 0.0), (40.0, 1.0, 0.0), (100.0, 1.0, 0.0)]), pp.Challenge())
    assert found.status.code == "ok"
    assert "a1 on i1, a2 on i1 and a3 on i1" in str(found.status.message)
    raised = pp.solve(model([(0.0, 1.0, 0.01), (40.0, 1.0, 0.01), (100.0, 1.0, 0.01)]), pp.Challenge())
    assert found.issues == raised.issues


def test_positions_off_the_scale_are_played_as_they_are_held() -> None:
    rows = [(x + 500, c, s) for x, c, s in CROWD]
    found, on = (pp.solve(model(r), pp.Challenge()).issues["i1"].medians for r in (rows, CROWD))
    assert [x - 500 for x in found] == pytest.approx(on, abs=1e-6)


def test_who_takes_no_position_takes_no_part() -> None:
    rows = [*CROWD, (float("nan"), 50.0, 0.9)]
    found = pp.solve(model(rows), pp.Challenge())
    assert found.issues["i1"].medians == pp.solve(model(CROWD), pp.Challenge()).issues["i1"].medians
    assert "a6" not in found.issues["i1"].positions[0]


def test_an_issue_without_any_position_has_no_forecast() -> None:
    nobody = [(float("nan"), c, s) for _, c, s in TRIO]
    found = pp.solve(model(nobody, TRIO), pp.Challenge())
    assert found.forecasts["i1"].point is None
    assert list(found.to_dict()["medians"]) == ["i2"]
    alone = pp.solve(model(nobody), pp.Challenge()).to_dict()
    assert (alone["medians"], alone["rounds"], alone["moves"]) == ([], [], [])
    assert pp.solve(model(nobody), pp.ChallengeReadings()).issues == {}


def test_unknown_influence_is_an_error_that_says_whose() -> None:
    bare = model([(0.0, 1.0, 0.5), (100.0, float("nan"), 0.5)])
    for concept in (pp.Challenge(), pp.ChallengeReadings()):
        with pytest.raises(pp.ModelError, match="a2"):
            pp.solve(bare, concept)
        assert concept.observe([bare, bare]) == [None, None]


def test_weights_that_vanish_fall_back_and_say_so() -> None:
    found = pp.solve(model([(0.0, 0.0, 0.5), (60.0, 0.0, 0.5), (100.0, 0.0, 0.5)]), pp.Challenge())
    assert "equal" in str(found.status.message)
    assert found.issues["i1"].medians[0] == 60.0


def test_those_not_at_the_table_may_be_left_out() -> None:
    some = replace(model(CROWD), at_table=np.array([True, True, False, True, True]))
    left = pp.solve(some, pp.Challenge(parties="at-table")).issues["i1"].medians
    assert left == pp.solve(model(CROWD[:2] + CROWD[3:]), pp.Challenge()).issues["i1"].medians


def test_two_hundred_actors_and_more_end_at_the_work_allowed() -> None:
    rng = np.random.default_rng(3)
    rows = [(float(x), 1.0, 0.5) for x in rng.uniform(0, 100, 200)]
    found = pp.solve(model(rows), pp.Challenge(rounds=1))
    assert (found.status.code, found.stats.work["votes"]) == ("ok", 200**3)
    many = [(float(x), 1.0, 0.5) for x in rng.uniform(0, 100, 1300)]
    cut = pp.solve(model(many), pp.Challenge())
    assert (cut.status.code, len(cut.issues["i1"].medians)) == ("limit", 1)
    assert "i1: stopped after 0 rounds" in str(cut.status.message)
    assert pp.Challenge().observe([model(many)] * 2) == [cut.observed(model(many))] * 2
    assert pp.solve(model(many), pp.ChallengeReadings(), on_fail="status").status.code == "undefined"


def test_the_work_allowed_counts_rounds_too() -> None:
    most = pp.Challenge(rounds=10**9).ending(3).rounds
    assert most == MOST // (27 + ROUND) < 10_000


def test_issues_are_played_one_by_one() -> None:
    both = pp.solve(model(CROWD, CROWD[::-1]), pp.Challenge())
    alone = pp.solve(model(CROWD), pp.Challenge())
    assert both.issues["i1"].medians == alone.issues["i1"].medians
    data = both.to_dict()
    assert data["medians"]["i1"] == list(alone.to_dict()["medians"])
    assert set(data["rounds"][0]["positions"]["a1"]) == {"i1", "i2"}
    assert [m["round"] for m in data["moves"]] == sorted(m["round"] for m in data["moves"])


def test_an_issue_that_ends_early_keeps_its_last_positions() -> None:
    settled = [(50.0, c, s) for _, c, s in CROWD]
    data = pp.solve(model(settled, CROWD), pp.Challenge()).to_dict()
    assert len(data["medians"]["i1"]) == 1
    assert len(data["rounds"]) == 6
    assert data["rounds"][5]["positions"]["a1"]["i1"] == 50.0


@pytest.mark.parametrize("concept", [pp.Challenge(), pp.Challenge(rounds=0), pp.ChallengeReadings(rounds=1)])
@pytest.mark.parametrize("issues", [[TRIO], [TRIO, CROWD[:3]]])
def test_json_keeps_the_contract(concept: Any, issues: Any) -> None:
    data = pp.solve(model(*issues), concept).to_dict()
    contract = schema("result")
    jsonschema.validate(json.loads(json.dumps(data)), contract)
    for field in ("moves", "medians", "means", "rounds") if concept.name == "challenge" else ("readings",):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({k: v for k, v in data.items() if k != field}, contract)


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("program", PROGRAM),
        ("appendix", APPENDIX),
        ({"preset": "expected-utility-max"}, EXPECTED_UTILITY_MAX),
        ({"preset": "appendix", "choice": "least-move"}, APPENDIX.changed({"choice": "least-move"})),
        ({"moves": {"key": "distance"}, "risk": "off"}, PROGRAM.changed({"key": "distance", "risk": "off"})),
    ],
)
def test_readings_are_named_or_changed_by_switches(value: Any, reading: Any) -> None:
    concept = pp.Challenge.with_settings({"reading": value})
    assert concept.reading == reading
    assert pp.Challenge.with_settings(json.loads(json.dumps(concept.settings()))) == concept


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("appendx", "Did you mean appendix"),
        (3, "Use one of program"),
        ({"choise": "strongest"}, "Did you mean choice"),
        ({"choice": "best"}, "Use one of category, least-move, strongest"),
        ({"odds": {"choice": "strongest"}}, "Use one of denominator, distances, voters"),
        ({"odds": 3}, "Use one of denominator"),
        ({"preset": {"preset": "x"}}, "Use one of program"),
    ],
)
def test_a_wrong_reading_is_told_with_what_there_is(value: Any, told: str) -> None:
    with pytest.raises(pp.UsageError, match=told):
        as_reading(value)


def test_the_command_line_takes_presets_and_records(call: Any) -> None:
    brief = pp.read_case("emission-1994").folder
    code, out, _ = call("solve", brief, "challenge", "--set", "reading=appendix", "--json")
    assert (code, json.loads(out)["concept"]["settings"]["reading"]["moves"]["key"]) == (0, "distance")
    record = '{"preset": "appendix", "choice": "strongest"}'
    code, out, _ = call("solve", brief, "challenge", "--set", f"reading={record}", "--json")
    assert json.loads(out)["medians"][1:] == [10.0] * 5
    code, _, err = call("solve", brief, "challenge", "--set", "reading=appendx")
    assert code == 2
    assert "appendix" in err


def offers(kind: str, reading: Any) -> list[Any]:
    rng = np.random.default_rng(8)
    found = []
    for _ in range(40):
        rows = [(float(x), float(c), float(s)) for x, c, s in rng.uniform((0, 0.5, 0.1), (100, 3, 1), (5, 3))]
        result = pp.solve(model(rows), pp.Challenge(reading=reading, rounds=1))
        found += [(result, m) for m in result.moves if m.because.kind == kind]
    return found


def test_a_confrontation_takes_the_loser_all_the_way() -> None:
    for result, move in offers("confrontation", APPENDIX):
        assert move.because.other > move.because.own > 0
        assert move.after == result.issues["i1"].positions[0][move.because.offer_by]
    assert offers("confrontation", APPENDIX)
    assert not offers("confrontation", APPENDIX.changed({"confrontation": "stays"}))


def test_a_compromise_takes_the_weaker_part_of_the_way() -> None:
    for result, move in offers("compromise", PROGRAM):
        assert move.because.other > -move.because.own > 0
        there = result.issues["i1"].positions[0][move.because.offer_by]
        part = -move.because.own / move.because.other
        assert move.after == pytest.approx(move.before + (there - move.before) * part)
    assert offers("compromise", PROGRAM)


def test_who_capitulates_had_more_to_lose() -> None:
    for result, move in offers("capitulation", APPENDIX):
        assert 0 < move.because.other <= -move.because.own + 1e-9
        assert move.after == result.issues["i1"].positions[0][move.because.offer_by]
    assert offers("capitulation", APPENDIX)
    assert not offers("capitulation", PROGRAM)


def test_a_state_that_recurs_is_reported() -> None:
    rest = pp.solve(
        pp.read_case("emission-1994"), pp.Challenge.with_settings({"reading": "program-pair", "rounds": 9})
    )
    assert rest.forecasts["delay"].details["cycle"] == 1
    assert "nobody moves any more" in str(rest.status.message)
    assert rest.issues["delay"].positions[-1] == rest.issues["delay"].positions[rest.issues["delay"].since]


def test_positions_that_go_round_and_round() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        rows = [(float(x), float(c), float(s)) for x, c, s in rng.integers((0, 1, 1), (4, 4, 5), (4, 3))]
        rows = [(x, c, s / 4) for x, c, s in rows]
        found = pp.solve(model(rows), pp.Challenge(reading=APPENDIX, rounds=12))
        game = found.issues["i1"]
        if game.cycle and game.cycle > 1:
            assert game.positions[game.since] == pytest.approx(
                game.positions[game.since + game.cycle], abs=1e-6
            )
            assert f"every {game.cycle} rounds" in str(found.status.message)
            return
    pytest.fail("no cycle among two hundred cases")


def test_stop_waits_for_two_calm_rounds_and_for_twenty_at_most() -> None:
    assert pp.Challenge(stop="settled").ending(5).rounds == 20
    assert pp.Challenge(stop="settled", rounds=30).ending(5).rounds == 30
    game = pp.solve(model(CROWD), pp.Challenge(stop="settled")).issues["i1"]
    changes = np.abs(np.diff(game.medians)) < 0.5
    if len(changes) < 20:
        assert changes[-2:].all()
        assert not (changes[:-2] & changes[1:-1]).any()


def test_moves_are_told_in_both_languages() -> None:
    result = pp.solve(pp.read_case("emission-1994"), pp.Challenge())
    assert "Round 1: Belgium goes from 7 to 8.4, the compromise that France offered." in result.summary("en")
    assert "3 more moves are in the table." in result.summary("en")
    assert "Belgique" in result.summary("fr")
    frame = result.to_frame()
    assert len(frame) == 60
    readings = pp.solve(pp.read_case("emission-1994"), pp.ChallengeReadings(rounds=1))
    assert "over 384 readings" in readings.summary("en")
    assert len(readings.to_frame()) == 384


def test_small_cases_do_not_load_the_compiler() -> None:
    code = (
        "import sys, pourparler as pp\n"
        "pp.solve(pp.read_case('emission-1994'), pp.Challenge())\n"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_models_that_differ_on_one_issue_alone_are_played_once_on_the_others(monkeypatch: Any) -> None:
    first = model([(0, 0.5, 1), (40, 1, 2), (100, 0.7, 2)], [(10, 0.5, 1), (60, 0.2, 2), (90, 0.9, 2)])
    moved = first.position.copy()
    moved[0, 1] = 30.0
    models = [first, replace(first, position=moved), first]
    played = []

    def counted(actors: Any, *rest: Any, **named: Any) -> Any:
        played.append(actors.position.shape[1])
        return last_medians(actors, *rest, **named)

    monkeypatch.setattr("pourparler.analyses.collective.challenge.last_medians", counted)
    concept = pp.Challenge()
    seen = concept.observe(models)
    assert played == [1, 2]
    for one, given in zip(models, seen, strict=True):
        assert given.quantities == pp.solve(one, concept).observation(one).quantities
