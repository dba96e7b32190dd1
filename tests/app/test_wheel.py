"""The wheel in a clean environment outside the checkout runs both examples, each language with one of them each day."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def _run(*command: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with nothing but the wheel (and a stranger's package that needs it)."""
    if not (PROJECT / "pyproject.toml").exists():
        pytest.skip("the project is not here (an installed package)")
    place = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(place / "dist"), str(PROJECT), cwd=place)
    _run(sys.executable, "-m", "venv", "--without-pip", str(place / "env"), cwd=place)
    (wheel,) = (place / "dist").glob("pourparler-*.whl")
    # The caller's pip installs into the environment, and compiles nothing that will not be imported.
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(place / "env" / "bin" / "python"),
        "install",
        "--no-compile",
        "--quiet",
        "--disable-pip-version-check",
    )
    _run(*pip, str(wheel), cwd=place)
    _run(*pip, "--no-deps", str(PROJECT / "tests" / "data" / "stranger"), cwd=place)
    shutil.copytree(PROJECT / "examples", place / "examples", ignore=shutil.ignore_patterns("results"))
    return place


@pytest.mark.parametrize(
    ("example", "lang"),
    [
        ("otan-2025", "fr"),
        ("riviere", "en"),
        pytest.param("otan-2025", "en", marks=pytest.mark.long),
        pytest.param("riviere", "fr", marks=pytest.mark.long),
    ],
)
def test_examples_run_from_the_wheel(environment: Path, example: str, lang: str) -> None:
    program = str(environment / "env" / "bin" / "pourparler")
    out = environment / f"{example}-{lang}"
    brief = f"examples/{example}"
    done = _run(program, "run", brief, "--out", str(out), "--lang", lang, "--draws", "32", cwd=environment)
    assert {"fr": "Ce qui est supposé", "en": "What is assumed"}[lang] in done.stdout
    page = (out / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}"' in page
    assert json.loads((out / "results.json").read_bytes())["schema"] == "pourparler/results/1"


COMMANDS = """
import sys
import pourparler
from pourparler.app.cli import run
from pourparler.app.commands.schema import NAMES, schema

assert all(schema(name) for name in NAMES)
for command in sys.argv[1:]:
    print(f"$ {command}", flush=True)
    assert run(command.split()) == 0, command
    sys.stdout.flush()
print(f"$ where\\n{pourparler.__file__}")
"""


def test_everything_came_along(environment: Path) -> None:
    """Commands that read files of the package, in one process: the program itself runs above."""
    commands = ("schema result", "cases", "cases nash-1950", "new talks --lang fr", "solve talks mid-range")
    python = str(environment / "env" / "bin" / "python")
    done = _run(python, "-c", COMMANDS, *commands, cwd=environment)
    told = dict(part.split("\n", 1) for part in done.stdout.removeprefix("$ ").split("\n$ "))
    assert tuple(told) == (*commands, "where")
    json.loads(told["schema result"])
    assert "nash-1950" in told["cases"]
    assert all(told[command].strip() for command in commands)
    assert "site-packages" in told["where"]
