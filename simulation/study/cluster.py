"""A cluster: a study on an existing Dask scheduler, through the same interface as threads."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from simulation.study.faults import Fault, StudyError
from simulation.study.origin import origin

EXTRA = "pip install 'kampung[cluster]'"
PATIENCE = 30.0
"""Seconds to wait for the scheduler and for a first worker."""
RETRIES = 3
"""How often a replicate is tried again whose worker failed."""


class ClusterLost(Exception):
    """The scheduler went away, or its workers die again and again."""


@contextmanager
def cluster(address: str, activities: list[str]) -> Iterator[tuple[Executor, int]]:
    """Connect to a Dask scheduler; give an executor and how many replicates run at once.

    A worker that dies is no fault: the scheduler gives its replicates to another one.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    activities : list of str
        Activities of the study; every worker must know them.

    Raises
    ------
    StudyError
        If Dask is not installed, nobody answers, no worker comes, or a worker would compute other
        results: it has other sources or other versions.
    """
    try:
        from distributed import CancelledError, Client, KilledWorker  # noqa: PLC0415 - an extra
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
    except ImportError:
        raise StudyError(
            [Fault.of("--scheduler", "", "Dask is not installed", f"the extra 'cluster': {EXTRA}")]
        ) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        told = f"no scheduler answers at '{address}' ({type(error).__name__})"
        raise StudyError(
            [Fault.of("--scheduler", "", told, "the address a dask scheduler prints, as tcp://10.0.0.1:8786")]
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            told = f"the scheduler at '{address}' has no worker"
            raise StudyError([Fault.of("--scheduler", "", told, "at least one dask worker")]) from None
        _must_be_alike(client.run(origin, activities, on_error="return"), origin(activities))
        threads = sum(client.nthreads().values())
        try:
            yield client.get_executor(retries=RETRIES, pure=False), threads
        except (CancelledError, CommClosedError, KilledWorker) as error:
            raise ClusterLost(f"{type(error).__name__} at '{address}'") from error


def _must_be_alike(theirs: dict[str, object], mine: dict[str, str]) -> None:
    """Refuse workers whose results would differ from those of this machine."""
    faults = []
    for worker, found in theirs.items():
        if not isinstance(found, dict):
            faults.append(Fault.of(worker, "", f"the worker cannot run this study ({found})", "the same"))
            continue
        for name, value in mine.items():
            if found.get(name) != value:
                told = f"the worker has {found.get(name)}, this machine {value}"
                faults.append(Fault.of(worker, name, told, "the same everywhere"))
    if faults:
        raise StudyError(faults)
