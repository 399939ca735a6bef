"""Running a study: what is missing is simulated in the order of the replicates and lands part by part."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import dataclass, field

from simulation.experiment.arguments import whole_number, whole_numbers
from simulation.experiment.config import StudyConfig
from simulation.experiment.replicates import MOST_REPLICATES, UntilPrecise
from simulation.measures.own import Function
from simulation.reference.village import ReferenceVillage
from simulation.running.executor import at_once, default_workers, run_replicates, threads
from simulation.running.part import Part
from simulation.running.precision import Precision
from simulation.running.replicate import Failure, Replicate
from simulation.running.sink import Sink

MOST_WORKERS = 100_000


@dataclass
class Outcome:
    """How a run of a study went.

    Attributes
    ----------
    finished : int
        Replicates whose rows are kept.
    failures : list of Failure
        Runs that raised.
    seconds : float
        Wall time of the simulation.
    interrupted : bool
        Whether it was stopped before its end.
    half_width : float or None
        Widest half interval, where the number of replicates rests on it.
    """

    finished: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False
    half_width: float | None = None


def changed(config: StudyConfig, replicates: int | None = None, seed: int | None = None) -> StudyConfig:
    """Return a study with another number of replicates or another seed.

    Raises
    ------
    StudyError
        If one of them is no whole number within its limits.
    """
    limits = {"replicates": (replicates, 1, MOST_REPLICATES), "seed": (seed, 0, 2**63 - 1)}
    given = {name: limit for name, limit in limits.items() if limit[0] is not None}
    return config.model_copy(update=dict(zip(given, whole_numbers(given), strict=True)))


def run_study(
    config: StudyConfig,
    sink: Sink,
    *,
    workers: int | Callable[[], int] | None = None,
    executor: Executor | None = None,
    done: Callable[[int], None] | None = None,
    measures: Mapping[str, Function] | None = None,
    model: type[ReferenceVillage] | None = None,
) -> Outcome:
    """Run all replicates of a study that its sink does not hold yet.

    A Ctrl-C (KeyboardInterrupt) ends it early: what is finished is written, the rest is dropped.

    Parameters
    ----------
    config : StudyConfig
        The study.
    sink : Sink
        Where the rows go; told in the order of the replicates, whatever the number of workers.
    workers : int or callable, optional
        Replicates at once, or what tells it where workers come and go; by default as many as processors.
    executor : Executor, optional
        Where they run; by default threads of this process.
    done : callable, optional
        Told each replicate that is over.
    measures : mapping of str to callable, optional
        Those of the user's own that are not registered.
    model : type, optional
        A version of the readable model, in the place of the compiled one.
    """
    if workers is None:
        workers = default_workers()
    elif not callable(workers):
        workers = whole_number("workers", workers, 1, MOST_WORKERS)
    outcome = Outcome()
    begin = time.perf_counter()
    wanted = config.replicates
    precision = Precision(config, wanted, sink.columns) if isinstance(wanted, UntilPrecise) else None
    try:
        with (
            nullcontext(executor) if executor is not None else threads(at_once(workers)) as pool,
            closing(run_replicates(config, _missing(sink), pool, workers, done, measures, model)) as stream,
        ):
            _fill(sink, stream, precision)
    except KeyboardInterrupt:
        outcome.interrupted = True
    outcome.seconds = time.perf_counter() - begin
    outcome.finished = sink.finished
    outcome.failures = sink.failures()
    if precision is not None:
        outcome.half_width = precision.widest()
    return outcome


def _missing(sink: Sink) -> Iterator[int]:
    """Yield the replicates that are not there yet."""
    for part in sink.plan:
        yield from range(sink.begins(part), part.last)


def _fill(sink: Sink, stream: Generator[Replicate], precision: Precision | None) -> None:
    """Write every part that is not whole, until all are or the intervals are narrow enough."""
    for part in sink.plan:
        here = sink.begins(part)
        if here == part.last and precision is None:
            continue
        batch = sink.kept(part)
        enough = False
        try:
            for place in range(part.last - part.first):
                if place == len(batch):
                    batch.append(next(stream))
                if precision is not None:
                    precision.take(batch[place].rows)
                    enough = precision.is_enough()
                    if enough:
                        break
        finally:
            # also what an interruption leaves of a part
            if part.first + len(batch) > here:
                _write(sink, part, batch)
        if enough:
            return


def _write(sink: Sink, part: Part, batch: list[Replicate]) -> None:
    try:
        sink.write(part, batch)
    except KeyboardInterrupt:
        # a part lands whole or not at all: it is not lost because somebody was impatient just then
        sink.write(part, batch)
        raise


def failure_lines(failures: Sequence[Failure]) -> list[str]:
    """Return one line a failed run."""
    return [
        f"scenario {failure.scenario}, replicate {failure.replicate}, week {failure.week}: {failure.error}"
        for failure in failures
    ]
