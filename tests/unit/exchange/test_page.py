"""What docs/exchange.md shows works, and what it lists is what there is."""

import re
import shlex
from pathlib import Path

import pytest

import pourparler as pp
from pourparler.app.cli import run
from pourparler.exchange.registry import ACTORS, CONFLICTS, GAMES, REFERENCES
from pourparler.model.bargain import Bargain

PAGE = Path(__file__).parents[3] / "docs" / "exchange.md"


def test_the_example_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```(\w+)([^\n]*)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    for kind, options, text in blocks:
        if name := re.search(r"file=(\S+)", options):
            Path(name[1]).write_text(text, encoding="utf-8")
        elif kind == "console":
            for line in text.splitlines():
                assert run([*shlex.split(line)[2:], "--lang", "en"]) == 0, line
    assert "decimal comma" in capsysbinary.readouterr().out.decode()
    known = [point(pp.read_brief(name)) for name in ("fuel", "fuel-ktab")]
    assert known == pytest.approx([7.5, 175 / 3], abs=1e-9)
    first, second = (Bargain.from_brief(pp.read_brief(name)) for name in ("game", "again"))
    assert [table.tolist() for table in first.tables] == [table.tolist() for table in second.tables]
    assert first.reserve.tolist() == second.reserve.tolist()


def point(brief: pp.Brief) -> float:
    """The compromise on the only issue."""
    found = pp.solve(brief, pp.Compromise()).to_dict()["forecasts"]
    return float(next(iter(found.values()))["point"])


def test_the_page_lists_every_format_and_every_rule() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in (*GAMES, *ACTORS, *CONFLICTS, *REFERENCES):
        assert f"| `{name}` |" in text
    source = Path(pp.__file__).parent / "exchange"
    used = {
        rule
        for file in source.rglob("*.py")
        for rule in re.findall(r'"(X\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert used == set(re.findall(r"^\| (X\d{3}) \|", text, re.M))
