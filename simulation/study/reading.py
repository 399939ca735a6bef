"""Reading finished results, or what is there of stopped ones."""

from pathlib import Path
from typing import Any

from simulation.study.part import part_names, whole_part
from simulation.study.replicate import Failure
from simulation.study.table import WeeklyTable


def read_table(folder: Path, manifest: dict[str, Any]) -> tuple[WeeklyTable, list[Failure]]:
    """Return the measures of a folder, and its runs that raised.

    Raises
    ------
    StudyError
        If a part is damaged.
    """
    written, end = [], 0
    for name in part_names(folder):
        part = whole_part(folder, name, "a whole one: the command that made it, with --resume, mends it")
        if part.first == end:
            written.append(part)
            end = part.last
    table = WeeklyTable(
        manifest["scenarios"],
        end,
        manifest["config"]["weeks"],
        manifest["columns"],
        [part.data for part in written],
    )
    return table, [failure for part in written for failure in part.failures]
