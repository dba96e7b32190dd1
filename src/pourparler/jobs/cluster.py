"""Chunks over the workers of a Dask cluster, which is known by the address of its scheduler."""

import asyncio
import logging
import pickle
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from pourparler.errors import MissingExtra, UsageError
from pourparler.jobs.lost import RETRIES, WorkersLost
from pourparler.language import Message, msg

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

CONNECT = 5.0
"""Seconds in which a scheduler must answer, and have a worker."""

PAUSE = 30.0
"""Seconds without a finished chunk after which one looks whether there still are workers."""


def over_cluster(
    work: Callable[[Any, T], R], shared: Any, chunks: Mapping[int, T], *, address: str, attempt: int
) -> Generator[tuple[int, R], None, None]:
    """Number and result of every chunk, in the order in which they finish.

    One task per chunk, named after what it computes, so that nothing depends on which worker does it; the shared part
    is sent to all workers once. ``attempt``: 0, or how often workers were lost before. An error in a chunk is raised here. Raises ``UsageError`` where nobody answers at
    ``address`` or the workers hold another version, ``MissingExtra`` without the library, ``WorkersLost`` where
    tasks were lost that no worker takes over.
    """
    with _connected(address, attempt) as client:
        finished: SimpleQueue[Future] = SimpleQueue()
        waiting = _submitted(client, work, shared, chunks=chunks)
        for future in waiting:
            future.add_done_callback(finished.put)
        while waiting:
            try:
                future = finished.get(timeout=PAUSE)
            except Empty:
                if client.status != "running" or not client.scheduler_info()["workers"]:
                    raise WorkersLost from None
                continue
            # Taken out first: what is given back is no longer needed on the cluster.
            yield waiting.pop(future), _result(future)


def _submitted(
    client: "Client", work: Callable[[Any, T], R], shared: Any, *, chunks: Mapping[int, T]
) -> "dict[Future, int]":
    everywhere = client.scatter(shared, broadcast=True, hash=False)
    common = sha256(pickle.dumps((_version(), work, shared)))
    waiting = {}
    for i, chunk in chunks.items():
        own = common.copy()
        own.update(pickle.dumps((i, chunk)))
        key = f"{work.__name__.strip('_')}-{own.hexdigest()}"
        waiting[client.submit(work, everywhere, chunk, key=key, retries=RETRIES, pure=True)] = i
    return waiting


def _result(future: "Future") -> Any:
    from distributed import CancelledError, KilledWorker
    from distributed.comm import CommClosedError

    try:
        return future.result()
    except (CancelledError, KilledWorker, CommClosedError) as error:
        raise WorkersLost from error


@contextmanager
def _connected(address: str, attempt: int) -> "Iterator[Client]":
    """A client of the cluster whose workers hold this version."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtra(
            msg("running on a cluster needs the library {name}, which is not installed", name="distributed"),
            where="--cluster",
            advice=msg("Install pourparler[cluster]; or use --workers."),
        ) from error
    _silence()
    try:
        with ThreadPoolExecutor(1) as apart:  # a notebook has a loop of its own
            apart.submit(lambda: asyncio.run(asyncio.wait_for(_greeted(address), CONNECT))).result()
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except Exception as error:  # whatever an address leads to answers in its own way
        raise _refused(msg("no cluster answers at {address}", address=address),
                       msg("Start `dask scheduler` and `dask worker`, and give the scheduler’s address, such as tcp://127.0.0.1:8786.")) from error  # fmt: skip
    try:
        _check_workers(client, address, attempt)
        yield client
    finally:
        client.close(timeout=CONNECT)


def _silence() -> None:
    """Let the library report nothing: what happens is told here in our own words, with what to do."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":  # some of its parts have levels of their own
            logging.getLogger(name).setLevel(logging.CRITICAL)


async def _greeted(address: str) -> None:
    """Ask a scheduler who it is. A client that finds none leaves a thread behind that may stop later ones."""
    from distributed.comm import connect
    from distributed.security import Security

    arguments = Security().get_connection_args("client")
    comm = await connect(address, timeout=CONNECT, **arguments)
    try:
        await comm.write({"op": "identity", "reply": True})
        found = await comm.read()
        if found["type"] != "Scheduler":
            raise ValueError(found["type"])
    finally:
        comm.abort()


def _check_workers(client: "Client", address: str, attempt: int) -> None:
    try:
        client.wait_for_workers(1, timeout=PAUSE if attempt else CONNECT)
    except TimeoutError as error:
        if attempt:
            raise WorkersLost from error
        raise _refused(msg("the cluster at {address} has no worker", address=address),
                       msg("Start `dask worker {address}` on the machines that should work.", address=address)) from error  # fmt: skip
    found = client.run(_version, on_error="return")
    for worker, version in found.items():
        if version != _version():
            raise _refused(
                msg("the worker {worker} has {found} of pourparler, not {version}",
                    worker=worker, found=version if isinstance(version, str) else msg("nothing"), version=_version()),
                msg("Install the same version of pourparler on all machines."),
            )  # fmt: skip


def _version() -> str:
    from pourparler import __version__

    return __version__


def _refused(found: Message, advice: Message) -> UsageError:
    return UsageError(found, where="--cluster", advice=advice)
