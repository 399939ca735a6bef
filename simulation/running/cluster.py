"""A cluster: a study on an existing Dask scheduler, through the same interface as threads."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache, partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.running.provenance import origin
from simulation.running.run import Outcome, run_study
from simulation.running.sink import Sink

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as DaskFuture

EXTRA = "pip install -e .[cluster]"
ALLOWED = "the address a dask scheduler prints, as tcp://10.0.0.1:8786"
PATIENCE = 10.0
"""Seconds to wait for the scheduler, and for a first worker."""
COUNTED_FOR = 1.0
"""Seconds for which a count of the threads stands: one is a question to the scheduler."""


class ClusterLost(Exception):
    """The study cannot go on: no scheduler, workers that die again and again, or a strange one."""


class StrangeWorker(Exception):
    """A worker that joined later would compute other results."""


class Cluster:
    """Workers of a Dask scheduler, all alike.

    Parameters
    ----------
    client : Client
        Connected to the scheduler.
    parts : tuple of str
        Activities and mechanisms of the study.
    here : dict
        Origin of the results on this machine.
    """

    def __init__(self, client: "Client", parts: tuple[str, ...], here: dict[str, str]) -> None:
        self._client = client
        self._executor = _Alike(client, parts, here)
        self._threads = 0
        self._counted = -COUNTED_FOR

    def threads(self) -> int:
        """Return how many replicates run at once; workers come and go."""
        if monotonic() - self._counted >= COUNTED_FOR:
            self._threads = sum(self._client.nthreads().values())
            self._counted = monotonic()
        return self._threads

    def run(self, config: StudyConfig, sink: Sink, done: Callable[[int], None] | None = None) -> Outcome:
        """Run a study as :func:`run_study` does.

        A worker that dies is no fault: the scheduler gives its replicates to another one.

        Raises
        ------
        ClusterLost
            If the scheduler goes away, if one replicate outlives too many workers, or if a worker joins
            that would compute other results.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - an extra
        from distributed.comm.core import CommClosedError  # noqa: PLC0415

        address = self._client.scheduler.address
        try:
            return run_study(config, sink, workers=self.threads, executor=self._executor, done=done)
        except (_NoAnswer, CancelledError, CommClosedError) as error:
            raise ClusterLost(f"the scheduler at '{address}' is gone") from error
        except KilledWorker as error:
            raise ClusterLost(f"too many workers of '{address}' died over one replicate") from error
        except (StrangeWorker, ImportError) as error:
            raise ClusterLost(f"a worker that joined '{address}' is unlike the others: {error}") from error


@contextmanager
def cluster(address: str, parts: list[str]) -> Iterator[Cluster]:
    """Connect to a Dask scheduler whose workers are all like this machine.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    parts : list of str
        Activities and mechanisms of the study; every worker must know them.

    Raises
    ------
    StudyError
        If Dask is not installed, nobody answers, no worker comes, or a worker would compute other
        results: it has other sources or other versions.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise _fault("Dask is not installed", f"the extra 'cluster': {EXTRA}") from None
    for name in ("distributed", "distributed.client"):
        # what goes wrong is told in one line by who catches it
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _must_be_a_scheduler(address)
    here = origin(parts)
    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise _fault(f"the scheduler at '{address}' has no worker", "at least one dask worker") from None
        _must_be_alike(client.run(origin, parts, on_error="return"), here)
        yield Cluster(client, tuple(parts), here)


def _fault(found: str, allowed: str) -> StudyError:
    return StudyError([Fault.of("--scheduler", "", found, allowed)])


def _must_be_a_scheduler(address: str) -> None:
    """Refuse an address before a client is made: one that fails to connect hangs for a minute."""
    try:
        parts = urlsplit(address)
        if parts.scheme != "tcp" or not parts.hostname or not parts.port:
            raise ValueError(address)
    except ValueError:
        raise _fault(f"found '{address}'", ALLOWED) from None
    try:
        kind = asyncio.run(_kind(address))
    except OSError as error:
        raise _fault(f"no scheduler answers at '{address}' ({type(error).__name__})", ALLOWED) from None
    if kind != "Scheduler":
        raise _fault(f"a dask {kind} answers at '{address}'", ALLOWED)


async def _kind(address: str) -> str:
    """Return what of Dask it is that listens at an address."""
    from distributed.core import rpc  # noqa: PLC0415 - an extra

    async with asyncio.timeout(PATIENCE), rpc(address, timeout=PATIENCE) as there:
        return str((await there.identity())["type"])


def _must_be_alike(theirs: dict[str, object], here: dict[str, str]) -> None:
    """Refuse workers whose results would differ from those of this machine."""
    faults = []
    for worker, found in theirs.items():
        if isinstance(found, dict):
            faults += [
                Fault.of(worker, name, told, "the same everywhere") for name, told in _unlike(found, here)
            ]
        else:
            told = f"the worker cannot run this study ({type(found).__name__}: {found})"
            faults.append(Fault.of(worker, "", told, "the same installation everywhere"))
    if faults:
        raise StudyError(faults)


def _unlike(there: dict[str, str], here: dict[str, str]) -> list[tuple[str, str]]:
    """Return what differs on a worker: names and sentences."""
    return [
        (name, f"the worker has {there.get(name)}, this machine {value}")
        for name, value in here.items()
        if there.get(name) != value
    ]


class _NoAnswer(Exception):
    """What a worker made did not come back: the connection is broken."""


class _Alike(Executor):
    """Runs nothing on a worker that is unlike this machine, also one that joins later.

    Dask's own executor leaves a future open for ever when the connection breaks while its result is on
    the way; here every future comes to an end.
    """

    def __init__(self, client: "Client", parts: tuple[str, ...], here: dict[str, str]) -> None:
        self._client = client
        self._given = (parts, here)

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **more: Any) -> Future[Any]:
        there = self._client.submit(_if_alike, *self._given, task, *arguments, pure=False, **more)
        here: Future[Any] = Future()
        here.add_done_callback(partial(_give_up, there))
        self._client.loop.add_callback(_hand_over, there, here)
        return here


def _give_up(there: "DaskFuture", here: Future[Any]) -> None:
    """Let the cluster drop what nobody waits for any more."""
    if here.cancelled():
        there.cancel()


async def _hand_over(there: "DaskFuture", here: Future[Any]) -> None:
    """Tell what became of a task: its result, what it raised, or that no answer came."""
    answer, error = None, None
    try:
        answer = await there
    except BaseException as caught:  # whoever waits must hear of it
        if there.status == "error":
            error = caught
        else:
            error = _NoAnswer()
            error.__cause__ = caught
    if not here.set_running_or_notify_cancel():
        return
    if error is not None:
        here.set_exception(error)
    else:
        here.set_result(answer)


def _if_alike(parts: tuple[str, ...], wanted: dict[str, str], task: Callable[..., Any], *rest: Any) -> Any:
    """Run a task, on a worker."""
    for name, told in _unlike(_here(parts), wanted):
        raise StrangeWorker(f"{name}: {told}")
    return task(*rest)


@cache
def _here(parts: tuple[str, ...]) -> dict[str, str]:
    return origin(parts)
