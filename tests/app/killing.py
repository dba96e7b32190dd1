"""Jobs that are killed, interrupted or cut off from their disk, and must end in the very same bytes.

A module of tests has a fixture ``whole``, and a class of tests that inherits ``GoesOn``.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

CUT_OFF = (
    "import resource, signal, sys\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
    "from pourparler.app.cli import main\nmain(sys.argv[1:])\n"
)
"""A limit on the size of files stands for a full disk: the same calls fail in the same places."""


@dataclass(frozen=True)
class Job:
    """A command without ``--to``, and how many ``parts`` it keeps."""

    call: tuple[str, ...]
    parts: int

    def started(self, target: Path, *more: str) -> "subprocess.Popen[bytes]":
        """The job on the way, in a group of its own as a terminal would make it."""
        call = [sys.executable, "-m", "pourparler", *self.call, "--to", str(target), *more]
        return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def whole(self, target: Path, *more: str) -> dict[str, bytes]:
        """What the job writes, in one go or in the last of several."""
        process = self.started(target, *more)
        out, err = process.communicate()
        assert (process.returncode, err) == (0, b""), err.decode()
        assert out
        return written(target)

    def killed(self, target: Path, chance: random.Random, *more: str) -> None:
        """Kill the job once some random number of parts is there, a moment later."""
        process = self.started(target, *more)
        wanted = len(parts(target)) + chance.randrange(0, 3)
        while process.poll() is None and len(parts(target)) < wanted:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def kill_again_and_again(self, target: Path, wanted: dict[str, bytes], *, kills: int) -> None:
        """Kills at random moments, then a last run; every part that was finished is written once."""
        chance = random.Random()
        kept: dict[str, int] = {}
        for _ in range(kills):
            self.killed(target, chance, *(("--workers", "2") if chance.random() < 0.4 else ()))
            now = parts(target)
            assert kept.items() <= now.items(), "a finished part was lost, or done again"
            kept = now
            if len(kept) == self.parts:
                # All is there: the next kills begin again from nothing.
                assert self.whole(target) == wanted
                target, kept = target.with_name(f"{target.name}+"), {}
        assert self.whole(target) == wanted
        assert kept.items() <= parts(target).items()

    def interrupted(self, target: Path, *more: str) -> tuple[int, bytes, bytes]:
        """Ctrl-C once a part is there; exit code, standard output and what was said."""
        process = self.started(target, "--lang", "en", *more)
        while process.poll() is None and not parts(target):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the terminal
        out, err = process.communicate()
        return process.returncode, out, err.strip()

    def cut_off(self, target: Path) -> "subprocess.CompletedProcess[str]":
        """The job where no file can grow past 1,000 bytes."""
        call = [sys.executable, "-B", "-c", CUT_OFF, *self.call, "--to", str(target), "--lang", "en"]
        return subprocess.run(call, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Whole:
    """A job, the folder into which it was done in one go, and what it wrote there."""

    job: Job
    folder: Path
    bytes: dict[str, bytes]

    @classmethod
    def of(cls, job: Job, folder: Path) -> "Whole":
        """Do the job."""
        return cls(job, folder, job.whole(folder))

    def copied(self, target: Path) -> Path:
        """The finished folder once more, to be damaged."""
        return Path(shutil.copytree(self.folder, target))


class GoesOn:
    """What every job promises that keeps its parts. Inherited by a class of tests, never run as it is."""

    def test_killed_three_times_it_ends_in_the_same_bytes(self, whole: Whole, tmp_path: Path) -> None:
        whole.job.kill_again_and_again(tmp_path / "out", whole.bytes, kills=3)

    @pytest.mark.long
    def test_killed_twenty_times_it_ends_in_the_same_bytes(self, whole: Whole, tmp_path: Path) -> None:
        whole.job.kill_again_and_again(tmp_path / "out", whole.bytes, kills=20)

    @pytest.mark.long
    def test_two_processes_write_the_same_bytes_in_one_go(self, whole: Whole, tmp_path: Path) -> None:
        assert whole.job.whole(tmp_path / "out", "--workers", "2") == whole.bytes

    def test_a_cluster_writes_the_same_bytes(self, whole: Whole, tmp_path: Path) -> None:
        distributed = pytest.importorskip("distributed", reason="needs pourparler[cluster]")
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
            assert whole.job.whole(tmp_path / "out", "--cluster", made.scheduler_address) == whole.bytes

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_interrupted_it_says_so_and_goes_on_to_the_same_bytes(
        self, whole: Whole, tmp_path: Path, workers: str
    ) -> None:
        """Every part is written by so many processes, some before the interruption and the others after it."""
        target = tmp_path / "out"
        assert whole.job.interrupted(target, "--workers", workers) == (130, b"", b"Interrupted.")
        assert parts(target)
        assert whole.job.whole(target, "--workers", workers) == whole.bytes

    @pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs limits on the size of files")
    def test_where_nothing_more_can_be_written_it_says_so(self, whole: Whole, tmp_path: Path) -> None:
        target = tmp_path / "out"
        done = whole.job.cut_off(target)
        assert done.returncode == 2
        assert '"where": "--to"' in done.stdout
        assert "Traceback" not in done.stderr
        assert not parts(target)
        assert whole.job.whole(target) == whole.bytes


def parts(target: Path) -> dict[str, int]:
    """Finished parts and when they were written."""
    files = (target / "parts").glob("*.json")
    return {file.name: file.stat().st_mtime_ns for file in files if file.name != "job.json"}


def written(target: Path) -> dict[str, bytes]:
    """The files of a finished job, without the seconds that it took."""
    return {file.name: _compared(file) for file in target.iterdir() if file.is_file()}


def _compared(file: Path) -> bytes:
    content = file.read_bytes()
    if file.suffix != ".json":
        return content
    data = json.loads(content)
    if not isinstance(data.get("stats"), dict) or "seconds" not in data["stats"]:
        return content
    assert data["stats"].pop("seconds") >= 0
    return json.dumps(data, indent=1).encode()
