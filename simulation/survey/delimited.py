"""Tables of CSV files, with commas, semicolons or tabs."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from simulation.study.faults import Fault, StudyError
from simulation.survey.raw import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RawTable, bytes_of, refused

SEPARATORS = (";", ",", "\t")


def read_delimited(path: Path, known: Callable[[list[list[str]]], int]) -> RawTable:
    """Return the table of a CSV file.

    Parameters
    ----------
    path : Path
        The file, UTF-8.
    known : callable
        Tells how many known headers the first rows hold: the separator is the one that shows most.

    Raises
    ------
    StudyError
        If it is not text in UTF-8, or too large.
    """
    text = _text(path)
    best = max(
        SEPARATORS, key=lambda separator: known([cells for _, cells in _rows(path, text, separator, 10)])
    )
    return RawTable(path.stem, list(_rows(path, text, best, MOST_ROWS)))


def _text(path: Path) -> str:
    data = bytes_of(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        told = f"not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}"
        raise StudyError([Fault(str(path), line, 1, "", told, "saved as 'CSV UTF-8'")]) from None
    if "\0" in text:
        raise refused(path, "not a text file", "CSV saved as UTF-8")
    return text


def _rows(path: Path, text: str, separator: str, most: int) -> list[tuple[int, list[str]]]:
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begin = 1
    try:
        for cells in reader:
            number, begin = begin, reader.line_num + 1
            if number > most:
                if most == MOST_ROWS:
                    raise refused(path, f"more than {MOST_ROWS:,} rows", "a survey of one village")
                break
            short = [cell[: LONGEST_CELL + 1].strip() for cell in cells[:MOST_COLUMNS]]
            if any(short):
                rows.append((number, short))
    except csv.Error as error:
        raise StudyError(
            [Fault(str(path), begin, 1, "", f"cannot be read: {error}", "a CSV table")]
        ) from None
    return rows
