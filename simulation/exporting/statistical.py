"""What Stata and SPSS share: names they take, values they know, and the table of what was renamed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.names import taken_names
from simulation.files.faults import Fault, StudyError
from simulation.files.table_text import csv_text
from simulation.files.whole_file import write_whole

EXTRA = "the extra 'export': pip install -e .[export]"
NAMES = "names.csv"
YES_NO = {0: "no", 1: "yes"}


def pyreadstat() -> Any:
    """Return the library that writes their files.

    Raises
    ------
    StudyError
        If it is not installed.
    """
    try:
        import pyreadstat as found  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise StudyError([Fault.of("kampung export", "", "pyreadstat is not installed", EXTRA)]) from None
    return found


class Prepared:
    """A table as such a program holds it.

    Parameters
    ----------
    table : LabelledTable
        The table.
    program : str
        ``stata`` or ``spss``.
    longest_text : int
        Bytes of a text; what is longer loses its end.

    Attributes
    ----------
    frame : DataFrame
        Its rows, columns renamed, yes and no as 1 and 0.
    names : dict of str to str
        The name of each column.
    labels : dict of str to str
        The label of each renamed column.
    answers : dict of str to dict
        Words of the values of columns that say yes or no.
    """

    def __init__(self, table: LabelledTable, program: str, longest_text: int) -> None:
        frame = table.frame()
        self.names = taken_names([str(column) for column in frame.columns], program)
        self.labels = {self.names[column]: label for column, label in table.labels.items()}
        self.answers = {}
        kept = {}
        for column in frame.columns:
            values, name = frame[column], self.names[str(column)]
            known = values.dropna()
            if len(known) and known.map(lambda value: isinstance(value, bool)).all():
                self.answers[name] = YES_NO
                kept[name] = values.map({True: 1.0, False: 0.0}).astype(float)
            elif len(known) == 0:
                kept[name] = pd.Series(float("nan"), index=values.index)
            elif values.dtype.kind in "iuf":
                kept[name] = values
            else:
                kept[name] = values.map(lambda value: _cut(value, longest_text)).astype(object)
        self.frame = pd.DataFrame(kept)


def write_names(folder: Path, renamed: Sequence[tuple[str, dict[str, str]]]) -> None:
    """Write which column of which table has another name here."""
    rows = [
        (table, column, name) for table, names in renamed for column, name in names.items() if name != column
    ]
    write_whole(folder / NAMES, csv_text([("table", "column", "name"), *rows]).encode())


def _cut(value: object, longest: int) -> str | None:
    """Return a text of so many bytes at most; nothing where there is none."""
    if not isinstance(value, str):
        return None if pd.isna(value) else str(value)  # type: ignore[call-overload]
    return value.encode()[:longest].decode(errors="ignore")
