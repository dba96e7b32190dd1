"""The command line: exit codes, one JSON document, both languages, no traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pourparler.analyses.registry import OWN
from pourparler.app.commands.schema import NAMES, schema
from pourparler.brief.reading import read_brief

SMALL = """\
schema: pourparler/brief/1
title: {fr: "Un essai", en: "A trial"}
language: en
parties: {a: {influence: 50}, b: {influence: 50}}
issues:
  x: {levels: {low: 0, middle: 50, high: 100}, status_quo: low}
  y: {range: {from: 0, to: 10, step: 5}, status_quo: 0}
stances:
  a: {x: {position: high, salience: {low: 20, mode: 60, high: 90}}, y: {position: 0, salience: 30}}
  b: {x: {position: {low: 0, mode: 40, high: 80}, salience: 30}, y: {position: 10, salience: 70}}
"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    folder = tmp_path / "brief"
    folder.mkdir()
    (folder / "brief.yaml").write_text(SMALL, encoding="utf-8")
    return folder


def valid(data: dict[str, Any], name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    Draft202012Validator(schema(name)).validate(data)


CONCEPTS = [
    "agreements",
    "frontier",
    "nash",
    "kalai-smorodinsky",
    "egalitarian",
    "utilitarian",
    "compromise",
    "weighted-median",
    "pce",
    "smp",
]


@pytest.mark.parametrize("concept", CONCEPTS)
def test_solve_prints_one_document(call: Call, brief: Path, concept: str) -> None:
    code, out, _ = call("solve", str(brief), concept, "--json")
    assert code == 0
    data = json.loads(out)
    valid(data, "result")
    assert data["concept"]["name"] == concept
    assert data["status"]["code"] == "ok"
    assert list(data) == sorted(data)


@pytest.mark.parametrize("concept", ["frontier", "nash", "kalai-smorodinsky", "egalitarian", "raiffa"])
def test_lotteries_by_setting(call: Call, brief: Path, concept: str) -> None:
    code, out, _ = call("solve", str(brief), concept, "--set", "lotteries=allowed", "--json")
    data = json.loads(out)
    valid(data, "result")
    assert (code, data["status"]["code"]) == (0, "ok")
    assert data["concept"]["settings"]["lotteries"] == "allowed"
    if data.get("lottery"):
        assert data["outcome"] is None
        assert sum(drawn["probability"] for drawn in data["lottery"]) == pytest.approx(1)


def test_utilitarian_has_no_lotteries(call: Call, brief: Path) -> None:
    code, _, err = call("solve", str(brief), "utilitarian", "--set", "lotteries=allowed")
    assert code == 2
    assert "lotteries" in err


def test_nash_of_the_small_brief(call: Call, brief: Path) -> None:
    data = json.loads(call("solve", str(brief), "nash", "--json")[1])
    assert data["outcome"] == {"x": "high", "y": 10}
    # a: 2/3 · 1 + 1/3 · 0; b: .3 · (1 − .6) + .7 · 1
    assert data["utilities"] == {"a": pytest.approx(0.666667), "b": pytest.approx(0.82)}
    assert data["certificate"] == {"kind": "exact", "gap": 0.0, "dominated": False}
    assert data["brief"]["digest"] == read_brief(brief).digest


@pytest.mark.parametrize(
    ("lang", "heads", "flip"),
    [
        ("en", ("What would change the answer", "What to verify next", "On what the answer rests"), "If the "),
        ("fr", ("Ce qui changerait la réponse", "Ce qu’il faut vérifier ensuite", "Sur quoi repose la réponse"), "Si le nombre « "),
    ],
)  # fmt: skip
def test_a_sweep_tells_what_would_change_it(
    call: Call, brief: Path, lang: str, heads: tuple[str, ...], flip: str
) -> None:
    code, out, _ = call("--lang", lang, "sweep", str(brief), "nash", "--draws", "64", "--seed", "3")
    assert code == 0
    text = " ".join(out.split())
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    assert f"• {flip}" in text
    assert "\ue000" not in out


@pytest.mark.parametrize("concept", ["nash", "compromise", "agreements"])
def test_sweep_prints_one_document(call: Call, brief: Path, concept: str) -> None:
    code, out, _ = call("sweep", str(brief), concept, "--draws", "64", "--seed", "3", "--json")
    assert code == 0
    data = json.loads(out)
    valid(data, "sweep")
    assert data["draws"] == 64
    assert sum(data["status_share"].values()) == pytest.approx(1)
    again = json.loads(call("sweep", str(brief), concept, "--draws", "64", "--seed", "3", "--json")[1])
    data["stats"].pop("seconds"), again["stats"].pop("seconds")
    assert data == again


def test_check_prints_one_document(call: Call, brief: Path) -> None:
    code, out, _ = call("check", str(brief), "--json")
    assert code == 0
    data = json.loads(out)
    valid(data, "check")
    assert data["counts"]["error"] == 0


def test_check_finds_everything_at_once(call: Call, brief: Path) -> None:
    wrong = (
        SMALL.replace("title:", "titel:")
        .replace("mode: 60", "mode: 10")
        .replace("position: high", "position: hihg")
    )
    (brief / "brief.yaml").write_text(wrong, encoding="utf-8")
    code, out, _ = call("check", str(brief), "--json")
    assert code == 1
    found = {(f["rule"], f["where"]) for f in json.loads(out)["findings"] if f["level"] == "error"}
    assert {("E001", "brief.yaml:2:1"), ("E007", "brief.yaml:9:21")} <= found
    assert "E206" in {rule for rule, _ in found}


@pytest.mark.parametrize(("lang", "word"), [("fr", "erreur"), ("en", "error")])
def test_check_speaks_both_languages(call: Call, brief: Path, lang: str, word: str) -> None:
    code, out, _ = call("check", str(brief), "--lang", lang)
    assert code == 0
    assert word in out.splitlines()[-1]


def test_results_are_the_same_bytes_twice(call: Call, brief: Path, tmp_path: Path) -> None:
    pages, data = [], []
    for name in ("one", "two"):
        code, _, err = call("run", str(brief), "--out", str(tmp_path / name), "--draws", "64")
        assert (code, err) == (0, "")
        pages.append((tmp_path / name / "report.html").read_bytes())
        data.append(json.loads((tmp_path / name / "results.json").read_bytes()))
    assert pages[0] == pages[1]
    valid(data[0], "results")
    for document in data:
        for part in (*document["results"], *document["sweeps"]):
            part["stats"].pop("seconds")
    assert data[0] == data[1]


def test_run_with_json_prints_the_results_document(call: Call, brief: Path, tmp_path: Path) -> None:
    code, out, _ = call("run", str(brief), "--out", str(tmp_path / "out"), "--draws", "16", "--json")
    assert code == 0
    valid(json.loads(out), "results")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["solve", "BRIEF", "nsh"], 2),
        (["solve", "BRIEF", "nash", "--set", "tie=3"], 2),
        (["solve", "BRIEF", "nash", "--set", "ties"], 2),
        (["solve", "BRIEF", "nash", "--set", "ties=many"], 2),
        (["sweep", "BRIEF", "nash", "--draws", "0"], 2),
        (["sweep", "BRIEF", "nash", "--seed", "-1"], 2),
        (["sweep", "BRIEF", "nash", "--workers", "0"], 2),
        (["run", "BRIEF", "--scenario", "none"], 2),
        (["check", "BRIEF", "--as-of", "someday"], 1),
        (["chek", "BRIEF"], 2),
        (["check"], 2),
        (["check", "BRIEF", "--nope"], 2),
        (["check", "BRIEF/nowhere"], 3),
        (["trace", "BRIEF", "stances/a/x/positon"], 2),
        (["new", "BRIEF"], 2),
        (["schema", "nothing"], 2),
        (["cases", "nothing"], 2),
    ],
)
def test_exit_codes(call: Call, brief: Path, arguments: list[str], code: int) -> None:
    found, out, err = call(*(a.replace("BRIEF", str(brief)) for a in arguments))
    assert found == code
    assert "Traceback" not in out + err
    if code > 1:
        assert err.startswith("Error: ")
        assert out == ""


def test_an_error_with_json_is_one_document(call: Call, brief: Path) -> None:
    code, out, _ = call("solve", str(brief), "nsh", "--json")
    data = json.loads(out)
    assert (code, data["schema"], data["error"]["advice"]) == (2, "pourparler/error/1", "Did you mean nash?")


def test_an_invalid_brief_is_not_solved(call: Call, brief: Path) -> None:
    (brief / "brief.yaml").write_text(SMALL.replace("mode: 60", "mode: 10"), encoding="utf-8")
    code, out, err = call("solve", str(brief), "nash")
    assert (code, out) == (3, "")
    assert "brief.yaml:9:27" in err
    assert "E206" in err


def test_no_agreement_is_an_answer(call: Call, brief: Path) -> None:
    apart = SMALL.replace("salience: {low: 20", 'red_line: "high", salience: {low: 20').replace(
        "salience: 30}, y: {position: 10", 'salience: 30, red_line: "at most middle"}, y: {position: 10'
    )
    (brief / "brief.yaml").write_text(apart, encoding="utf-8")
    code, out, _ = call("solve", str(brief), "nash", "--json")
    data = json.loads(out)
    assert (code, data["status"]["code"], data["outcome"]) == (0, "no-agreement", None)
    assert call("solve", str(brief), "nash", "--require-agreement")[0] == 1


def test_new_makes_a_brief_that_passes_and_runs(call: Call, tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        folder = tmp_path / lang
        assert call("new", str(folder), "--lang", lang)[0] == 0
        code, out, _ = call("check", str(folder), "--json")
        assert code == 0
        assert json.loads(out)["counts"]["error"] == 0
        assert call("solve", str(folder), "nash")[0] == 0
        before = (folder / "brief.yaml").read_bytes()
        assert call("new", str(folder))[0] == 2
        assert (folder / "brief.yaml").read_bytes() == before


def test_schemas_are_schemas_and_the_brief_schema_takes_the_examples(call: Call, brief: Path) -> None:
    for name in NAMES:
        Draft202012Validator.check_schema(schema(name))
        assert json.loads(call("schema", name)[1]) == schema(name)
    validator = Draft202012Validator(schema("brief"))
    examples = Path(__file__).parents[2] / "examples"
    for folder in [brief, *(p.parent for p in examples.glob("*/brief.yaml"))]:
        assert not [e.message for e in validator.iter_errors(json.loads(json.dumps(read_brief(folder).data)))]


def test_completion_scripts(call: Call) -> None:
    for shell in ("bash", "zsh", "fish"):
        code, out, _ = call("completion", shell)
        assert code == 0
        assert "_POURPARLER_COMPLETE" in out


def test_help_names_every_concept(call: Call) -> None:
    said = call("solve", "--help")[1].replace("\n", " ")
    assert [name for name in OWN if name not in said] == []


def test_talks_by_settings(call: Call, brief: Path) -> None:
    strategies = 'strategies={"a": "boulware", "b": {"conceder": {"e": 0.4}}}'
    code, out, _ = call("solve", str(brief), "talks", "--set", strategies, "--set", "rounds=20", "--json")
    data = json.loads(out)
    valid(data, "result")
    assert (code, data["reason"], data["rounds"]) == (0, "agreement", 20)
    assert data["trace"][0]["party"] == "a"
    assert data["strategies"]["b"] == {"conceder": {"acceptance": "threshold", "e": 0.4}}
    said = call("solve", str(brief), "talks", "--set", strategies, "--set", "rounds=20")[1]
    assert "Who plays how" in said
    assert "Agreement in round" in said


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ([], "no strategy is given for a and b"),
        (["--set", 'strategies={"a": "bolware", "b": "micro"}'], "Did you mean boulware?"),
        (["--set", 'strategies={"a": "linear", "b": "micro", "c": "micro"}'], "c has no seat at the table"),
        (
            ["--set", 'strategies={"a": "linear", "b": "micro"}', "--set", "rounds=0"],
            "possible number of rounds",
        ),
    ],
)
def test_talks_that_cannot_be_played(call: Call, brief: Path, settings: list[str], told: str) -> None:
    code, _, err = call("solve", str(brief), "talks", *settings)
    assert code == 2
    assert told in err


def test_run_plays_talks_where_the_brief_says_how(call: Call, brief: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    assert call("run", str(brief), "--out", str(out), "--draws", "4", "--quiet")[0] == 0
    data = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert "calendar.strategies" in {s["concept"]: s["sentence"] for s in data["skipped"]}["talks"]
    calendar = (
        "calendar: {deadline: 9, strategies: {a: boulware, b: {strategy: linear, assumption: a guess}}}\n"
    )
    (brief / "brief.yaml").write_text(SMALL + calendar, encoding="utf-8")
    assert call("run", str(brief), "--out", str(out), "--draws", "4", "--quiet")[0] == 0
    data = json.loads((out / "results.json").read_text(encoding="utf-8"))
    valid(data, "results")
    (talks,) = (r for r in data["results"] if r["concept"]["name"] == "talks")
    assert talks["rounds"] == 9
    assert 'id="talks"' in (out / "report.html").read_text(encoding="utf-8")
