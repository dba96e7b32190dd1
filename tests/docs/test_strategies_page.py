"""The page on strategies: its example works, and its links lead somewhere."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "strategies.md"

pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the documentation is not here (an installed package)"
)


def test_the_example_keeps_its_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    # A module of its own, so that its class can be pickled.
    page = ModuleType("page")
    monkeypatch.setitem(sys.modules, "page", page)
    exec(compile(blocks[0], str(PAGE), "exec"), vars(page))
    assert page.Stairs.name == "stairs"


def test_links_within_the_page_name_its_headings() -> None:
    text = PAGE.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
