"""Parts: the pieces in which results land.

Which replicates stand in which part follows from the study alone, so that the files are the same
bytes for any number of workers, after any interruption, and when shards are merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.running.detail_table import part_details, runs_of
from simulation.running.replicate import Failure, Replicate

WEEKS_PER_PART = 5_000
"""A part is written as soon as it holds the measures of so many weeks: a megabyte in the file.

Eight times as many cost no time less, and the memory of a study grew by 80 megabytes instead of 9."""
WORK_PER_PART = 10 * WEEKS_PER_PART
"""Simulated weeks after which a part is written in any case, where few of them are kept: seconds of work."""


@dataclass(frozen=True)
class Part:
    """Replicates ``first`` to ``last - 1`` of a study, which share a file."""

    number: int
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return f"part-{self.number:05d}"


def parts_of(first: int, last: int, kept: int, simulated: int) -> list[Part]:
    """Return the parts of replicates ``first`` to ``last - 1``.

    Parameters
    ----------
    first, last : int
        The replicates.
    kept, simulated : int
        Weeks of one of them, over all scenarios.
    """
    size = min(-(-WEEKS_PER_PART // kept), -(-WORK_PER_PART // simulated))
    return [
        Part(number, begin, min(begin + size, last)) for number, begin in enumerate(range(first, last, size))
    ]


@dataclass(frozen=True)
class Written:
    """A part that is there and whole.

    Attributes
    ----------
    data : Path or Arrow table
        Its Parquet file, or its rows.
    first, last : int
        Replicates ``first`` to ``last - 1`` are in it: fewer than planned if the study was stopped.
    failures : list of Failure
        Its runs that raised.
    tables : dict of str to Path or Arrow table
        Owners, ties and events, where they are kept.
    """

    data: Path | pa.Table
    first: int
    last: int
    failures: list[Failure]
    tables: dict[str, Path | pa.Table]


def tables_of(scenarios: Sequence[str], replicates: Sequence[Replicate]) -> dict[str, pa.Table]:
    """Return the owners, ties and events of some replicates, where they are kept."""
    runs: dict[str, list[tuple[int, int, pa.Table]]] = {}
    for replicate in replicates:
        for kind, tables in replicate.tables.items():
            runs.setdefault(kind, []).extend((replicate.number, *run) for run in sorted(tables.items()))
    return {kind: part_details(scenarios, each) for kind, each in runs.items()}


def replicates_of(written: Written, scenarios: Sequence[str]) -> list[Replicate]:
    """Return what a part holds, replicate by replicate."""
    table = written.data if isinstance(written.data, pa.Table) else pq.read_table(written.data)
    names = table.column("scenario").combine_chunks()
    codes = np.array([scenarios.index(name) for name in names.dictionary.to_pylist()], dtype=np.int64)
    scenario = codes[names.indices.to_numpy()]
    replicate = table.column("replicate").to_numpy()
    values = np.column_stack([table.column(place).to_numpy() for place in range(3, table.num_columns)])
    found = [Replicate(number) for number in range(written.first, written.last)]
    # the rows of a run stand together: a run begins where either number changes
    begins = np.flatnonzero(np.diff(scenario, prepend=-1) | np.diff(replicate, prepend=-1))
    for begin, end in pairwise([*begins, scenario.size]):
        found[replicate[begin] - written.first].rows[int(scenario[begin])] = values[begin:end]
    for kind, data in written.tables.items():
        details = data if isinstance(data, pa.Table) else pq.read_table(data)
        for (name, number), run in runs_of(details):
            found[number - written.first].tables.setdefault(kind, {})[scenarios.index(name)] = run
    for failure in written.failures:
        found[failure.replicate - written.first].failures.append(failure)
    return found
