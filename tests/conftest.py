"""What tests of every kind may ask for: the command line by its runner."""

from collections.abc import Callable

import pytest

from pourparler.app.cli import run


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process: exit code, what was printed, what was told as an error."""

    def made(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return made
