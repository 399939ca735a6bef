"""Stata: a .dta file a table, labels in it, and a do-file that loads them all."""

from pathlib import Path

from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.statistical import NAMES, Prepared, pyreadstat, write_names
from simulation.files.whole_file import landing, write_whole

LONGEST_LABEL, LONGEST_TEXT = 80, 2000
UNICODE = 15
"""The version of Stata from which on its files hold Unicode."""
READ = """\
* Loads every table of this folder into a frame of its own; run it in its folder (cd "...").
* Columns whose names are too long for Stata: {names}. Meaning, unit and range of all: codebook.csv.
version 16
foreach table in {tables} {{
    capture frame drop `table'
    frame create `table'
    frame `table': use "`table'.dta", clear
}}
frames dir
* frame change {first}
* describe
"""


def write_stata(folder: Path, tables: list[LabelledTable]) -> None:
    """Write each table as one .dta file of Stata 14 or later, ``read.do``, and ``names.csv``."""
    library = pyreadstat()
    renamed = []
    for table in tables:
        ready = Prepared(table, "stata", LONGEST_TEXT)
        renamed.append((table.name, ready.names))
        with landing(folder / f"{table.name}.dta") as path:
            library.write_dta(
                ready.frame,
                str(path),
                file_label=table.title[:LONGEST_LABEL],
                column_labels={name: label[:LONGEST_LABEL] for name, label in ready.labels.items()},
                variable_value_labels=ready.answers,
                version=UNICODE,
            )
    write_names(folder, renamed)
    names = [table.name for table in tables]
    script = READ.format(names=NAMES, tables=" ".join(names), first=names[0])
    write_whole(folder / "read.do", script.encode())
