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
