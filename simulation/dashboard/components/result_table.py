"""A table of a folder in the words of the language, folded away until it is asked for."""

import pandas as pd
import solara

from simulation.codebook.titles import title_of
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.vue import LongTable
from simulation.dashboard.state.result_folders import MOST_ROWS, Opened, ResultFolders, Trouble
from simulation.dashboard.state.table_words import TableWords
from simulation.dashboard.words import Words


@solara.component
def TableFile(words: Words, folders: ResultFolders, opened: Opened, file: str) -> None:
    """Show a table of a folder on request; of a long one its first rows."""
    shown = solara.use_reactive(False)
    stem = file.removesuffix(".csv")
    title = title_of(stem, words.language) or file
    with solara.v.Html(tag="div", class_="k-table-file"):
        Button(title, lambda: shown.set(not shown.value), pressed=shown.value, classes="k-switch")
        if shown.value:
            Rows(words, folders, opened, file, title)


@solara.component
def Rows(words: Words, folders: ResultFolders, opened: Opened, file: str, title: str) -> None:
    """Show the rows of a table."""
    name = opened.found.name
    frame = solara.use_memo(lambda: _read(folders, name, file), [name, file])
    if isinstance(frame, Trouble):
        element("p", [words.say(f"results.trouble.{frame.key}")], classes="k-fault", role="alert")
        return
    if frame.empty:
        element("p", [words.say("results.no_rows")])
        return
    if len(frame) > MOST_ROWS:
        element("p", [words.say("results.first_rows", count=MOST_ROWS)])
    told = TableWords(words, opened.config, opened.found.kind, file)
    columns = [str(column) for column in frame.columns]
    rows = [
        [told.cell(*pair) for pair in zip(columns, row, strict=True)]
        for row in frame.head(MOST_ROWS).itertuples(index=False, name=None)
    ]
    LongTable(title, [told.head(column) for column in columns], rows)


def _read(folders: ResultFolders, name: str, file: str) -> pd.DataFrame | Trouble:
    try:
        return folders.table(name, file)
    except Trouble as trouble:
        return trouble
