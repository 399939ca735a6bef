"""The codebook: every column of every table of a results folder, its meaning, unit and range."""

from pathlib import Path

import pandas as pd

from simulation.codebook.column_words import ColumnWords
from simulation.codebook.tables import tables_in
from simulation.experiment.config import StudyConfig
from simulation.report.words import LANGUAGES, Words

HEADS = ("table", "column", "meaning_en", "meaning_id", "unit", "range", "definition")


def codebook(folder: Path, config: StudyConfig, kind: str, package: str | None = None) -> pd.DataFrame:
    """Return the codebook of a folder.

    Parameters
    ----------
    folder : Path
        The folder of results.
    config : StudyConfig
        Its experiment.
    kind : str
        ``study`` or the name of the question.
    package : str, optional
        Of the question, whose folder ``words`` may name columns of its own as ``column.NAME``.

    Returns
    -------
    DataFrame
        One row a column of a table, as :data:`HEADS`; a column of which nothing is known has its name
        alone.
    """
    rows = []
    words = [Words(language, config.village, package) for language in LANGUAGES]
    for table in tables_in(folder):
        told = [ColumnWords(each, config, kind, table.name) for each in words]
        for column in table.columns:
            meanings = [each.name(column) or column.replace("_", " ") for each in told]
            rows.append(
                (table.path.name, column, *meanings, *told[0].scale(column), told[0].definition(column))
            )
    return pd.DataFrame(rows, columns=list(HEADS))
