"""Tables as they stand in the user's file, before anything is understood."""

from dataclasses import dataclass, field
from pathlib import Path

from simulation.files.content import read_bytes
from simulation.files.faults import Fault, StudyError

MOST_BYTES = 20_000_000
"""Largest file that is read: some hundred thousand answers."""
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000
FORMULA = "\0formula"
"""What stands in a cell that holds a formula: nobody's answer."""


@dataclass(frozen=True)
class RawTable:
    """Cells of a sheet or of a CSV file.

    Attributes
    ----------
    name : str
        Of the sheet, or of the file without its ending.
    rows : list of (int, list of str)
        Number of the row in the file, from 1, and its cells; rows without any text are left out.
    """

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def refused(file: object, found: str, allowed: str = "") -> StudyError:
    """Return the error of a file that cannot be read at all."""
    return StudyError([Fault.of(file, "", found, allowed)])


def bytes_of(path: Path) -> bytes:
    """Return the content of a file of ordinary size.

    Raises
    ------
    StudyError
        If it is none, cannot be read or is too large.
    """
    return read_bytes(path, MOST_BYTES, "an .xlsx workbook or CSV, with the survey of one village")
