"""The weekly measures of a study: one row a scenario, replicate and week, in memory or on disk."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.running.replicate import Replicate

KEYS = ("scenario", "replicate", "week")


class WeeklyTable:
    """Measures of all runs; reads only the columns it is asked for.

    Parameters
    ----------
    scenarios : sequence of str
        Names, in the order of the experiment; rows of others are passed over.
    replicates, weeks : int
        Size of the study; weeks run from 0 to ``weeks``.
    columns : sequence of str
        Names of the measures.
    parts : list of Arrow tables or of paths of Parquet files
        Rows in any order; runs that failed have none.
    """

    def __init__(
        self,
        scenarios: Sequence[str],
        replicates: int,
        weeks: int,
        columns: Sequence[str],
        parts: Sequence["pa.Table | Path"],
    ) -> None:
        self.scenarios = list(scenarios)
        self.replicates = replicates
        self.weeks = weeks
        self.columns = list(columns)
        self._parts = list(parts)

    def values(self, column: str, weeks: Sequence[int] | None = None) -> np.ndarray:
        """Return one measure.

        Parameters
        ----------
        column : str
            Name of the measure.
        weeks : sequence of int, optional
            Which weeks; by default all.

        Returns
        -------
        ndarray of float, shape (scenarios, replicates, weeks)
            NaN where a run failed or the measure is not defined.

        Raises
        ------
        KeyError
            If there is no such measure.
        """
        return self.many([column], weeks)[column]

    def many(self, columns: Sequence[str], weeks: Sequence[int] | None = None) -> dict[str, np.ndarray]:
        """Return several measures in one pass over the parts (see :meth:`values`)."""
        for column in columns:
            if column not in self.columns:
                raise KeyError(f"unknown measure {column!r}; known: {', '.join(self.columns)}")
        wanted = np.arange(self.weeks + 1) if weeks is None else np.asarray(weeks, dtype=np.int64)
        place = np.full(self.weeks + 1, -1)
        place[wanted] = np.arange(wanted.size)
        code = {name: number for number, name in enumerate(self.scenarios)}
        shape = (len(self.scenarios), self.replicates, wanted.size)
        found = {column: np.full(shape, np.nan) for column in columns}
        for part in self._parts:
            table = part if isinstance(part, pa.Table) else _read(part, [*KEYS, *columns])
            names = table.column("scenario").combine_chunks()
            codes = np.array([code.get(name, -1) for name in names.dictionary.to_pylist()])
            scenario = codes[names.indices]
            week = place[table.column("week").to_numpy()]
            keep = (week >= 0) & (scenario >= 0)
            index = (scenario[keep], table.column("replicate").to_numpy()[keep], week[keep])
            for column in columns:
                found[column][index] = table.column(column).to_numpy()[keep]
        return found

    def only(self, scenarios: Sequence[str]) -> "WeeklyTable":
        """Return the same measures for some of the scenarios."""
        return WeeklyTable(scenarios, self.replicates, self.weeks, self.columns, self._parts)

    def frame(self) -> pd.DataFrame:
        """Return everything as one pandas frame: scenario, replicate, week, then one column a measure."""
        tables = [part if isinstance(part, pa.Table) else pq.read_table(part) for part in self._parts]
        whole: pd.DataFrame = pa.concat_tables(tables).to_pandas()
        return whole


def _read(part: Path, columns: Sequence[str]) -> "pa.Table":
    # a part is small: looking for it as a data set and sharing it among threads cost more than reading it
    with pq.ParquetFile(part) as file:
        return file.read(columns=list(columns), use_threads=False)


def part_table(
    scenarios: Sequence[str], columns: Sequence[str], recorded: Sequence[int], replicates: Sequence[Replicate]
) -> "pa.Table":
    """Return the rows of some replicates as an Arrow table; a run that failed has none.

    Each run has one row for each of the recorded weeks.
    """
    runs = [
        (scenario, replicate.number, values)
        for replicate in replicates
        for scenario, values in sorted(replicate.rows.items())
    ]
    codes = np.repeat(np.array([scenario for scenario, _, _ in runs], dtype=np.int32), len(recorded))
    numbers = np.repeat(np.array([number for _, number, _ in runs], dtype=np.int32), len(recorded))
    weeks = np.tile(np.array(recorded, dtype=np.int32), len(runs))
    whole = np.concatenate([values for _, _, values in runs] or [np.zeros((0, len(columns)))])
    arrays = [
        pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(scenarios))),
        pa.array(numbers),
        pa.array(weeks),
        *(pa.array(np.ascontiguousarray(whole[:, place])) for place in range(len(columns))),
    ]
    return pa.Table.from_arrays(arrays, names=[*KEYS, *columns])
