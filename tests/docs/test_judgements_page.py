"""The page on expert judgements: its code runs, its numbers hold, its rules exist."""

import re
from pathlib import Path

import pytest

from pourparler.brief.findings import Place
from pourparler.brief.judgements import Judgement, rescaling
from pourparler.brief.laws import Scale

PAGE = Path(__file__).parents[2] / "docs" / "judgements.md"

pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the documentation is not here (an installed package)"
)


def test_the_code_runs_and_shows_three_experts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PAGE.parents[1])
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    exec(compile(code, str(PAGE), "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "diplomate 50.9 60.0 73.7"
    assert lines[-1] == "[9.42, 9.13] 1.026 ()"


def test_the_numbers_of_the_page_hold() -> None:
    def answer(low: float, best: float, high: float) -> Judgement:
        return Judgement("k", "a", low, high, best, 0.6, "", "", Place("judgements.csv"))

    found = rescaling(answer(40, 60, 70), Scale(0.0, 100.0))
    assert (round(found.low, 1), round(found.high, 1)) == (33.3, 73.3)
    factors = rescaling(answer(10, 100, 1000), Scale(), level=0.9, axis="log")
    assert (round(factors.low, 1), round(factors.high)) == (3.2, 3162)
