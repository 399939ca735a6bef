"""CSV for R: the tables, and a script that reads them with data.table."""

import shutil
from pathlib import Path

from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.script import write_script
from simulation.files.whole_file import landing

READ = """\
# install.packages("data.table")
library(data.table)
{labelled}
read <- function(name) {{
  labelled(fread(paste0(name, ".csv"), encoding = "UTF-8", na.strings = ""), name)
}}

{tables}
"""


def write_csv(folder: Path, tables: list[LabelledTable]) -> None:
    """Write each table as one CSV file, and ``read.R``."""
    for table in tables:
        with landing(folder / f"{table.name}.csv") as path:
            if table.is_text:
                shutil.copyfile(table.file.path, path)
                continue
            for number, frame in enumerate(table.frames()):
                frame.to_csv(
                    path, mode="a" if number else "w", header=not number, index=False, lineterminator="\n"
                )
    write_script(folder / "read.R", READ, tables)
