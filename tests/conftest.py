"""What tests of every kind may ask for: the command line by its runner, and how often to try (``effort``)."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from pourparler.app.cli import run

# Machines are busy at times: no test may fail because an example took long.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process: exit code, what was printed, what was told as an error."""

    def made(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return made
