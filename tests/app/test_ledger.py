"""``pourparler ledger`` as people use it: seal, resolve, verify, score; in both languages, as JSON, with faults told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.ledger_trial import LATER, RESOLVE, SEAL, TODAY, Call, document, lines


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
