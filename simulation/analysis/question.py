"""A question about an experiment, and how it is put: stage by stage, each a study of its own."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from simulation.store.earlier_runs import EarlierRuns

Run = Callable[[Design, str], WeeklyTable]
"""Runs the next stage of an answer, with words for what is being done; of a resumed one, what is missing."""


class Answer(ABC):
    """What a question gave."""

    @abstractmethod
    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its tables by name; each becomes a CSV file."""

    def __repr__(self) -> str:
        """Return in one line which tables it has, and how many rows each."""
        tables = ", ".join(f"{name} ({len(frame)} rows)" for name, frame in self.frames().items())
        return f"<{type(self).__name__}: {tables}>"

    def write(self, folder: Path) -> None:  # noqa: B027 - most answers are their tables
        """Write into a folder what is no table; most answers have nothing of that kind."""

    def write_parquet(self, folder: Path) -> None:
        """Write the tables as Parquet files beside their CSV files: for answers of many rows."""
        for name, frame in self.frames().items():
            sink = pa.BufferOutputStream()
            pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
            write_whole(folder / f"{name}.parquet", memoryview(sink.getvalue()))


class Question(ABC):
    """Something to be found out about an experiment.

    Answering it is plain code that may run many studies, one after the other. It must be deterministic:
    a question that goes on after a stop, and the report of one that is finished, run the same code again
    and find their stages done.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    **options
        What is asked beside the experiment, as plain data: enough to ask again.

    Attributes
    ----------
    kind : str
        Names the command, the section of the report and its words.
    libraries : tuple of str
        Packages that compute it beside those of every study, by the names under which pip knows them.
    """

    kind: ClassVar[str]
    libraries: ClassVar[tuple[str, ...]] = ()

    def __init__(self, config: StudyConfig, **options: Any) -> None:
        self.config = config
        self.options = options

    @classmethod
    def package(cls) -> str:
        """Return the package in which it stands, with its page and its words."""
        return cls.__module__.rpartition(".")[0]

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        replicates = self.config.replicates
        fixed = replicates if isinstance(replicates, int) else None
        return {"replicates": fixed, "seed": self.config.seed} | self.options

    def earlier(self) -> EarlierRuns | None:
        """Return finished results whose villages its studies take over; most questions have none."""
        return None

    def only_stage(self) -> Design:
        """Return the study that answers the question, where it is the only one and known before.

        Raises
        ------
        StudyError
            If there is none: where later studies rest on earlier results, no share can be computed alone.
        """
        told = f"no single study answers the question '{self.kind}'"
        raise StudyError([Fault.of("--shard", "", told, "one that a single study answers, such as sweep")])

    @abstractmethod
    def answer(self, run: Run) -> Answer:
        """Answer the question.

        Parameters
        ----------
        run : callable
            Called with the design of a stage and words for what it does; returns its measures.
        """


def run_in_memory(
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    done: Callable[[int], None] | None = None,
    earlier: EarlierRuns | None = None,
) -> Run:
    """Return what runs stages and keeps nothing of them (parameters as in :func:`ask`).

    What earlier runs hold is not simulated again.
    """

    def run(design: Design, _: str) -> WeeklyTable:
        memory = Memory(design)
        if earlier is not None:
            earlier.fill(memory)
        if run_study(design, memory, workers=workers, executor=executor, done=done).interrupted:
            raise KeyboardInterrupt
        return memory.table()

    return run


def ask(
    question: Question,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    done: Callable[[int], None] | None = None,
) -> Answer:
    """Answer a question in memory.

    Parameters
    ----------
    question : Question
        The question.
    workers, executor, done
        As in :func:`simulation.running.run.run_study`.

    Raises
    ------
    KeyboardInterrupt
        If it is stopped.
    """
    run = run_in_memory(workers=workers, executor=executor, done=done, earlier=question.earlier())
    return question.answer(run)
