"""What the page on uncertainty shows works."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "uncertainty.md"

pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the documentation is not here (an installed package)"
)


def test_the_examples_run() -> None:
    found = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    for code in found:
        exec(compile(code, str(PAGE), "exec"), {})
