"""The store of finished chunks."""

import os
from pathlib import Path

import pytest

from pourparler.errors import UsageError
from pourparler.jobs.chunk_store import ChunkStore
from pourparler.jobs.execution import Execution, run_kept

RAN: list[int] = []


def square(shared: float, chunk: int) -> list[float]:
    RAN.append(chunk)
    return [shared * chunk * chunk / 3]


def test_what_is_kept_is_not_run_again(tmp_path: Path) -> None:
    tasks = [{"chunk": i, "factor": 0.1} for i in range(5)]
    told: list[tuple[int, int]] = []
    execution = Execution(
        store=ChunkStore(tmp_path / "kept"), progress=lambda done, total: told.append((done, total))
    )
    RAN.clear()
    first = run_kept(square, 0.1, range(5), tasks=tasks, execution=execution)
    (tmp_path / "kept" / sorted(p.name for p in (tmp_path / "kept").iterdir())[0]).unlink()
    told.clear()
    again = run_kept(square, 0.1, range(5), tasks=tasks, execution=execution)
    assert again == first == run_kept(square, 0.1, range(5), tasks=tasks, execution=Execution())
    assert len(RAN) == 5 + 1 + 5
    assert told == [(4, 5), (5, 5)]


def test_a_damaged_or_foreign_file_counts_as_absent(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    task = {"chunk": 1}
    assert store.find(task) is None
    store.keep(task, [0.1, None])
    assert store.find(task) == ([0.1, None],)
    assert store.find({"chunk": 2}) is None
    (file,) = tmp_path.iterdir()
    whole = file.read_text()
    for damaged in (whole[:-3], "[]", whole.replace('"chunk": 1', '"chunk": 3')):
        file.write_text(damaged)
        assert store.find(task) is None
    for damaged in (b"\xff\xfe" + whole.encode(), bytes(100), b"[" * 100_000):
        file.write_bytes(damaged)
        assert store.find(task) is None
    assert store.keep(task, 1) == 1
    assert store.find(task) == (1,)
    file.unlink()
    file.mkdir()
    assert store.find(task) is None
    with pytest.raises(UsageError):
        store.keep(task, 1)


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    with pytest.raises(TypeError):
        store.keep({"chunk": 1}, object())
    assert not list(tmp_path.iterdir())


def test_what_killed_processes_left_goes_and_what_others_write_stays(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    store.keep({"chunk": 1}, 1)
    old, young = tmp_path / "a.part", tmp_path / "b.part"
    for part in (old, young):
        part.write_text("{")
    os.utime(old, (0, 0))
    assert run_kept(square, 1.0, [3], tasks=[{"chunk": 3}], execution=Execution(store=store)) == [[3.0]]
    assert not old.exists()
    assert young.exists()
    assert store.find({"chunk": 1}) == (1,)
    assert all(file.stat().st_mode & 0o777 == 0o644 for file in tmp_path.glob("*.json"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = ChunkStore(tmp_path / "file")
    assert store.find({"chunk": 1}) is None
    with pytest.raises(UsageError):
        store.keep({"chunk": 1}, 1)
