"""Tables as they stand in the user's file, before anything is understood."""

from dataclasses import dataclass, field
from pathlib import Path

from simulation.files.content import read_bytes
from simulation.files.delimited import Delimited
from simulation.files.faults import Fault, StudyError

MOST_BYTES = 20_000_000
"""Largest file that is read: some hundred thousand answers."""
MOST_UNPACKED = 60_000_000
"""Of a workbook or an archive."""
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000
FORMULA = "\0formula"
"""What stands in a cell that holds a formula: nobody's answer."""


@dataclass(frozen=True)
class Origin:
    """Where a row stands in the file, if not where it stands in its table.

    Attributes
    ----------
    row : int
        Row of the file, from 1.
    places : tuple of int
        Place in that row, from 0, of each cell.
    """

    row: int
    places: tuple[int, ...]


@dataclass(frozen=True)
class RawTable:
    """Cells of a sheet or of a CSV file.

    Attributes
    ----------
    name : str
        Of the sheet, or of the file without its ending.
    rows : list of (int, list of str)
        Number of the row in the file, from 1, and its cells; rows without any text are left out.
    origins : dict of int to Origin
        By number, rows that stand elsewhere in the file.
    """

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    origins: dict[int, Origin] = field(default_factory=dict)


def cut(table: Delimited) -> list[tuple[int, list[str]]]:
    """Return the rows of a CSV file by their line, no wider and no cell longer than is read."""
    return [(row.line, [text[: LONGEST_CELL + 1] for text in row.texts[:MOST_COLUMNS]]) for row in table.rows]


def refused(file: object, found: str, allowed: str = "", reason: str = "") -> StudyError:
    """Return the error of a file that cannot be read at all."""
    return StudyError([Fault.of(file, "", found, allowed, reason)])


def bytes_of(path: Path) -> bytes:
    """Return the content of a file of ordinary size.

    Raises
    ------
    StudyError
        If it is none, cannot be read or is too large.
    """
    return read_bytes(path, MOST_BYTES, "an .xlsx workbook or CSV, with the survey of one village")
