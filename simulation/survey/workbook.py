"""Tables of an Excel workbook, read with care: it may come from anybody."""

import io
import math
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from simulation.study.faults import StudyError
from simulation.survey.extra import need_workbooks
from simulation.survey.raw import FORMULA, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RawTable, bytes_of, refused

MOST_UNPACKED = 60_000_000
MOST_PARTS = 500
WORKBOOK = "an .xlsx workbook without macros, as `kampung survey form` writes it"


def read_workbook(path: Path) -> list[RawTable]:
    """Return the sheets of a workbook.

    Raises
    ------
    StudyError
        If it is no workbook, is too large when unpacked, or holds macros.
    """
    need_workbooks()
    data = bytes_of(path)
    _check_package(path, data)
    from openpyxl import load_workbook  # noqa: PLC0415 - the extra 'survey'

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return [_table(path, sheet) for sheet in book.worksheets]
    except StudyError:
        raise
    except Exception:
        # a damaged workbook fails anywhere inside the library, with any kind of error
        raise refused(path, "the workbook is damaged and cannot be read", WORKBOOK) from None


def _check_package(path: Path, data: bytes) -> None:
    """Look at the package before the library does: what is in it, and how large it is unpacked."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refused(path, "an old .xls workbook, or one with a password", WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = [part.filename.lower() for part in parts]
            # no more is ever unpacked of a part than the size it claims
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
                told = f"unpacks to {size / 1e6:,.0f} MB in {len(parts)} parts"
                raise refused(path, told, f"at most {MOST_UNPACKED / 1e6:,.0f} MB in {MOST_PARTS} parts")
            if any(name.endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
                raise refused(path, "the workbook holds macros", WORKBOOK)
            if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise refused(path, "is no Excel workbook", WORKBOOK)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")) and _declares(package.read(part)):
                    raise refused(path, f"{part.filename} declares entities", WORKBOOK)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        raise refused(path, "is no Excel workbook, or a damaged one", WORKBOOK) from None


def _declares(xml: bytes) -> bool:
    """Tell whether XML declares entities of its own, or hides in another encoding than UTF-8."""
    plain = xml.removeprefix(b"\xef\xbb\xbf").lstrip()
    return not plain.startswith(b"<") or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml


def _table(path: Path, sheet: Any) -> RawTable:
    sheet.reset_dimensions()  # the size a sheet claims may be a lie
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise refused(path, f"sheet {sheet.title[:31]}: more than {MOST_ROWS:,} rows", "one village")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((number, cells))
    return RawTable(sheet.title, rows)


def _text(cell: Any) -> str:
    """Return a cell as somebody would have typed it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)[: LONGEST_CELL + 1].strip()
