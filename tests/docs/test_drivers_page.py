"""The page on drivers: its example works."""

import re
import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "drivers.md"

pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the documentation is not here (an installed package)"
)


def test_the_example_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("results"))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    for text in blocks:
        exec(compile(text, "docs/drivers.md", "exec"), {})
