"""Chunks on a Dask cluster of two local workers, and addresses that lead nowhere."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from chunk_work import deadly, dying, squared, wrong

from pourparler.errors import MissingExtra, NumericalFailure, UsageError
from pourparler.jobs import cluster
from pourparler.jobs.execution import Execution, run_chunks

pytest.importorskip("distributed", reason="needs pourparler[cluster]")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:  # type: ignore[no-untyped-call]
        yield made.scheduler_address


def test_a_cluster_answers_as_one_process_does(address: str) -> None:
    told: list[tuple[int, int]] = []
    execution = Execution(cluster=address, progress=lambda done, total: told.append((done, total)))
    found = list(run_chunks(squared, 2.0, range(5), execution=execution))
    assert found == [squared(2.0, chunk) for chunk in range(5)]
    assert told == [(done, 5) for done in range(1, 6)]


def test_a_lost_worker_changes_nothing(address: str, tmp_path: Path) -> None:
    assert list(run_chunks(dying, str(tmp_path), range(5), execution=Execution(cluster=address))) == [
        0, 1, 2, 3, 4
    ]  # fmt: skip
    assert (tmp_path / "died").exists()


def test_an_error_in_a_chunk_is_raised_as_it_is(address: str) -> None:
    with pytest.raises(ValueError, match="chunk 2"):
        list(run_chunks(wrong, None, range(5), execution=Execution(cluster=address)))


@pytest.mark.long
def test_a_chunk_that_kills_every_worker_is_a_named_error() -> None:
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as own,  # type: ignore[no-untyped-call]
        pytest.raises(NumericalFailure, match="workers ended again and again"),
    ):
        list(run_chunks(deadly, None, range(5), execution=Execution(cluster=own.scheduler_address)))


def test_another_version_on_the_workers_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import pourparler

    monkeypatch.setattr(pourparler, "__version__", "99.0")
    with pytest.raises(UsageError, match=r"not 99\.0"):
        list(run_chunks(squared, 2.0, range(5), execution=Execution(cluster=address)))


def test_an_address_that_nobody_answers_at_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        for wrong_one in (closed, "nowhere", "xx://a:1", ""):
            with pytest.raises(UsageError, match="no cluster answers at") as caught:
                list(run_chunks(squared, 2.0, range(5), execution=Execution(cluster=wrong_one)))
            assert caught.value.where == "--cluster"
            assert "dask scheduler" in str(caught.value.advice)


def test_something_else_that_answers_is_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            caller, _ = server.accept()
            with caller:
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" * 4)
                caller.recv(1)

        Thread(target=answer, daemon=True).start()
        there = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(UsageError, match="no cluster answers at"):
            list(run_chunks(squared, 2.0, range(5), execution=Execution(cluster=there)))


def test_a_cluster_without_workers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,  # type: ignore[no-untyped-call]
        pytest.raises(UsageError, match="has no worker"),
    ):
        list(run_chunks(squared, 2.0, range(5), execution=Execution(cluster=empty.scheduler_address)))


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"pourparler\[cluster\]"):
        list(run_chunks(squared, 2.0, range(5), execution=Execution(cluster="tcp://127.0.0.1:1")))
