"""``pourparler timeline`` and ``pourparler compare`` from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema

Call = Callable[..., tuple[int, str, str]]

SMALL = """schema: pourparler/brief/1
title: A small brief
as_of: 2024-03-31
parties: {a: {influence: 60}, b: {influence: 40}}
issues:
  x: {levels: {low: 0, middle: 50, high: 100}, status_quo: low}
stances:
  a: {x: {position: [{value: middle, from: 2024-01-10}, {value: high, from: 2024-03-01}], salience: 50}}
  b: {x: {position: {low: 0, mode: 40, high: 80}, salience: 30}}
"""
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    folder = tmp_path / "brief"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "brief.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "scenarios" / "weak.yaml").write_text("parties: {a: {influence: 10}}\n", encoding="utf-8")
    (folder / "scenarios" / "same.yaml").write_text("parties: {a: {influence: 60}}\n", encoding="utf-8")
    return folder


def valid(data: dict[str, Any], name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    Draft202012Validator(schema(name)).validate(data)


def test_timeline_prints_one_document(call: Call, brief: Path) -> None:
    code, out, _ = call("timeline", str(brief), "compromise", "--draws", "32", "--json")
    assert code == 0
    data = json.loads(out)
    valid(data, "timeline")
    assert [day["as_of"] for day in data["dates"]] == ["2024-01-10", "2024-02-01", "2024-03-01", "2024-03-31"]
    means = [day["quantities"]["issue/x"]["0.5"] for day in data["dates"]]
    assert means[0] == means[1] < means[2] == means[3]


def test_timeline_without_a_concept_takes_the_first_that_is_supported(call: Call, brief: Path) -> None:
    code, out, _ = call("timeline", str(brief), "--every", "change", "--draws", "32", "--json")
    assert code == 0
    assert json.loads(out)["concept"]["name"] == "nash"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_timeline_writes_its_document_and_charts(call: Call, brief: Path, tmp_path: Path, lang: str) -> None:
    target = tmp_path / "out"
    code, out, _ = call("timeline", str(brief), "nash", "--every", "change", "--draws", "32", "--to", str(target), "--lang", lang)  # fmt: skip
    assert code == 0
    assert "2024" in out
    assert sorted(path.name for path in target.iterdir()) == [
        "fan-nash-issue.svg", "fan-nash-utility.svg", "levels-nash.svg", "parts", "timeline.json"
    ]  # fmt: skip
    valid(json.loads((target / "timeline.json").read_text(encoding="utf-8")), "timeline")


def test_compare_prints_one_document(call: Call, brief: Path) -> None:
    code, out, _ = call("compare", str(brief), "--scenario", "weak", "--draws", "32", "--json")
    assert code == 0
    data = json.loads(out)
    valid(data, "compare")
    assert [change["key"] for change in data["changes"]] == ["parties/a/influence"]
    assert {answer["concept"]["name"] for answer in data["answers"]} == {"nash", "compromise"}


def test_compare_two_folders_and_two_scenarios(call: Call, brief: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "brief.yaml").write_text(SMALL.replace("salience: 30", "salience: 60"), encoding="utf-8")
    told = json.loads(
        call("compare", str(brief), str(other), "--concept", "compromise", "--draws", "16", "--json")[1]
    )
    assert [change["key"] for change in told["changes"]] == ["stances/b/x/salience"]
    assert (told["before"]["label"], told["after"]["label"]) == ("brief", "other")
    both = json.loads(call("compare", str(brief), "--scenario", "weak", "--scenario", "same", "--draws", "16", "--json")[1])  # fmt: skip
    assert (both["before"]["label"], both["after"]["label"]) == ("weak", "same")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_scenario_that_changes_nothing(call: Call, brief: Path, lang: str) -> None:
    code, out, _ = call("compare", str(brief), "--scenario", "same", "--draws", "16", "--lang", lang)
    assert code == 0
    assert ("nothing differs" if lang == "en" else "rien ne diffère") in out


@pytest.mark.parametrize(
    ("arguments", "expected", "said"),
    [
        (["timeline", "BRIEF", "--at", "soon"], 2, "is not a date"),
        (["timeline", "BRIEF", "--at", "2025-01-01"], 2, "after"),
        (["timeline", "BRIEF", "--at", "2024-02-01", "--every", "week"], 2, "at once"),
        (["timeline", "BRIEF", "--every", "hour"], 2, "hour"),
        (["timeline", "BRIEF", "nahs"], 2, "nash"),
        (["timeline", "BRIEF", "stability"], 3, "moves"),
        (["timeline", "BRIEF", "--draws", "0"], 2, "draws"),
        (["timeline", "BRIEF", "--at", "2023-01-01", "--draws", "8"], 0, ""),
        (["compare", "BRIEF"], 2, "two versions"),
        (["compare", "BRIEF", "BRIEF", "BRIEF"], 2, "two versions"),
        (["compare", "BRIEF", "--scenario", "strong"], 2, "strong"),
        (["compare", "BRIEF", "--scenario", "weak", "--concept", "nahs"], 2, "nash"),
        (["compare", "BRIEF", "nowhere"], 3, "nowhere"),
        (["compare", "BRIEF", "--scenario", "weak", "--seed", "-1"], 2, "seed"),
    ],
)
def test_wrong_calls(call: Call, brief: Path, arguments: list[str], expected: int, said: str) -> None:
    code, out, err = call(*[str(brief) if word == "BRIEF" else word for word in arguments], "--lang", "en")
    assert code == expected, err
    assert said in out + err
    assert "Traceback" not in err


def test_a_brief_without_dates_has_no_timeline(call: Call, brief: Path) -> None:
    text = SMALL.replace("as_of: 2024-03-31\n", "").replace(
        "[{value: middle, from: 2024-01-10}, {value: high, from: 2024-03-01}]", "high"
    )
    (brief / "brief.yaml").write_text(text, encoding="utf-8")
    code, _, err = call("timeline", str(brief), "nash", "--lang", "en")
    assert code == 2
    assert "dated" in err


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "otan-2025", "compromise", "--every", "quarter"],
        ["timeline", "riviere", "nash", "--every", "change"],
        ["compare", "otan-2025", "--scenario", "us-delay", "--concept", "nash"],
        ["compare", "riviere", "--scenario", "annee-seche", "--concept", "compromise"],
    ],
)
def test_the_examples(call: Call, arguments: list[str], lang: str) -> None:
    command, name, *rest = arguments
    code, out, err = call(command, str(EXAMPLES / name), *rest, "--draws", "32", "--lang", lang)
    assert code == 0, err
    assert len(out.splitlines()) > 8
    assert "{" not in out


@pytest.mark.parametrize(
    ("words", "name", "parts"),
    [
        (["timeline", "BRIEF", "compromise", "--every", "change"], "timeline.json", 3),
        (
            ["compare", "BRIEF", "--scenario", "weak"],
            "compare.json",
            5,
        ),  # two for Nash, which knows no influence
    ],
)
def test_a_job_goes_on_from_what_is_finished(
    call: Call, brief: Path, tmp_path: Path, words: list[str], name: str, parts: int
) -> None:
    command = [str(brief) if word == "BRIEF" else word for word in words]
    code, out, _ = call(*command, "--draws", "32", "--to", str(tmp_path / "to"), "--json")
    assert code == 0
    kept = [file for file in (tmp_path / "to").rglob("*.json") if file.name not in (name, "job.json")]
    assert len(kept) == parts
    kept[0].unlink()
    others = {file: file.stat().st_mtime_ns for file in kept[1:]}
    code, again, _ = call(*command, "--draws", "32", "--to", str(tmp_path / "to"), "--json")
    assert code == 0
    assert without_seconds(again) == without_seconds(out)
    assert {file: file.stat().st_mtime_ns for file in others} == others
    assert kept[0].is_file()
    code, _, err = call(*command, "--draws", "16", "--to", str(tmp_path / "to"), "--lang", "en")
    assert (code, "another job" in err) == (2, True)


def without_seconds(out: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(out)
    del data["stats"]["seconds"]
    return data
