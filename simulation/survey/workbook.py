"""Tables of an Excel workbook, read with care: it may come from anybody."""

import io
from typing import Any

from simulation.files.workbook import as_typed, check_package, library
from simulation.survey.extra import need_workbooks
from simulation.survey.raw import FORMULA, LONGEST_CELL, MOST_COLUMNS, RawTable, refused
from simulation.survey.source import Source


def read_workbook(source: Source) -> list[RawTable]:
    """Return the sheets of a workbook.

    Raises
    ------
    StudyError
        If it is no workbook, is too large when unpacked, or holds macros.
    """
    need_workbooks()
    path, data = source.path, source.data
    check_package(path, data, source.most_unpacked)
    from openpyxl import load_workbook  # noqa: PLC0415 - the extra 'survey'

    with library(path):
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return [_table(source, sheet) for sheet in book.worksheets]


def _table(source: Source, sheet: Any) -> RawTable:
    path, most = source.path, source.most_rows
    sheet.reset_dimensions()  # the size a sheet claims may be a lie
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=most + 1), start=1):
        if number > most:
            raise refused(path, f"sheet {sheet.title[:31]}: more than {most:,} rows", "one village", "rows")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((number, cells))
    return RawTable(sheet.title, rows)


def _text(cell: Any) -> str:
    """Return a cell as somebody would have typed it."""
    return FORMULA if cell.data_type == "f" else as_typed(cell.value)[: LONGEST_CELL + 1]
