"""``pourparler tournament`` on the command line."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema
from tests.app.tournament_trial import QUICK, brief, briefs, with_strangers

Call = Callable[..., tuple[int, str, str]]

PLAYED = ("--strategies", ", ".join(QUICK), "--rounds", "12", "--seed", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return briefs(tmp_path / "briefs", 3)


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "rows.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def no_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    """CSV also where pyarrow is installed."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)


@pytest.mark.usefixtures("no_parquet")
def test_one_document_of_the_schema_and_files_that_agree_with_it(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    code, out, err = call("tournament", folder, "nash-1950", *PLAYED, "--json", "--to", target)
    assert (code, err) == (0, "")
    data = json.loads(out)
    Draft202012Validator(schema("tournament")).validate(data)
    assert json.loads((target / "tournament.json").read_text(encoding="utf-8")) == data
    assert [one["name"] for one in data["plan"]["scenarios"]] == [
        "nash-1950",
        "talks-00",
        "talks-01",
        "talks-02",
    ]
    assert data["runs"] == data["planned"] == 4 * 16 == len(_rows(target))
    assert sum(data["reasons"].values()) == data["runs"]
    assert {row["rounds"] for row in _rows(target)} == {"12"}
    agreed = [row for row in _rows(target) if row["reason"] == "agreement"]
    assert len(agreed) == data["reasons"]["agreement"]
    assert (target / "tournament.svg").read_text(encoding="utf-8").startswith("<svg")
    assert call("tournament", folder, "nash-1950", *PLAYED, "--json", "--to", target)[1] == out


@pytest.mark.parametrize(("lang", "words"), [("en", "By strategy"), ("fr", "Par stratégie")])
def test_what_it_says(call: Call, folder: Path, lang: str, words: str) -> None:
    code, out, _ = call("tournament", folder, *PLAYED, "--lang", lang)
    assert code == 0
    for name in QUICK:
        assert name in out
    assert words in out


def test_settings_may_hold_blanks_and_commas(call: Call, folder: Path) -> None:
    written = 'linear e=2 acceptance={"ac-time": {"after": 0.9}}, hybrid time={"boulware": {"e": 3, "acceptance": "ac-next"}}'
    code, out, err = call("tournament", folder, "--strategies", written, "--rounds", "5", "--json")
    assert (code, err) == (0, "")
    found = [one["strategy"] for one in json.loads(out)["plan"]["strategies"]]
    assert found[1] == {"linear": {"acceptance": {"ac-time": {"after": 0.9}}, "e": 2}}
    assert found[0]["hybrid"]["time"] == {"boulware": {"acceptance": "ac-next", "e": 3}}


def test_a_packed_brief_and_a_single_one(call: Call, folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "one.zip"
    assert call("pack", folder / "talks-00", "--to", packed)[0] == 0
    found = []
    for scenario in (packed, folder / "talks-00", folder / "talks-00" / "brief.yaml"):
        code, out, _ = call("tournament", scenario, *PLAYED, "--json")
        assert code == 0
        found.append(json.loads(out))
    assert [one["plan"]["scenarios"][0]["name"] for one in found] == ["one", "talks-00", "talks-00"]
    assert found[0]["scores"] == found[1]["scores"] == found[2]["scores"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("no-such-brief", *PLAYED), 2, "neither a brief nor a case"),
        (("nash-195", *PLAYED), 2, "nash-1950"),
        (("nash-1950", "nash-1950", *PLAYED), 2, "twice"),
        (("nash-1950", "--strategies", "boulwar"), 2, "boulware"),
        (("nash-1950", "--strategies", "conceder e=x"), 2, "--strategies: x"),
        (("nash-1950", "--strategies", "linear e"), 2, "--strategies: e is not"),
        (("nash-1950", *PLAYED, "--rounds", "0"), 2, "rounds"),
        (("nash-1950", *PLAYED, "--repetitions", "0"), 2, "repetitions"),
        (("nash-1950", *PLAYED, "--workers", "0"), 2, "workers"),
        (("nash-1950", *PLAYED, "--workers", "2", "--cluster", "tcp://127.0.0.1:1"), 2, "at once"),
        (("nash-1950", *PLAYED, "--seed", "-1"), 2, "seed"),
        (("nash-1950",), 2, "--strategies"),
        ((*PLAYED,), 2, "SCENARIOS"),
        (("emission-1994", *PLAYED), 3, "reserve"),
    ],
)
def test_bad_input_is_told(call: Call, arguments: tuple[str, ...], code: int, words: str) -> None:
    found, out, err = call("tournament", *arguments, "--lang", "en")
    assert (found, out) == (code, "")
    assert err.startswith("Error: ")
    assert words in err
    assert "Traceback" not in err


def test_a_brief_with_errors_and_a_folder_without_briefs(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("tournament", empty, *PLAYED)[0] == 3
    wrong = brief(tmp_path / "wrong", 1) / "brief.yaml"
    wrong.write_text(
        wrong.read_text(encoding="utf-8").replace("reserve: 0.3", "reserve: often"), encoding="utf-8"
    )
    assert call("tournament", wrong.parent, *PLAYED)[0] == 3


def test_sweeps_and_backtests_take_a_cluster_too(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pourparler.jobs import cluster

    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    for arguments in (
        ("sweep", folder / "talks-00", "nash", "--draws", "16"),
        ("tournament", folder, *PLAYED),
    ):
        code, _, err = call(*arguments, "--cluster", "nowhere", "--lang", "en")
        assert code == 2
        assert "no cluster answers at nowhere" in err


def _program(*arguments: object, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    call = [sys.executable, "-m", "pourparler", "tournament", *map(str, arguments)]
    return subprocess.run(call, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [1, 2])
def test_strategies_of_others_that_fail_lose_only_their_own_runs(tmp_path: Path, workers: int) -> None:
    env = with_strangers(tmp_path / "path")
    folder = briefs(tmp_path / "briefs", 1)
    done = _program(
        folder, "--strategies", "linear, fair, raising, outside", "--rounds", "6",
        "--fault-share", "1", "--self-play", "without", "--json", "--lang", "en",
        "--workers", workers, "--to", tmp_path / "out", env=env,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    data = json.loads(done.stdout)
    Draft202012Validator(schema("tournament")).validate(data)
    scores = {one["strategy"]: one for one in data["scores"]}
    assert scores["linear"]["faults"] == scores["fair"]["faults"] == data["timeouts"] == 0
    assert min(scores[name]["faults"] for name in ("raising", "outside")) > 0
    kinds = {tuple(one["seats"]): one["kind"] for one in data["faults"]}
    assert kinds[("linear", "raising")] == kinds[("outside", "linear")] == "error"
    assert scores["linear"]["agreement"]["mean"] > 0
    plain = _program(folder, "--strategies", "linear, fair", "--rounds", "6", "--json", env=env)
    met = {(one["strategy"], one["opponent"]): one for one in data["by_opponent"]}
    for one in json.loads(plain.stdout)["by_opponent"]:
        if one["strategy"] != one["opponent"]:
            assert met[(one["strategy"], one["opponent"])] == one


@pytest.mark.parametrize(("name", "kind", "timeouts"), [("sleeping", "timeout", 2), ("leaving", "ended", 0)])
def test_a_strategy_that_never_answers_or_ends_its_process_is_told_apart(
    tmp_path: Path, name: str, kind: str, timeouts: int
) -> None:
    env = with_strangers(tmp_path / "path")
    done = _program(
        briefs(tmp_path / "briefs", 1), "--strategies", f"linear, {name}", "--rounds", "6", "--fault-share", "1",
        "--self-play", "without", "--run-seconds", "1", "--json", "--lang", "en", env=env,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert (data["runs"], data["timeouts"], data["reasons"]["fault"]) == (2, timeouts, 2)
    assert {one["kind"] for one in data["faults"]} == {kind}
    assert {(one["strategy"], one["faults"] + one["timeouts"]) for one in data["scores"]} == {
        ("linear", 0),
        (name, 2),
    }
