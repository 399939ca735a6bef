"""The tables of a results folder: where they lie and which columns they have."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

CODEBOOK = "codebook.csv"
SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True)
class TableFile:
    """One table of a results folder.

    Attributes
    ----------
    path : Path
        A CSV file, a Parquet file, or a folder ``NAME.parquet`` that holds the parts of one.
    columns : tuple of str
        Names of its columns, in their order.
    """

    path: Path
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the file without its ending."""
        return self.path.stem

    @property
    def parts(self) -> list[Path]:
        """The files that hold its rows, in their order."""
        return _parts(self.path)


def tables_in(folder: Path) -> list[TableFile]:
    """Return all tables of a folder, by name; what lies in folders below it is left out.

    A Parquet file that says the same as the CSV file beside it is left out too. A file that is no table
    has no columns.

    Raises
    ------
    OSError
        If the disk cannot be read.
    """
    found: list[TableFile] = []
    for path in sorted(folder.iterdir()):
        if path.suffix in SUFFIXES and not path.name.startswith(".") and path.name != CODEBOOK:
            table = TableFile(path, _columns(path))
            if not any(table.name == each.name and table.columns == each.columns for each in found):
                found.append(table)
    return found


def _columns(path: Path) -> tuple[str, ...]:
    try:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as stream:
                return tuple(next(csv.reader(stream), ()))
        return tuple(pq.read_schema(_parts(path)[0]).names)
    except (OSError, ValueError, IndexError, csv.Error, pa.ArrowException) as error:
        # what is wrong with the file itself has no number; a disk that fails has one
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return ()


def _parts(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    # a pattern would pass over what may not be read
    return sorted(part for part in path.iterdir() if part.suffix == ".parquet")
