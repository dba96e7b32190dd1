"""Processes that are started so do not hear Ctrl-C, from their first moment on."""

import os
import signal
import subprocess
import sys

import pytest

from pourparler.jobs.starting import ONE_THREAD, starting


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
def test_ctrl_c_is_not_heard_by_what_is_started() -> None:
    told = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with starting():
        inside = subprocess.run([sys.executable, "-c", told], stdout=subprocess.PIPE, check=True)
    outside = subprocess.run([sys.executable, "-c", told], stdout=subprocess.PIPE, check=True)
    assert (inside.stdout.strip(), outside.stdout.strip()) == (b"True", b"False")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
def test_ctrl_c_is_not_lost() -> None:
    # In a process with one thread: with more, another may hear it at once.
    told = """
import os, signal
from pourparler.jobs.starting import starting
reached = False
try:
    with starting():
        os.kill(os.getpid(), signal.SIGINT)
        reached = True
except KeyboardInterrupt:
    print(reached)
"""
    ended = subprocess.run([sys.executable, "-c", told], stdout=subprocess.PIPE, check=True)
    assert ended.stdout.strip() == b"True"


def test_the_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = ONE_THREAD
    monkeypatch.setenv(first, "7")
    for name in others:
        monkeypatch.delenv(name, raising=False)
    with starting():
        assert os.environ[first] == "7"
        assert all(os.environ[name] == "1" for name in others)
    assert os.environ[first] == "7"
    assert not any(name in os.environ for name in others)
