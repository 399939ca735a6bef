"""One table of results with the labels of its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow.parquet as pq

from simulation.codebook.tables import TableFile
from simulation.files.table_text import unguarded


@dataclass(frozen=True)
class LabelledTable:
    """A table, what it is, and what its columns are.

    Attributes
    ----------
    file : TableFile
        Where it lies.
    name : str
        Of the file it becomes, without its ending.
    title : str
        What it is.
    labels : mapping of str to str
        What each column is, with its unit.
    """

    file: TableFile
    name: str
    title: str
    labels: Mapping[str, str]

    @property
    def is_text(self) -> bool:
        """Whether it lies in a CSV file."""
        return self.file.path.suffix == ".csv"

    def frames(self) -> Iterator[pd.DataFrame]:
        """Yield its rows, one part in memory at a time."""
        for path in self.file.parts:
            if path.suffix == ".csv":
                yield unguarded(pd.read_csv(path))
            else:
                frame = pq.read_table(path).to_pandas()
                for column in frame.select_dtypes("category"):
                    frame[column] = frame[column].astype("str")
                yield frame

    def frame(self) -> pd.DataFrame:
        """Return all its rows."""
        return pd.concat(list(self.frames()), ignore_index=True)
