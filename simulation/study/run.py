"""Running a study: replicates in their order, into a folder or into memory."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import pyarrow as pa

from simulation.measures.catalogue import names
from simulation.parameters import description
from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError
from simulation.study.replicate import Failure, Replicate
from simulation.study.runner import default_workers, run_replicates, threads
from simulation.study.table import WeeklyTable, part_table

ROWS_PER_PART = 40_000


class Sink(Protocol):
    """Where finished rows go, part by part."""

    def write_part(self, rows: dict[tuple[int, int], np.ndarray]) -> None:
        """Take the next rows: measures by (replicate, number of the scenario)."""

    def table(self, finished: int) -> WeeklyTable:
        """Return the measures of the replicates finished so far."""


class Memory:
    """Keeps the measures in memory."""

    def __init__(self, config: StudyConfig) -> None:
        self.config = config
        self.scenarios = list(config.programmes())
        self.parts: list[pa.Table] = []

    def write_part(self, rows: dict[tuple[int, int], np.ndarray]) -> None:
        """Take the next rows."""
        self.parts.append(part_table(self.scenarios, columns_of(self.config), rows))

    def table(self, finished: int) -> WeeklyTable:
        """Return the measures so far."""
        return WeeklyTable(self.scenarios, finished, self.config.weeks, columns_of(self.config), self.parts)


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
    """

    finished: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False


def columns_of(config: StudyConfig) -> list[str]:
    """Return the measures of a study, in the order of their columns."""
    return names([group.name for group in config.village.groups])


def changed(config: StudyConfig, replicates: int | None = None, seed: int | None = None) -> StudyConfig:
    """Return a study with another number of replicates or another seed.

    Raises
    ------
    StudyError
        If one of them is out of its limits.
    """
    faults = []
    given = {}
    for name, value in (("replicates", replicates), ("seed", seed)):
        if value is None:
            continue
        found = description(StudyConfig.model_fields[name])
        low, high = found.limits if found is not None else (None, None)
        if (low is not None and value < low) or (high is not None and value > high):
            faults.append(Fault("", 0, 0, name, f"found {value}", f"a whole number from {low} to {high}"))
        given[name] = value
    if faults:
        raise StudyError(faults)
    return config.model_copy(update=given)


def run_study(
    config: StudyConfig,
    sink: Sink,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    done: Callable[[int], None] | None = None,
) -> Outcome:
    """Run all replicates of a study.

    A Ctrl-C (KeyboardInterrupt) ends it early: what is finished is written, the rest is dropped.

    Parameters
    ----------
    config : StudyConfig
        The study; ``config.replicates`` of them are run.
    sink : Sink
        Where the rows go; told in the order of the replicates, whatever the number of workers.
    workers : int, optional
        Replicates at once; by default as many as processors.
    executor : Executor, optional
        Where they run; by default threads of this process.
    done : callable, optional
        Told each replicate that is over.
    """
    workers = workers or default_workers()
    outcome = Outcome()
    begin = time.perf_counter()
    runs = len(config.scenarios) * (config.weeks + 1)
    batch: list[Replicate] = []
    try:
        with nullcontext(executor) if executor is not None else threads(workers) as pool:
            for replicate in run_replicates(config, config.replicates, pool, workers, done):
                batch.append(replicate)
                if len(batch) * runs >= ROWS_PER_PART:
                    _flush(batch, sink, outcome)
    except KeyboardInterrupt:
        outcome.interrupted = True
    if batch:
        _flush(batch, sink, outcome)
    outcome.seconds = time.perf_counter() - begin
    return outcome


def _flush(batch: list[Replicate], sink: Sink, outcome: Outcome) -> None:
    sink.write_part(
        {
            (replicate.number, scenario): rows
            for replicate in batch
            for scenario, rows in sorted(replicate.rows.items())
        }
    )
    outcome.finished += len(batch)
    outcome.failures += [failure for replicate in batch for failure in replicate.failures]
    batch.clear()


def failure_lines(failures: Sequence[Failure]) -> list[str]:
    """Return one line a failed run."""
    return [
        f"scenario {failure.scenario}, replicate {failure.replicate}, week {failure.week}: {failure.error}"
        for failure in failures
    ]
