"""A concept of another package is found by its entry point, checked, solved and swept like our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STRANGER = Path(__file__).parents[1] / "data" / "stranger"


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which the package is installed (its files and metadata lie on the path)."""
    (tmp_path / "stranger.py").write_bytes((STRANGER / "src" / "stranger.py").read_bytes())
    info = tmp_path / "stranger-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[pourparler.concepts]\nmid-range = stranger:MidRange\nbroken = stranger:Nothing\nnot-one = json:dumps\n"
    )
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}


def _python(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_found_and_keeps_its_promises(installed: dict[str, str]) -> None:
    out = _python(
        "import pourparler as pp\n"
        "from pourparler.analyses.registry import concept_class, names\n"
        "from pourparler.testing import check_concept\n"
        "cls = concept_class('mid-range')\n"
        "check_concept(cls(), pp.Positions.from_brief(pp.read_case('emission-1994')))\n"
        "print(names()[-3:], pp.solve(pp.read_case('emission-1994'), cls()).forecasts['delay'].point)\n",
        installed,
    )
    assert "mid-range" in out
    assert out.strip().endswith("7.0")


def test_the_command_line_lists_and_solves_it(installed: dict[str, str], tmp_path: Path) -> None:
    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "pourparler", *arguments],
            env=installed,
            capture_output=True,
            text=True,
            check=False,
        )

    brief = tmp_path / "talks"
    assert call("new", str(brief)).returncode == 0
    done = call("solve", str(brief), "mid-range", "--set", "share=0.25", "--json")
    assert (done.returncode, json.loads(done.stdout)["concept"]["settings"]) == (0, {"share": 0.25})
    assert call("solve", str(brief), "mid-rang").stderr.count("mid-range") == 1
    for name in ("broken", "not-one"):
        failed = call("solve", str(brief), name)
        assert failed.returncode == 2
        assert "Traceback" not in failed.stderr
    swept = call("sweep", str(brief), "mid-range", "--draws", "16", "--json")
    assert json.loads(swept.stdout)["draws"] == 16


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("frozen=True", "not frozen"),
        ('("folklore",)', "reference"),
        ("share: float = 0.5", "survive"),
    ],
)
def test_check_concept_objects(
    installed: dict[str, str], tmp_path: Path, change: str, complaint: str
) -> None:
    wrong = {"frozen=True": "", '("folklore",)': "()", "share: float = 0.5": "share: Any = np.float64"}[
        change
    ]
    module = tmp_path / "stranger.py"
    module.write_text(module.read_text(encoding="utf-8").replace(change, wrong), encoding="utf-8")
    code = (
        "import pourparler as pp, stranger\nfrom pourparler.testing import check_concept\n"
        "try:\n    check_concept(stranger.MidRange(), pp.Positions.from_brief(pp.read_case('emission-1994')))\n"
        "except Exception as e:\n    print(type(e).__name__, e)\nelse:\n    print('nothing')\n"
    )
    out = _python(code, installed)
    assert "nothing" not in out
    assert complaint in out or change.startswith("share")
