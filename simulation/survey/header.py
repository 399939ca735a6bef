"""Which column is which: headers in either language, in any order, below any note."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.survey.findings import Finding
from simulation.survey.instrument import Column, Sheet
from simulation.survey.layout import MOST_NOTES
from simulation.survey.raw import FORMULA, Origin, RawTable


@dataclass(frozen=True)
class Table:
    """A table whose columns are understood.

    Attributes
    ----------
    name : str
        Sheet or file.
    columns : dict of str to (int, Column)
        Place in the row, from 0, and question, by the name of the question.
    headers : dict of int to str
        What stands in the header.
    rows : list of (int, list of str)
        Below the header.
    origins : dict of int to Origin
        By number, rows that stand elsewhere in the file.
    """

    name: str
    columns: dict[str, tuple[int, Column]]
    headers: dict[int, str]
    rows: list[tuple[int, list[str]]]
    origins: dict[int, Origin] = field(default_factory=dict)


def known_headers(sheet: Sheet, rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns the row with most of them has."""
    known = _by_header(sheet)
    return max((len({_plain(cell) for cell in row} & known.keys()) for row in rows), default=0)


def understood(file: object, raw: RawTable, sheet: Sheet, findings: list[Finding]) -> Table:
    """Return a table with its columns found.

    Raises
    ------
    StudyError
        If there is no header, or a column is missing that nobody can do without.
    """
    known = _by_header(sheet)
    top = raw.rows[: MOST_NOTES + 1]
    scores = [len({_plain(cell) for cell in cells} & known.keys()) for _, cells in top]
    needed = [column for column in sheet.columns if column.needed]
    allowed = f"a row with the headers {listed([_both(column) for column in sheet.columns])}"
    if not scores or max(scores) == 0:
        raise StudyError([Fault.of(file, raw.name, "no header found", allowed, "no_header")])
    place = scores.index(max(scores))
    row, cells = top[place]
    columns: dict[str, tuple[int, Column]] = {}
    headers: dict[int, str] = {}
    for number, text in enumerate(cells):
        if not text:
            continue
        found = known.get(_plain(text))
        if text == FORMULA or found is None:
            near = nearest(text, [column.header.en for column in sheet.columns] + list(known))
            told = f"unknown column {'with a formula as header' if text == FORMULA else shown(text)}"
            value = "" if text == FORMULA else text
            findings.append(
                Finding("unknown_column", raw.name, row, number + 1, "", told, "", near, value=value)
            )
        elif found.name in columns:
            told = f"the column {shown(text)} stands twice"
            findings.append(Finding("column_twice", raw.name, row, number + 1, "", told, value=text))
        else:
            columns[found.name] = (number, found)
            headers[number] = text
    missing = [column for column in needed if column.name not in columns]
    if missing:
        told = f"no column {' and no column '.join(_both(column) for column in missing)}"
        others = [shown(text) for text in cells if text and text != FORMULA and _plain(text) not in known]
        told += f" (unknown columns: {listed(others)})" if others else ""
        named = tuple(_both(column) for column in missing)
        raise StudyError([Fault(str(file), row, 0, raw.name, told, allowed, reason="no_column", named=named)])
    for column in sheet.columns:
        if column.name not in columns:
            findings.append(
                Finding("no_column", raw.name, row, 0, column.header.en, "there is no such column")
            )
    rows = raw.rows[place + 1 :]
    findings += _without_header(raw.name, cells, rows)
    return Table(raw.name, columns, headers, rows, raw.origins)


def _without_header(table: str, header: list[str], rows: list[tuple[int, list[str]]]) -> list[Finding]:
    """Return one finding for each column with values and without a header."""
    found: dict[int, list[int]] = {}
    for row, cells in rows:
        for place, text in enumerate(cells):
            if text and not (place < len(header) and header[place]):
                found.setdefault(place, []).append(row)
    told = "a value in a column without a header"
    return [
        Finding("beyond_header", table, on[0], place + 1, "", told, also=tuple(on[1:]))
        for place, on in sorted(found.items())
    ]


def _by_header(sheet: Sheet) -> dict[str, Column]:
    return {
        _plain(text): column
        for column in sheet.columns
        for text in (column.header.en, column.header.id, column.name)
    }


def _both(column: Column) -> str:
    one, other = column.header.en, column.header.id
    return one if one == other else f"{one} ({other})"


def _plain(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text).strip().casefold()
    return seen.replace(" ", "_").replace("-", "_")
