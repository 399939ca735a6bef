"""Text in the cells of tables that we write: data, whatever a spreadsheet would make of it."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from simulation.files.unseen import as_printed

if TYPE_CHECKING:
    import pandas as pd

MARK = "'"
"""Spreadsheets show what follows it as text."""
_FORMULA = re.compile(rf"{MARK}*\s*[=+\-@＝＋－＠]|{MARK}*[\t\r\n]")  # noqa: RUF001 - wide letters begin formulas too
_NUMBER = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)(e[+-]?\d+)?\s?%?", re.IGNORECASE)
_MARKED = re.compile(rf"{MARK}({MARK}*\s*[=+\-@＝＋－＠]|{MARK}*[\t\r\n])")  # noqa: RUF001


def cell_text(value: object) -> object:
    """Return what is written into a cell: text that a spreadsheet would calculate is marked as text.

    Numbers stay numbers, text that is one too. Characters that control a terminal or a spreadsheet are
    dropped; the mark is taken off again by :func:`text_of_cell`.
    """
    if not isinstance(value, str):
        return value
    text = as_printed(value)
    return MARK + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def text_of_cell(value: object) -> object:
    """Return what :func:`cell_text` was given."""
    return value[len(MARK) :] if isinstance(value, str) and _MARKED.match(value) else value


def guarded(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table with its texts and heads as :func:`cell_text` writes them."""
    return _each(frame, cell_text)


def unguarded(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table that was read as it was before it was :func:`guarded`."""
    return _each(frame, text_of_cell)


def _each(frame: "pd.DataFrame", change: Callable[[object], object]) -> "pd.DataFrame":
    changed = frame.copy()
    for column in frame:
        if frame[column].dtype.kind not in "biufcmM":
            changed[column] = frame[column].map(change)
    return changed.rename(columns=change)


def csv_text(rows: Iterable[Sequence[object]], end: str = "\n") -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([cell_text(value) for value in row] for row in rows)
    return text.getvalue()
