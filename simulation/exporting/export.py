"""Exporting a results folder: its tables in the format of another program, their labels and a script."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from simulation.codebook.codebook import codebook
from simulation.codebook.tables import CODEBOOK, TableFile, tables_in
from simulation.codebook.titles import title_of
from simulation.experiment.config import StudyConfig
from simulation.exporting.labelled_table import LabelledTable
from simulation.exporting.r import write_r
from simulation.exporting.spss import write_spss
from simulation.exporting.stata import write_stata
from simulation.exporting.text import write_csv
from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole
from simulation.questions.registry import kinds, package_of
from simulation.store.finished import finished_manifest
from simulation.store.part_file import part_names, whole_part

WRITERS: Mapping[str, Callable[[Path, list[LabelledTable]], None]] = {
    "csv": write_csv,
    "stata": write_stata,
    "spss": write_spss,
    "r": write_r,
}
FOLDER = "export"


def export(folder: Path, program: str, out: Path | None = None, language: str = "id") -> list[Path]:
    """Write the tables of finished results in the format of another program.

    Parameters
    ----------
    folder : Path
        The results: of a study, a shard or a question.
    program : str
        ``csv``, ``stata``, ``spss`` or ``r``.
    out : Path, optional
        A new or empty folder; by default ``export/PROGRAM`` in the folder of results, written anew.
    language : str
        Of the labels, ``en`` or ``id``.

    Returns
    -------
    list of Path
        What was written: tables, labels, scripts.

    Raises
    ------
    StudyError
        If the folder holds no finished results, a part of them is damaged, ``out`` is not free, or a
        library is missing.
    """
    manifest = finished_manifest(folder)
    for name in part_names(folder):
        whole_part(folder, name, "a whole one: kampung rerun computes it again")
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudyError([Fault.of(out, "--out", "something is there already", "a new or empty folder")])
    target = folder / FOLDER / program if out is None else out
    kind = manifest.get("kind", "study")
    config = StudyConfig.model_validate(manifest["config"])
    book = codebook(folder, config, kind, package_of(kind) if kind in kinds() else None)
    tables = _labelled(tables_in(folder), book, language)
    target.mkdir(parents=True, exist_ok=True)
    WRITERS[program](target, tables)
    write_whole(target / CODEBOOK, book.to_csv(index=False, lineterminator="\n").encode())
    return sorted(target.iterdir())


def _labelled(tables: list[TableFile], book: pd.DataFrame, language: str) -> list[LabelledTable]:
    """Return tables with their labels, each by a name of its own: two kinds of file may share theirs."""
    found: dict[str, LabelledTable] = {}
    for table in tables:
        name = table.name if table.name not in found else f"{table.name}_{table.path.suffix[1:]}"
        rows = book[book["table"] == table.path.name]
        labels = dict(zip(rows["column"], rows[f"meaning_{language}"], strict=True))
        found[name] = LabelledTable(table, name, title_of(table.name, language) or name, labels)
    return list(found.values())
