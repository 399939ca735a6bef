"""SPSS: a .sav file a table, labels in it, and a syntax file that opens them all."""

from pathlib import Path

from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.statistical import NAMES, Prepared, pyreadstat, write_names
from simulation.files.whole_file import landing, write_whole

LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE = 250, 8000, 60
READ = """\
* Opens every table of this folder as a data set; run it in its folder (CD).
* Columns whose names SPSS does not take: {names}. Meaning, unit and range of all: codebook.csv.
{tables}
"""
TABLE = """\
GET FILE='{name}.sav'.
DATASET NAME {name}."""


def write_spss(folder: Path, tables: list[LabelledTable]) -> None:
    """Write each table as one .sav file, ``read.sps``, and ``names.csv``."""
    library = pyreadstat()
    renamed = []
    for table in tables:
        ready = Prepared(table, "spss", LONGEST_TEXT)
        renamed.append((table.name, ready.names))
        with landing(folder / f"{table.name}.sav") as path:
            library.write_sav(
                ready.frame,
                str(path),
                file_label=table.title[:LONGEST_TITLE],
                column_labels={name: label[:LONGEST_LABEL] for name, label in ready.labels.items()},
                variable_value_labels=ready.answers,
                row_compress=True,
            )
    write_names(folder, renamed)
    opened = "\n".join(TABLE.format(name=table.name) for table in tables)
    write_whole(folder / "read.sps", READ.format(names=NAMES, tables=opened).encode())
