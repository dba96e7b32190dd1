"""Processes that are started so do not hear Ctrl-C, from their first moment on."""

import os
import signal
import subprocess
import sys

import pytest

from pourparler.jobs.starting import ONE_THREAD, starting


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
def test_ctrl_c_is_not_heard_by_them_and_later_by_us() -> None:
    told = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    heard = False
    try:
        with starting():
            started = subprocess.Popen([sys.executable, "-c", told], stdout=subprocess.PIPE)
            os.kill(os.getpid(), signal.SIGINT)
            reached = True
    except KeyboardInterrupt:
        heard = True
    assert reached
    assert heard
    assert started.communicate()[0].strip() == b"True"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


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
