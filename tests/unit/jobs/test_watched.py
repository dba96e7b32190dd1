"""A process that is ended when it takes too long."""

import os
import signal
from contextlib import closing

import pytest
from chunk_work import answering

from pourparler.jobs.watched import Ended, TookTooLong, Watched


def test_whatever_one_item_does_the_next_one_is_answered() -> None:
    with closing(Watched[str, str](answering, "yes", seconds=60.0)) as watched:
        first = watched.run("a").split()
        assert first[:2] == ["yes", "a"]
        assert watched.run("print").split() == ["yes", "print", first[2]]
        with pytest.raises(ValueError, match="yes"):
            watched.run("raise")
        assert watched.run("b").split()[2] == first[2], "an error does not end the process"
        with pytest.raises(Ended):
            watched.run("end")
        second = watched.run("c").split()
        assert second[2] != first[2]
        watched.share("no")
        assert watched.run("d").split() == ["no", "d", second[2]]
        os.kill(int(second[2]), signal.SIGKILL)
        watched.share("again")
        assert watched.run("e").split()[:2] == ["again", "e"]


def test_who_takes_too_long_is_ended() -> None:
    with closing(Watched[str, str](answering, "yes", seconds=1.0)) as watched:
        with pytest.raises(TookTooLong):
            watched.run("hang")
        assert watched.run("a").startswith("yes a")
