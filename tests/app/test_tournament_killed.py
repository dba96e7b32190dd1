"""A tournament that is killed, interrupted, or cut off from its disk goes on to the very same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.tournament_trial import briefs

SCENARIOS = 12
CALL = (
    "--strategies", "boulware, linear, conceder, micro, linear acceptance=ac-next, conceder acceptance=ac-next",
    "--rounds", "150", "--seed", "3", "--quiet", "--json",
)  # fmt: skip


def started(folder: Path, target: Path, *more: str) -> "subprocess.Popen[bytes]":
    """A tournament on the way, in a group of its own as a terminal would make it."""
    call = [sys.executable, "-m", "pourparler", "tournament", str(folder), *CALL, "--to", str(target), *more]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def written(target: Path) -> dict[str, bytes]:
    """The files of a finished tournament."""
    return {file.name: file.read_bytes() for file in target.iterdir() if file.is_file()}


def parts(target: Path) -> dict[str, int]:
    """Finished parts and when they were written."""
    return {file.name: file.stat().st_mtime_ns for file in (target / "parts").glob("*.json")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Briefs, and what a tournament on them writes in one go."""
    place = tmp_path_factory.mktemp("whole")
    folder = briefs(place / "briefs", SCENARIOS, issues=4, levels=5)
    process = started(folder, place / "out")
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert out
    return folder, written(place / "out")


def killed(folder: Path, target: Path, chance: random.Random, *more: str) -> int:
    """Kill a tournament once some random number of parts is there, a moment later; how many there are then."""
    process = started(folder, target, *more)
    wanted = len(parts(target)) + chance.randrange(0, 3)
    while process.poll() is None and len(parts(target)) < wanted:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return len(parts(target))


def kill_again_and_again(whole: tuple[Path, dict[str, bytes]], target: Path, kills: int, seed: int) -> None:
    """Kills at random moments, then a last run; every part that was finished is written once."""
    folder, wanted = whole
    chance = random.Random(seed)
    kept: dict[str, int] = {}
    for _ in range(kills):
        killed(folder, target, chance, *(("--workers", "2") if chance.random() < 0.4 else ()))
        now = parts(target)
        assert kept.items() <= now.items(), "a finished part was lost, or played again"
        kept = now
        if len(kept) == SCENARIOS:
            # All is there: the next kills begin again from nothing.
            assert_finishes(folder, target, wanted)
            target, kept = target.with_name(f"{target.name}+"), {}
    assert_finishes(folder, target, wanted)
    assert kept.items() <= parts(target).items()


def assert_finishes(folder: Path, target: Path, wanted: dict[str, bytes]) -> None:
    """The same command once more goes on to the same bytes."""
    process = started(folder, target)
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert written(target) == wanted


def test_killed_three_times_it_ends_in_the_same_bytes(
    whole: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    kill_again_and_again(whole, tmp_path / "out", 3, seed=random.randrange(1 << 30))


@pytest.mark.long
def test_killed_twenty_times_it_ends_in_the_same_bytes(
    whole: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    kill_again_and_again(whole, tmp_path / "out", 20, seed=random.randrange(1 << 30))


def test_two_processes_write_the_same_bytes(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    folder, wanted = whole
    process = started(folder, tmp_path / "out", "--workers", "2")
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert written(tmp_path / "out") == wanted


def test_a_cluster_writes_the_same_bytes(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs pourparler[cluster]")
    folder, wanted = whole
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
        process = started(folder, tmp_path / "out", "--cluster", made.scheduler_address)
        _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert written(tmp_path / "out") == wanted


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_it_says_so_and_keeps_what_is_finished(
    whole: tuple[Path, dict[str, bytes]], tmp_path: Path, workers: str
) -> None:
    folder, wanted = whole
    target = tmp_path / "out"
    process = started(folder, target, "--workers", workers, "--lang", "en")
    while process.poll() is None and not parts(target):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the terminal
    out, err = process.communicate()
    assert (process.returncode, out, err.strip()) == (130, b"", b"Interrupted.")
    assert parts(target)
    assert_finishes(folder, target, wanted)


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs limits on the size of files")
def test_where_nothing_more_can_be_written_it_says_so(
    whole: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """A limit on the size of files stands for a full disk: the same calls fail in the same places."""
    folder, wanted = whole
    target = tmp_path / "out"
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "from pourparler.app.cli import main\nmain(sys.argv[1:])\n"
    )
    call = [
        sys.executable,
        "-B",
        "-c",
        code,
        "tournament",
        str(folder),
        *CALL,
        "--to",
        str(target),
        "--lang",
        "en",
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert '"where": "--to"' in done.stdout
    assert "Traceback" not in done.stderr
    assert not parts(target)
    assert_finishes(folder, target, wanted)
