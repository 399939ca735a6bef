"""A table of an answer as its file holds it, folded away until it is asked for."""

import pandas as pd
import solara

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.table import table
from simulation.dashboard.results import MOST_ROWS, ResultFolders, Trouble
from simulation.dashboard.session import Session
from simulation.dashboard.words import NONE_GIVEN, Words

DIGITS = 4
MONEY = frozenset({"cost", "rupiah", "per_session", "spent", "budget"})
"""Columns in rupiah."""
WEEKS = frozenset({"week", "weeks", "first", "every"})
"""Columns of weeks: written without a point for thousands."""


@solara.component
def TableFile(session: Session, words: Words, folders: ResultFolders, name: str, file: str) -> None:
    """Show a table of a folder on request; of a long one its first rows."""
    shown = solara.use_reactive(False)
    stem = file.removesuffix(".csv")
    title = words.of_unit(f"file.{stem}", file)
    with solara.v.Html(tag="div", class_="k-table-file"):
        Button(title, lambda: shown.set(not shown.value), pressed=shown.value, classes="k-switch")
        if shown.value:
            Rows(words, folders, name, file, title)


@solara.component
def Rows(words: Words, folders: ResultFolders, name: str, file: str, title: str) -> None:
    """Show the rows of a table."""
    frame = solara.use_memo(lambda: _read(folders, name, file), [name, file])
    if isinstance(frame, Trouble):
        element("p", [words.say(f"results.trouble.{frame.key}")], classes="k-fault", role="alert")
        return
    if frame.empty:
        element("p", [words.say("results.no_rows")])
        return
    head = [words.of_unit(f"column.{column}", str(column).replace("_", " ")) for column in frame.columns]
    if len(frame) > MOST_ROWS:
        element("p", [words.say("results.first_rows", count=MOST_ROWS)])
    rows = frame.head(MOST_ROWS).itertuples(index=False, name=None)
    columns = [str(column) for column in frame.columns]
    table(title, head, [[_cell(words, *pair) for pair in zip(columns, row, strict=True)] for row in rows])


def _read(folders: ResultFolders, name: str, file: str) -> pd.DataFrame | Trouble:
    try:
        return folders.table(name, file)
    except Trouble as trouble:
        return trouble


def _cell(words: Words, column: str, value: object) -> str:
    """Return a value as the language writes it; a measure or an activity by its label."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return NONE_GIVEN
    if isinstance(value, bool):
        return words.say("patterns.yes" if value else "patterns.no")
    if isinstance(value, int | float):
        return _number(words, column, value)
    text = str(value)
    if column in ("outcome", "measure"):
        return words.measure(text)
    return words.activity(text) if column in ("activity", "first", "second") else text


def _number(words: Words, column: str, value: float) -> str:
    if column in WEEKS:
        return f"{value:g}"
    whole = isinstance(value, int) or column in MONEY or (value.is_integer() and abs(value) >= 10)
    return words.number(value, 0 if whole else DIGITS)
