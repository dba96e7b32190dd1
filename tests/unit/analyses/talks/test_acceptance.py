"""Rules of acceptance, by hand; where the clock alone decides they agree with the reference traces."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from laid import heard, line, percent

import pourparler as pp
from pourparler.analyses.talks.strategies.acceptance import AcCombi, AcConst, AcNext, AcTime, best_lately
from pourparler.analyses.talks.strategies.time_based import Conceder, Linear
from pourparler.analyses.talks.talks import Talks

NO_CASES = "POURPARLER_CASES does not name the folder of cases"


def accepted(strategy: Linear, *, at: int, rounds: int = 9) -> list[int]:
    """Which of 101 outcomes are accepted in a round, the other side having offered nothing before."""
    view = heard(percent(), [(0, 0)], rounds=rounds)._replace(round=at)
    return [outcome for outcome in range(101) if strategy.accepts(view, outcome)]


def test_the_band_reaches_a_little_below_the_aspiration() -> None:
    assert accepted(Linear(), at=2) == list(range(70, 101))


def test_what_would_be_offered_now_is_enough() -> None:
    assert accepted(Linear(acceptance=AcNext()), at=2) == list(range(70, 101))
    # The worst outcome good enough for 0.8 is worth 0.9.
    view = heard(line([0, 0.6, 0.75, 0.9, 1.0]), [(0, 0)], rounds=9)._replace(round=1)
    assert Linear(acceptance=AcNext()).accepts(view, 3)
    assert not Linear(acceptance=AcNext()).accepts(view, 2)


def test_a_constant_is_kept_to_whatever_the_time() -> None:
    for at in (0, 8):
        assert accepted(Linear(acceptance=AcConst(0.4)), at=at) == list(range(40, 101))


def test_from_some_time_on_anything_is_accepted() -> None:
    rule = Linear(acceptance=AcTime(0.5))
    assert accepted(rule, at=3) == []
    assert accepted(rule, at=4) == list(range(101))
    poor = heard(line([0.1, 0.2, 0.3], reserve=0.2), [(0, 0)], rounds=9)._replace(round=8)
    assert [rule.accepts(poor, outcome) for outcome in range(3)] == [False, True, True]


def test_after_some_time_the_best_of_the_remaining_window_is_enough() -> None:
    own = percent()
    rule = Linear(acceptance=AcCombi(0.5))
    # Ten rounds: the clock stands at (round + 1) / 11. In round 6 of offers 10, 30, 20, 5, 25, 15, 22: t = 7/11, and
    # the window of length 4/11 begins at 3/11, with the offer of round 2.
    offers = [10, 30, 20, 5, 25, 15, 22]
    view = heard(own, [pair for x in offers for pair in ((0, x), (1, 100))][:-1], rounds=10)
    assert view.round == 6
    assert best_lately(view) == 0.25
    assert rule.accepts(view, 25)
    assert not rule.accepts(view, 24)
    assert rule.accepts(view, 40)
    early = heard(own, [(0, 30), (1, 100), (0, 30)], rounds=10)
    assert not rule.accepts(early, 30)
    # Nothing was heard in the window: any offer that one could live with is the best of it.
    assert rule.accepts(heard(own, [(0, 3)], rounds=10)._replace(round=9), 3)


def test_a_rule_is_written_as_a_name_or_with_its_settings() -> None:
    assert Conceder(acceptance=AcNext()).to_dict() == {"conceder": {"acceptance": "ac-next", "e": 0.25}}
    assert Linear(acceptance=AcTime(0.9)).to_dict()["linear"]["acceptance"] == {"ac-time": {"after": 0.9}}


@pytest.mark.skipif(not os.environ.get("POURPARLER_CASES"), reason=NO_CASES)
@pytest.mark.parametrize("name", ["sao-01", "sao-02", "sao-06", "sao-09"])
def test_the_next_offer_decides_as_the_threshold_does_on_the_reference_traces(name: str) -> None:
    cases = json.loads((Path(os.environ["POURPARLER_CASES"]) / "talks" / "sao-traces.json").read_text())
    run: dict[str, Any] = next(run for run in cases["runs"] if run["id"] == name)
    scenario = cases["scenarios"][run["scenario"]]
    tables = {
        party: {issue: [round(x * 10**6) for x in entries] for issue, entries in table.items()}
        for party, table in scenario["tables"].items()
    }
    reserve = {party: round(x * 10**6) for party, x in scenario["reserve"].items()}
    deal = pp.Bargain.from_tables(scenario["issues"], tables, reserve=reserve, scale=10**6)
    played = {
        party: {kind: {"acceptance": "ac-next"}}
        for party, kind in zip(scenario["parties"], run["strategies"], strict=True)
    }
    found = pp.solve(deal, Talks(played, rounds=run["rounds"]), seed=1, on_fail="status").to_dict()
    assert [
        [scenario["parties"].index(entry["party"]), "/".join(entry["offer"].values())]
        for entry in found["trace"]
    ] == run["offers"]
    assert found["step"] == run["step"]
