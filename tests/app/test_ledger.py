"""``pourparler ledger`` as people use it: seal, resolve, verify, score; in both languages, as JSON, with faults told."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from pourparler.app.commands.schema import schema
from pourparler.kernels.piecewise_laws import quantiles
from pourparler.trackrecord.ledger import read_ledger
from pourparler.trackrecord.records import LEVELS
from pourparler.trackrecord.sealed_laws import CELLS, law_of

SMALL = """\
schema: pourparler/brief/1
title: {fr: "Un essai", en: "A trial"}
language: en
as_of: 2024-01-10
parties: {a: {influence: 50}, b: {influence: 50}, c: {influence: 20}}
issues:
  x: {levels: {none: 0, some: 50, all: 100}, status_quo: none}
  y: {range: {from: -0.5, to: 0.5, step: 0.25}, status_quo: 0}
stances:
  a: {x: {position: all, salience: 60}, y: {position: -0.5, salience: 30}}
  b: {x: {position: none, salience: 30}, y: {position: 0.5, salience: 70}}
  c: {x: {position: some, salience: 90}, y: {position: 0, salience: 20}}
"""
TODAY = datetime.now(tz=UTC).date()
LATER = (TODAY + timedelta(days=400)).isoformat()
X = f"""\
x:
  anchors: {{none: "nobody joins", 50: "half of them join", all: "all join"}}
  source: "The communiqué of the summit « de l’été »"
  resolves: {LATER}
  void: "The summit is cancelled."
  score: crps
"""
Y = f"""\
y:
  anchors: {{-0.5: "half less", 0.5: "half more"}}
  source: the budget
  resolves: {LATER}
  void: no budget
  score: absolute-error
"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a trial"
    folder.mkdir()
    (folder / "brief.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "rubric.yaml").write_text(X + Y, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def document(call: Call, *arguments: object) -> dict[str, Any]:
    code, out, err = call("ledger", *arguments, "--json")
    assert code in (0, 1), err
    data: dict[str, Any] = json.loads(out)
    Draft202012Validator(schema("ledger")).validate(data)
    return data


SEAL = ("seal", "a trial", "compromise", "--rubric", "rubric.yaml")
RESOLVE = ("--source", "s", "--quote", "« q »", "--coder", "A. B.")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_from_seal_to_score(call: Call, here: Path) -> None:
    done = document(call, *SEAL)
    assert [line["id"] for line in done["lines"]] == ["a trial/x/1", "a trial/y/1"]
    first, second = lines(here / "ledger.jsonl")
    assert (first["kind"], first["sealed"], first["resolves"]) == ("forecast", TODAY.isoformat(), LATER)
    assert first["concept"] == {
        "name": "compromise",
        "settings": {"parties": "all", "weights": "influence-salience"},
    }
    assert first["form"] == "point"
    assert first["rubric"]["anchors"] == [
        {"at": 0, "words": "nobody joins"}, {"at": 50, "words": "half of them join"}, {"at": 100, "words": "all join"},
    ]  # fmt: skip
    assert second["scale"] == {"low": -0.5, "high": 0.5, "levels": {}}
    assert second["previous"] == first["digest"]
    assert document(call, *SEAL)["lines"][0]["id"] == "a trial/x/2"
    document(call, "resolve", "a trial/x/1", "--outcome", "some", *RESOLVE)
    document(call, "resolve", "a trial/y/1", "--outcome", "-0.25", *RESOLVE)
    document(call, "void", "a trial/x/2", "--reason", "sealed twice")
    verified = document(call, "verify", "--head", done["head"])
    assert (verified["sound"], verified["lines"], verified["noted"]["lines_since"]) == (True, 7, 5)
    found = document(call, "score")
    assert [one["id"] for one in found["forecasts"]] == ["a trial/x/1", "a trial/y/1"]
    point = first["forecast"]["x"]["point"]
    assert found["forecasts"][0]["absolute_error"] == pytest.approx(abs(point - 50))
    assert found["forecasts"][1]["absolute_error"] == pytest.approx(
        100 * abs(second["forecast"]["y"]["point"] + 0.25)
    )
    assert found["calibration"] is None
    assert (found["open"], found["void"]) == (["a trial/y/2"], ["a trial/x/2"])


def test_seal_tells_the_digests_and_what_to_do_with_them(call: Call, here: Path) -> None:
    code, out, _ = call("ledger", *SEAL, "--lang", "en")
    assert code == 0
    assert "Sealed: a trial/x/1 and a trial/y/1." in out
    assert lines(here / "ledger.jsonl")[1]["digest"] in out
    assert "Note the last digest where others can see it" in out


def test_verify_names_the_first_broken_line(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    path = here / "ledger.jsonl"
    head = lines(path)[-1]["digest"]
    code, out, _ = call("ledger", "verify", "--lang", "en")
    assert code == 0
    assert "ledger.jsonl holds: 2 lines" in out
    assert head in out
    path.write_text(path.read_text(encoding="utf-8").replace("no budget", "No budget"), encoding="utf-8")
    code, out, _ = call("ledger", "verify", "--lang", "en")
    assert code == 1
    assert "Broken at line ledger.jsonl:2: its digest is not that of its content" in out
    assert document(call, "verify")["broken"]["line"] == 2
    for refused in (SEAL, ("score",), ("void", "a trial/x/1", "--reason", "r")):
        code, out, err = call("ledger", *refused, "--lang", "en")
        assert (code, out) == (3, "")
        assert "ledger.jsonl:2: this line of the ledger is broken" in err


def test_verify_against_a_noted_digest(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    head = lines(here / "ledger.jsonl")[-1]["digest"]
    text = (here / "ledger.jsonl").read_bytes()
    (here / "ledger.jsonl").write_bytes(text[: text.index(b"\n") + 1])
    assert call("ledger", "verify")[0] == 0  # a shortened ledger holds by itself
    code, out, _ = call("ledger", "verify", "--head", head, "--lang", "en")
    assert code == 1
    assert "Not the ledger that was noted" in out
    assert call("ledger", "verify", "--head", "x")[0] == 2


def test_a_torn_line_is_told(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    with (here / "ledger.jsonl").open("ab") as stream:
        stream.write(b'{"kind"')
    assert document(call, "verify")["broken"]["code"] == "torn"
    notes = document(call, *SEAL)["notes"]
    assert "7" in notes[0]
    assert "ledger.jsonl.torn" in notes[0]
    verified = document(call, "verify")
    assert (verified["sound"], verified["torn"]) == (True, "ledger.jsonl.torn")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("source", "sauce"), "the key sauce is not known here"),
        (("crps", "luck"), "luck is none of crps, cell-log or absolute-error"),
        ((LATER, "2024-01-01"), "is not after the day of the seal"),
        ((LATER, TODAY.isoformat()), "is not after the day of the seal"),
        ((LATER, "2025-02-29"), "2025-02-29 is not a day"),
        ((LATER, "2026"), "2026 is not a day"),
        (('none: "nobody joins", ', ""), "the end 0 of the scale has no anchor"),
        (('"all join"', '"  "'), "all is missing or empty"),
        (("50:", "150:"), "150 is no place on the scale from 0 to 100"),
        (("50:", "half:"), "half is no place on the scale from 0 to 100"),
        (("50:", "nan:"), "nan is no place on the scale from 0 to 100"),
        (('"The summit is cancelled."', '""'), "void is missing or empty"),
        (("x:", "z:"), "there is no issue z"),
        (("x:\n", "x: 7\nv:\n"), "x must hold keys and values"),
        (("score: crps", "score: crps\n  score: crps"), "the key score stands here twice"),
    ],
)  # fmt: skip
def test_faults_of_a_rubric_are_told_with_their_place(
    call: Call, here: Path, change: tuple[str, str], told: str
) -> None:
    (here / "rubric.yaml").write_text(X.replace(*change), encoding="utf-8")
    code, out, err = call("ledger", *SEAL, "--lang", "en")
    assert (code, out) == (3, "")
    assert told in err
    assert "rubric.yaml:" in err
    assert not (here / "ledger.jsonl").exists()


def test_all_faults_of_a_rubric_are_told_at_once(call: Call, here: Path) -> None:
    (here / "rubric.yaml").write_text("x: {}\ny: {anchors: 7}\n", encoding="utf-8")
    code, out, _ = call("ledger", *SEAL, "--json")
    assert code == 3
    assert len(json.loads(out)["findings"]) == 12


@pytest.mark.parametrize("text", ["", "[1]", "x: [", "7", "\x00"])
def test_what_is_no_rubric_file_is_refused(call: Call, here: Path, text: str) -> None:
    (here / "rubric.yaml").write_text(text, encoding="utf-8")
    code, out, err = call("ledger", *SEAL)
    assert (code, out) == (3, "")
    assert "rubric.yaml" in err


def test_a_rubric_with_marks_of_windows_is_read(call: Call, here: Path) -> None:
    (here / "rubric.yaml").write_bytes(b"\xef\xbb\xbf" + X.replace("\n", "\r\n").encode())
    assert call("ledger", *SEAL)[0] == 0
    assert lines(here / "ledger.jsonl")[0]["rubric"]["source"] == "The communiqué of the summit « de l’été »"


def test_the_template_is_a_rubric_once_it_is_filled_in(call: Call, here: Path) -> None:
    for lang in ("en", "fr"):
        _, text, _ = call("ledger", "rubric", "a trial", "--lang", lang)
        (here / "rubric.yaml").write_text(text, encoding="utf-8")
        code, out, _ = call("ledger", *SEAL, "--json")
        assert code == 3
        empty = json.loads(out)["findings"]
        assert len(empty) == 2 * 5  # two ends, source, void, resolves of two issues
        filled = text.replace('resolves: ""', f"resolves: {LATER}").replace('""', '"said"')
        (here / "rubric.yaml").write_text(filled, encoding="utf-8")
        assert call("ledger", *SEAL)[0] == 0
    assert document(call, "rubric", "a trial")["text"].startswith("#")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--outcome", "105"), "105 is not on the scale that was sealed. Write a number from 0 to 100, or one of all, none or some."),
        (("--outcome", "-1"), "-1 is not on the scale"),
        (("--outcome", "nan"), "nan is not on the scale"),
        (("--outcome", "1e999"), "1e999 is not on the scale"),
        (("--outcome", "some joined"), "some joined is not on the scale"),
        (("--outcome", "12,5"), "Did you mean 12.5?"),
        (("--outcome", ""), "is not on the scale"),
        (("--outcome", "some", "--date", "2024-02-30"), "2024-02-30 is not a day"),
        (("--outcome", "some", "--date", "2019-02-28"), "before its forecast was sealed"),
        (("--outcome", "some", "--date", LATER), "has not come yet"),
        (("--outcome", "some", "--quote", " "), "quote is missing or empty"),
        (("--outcome", "some", "--coder", "\udcff"), "a text in this line is not UTF-8"),
    ],
)  # fmt: skip
def test_refused_resolutions(call: Call, here: Path, arguments: tuple[str, ...], told: str) -> None:
    call("ledger", *SEAL)
    before = (here / "ledger.jsonl").read_bytes()
    code, out, err = call("ledger", "resolve", "a trial/x/1", *RESOLVE, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert told in err
    assert (here / "ledger.jsonl").read_bytes() == before


def test_resolving_twice_or_an_unknown_forecast(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    resolve = ("resolve", "a trial/x/1", "--outcome", "50.0", *RESOLVE, "--lang", "en")
    assert call("ledger", *resolve)[0] == 0
    code, _, err = call("ledger", *resolve)
    assert code == 2
    assert "is resolved already" in err
    code, _, err = call("ledger", "resolve", "trial/x/1", "--outcome", "50", *RESOLVE, "--lang", "en")
    assert code == 2
    assert "Did you mean a trial/x/1?" in err
    # A mistake is taken back by the digest of its line; the forecast is open again.
    mistake = lines(here / "ledger.jsonl")[-1]["digest"]
    assert call("ledger", "void", mistake, "--reason", "misread")[0] == 0
    assert call("ledger", *resolve)[0] == 0
    assert document(call, "verify")["sound"]


def test_a_missing_ledger_is_not_made_by_resolving(call: Call, here: Path) -> None:
    for arguments in (
        ("resolve", "x", "--outcome", "1", *RESOLVE),
        ("void", "x", "--reason", "r"),
        ("verify",),
        ("score",),
    ):
        code, _, err = call("ledger", *arguments, "--ledger", "nowhere.jsonl", "--lang", "en")
        assert code == 3
        assert "nowhere.jsonl" in err
    assert not (here / "nowhere.jsonl").exists()


@pytest.mark.parametrize(
    ("concept", "options", "code", "told"),
    [
        ("nash", (), 2, "nash gives no forecast"),
        ("nonsense", (), 2, "there is no concept nonsense"),
        ("compromise", ("--set", "weights=luck"), 2, "luck is not allowed for weights"),
        ("compromise", ("--date", "2024-01-09"), 2, "the brief is seen from January 10, 2024"),
        ("compromise", ("--date", LATER), 3, "is not after the day of the seal"),
        ("compromise", ("--ledger", "no/such/folder.jsonl"), 3, "there is no such file or folder"),
        ("compromise", ("--ledger", "a trial"), 3, "a trial is not a regular file"),
    ],
)  # fmt: skip
def test_refused_seals(
    call: Call, here: Path, concept: str, options: tuple[str, ...], code: int, told: str
) -> None:
    found, out, err = call(
        "ledger", "seal", "a trial", concept, "--rubric", "rubric.yaml", *options, "--lang", "en"
    )
    assert (found, out) == (code, "")
    assert told in err
    assert not (here / "ledger.jsonl").exists()


def test_days_do_not_run_backwards(call: Call, here: Path) -> None:
    assert call("ledger", *SEAL, "--date", "2024-02-29")[0] == 0
    code, _, err = call("ledger", *SEAL, "--date", "2024-02-28", "--lang", "en")
    assert code == 2
    assert "it is dated February 28, 2024, before the line above it (February 29, 2024)" in err
    assert call("ledger", *SEAL, "--date", "2024-02-29")[0] == 0
    assert document(call, "verify")["lines"] == 4


def test_the_brief_that_is_sealed_is_the_one_that_was_read(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    call("ledger", *SEAL, "--as-of", "2024-01-05")
    _, out, _ = call("solve", "a trial", "compromise", "--json")
    ledger = lines(here / "ledger.jsonl")
    assert ledger[0]["brief"] == json.loads(out)["brief"]["digest"]
    assert ledger[2]["brief"] != ledger[0]["brief"]


def test_atoms_are_sealed_where_they_are_the_whole_forecast(call: Call, here: Path) -> None:
    call("ledger", "seal", "a trial", "pce", "--rubric", "rubric.yaml")
    first = lines(here / "ledger.jsonl")[0]
    assert first["form"] == "atoms"
    assert sum(atom["mass"] for atom in first["forecast"]["x"]["atoms"]) == pytest.approx(1.0)


def test_a_density_is_sealed_by_its_quantiles(call: Call, here: Path) -> None:
    call("ledger", "seal", "a trial", "ensemble", "--rubric", "rubric.yaml")
    forecast = read_ledger(here / "ledger.jsonl").entry("a trial/y/1").forecast
    assert forecast.form == "quantiles"
    assert forecast.law.quantiles is not None
    sealed = [forecast.law.quantiles[level] for level in LEVELS]
    # What is scored has the quantiles that were sealed, up to the grid between them.
    again = -0.5 + quantiles(law_of(forecast), np.arange(1, 100) / 100)
    assert again == pytest.approx(sealed, abs=1 / CELLS)


def _twelve(call: Call, here: Path) -> None:
    """Twelve resolved forecasts of two concepts, six of them with distributions, then six more."""
    for concept in ("compromise", "pce", "pce", "pce", "pce", "pce"):
        call("ledger", "seal", "a trial", concept, "--rubric", "rubric.yaml")
    outcomes = {"x": ["none", "some", "all"], "y": ["-0.5", "0", "0.5"]}
    for number in range(1, 7):
        for issue in ("x", "y"):
            call(
                "ledger",
                "resolve",
                f"a trial/{issue}/{number}",
                "--outcome",
                outcomes[issue][number % 3],
                *RESOLVE,
            )


def test_scores_in_words_and_as_a_chart(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    call("ledger", "resolve", "a trial/x/1", "--outcome", "some", *RESOLVE)
    code, out, _ = call("ledger", "score", "--lang", "en")
    assert code == 0
    assert "Resolved forecasts" in out
    assert "Open: a trial/y/1." in out
    assert "A calibration table needs at least 10 resolved forecasts with a distribution; there are 0." in out
    code, _, err = call("ledger", "score", "--chart", "c.svg", "--lang", "en")
    assert code == 2
    assert "A calibration table needs at least 10" in err
    (here / "ledger.jsonl").unlink()
    _twelve(call, here)
    code, out, _ = call("ledger", "score", "--chart", "c.svg", "--lang", "en")
    assert code == 0
    for text in (
        "Means",
        "Calibration",
        "Error by chance",
        "Compromise (weighted mean)",
        "Resolved: 12; open: 0",
    ):
        assert text in out
    assert "Resolved forecasts" not in out
    assert "Resolved forecasts" in call("ledger", "score", "--list", "--lang", "en")[1]
    svg = (here / "c.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg ")
    assert "Calibration of 10 resolved forecasts" in svg
    data = document(call, "score")
    assert len(data["calibration"]) == 19
    assert data["overall"]["laws"] == 10
    assert call("ledger", "score", "--chart", "c.png")[0] == 2


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
def test_a_folder_that_may_not_be_written(call: Call, here: Path) -> None:
    (here / "locked").mkdir()
    (here / "locked").chmod(0o555)
    code, _, err = call("ledger", *SEAL, "--ledger", "locked/ledger.jsonl", "--lang", "en")
    assert code == 3
    assert "permission is denied" in err


def test_a_full_disk_is_told_and_leaves_the_ledger_whole(call: Call, here: Path) -> None:
    call("ledger", *SEAL)
    before = (here / "ledger.jsonl").read_bytes()
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 100}, {len(before) + 100}))\n"
        "from pourparler.app.cli import main\nmain(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "ledger", *SEAL, "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("Error: ")
    assert "the file is too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert (here / "ledger.jsonl").read_bytes() == before


def test_a_packed_brief_is_called_after_its_archive(call: Call, here: Path) -> None:
    assert call("pack", "a trial", "--to", "sent.zip")[0] == 0
    shutil.rmtree(here / "a trial")
    assert call("ledger", "seal", "sent.zip", "compromise", "--rubric", "rubric.yaml")[0] == 0
    assert lines(here / "ledger.jsonl")[0]["id"] == "sent/x/1"
