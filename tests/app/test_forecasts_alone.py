"""Briefs that cannot be bargained over but can be forecast: reference points half known, saliences of zero."""

import json
from pathlib import Path

import pytest

from pourparler.app.cli import run

HEAD = """\
title: reference points
issues: {x: {range: {from: 0, to: 100}, status_quo: 20}, y: {range: {from: 0, to: 100}}}
parties: {a: {influence: 1}, b: {influence: 3}}
stances:
"""
HALF_KNOWN = "  a: {x: {position: 0, salience: 50}, y: {position: 0, salience: 50}}\n"
INDIFFERENT = "  a: {x: {position: 0, salience: 0}}\n"
OTHER = "  b: {x: {position: 100, salience: 50}, y: {position: 100, salience: 50}}\n"


@pytest.fixture(
    params=[HALF_KNOWN, INDIFFERENT], ids=["a reference point is missing", "nothing matters to a"]
)
def brief(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    (tmp_path / "brief.yaml").write_text(HEAD + request.param + OTHER, encoding="utf-8")
    return str(tmp_path)


@pytest.mark.parametrize("concept", ["compromise", "challenge", "exchange", "veto-core", "power"])
def test_what_bargaining_lacks_stops_no_forecast(
    brief: str, concept: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["solve", brief, concept, "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["status"]["code"] == "ok"


def test_bargaining_is_still_refused(brief: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["solve", brief, "nash", "--json"]) == 3
    assert json.loads(capsysbinary.readouterr().out)["findings"][0]["rule"] in ("E010", "E011")
    assert run(["check", brief]) == 1


def test_the_main_job_skips_bargaining_and_says_why(brief: str, tmp_path: Path) -> None:
    assert run(["run", brief, "--out", str(tmp_path / "out"), "--draws", "8", "-q"]) == 0
    found = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert {"compromise", "pce"} <= {result["concept"]["name"] for result in found["results"]}
    assert any(item["concept"] == "nash" and item["sentence"] for item in found["skipped"])


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.parametrize("setting", ["kappa={}", 'point={{"x": "{}"}}'])
def test_settings_that_read_as_no_finite_number_are_refused(
    brief: str, setting: str, value: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["solve", brief, "nash-spatial", "--set", setting.format(value)]) == 2
    assert "not allowed" in capsysbinary.readouterr().err.decode()
