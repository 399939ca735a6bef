"""A CSV file as cells that know where they stand; no value holds a comma, so quotes mean nothing."""

from dataclasses import dataclass
from pathlib import Path

from simulation.study.faults import Fault, StudyError


@dataclass(frozen=True)
class Cell:
    """A value of a file and its place, line and column counted from 1."""

    text: str
    line: int
    column: int


def read_rows(path: str | Path, most_bytes: int, allowed: str) -> list[list[Cell]]:
    """Read the rows of a CSV file, the header first; blank lines and lines that begin with # are left out.

    Parameters
    ----------
    path : path
        The file, in UTF-8.
    most_bytes : int
        Largest file that is read.
    allowed : str
        What belongs into the file, for the fault of a larger one.

    Raises
    ------
    StudyError
        If it cannot be read.
    """
    file = str(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(most_bytes + 1)
        if len(data) > most_bytes:
            told = f"the file is larger than {most_bytes // 1_000_000} MB"
            raise StudyError([Fault.of(file, "", told, allowed)])
        lines = data.decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise StudyError([Fault.of(file, "", "there is no such file")]) from None
    except UnicodeDecodeError:
        raise StudyError([Fault.of(file, "", "not UTF-8 text", "a CSV file saved as UTF-8")]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StudyError([Fault.of(file, "", f"cannot be read: {reason}")]) from None
    return [
        _cells(text, number)
        for number, text in enumerate(lines, start=1)
        if text.strip() and not text.lstrip().startswith("#")
    ]


def _cells(text: str, line: int) -> list[Cell]:
    cells = []
    column = 1
    for part in text.split(","):
        value = part.strip()
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(value.strip('"').strip(), line, column + lead if value else column))
        column += len(part) + 1
    return cells
