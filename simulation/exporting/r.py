"""Parquet for R: the tables, and a script that reads them with arrow."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.script import write_script
from simulation.files.whole_file import landing

READ = """\
# install.packages("arrow")
library(arrow)
{labelled}
read <- function(name) {{
  labelled(as.data.frame(read_parquet(paste0(name, ".parquet"))), name)
}}

{tables}
"""


def write_r(folder: Path, tables: list[LabelledTable]) -> None:
    """Write each table as one Parquet file, and ``read.R``."""
    for table in tables:
        with landing(folder / f"{table.name}.parquet") as path:
            frames = table.frames()
            first = pa.Table.from_pandas(next(frames), preserve_index=False)
            with pq.ParquetWriter(path, first.schema) as writer:
                writer.write_table(first)
                for frame in frames:
                    writer.write_table(pa.Table.from_pandas(frame, schema=first.schema, preserve_index=False))
    write_script(folder / "read.R", READ, tables)
