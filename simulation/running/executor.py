"""The runner: replicates through any executor, a bounded number at a time, results in order."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event

from simulation.experiment.config import StudyConfig
from simulation.experiment.network_study import NetworkStudy
from simulation.experiment.panel_study import PanelStudy
from simulation.experiment.pattern_study import PatternStudy
from simulation.measures.own import Function, functions
from simulation.reference.village import ReferenceVillage
from simulation.running.branching import Plan
from simulation.running.networks import run_networks
from simulation.running.panels import run_panels
from simulation.running.patterns import run_patterns
from simulation.running.replicate import Replicate, run_replicate

WAITING_PER_WORKER = 2


def default_workers() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def at_once(workers: int | Callable[[], int]) -> int:
    """Return how many replicates run at once just now."""
    return workers() if callable(workers) else workers


def _tell(done: Callable[[int], None], number: int, _: object) -> None:
    done(number)


@contextmanager
def threads(workers: int) -> Iterator[Executor]:
    """Give a pool of threads; leaving it by an exception does not wait for what runs."""
    pool = ThreadPoolExecutor(workers, thread_name_prefix="replicate")
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _work_of(config: StudyConfig) -> Callable[..., Replicate]:
    """Return what runs a replicate of a study: most are measured week by week."""
    if isinstance(config, PatternStudy):
        return run_patterns
    if isinstance(config, PanelStudy):
        return run_panels
    return run_networks if isinstance(config, NetworkStudy) else run_replicate


def run_replicates(
    config: StudyConfig,
    numbers: Iterable[int],
    executor: Executor,
    workers: int | Callable[[], int],
    done: Callable[[int], None] | None = None,
    measures: Mapping[str, Function] | None = None,
    model: type[ReferenceVillage] | None = None,
) -> Generator[Replicate]:
    """Yield some replicates of a study in their order.

    Parameters
    ----------
    config : StudyConfig
        The study.
    numbers : iterable of int
        Which replicates; asked for no more than a few ahead.
    executor : Executor
        Where they run; anything that follows ``concurrent.futures``.
    workers : int or callable
        How many run at once, or what tells it: so many, and a few more, are submitted.
    done : callable, optional
        Told the number of each replicate as soon as it is over (from any thread).
    measures : mapping of str to callable, optional
        Those of the user's own that are not registered.
    model : type, optional
        A version of the readable model, in the place of the compiled one.

    Raises
    ------
    KeyError
        If the study keeps a measure that is neither given nor registered.
    """
    work = _work_of(config)
    own = functions(config.record.measures, measures)
    plan = Plan.of(config.programmes(), config.weeks, config.pasts().of, own, model)
    # a cluster need not be sent all points with each of them
    shared = config.model_copy(update={"points": None})
    # in the same process a stop is heard between stretches of weeks
    halt = Event() if isinstance(executor, ThreadPoolExecutor) else None
    stop = halt.is_set if halt is not None else None
    waiting: deque[Future[Replicate]] = deque()
    numbers = iter(numbers)
    try:
        while True:
            most = WAITING_PER_WORKER * at_once(workers) + 1
            for number in numbers:
                future = executor.submit(work, shared, plan, config.case(number), stop)
                if done is not None:
                    future.add_done_callback(partial(_tell, done, number))
                waiting.append(future)
                if len(waiting) >= most:
                    break
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        if halt is not None:
            halt.set()
        for future in waiting:
            future.cancel()
