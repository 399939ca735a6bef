"""Reading finished results, or what is there of stopped ones."""

from pathlib import Path
from typing import Any

from simulation.running.detail_table import DetailTable
from simulation.running.replicate import Failure
from simulation.running.weekly_table import WeeklyTable
from simulation.store.part_file import part_names, whole_part

Tables = dict[str, DetailTable]
"""Owners, ties and events, by name."""


def read_table(folder: Path, manifest: dict[str, Any]) -> tuple[WeeklyTable, Tables, list[Failure]]:
    """Return the measures of a folder, its owners, ties and events, and its runs that raised.

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
    kinds = dict.fromkeys(kind for part in written for kind in part.tables)
    details = {
        kind: DetailTable([part.tables[kind] for part in written if kind in part.tables]) for kind in kinds
    }
    return table, details, [failure for part in written for failure in part.failures]
