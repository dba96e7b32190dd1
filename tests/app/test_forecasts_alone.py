"""Briefs that hold what forecasts need and not what bargaining needs: no reference point, saliences of zero."""

import json
from pathlib import Path

import pytest

from pourparler.app.cli import run

HEAD = """\
title: positions
issues: {x: {range: {from: 0, to: 100}%s}, y: {range: {from: 0, to: 100}%s}}
parties: {a: {influence: 1}, b: {influence: 3}}
stances:
"""
CARING = "  a: {x: {position: 0, salience: 50}, y: {position: 0, salience: 50}}\n"
INDIFFERENT = "  a: {x: {position: 0, salience: 0}}\n"
TODAY = ", status_quo: 20"
OTHER = "  b: {x: {position: 100, salience: 50}, y: {position: 100, salience: 50}}\n"


def _written(folder: Path, stances: str, known: tuple[str, str] = ("", "")) -> str:
    """A brief with `stances` of the first party; `known`: what x and y say beside their ranges."""
    (folder / "brief.yaml").write_text(HEAD % known + stances + OTHER, encoding="utf-8")
    return str(folder)


@pytest.fixture(params=[CARING, INDIFFERENT], ids=["no reference point", "nothing matters to a"])
def brief(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return _written(tmp_path, request.param)


@pytest.mark.parametrize("concept", ["compromise", "challenge", "exchange", "power"])
def test_what_bargaining_lacks_stops_no_forecast(
    brief: str, concept: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["check", brief]) == 0
    capsysbinary.readouterr()
    assert run(["solve", brief, concept, "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["status"]["code"] == "ok"


def test_bargaining_is_still_refused(brief: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["solve", brief, "nash", "--json"]) == 3
    assert b"Traceback" not in capsysbinary.readouterr().err


def test_the_main_job_skips_bargaining_and_says_why(brief: str, tmp_path: Path) -> None:
    assert run(["run", brief, "--out", str(tmp_path / "out"), "--draws", "8", "-q"]) == 0
    found = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert {"compromise", "pce"} <= {result["concept"]["name"] for result in found["results"]}
    assert any(item["concept"] == "nash" and item["sentence"] for item in found["skipped"])


@pytest.mark.parametrize(
    ("stances", "known", "rule"),
    [(CARING, (TODAY, ""), "E011"), (INDIFFERENT, (TODAY, TODAY), "E010")],
    ids=["a reference point is missing", "nothing matters to a"],
)
def test_a_brief_that_speaks_of_no_deal_must_hold_all_of_it(
    stances: str,
    known: tuple[str, str],
    rule: str,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    brief = _written(tmp_path, stances, known)
    assert run(["check", brief]) == 1
    capsysbinary.readouterr()
    for command in (["solve", brief, "compromise"], ["run", brief, "--out", str(tmp_path / "out")]):
        assert run([*command, "--json"]) == 3
        assert rule in [item["rule"] for item in json.loads(capsysbinary.readouterr().out)["findings"]]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.parametrize("setting", ["kappa={}", 'point={{"x": "{}"}}'])
def test_settings_that_read_as_no_finite_number_are_refused(
    brief: str, setting: str, value: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["solve", brief, "nash-spatial", "--set", setting.format(value)]) == 2
    assert "not allowed" in capsysbinary.readouterr().err.decode()
