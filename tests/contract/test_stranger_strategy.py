"""A strategy of another package is found by its entry point, checked and played like our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STRANGER = Path(__file__).parents[1] / "data" / "stranger_strategy" / "stranger_talks.py"


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which the package is installed (its file and metadata lie on the path)."""
    (tmp_path / STRANGER.name).write_bytes(STRANGER.read_bytes())
    info = tmp_path / "stranger_talks-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: stranger-talks\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        "[pourparler.strategies]\nstairs = stranger_talks:Stairs\nbroken = stranger_talks:Nothing\n"
        "not-one = json:dumps\nlinear = stranger_talks:Stairs\n"
    )
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}


def _python(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PLAY = """
import json, sys
import pourparler as pp
from pourparler.analyses.talks.registry import strategy_class, strategy_from, strategy_names
from pourparler.analyses.talks.talks import Talks
from pourparler.errors import UsageError
deal = pp.Bargain.from_tables({"x": [0, 1, 2]}, {"p": {"x": [0, 1, 2]}, "q": {"x": [2, 1, 0]}})
def talked(q):
    return pp.solve(deal, Talks({"p": {"stairs": {"every": 2}}, "q": q}, rounds=9), on_fail="status")
"""


def test_it_is_found_and_keeps_its_promises(installed: dict[str, str]) -> None:
    out = _python(
        PLAY + "from pourparler.testing import check_strategy\n"
        "check_strategy(strategy_from({'stairs': {'every': 2}}))\n"
        "found = talked('hardliner')\n"
        "print(json.dumps([strategy_names()[-3:], found.to_dict()['trace'][-2:], found.agreement]))\n",
        installed,
    )
    names, trace, agreement = json.loads(out)
    assert names == ["stairs", "broken", "not-one"]
    assert agreement == {"x": 0}
    assert [(entry["party"], entry["offer"]["x"], entry["step"]) for entry in trace] == [("p", 1, 3), ("q", 0, 3)]  # fmt: skip


def test_ours_keep_their_names_and_what_does_not_load_is_told(installed: dict[str, str]) -> None:
    out = _python(
        PLAY + "assert strategy_class('linear').__module__.startswith('pourparler')\n"
        "for name in ('broken', 'not-one', 'stair'):\n"
        "    try:\n        talked(name)\n    except UsageError as error:\n        print(error)\n",
        installed,
    )
    broken, no_strategy, near = out.splitlines()
    assert "broken cannot be loaded" in broken
    assert "Reinstall" in broken
    assert "not-one does not derive from pourparler.Strategy" in no_strategy
    assert "Did you mean stairs?" in near


@pytest.mark.parametrize(
    ("change", "wrong", "complaint"),
    [
        ("frozen=True", "", "not frozen"),
        ('("folklore",)', "()", "reference"),
        ("max(0, min(", "int((", "TypeError"),
    ],
)
def test_check_strategy_objects(
    installed: dict[str, str], tmp_path: Path, change: str, wrong: str, complaint: str
) -> None:
    module = tmp_path / STRANGER.name
    text = module.read_text(encoding="utf-8")
    assert change in text
    module.write_text(text.replace(change, wrong), encoding="utf-8")
    out = _python(
        "import stranger_talks\nfrom pourparler.testing import check_strategy\n"
        "try:\n    check_strategy(stranger_talks.Stairs())\n"
        "except AssertionError as e:\n    print(e)\nelse:\n    print('nothing')\n",
        installed,
    )
    assert "nothing" not in out
    assert complaint in out
