"""Tables of single owners, ties and events as Arrow tables: one row each, after its week."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.measures.catalogue import Measure
from simulation.measures.events import EVENT_COLUMNS
from simulation.measures.owners import OWNER_COLUMNS
from simulation.measures.ties import TIE_COLUMNS
from simulation.running.life import Columns

DETAILS: dict[str, tuple[Measure, ...]] = {
    "owners": OWNER_COLUMNS,
    "ties": TIE_COLUMNS,
    "events": EVENT_COLUMNS,
}
"""The columns of each table, after the scenario, the replicate and the week."""
RUN = ("scenario", "replicate")
"""Columns that say which run a row is of."""


def detail_table(kind: str, weeks: Mapping[int, Columns]) -> pa.Table:
    """Return the table of one run: what was written down in each of its weeks."""
    units = {column.name: column.unit for column in DETAILS[kind]}
    tables = []
    for week, columns in sorted(weeks.items()):
        length = len(next(iter(columns.values())))
        arrays = {"week": pa.array(np.full(length, week, dtype=np.int32))}
        arrays |= {name: _array(values, units.get(name, "name")) for name, values in columns.items()}
        tables.append(pa.table(arrays))
    return pa.concat_tables(tables, promote_options="default")


def _array(values: np.ndarray, unit: str) -> pa.Array:
    """Return a column; of whole numbers and of yes and no, NaN is an empty place."""
    if unit == "name":
        return pa.array(values.tolist(), type=pa.string())
    if unit == "week":
        return pa.array(np.nan_to_num(values).astype(np.int32), mask=np.isnan(values))
    if unit == "yes or no":
        return pa.array(values == 1, mask=np.isnan(values))
    return pa.array(np.asarray(values, dtype=np.int32 if values.dtype.kind == "i" else np.float64))


def part_details(scenarios: Sequence[str], runs: Sequence[tuple[int, int, pa.Table]]) -> pa.Table:
    """Return the tables of some runs as one; each comes with its replicate and its scenario."""
    tables = []
    for replicate, scenario, table in runs:
        name = pa.array([scenarios[scenario]] * table.num_rows, type=pa.string())
        number = pa.array(np.full(table.num_rows, replicate, dtype=np.int32))
        tables.append(table.add_column(0, "scenario", name).add_column(1, "replicate", number))
    return pa.concat_tables(tables, promote_options="default")


def runs_of(table: pa.Table) -> Iterator[tuple[tuple[str, int], pa.Table]]:
    """Yield scenario and replicate of each run in a table, and its rows without them."""
    names = table.column("scenario").combine_chunks().dictionary_encode()
    scenario, replicate = names.indices.to_numpy(), table.column("replicate").to_numpy()
    # the rows of a run stand together: a run begins where either number changes
    begins = np.flatnonzero(np.diff(scenario, prepend=-1) | np.diff(replicate, prepend=-1))
    rows = table.drop_columns(list(RUN))
    for begin, end in pairwise([*begins, table.num_rows]):
        key = str(names.dictionary[scenario[begin]]), int(replicate[begin])
        yield key, rows.slice(begin, end - begin)


class DetailTable:
    """The rows of a table of all runs.

    Parameters
    ----------
    parts : list of Arrow tables or of paths of Parquet files
    """

    def __init__(self, parts: Sequence["pa.Table | Path"]) -> None:
        self._parts = list(parts)

    def frame(self) -> pd.DataFrame:
        """Return everything as one pandas frame; empty where nothing was kept."""
        tables = [part if isinstance(part, pa.Table) else pq.read_table(part) for part in self._parts]
        if not tables:
            return pd.DataFrame()
        whole: pd.DataFrame = pa.concat_tables(tables, promote_options="default").to_pandas()
        return whole
