"""``pourparler backtest`` on the command line."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pourparler.app.cli import run
from pourparler.app.commands.schema import schema

TABLE = "issue,actor,position,salience,influence,outcome,proposal\n" + "".join(
    f"i{i},{a},{x},{s},{c},{(37 * i) % 101},p{i // 2}\n"
    for i in range(12)
    for a, x, s, c in (("a", (13 * i) % 101, 50, 3), ("b", (59 * i) % 101, 80, 2), ("c", 100 - i, 30, 5))
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "decisions.csv"
    file.write_text(TABLE + "late,a,5,5,5,,p9\n", encoding="utf-8")
    return file


def test_one_document_of_the_schema(
    data: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    chart, learned = tmp_path / "c.svg", tmp_path / "l.json"
    call = ["backtest", str(data), "--draws", "2000", "--json", "--to", str(tmp_path / "kept")]
    assert run([*call, "--chart", str(chart), "--learn", str(learned)]) == 0
    first = capfdbinary.readouterr().out
    found = json.loads(first)
    Draft202012Validator(schema("backtest")).validate(found)
    assert found["data"]["left_out"] == [{"issue": "late", "reason": "it has no outcome"}]
    assert found["looked_at"] == len(found["rows"]) - 1
    assert [row["issues"] for row in found["rows"]] == [12] * len(found["rows"])
    assert all(sum(row["pit"]["bins"]) == 12 for row in found["rows"])
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert json.loads(learned.read_text(encoding="utf-8"))["issues"] == 12
    assert run(call) == 0
    assert capfdbinary.readouterr().out == first


def test_what_it_says(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "backtest",
                str(data),
                "--models",
                "pce, ensemble weights=[1,3]",
                "--draws",
                "2000",
                "--lang",
                "en",
            ]
        )
        == 0
    )
    out = capfd.readouterr().out
    assert "12 issues of 6 proposals" in out
    assert "2 other rows were looked at" in out
    assert "late: it has no outcome" in out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--models", "nothing"], 2),
        (["--models", "contestedness"], 2),
        (["--folds", "1"], 2),
        (["--draws", "10"], 2),
        (["--seed", "-1"], 2),
        (["--workers", "0"], 2),
    ],
)
def test_wrong_calls(data: Path, options: list[str], code: int) -> None:
    assert run(["backtest", str(data), *options]) == code


def test_no_file(tmp_path: Path) -> None:
    assert run(["backtest", str(tmp_path / "nothing.csv")]) == 3


@pytest.mark.parametrize(
    ("proposals", "told"),
    [
        (2, "12 issues of 2 proposals, dealt into 2 folds by proposal"),
        (1, "12 issues of 1 proposal, all in one fold: there was nothing else to learn a density from."),
    ],
)
def test_folds_are_told_as_they_are(
    data: Path, capfd: pytest.CaptureFixture[str], proposals: int, told: str
) -> None:
    head, *rows = TABLE.splitlines()
    cells = [row.split(",") for row in rows]
    dealt = [",".join([*row[:-1], f"p{int(row[0][1:]) % proposals}"]) for row in cells]
    data.write_text("\n".join([head, *dealt]) + "\n", encoding="utf-8")
    call = ["backtest", str(data), "--models", "weighted-median", "--draws", "2000", "--lang", "en"]
    assert run(call) == 0
    out = " ".join(capfd.readouterr().out.split())
    assert told in out
    assert "10 folds were asked for; the others hold no proposal." in out
    assert "dealt into 10" not in out


@pytest.mark.parametrize(("lang", "told"), [("en", "Default: {}."), ("fr", "{}.")])
def test_help_tells_the_defaults(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    call = ["backtest", "--help", "--lang", lang]
    monkeypatch.setattr("sys.argv", ["pourparler", *call])
    assert run(call) == 0
    out = " ".join(capfd.readouterr().out.split())
    for default in ("10", "10000", "1"):
        assert told.format(default) in out
