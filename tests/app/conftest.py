"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from tests.app.ledger_trial import SMALL, X, Y


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a trial"
    folder.mkdir()
    (folder / "brief.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "rubric.yaml").write_text(X + Y, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
