"""Scripts that read what was exported: a table each, labels on its columns."""

from collections.abc import Sequence
from pathlib import Path

from simulation.exporting.labelled_table import LabelledTable
from simulation.files.whole_file import write_whole

LABELLED = """
# run it in its folder: setwd("...")
labels <- list(
{labels}
)

# the label of a column is its attribute "label", which View() and the package labelled show
labelled <- function(table, name) {{
  for (column in names(table)) {{
    attr(table[[column]], "label") <- labels[[name]][[column]]
  }}
  table
}}
"""


def write_script(path: Path, script: str, tables: Sequence[LabelledTable]) -> None:
    """Write a script for R; ``script`` has places for the function that labels, and for the tables."""
    labels = ",\n".join(f"  {_word(table.name)} = list(\n{_labels(table)}\n  )" for table in tables)
    labelled = LABELLED.format(labels=labels)
    read = "\n".join(f"{_word(table.name)} <- read({_text(table.name)})  # {table.title}" for table in tables)
    write_whole(path, script.format(labelled=labelled, tables=read).encode())


def _labels(table: LabelledTable) -> str:
    return ",\n".join(f"    {_word(name)} = {_text(label)}" for name, label in table.labels.items())


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _word(name: str) -> str:
    """Return a name as R reads it, whatever is in it."""
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"
