"""A sweep that is killed, interrupted, or cut off from its disk goes on to the very same bytes."""

import json
import re
import signal
from pathlib import Path

import pytest

from tests.app.killing import Job, parts
from tests.app.sweep_trial import ranges

DRAWS = 2_048
CALL = ("nash", "--draws", str(DRAWS), "--seed", "3", "--quiet", "--json")

Whole = tuple[Job, dict[str, bytes]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A sweep, and what it writes in one go."""
    place = tmp_path_factory.mktemp("whole")
    path = ranges(place / "brief", parties=4, issues=8, levels=5)
    job = Job(("sweep", str(path), *CALL), DRAWS // 256)
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


def test_parts_that_were_cut_short_or_damaged_are_done_again(whole: Whole, tmp_path: Path) -> None:
    job, wanted = whole
    target = tmp_path / "out"
    assert job.whole(target) == wanted
    before = parts(target)
    short, damaged, header = (target / "parts" / name for name in (*sorted(before)[:2], "job.json"))
    short.write_bytes(short.read_bytes()[:-100])
    damaged.write_bytes(damaged.read_bytes().replace(b'"codes": "A', b'"codes": "!'))
    header.write_bytes(b"{")
    assert job.whole(target) == wanted
    again = {name for name, moment in parts(target).items() if before[name] != moment}
    assert again == {short.name, damaged.name}


def test_a_folder_with_another_sweep_is_refused_with_both_digests(whole: Whole, tmp_path: Path) -> None:
    job, _ = whole
    target = tmp_path / "out"
    job.whole(target)
    before = parts(target)
    process = job.started(target, "--seed", "4", "--lang", "en")
    out, _ = process.communicate()
    assert process.returncode == 2
    error = json.loads(out)["error"]
    assert error["where"] == "--to"
    assert len(set(re.findall(r"\b[0-9a-f]{16}\b", error["found"]))) == 2
    assert "they differ in seed" in error["found"]
    assert parts(target) == before


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
