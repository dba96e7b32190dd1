"""Chunks here and in other processes: the same answers in the same order, whatever happens to the processes."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chunk_work import deadly, dying, squared, waiting, wrong

from pourparler.errors import NumericalFailure, UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.execution import Execution, iter_kept, run_chunks, run_kept

TASKS = [{"chunk": i} for i in range(5)]


def test_processes_answer_in_the_order_of_the_chunks() -> None:
    told: list[tuple[int, int]] = []
    two = Execution(workers=2, progress=lambda done, total: told.append((done, total)))
    assert list(run_chunks(squared, 2.0, range(5), execution=two)) == [
        squared(2.0, chunk) for chunk in range(5)
    ]
    assert told == [(done, 5) for done in range(1, 6)]


def test_what_is_finished_is_kept_before_what_comes_first_is(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path / "kept")
    seen: list[list[bool]] = []

    def look(_done: int, _total: int) -> None:
        seen.append([store.find(task) is not None for task in TASKS])

    execution = Execution(workers=2, store=store, progress=look)
    assert run_kept(waiting, str(store.folder), range(5), tasks=TASKS, execution=execution) == [0, 1, 2, 3, 4]
    assert [sum(one) for one in seen] == [1, 2, 3, 4, 5]
    assert not any(one[0] for one in seen[:3])


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    found = list(run_chunks(dying, str(tmp_path), range(5), execution=Execution(workers=2)))
    assert found == [0, 1, 2, 3, 4]
    assert (tmp_path / "died").exists()


def test_a_chunk_that_kills_every_process_is_a_named_error_and_the_others_are_kept(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path / "kept")
    with pytest.raises(NumericalFailure, match="workers ended again and again"):
        run_kept(deadly, None, range(5), tasks=TASKS, execution=Execution(workers=2, store=store))
    assert [store.find(task) for task in TASKS] == [(0,), (1,), None, (3,), (4,)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_chunk_is_raised_as_it_is(workers: int) -> None:
    with pytest.raises(ValueError, match="chunk 2"):
        list(run_chunks(wrong, None, range(5), execution=Execution(workers=workers)))


def test_who_stops_listening_stops_the_work() -> None:
    results = run_chunks(squared, 1.0, range(50), execution=Execution(workers=2))
    assert next(results) == [0.0]
    results.close()


@pytest.mark.skipif(os.name == "nt", reason="results go through pipes of another kind")
def test_a_pool_ends_that_is_left_in_the_middle_of_a_result(tmp_path: Path) -> None:
    program = [sys.executable, str(Path(__file__).with_name("interrupted_pool.py")), str(tmp_path)]
    process = subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        told = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail("the pool waits for the rest of a result that never comes")
    assert (process.returncode, *told) == (0, b"ended\n", b"")


def _full(when: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """The function ``call``, for which the disk is full from call number ``when`` on."""
    calls = iter(range(1_000))

    def made(*arguments: Any) -> Any:
        if next(calls) >= when:
            raise OSError(errno.ENOSPC, "No space left on device")
        return call(*arguments)

    return made


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_full_disk_is_named_and_what_is_kept_stays(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ChunkStore(tmp_path / "kept")
    with monkeypatch.context() as patch:
        patch.setattr(os, name, _full(2, getattr(os, name)))
        with pytest.raises(UsageError, match="there is no space left") as caught:
            run_kept(squared, 1.0, range(5), tasks=TASKS, execution=Execution(store=store))
    assert caught.value.where == "--to"
    assert [store.find(task) is not None for task in TASKS] == [True, True, False, False, False]
    assert all(file.suffix == ".json" for file in store.folder.iterdir()), "a part of a file was left"
    again = run_kept(squared, 1.0, range(5), tasks=TASKS, execution=Execution(store=store))
    assert again == [squared(1.0, chunk) for chunk in range(5)]


def test_results_come_one_by_one_while_later_ones_are_not_run(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path / "kept")
    results = iter_kept(squared, 1.0, range(5), tasks=TASKS, execution=Execution(store=store))
    assert [next(results), next(results)] == [squared(1.0, 0), squared(1.0, 1)]
    results.close()
    assert [store.find(task) is not None for task in TASKS] == [True, True, False, False, False]


def test_workers_and_a_cluster_exclude_each_other() -> None:
    for wrong_one in ({"workers": 0}, {"workers": 2, "cluster": "tcp://127.0.0.1:8786"}):
        with pytest.raises(UsageError):
            Execution(**wrong_one)  # type: ignore[arg-type]
