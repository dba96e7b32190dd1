"""Rubric files of ``pourparler ledger``: faults with their place, odd files, the template."""

import json
from pathlib import Path

import pytest

from tests.app.ledger_trial import LATER, SEAL, TODAY, Call, X, document, lines


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
