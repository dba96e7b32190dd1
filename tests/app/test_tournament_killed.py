"""A tournament that is killed, interrupted, or cut off from its disk goes on to the very same bytes."""

import signal
from pathlib import Path

import pytest

from tests.app.killing import Job, parts
from tests.app.tournament_trial import briefs

SCENARIOS = 12
CALL = (
    "--strategies", "boulware, linear, conceder, micro, linear acceptance=ac-next, conceder acceptance=ac-next",
    "--rounds", "150", "--seed", "3", "--quiet", "--json",
)  # fmt: skip

Whole = tuple[Job, dict[str, bytes]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A tournament, and what it writes in one go."""
    place = tmp_path_factory.mktemp("whole")
    folder = briefs(place / "briefs", SCENARIOS, issues=4, levels=5)
    job = Job(("tournament", str(folder), *CALL), SCENARIOS)
    return job, job.whole(place / "out")


def test_killed_three_times_it_ends_in_the_same_bytes(whole: Whole, tmp_path: Path) -> None:
    job, wanted = whole
    job.kill_again_and_again(tmp_path / "out", wanted, kills=3)


@pytest.mark.long
def test_killed_twenty_times_it_ends_in_the_same_bytes(whole: Whole, tmp_path: Path) -> None:
    job, wanted = whole
    job.kill_again_and_again(tmp_path / "out", wanted, kills=20)


def test_two_processes_write_the_same_bytes(whole: Whole, tmp_path: Path) -> None:
    job, wanted = whole
    assert job.whole(tmp_path / "out", "--workers", "2") == wanted


def test_a_cluster_writes_the_same_bytes(whole: Whole, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs pourparler[cluster]")
    job, wanted = whole
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
        assert job.whole(tmp_path / "out", "--cluster", made.scheduler_address) == wanted


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_it_says_so_and_keeps_what_is_finished(
    whole: Whole, tmp_path: Path, workers: str
) -> None:
    job, wanted = whole
    target = tmp_path / "out"
    assert job.interrupted(target, "--workers", workers) == (130, b"", b"Interrupted.")
    assert parts(target)
    assert job.whole(target) == wanted


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs limits on the size of files")
def test_where_nothing_more_can_be_written_it_says_so(whole: Whole, tmp_path: Path) -> None:
    job, wanted = whole
    target = tmp_path / "out"
    done = job.cut_off(target)
    assert done.returncode == 2
    assert '"where": "--to"' in done.stdout
    assert "Traceback" not in done.stderr
    assert not parts(target)
    assert job.whole(target) == wanted
