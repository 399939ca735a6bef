"""Tables of an Excel workbook, read with care: it may come from anybody."""

import io
import math
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from simulation.files.faults import Fault, StudyError, shown

MOST_UNPACKED = 200_000_000
MOST_PARTS = 500
WORKBOOK = "save as Excel workbook (.xlsx)"
"""What is to be done with whatever is none."""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT = b"http://purl.oclc.org/ooxml/"
"""In the names that Strict Open XML uses, which openpyxl does not read."""

Sheet = tuple[str, list[tuple[int, list[str]]]]
"""Name of a sheet, and its rows with any text, each with its number from 1."""


def read_sheets(path: Path, data: bytes, extra: str, most_columns: int) -> list[Sheet]:
    """Return the sheets of a workbook; cells are as somebody would have typed them.

    Parameters
    ----------
    path : Path
        The workbook, for faults.
    data : bytes
        What it holds.
    extra : str
        How to install what reads workbooks, for the fault where it is missing.
    most_columns : int
        Most columns of a sheet.

    Raises
    ------
    StudyError
        If it is no workbook, is too large when unpacked, holds macros, or a formula has no value.
    """
    if find_spec("openpyxl") is None:
        raise StudyError([Fault.of(path, "", "openpyxl is not installed", extra)])
    check_package(path, data, MOST_UNPACKED)
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra

    with library(path):
        values, formulas = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=known, keep_links=False)
            for known in (True, False)
        )
        return [
            (sheet.title, _rows(path, sheet, formulas[sheet.title], most_columns))
            for sheet in values.worksheets
        ]


@contextmanager
def library(path: Path) -> Iterator[None]:
    """Let the library read a workbook: it stays silent, and whatever it raises is one line.

    Raises
    ------
    StudyError
        If the workbook is damaged.
    """
    try:
        with warnings.catch_warnings():
            # what the library notices beside the cells is of no use to the reader
            warnings.simplefilter("ignore")
            yield
    except StudyError:
        raise
    except Exception:
        # a damaged workbook fails anywhere inside the library, with any kind of error
        raise StudyError(
            [Fault.of(path, "", "the workbook is damaged and cannot be read", WORKBOOK, "damaged")]
        ) from None


def check_package(path: Path, data: bytes, most: int) -> None:
    """Look at the package before the library does: what is in it, and how large it is unpacked.

    Parameters
    ----------
    path : Path
        The workbook, for faults.
    data : bytes
        What it holds.
    most : int
        Bytes it may have when unpacked.

    Raises
    ------
    StudyError
        If it is no workbook, damaged, too large, or holds macros or entities.
    """

    def refused(found: str, allowed: str = WORKBOOK, reason: str = "damaged") -> StudyError:
        return StudyError([Fault.of(path, "", found, allowed, reason)])

    if data.startswith(OLD):
        raise refused("an old .xls workbook, or one with a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = [part.filename.lower() for part in parts]
            # no more is ever unpacked of a part than the size it claims
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > most:
                told = f"unpacks to {size / 1e6:,.0f} MB in {len(parts)} parts"
                raise refused(told, f"at most {most / 1e6:,.0f} MB in {MOST_PARTS} parts", "unpacked")
            if any(name.endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
                raise refused("the workbook holds macros", reason="macros")
            if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise refused("is no Excel workbook")
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    xml = package.read(part)
                    if _declares(xml):
                        raise refused(f"{part.filename} declares entities")
                    if part.filename.lower() == "xl/workbook.xml" and STRICT in xml:
                        raise refused("a workbook in Strict Open XML", reason="strict")
    except StudyError:
        raise
    except Exception:
        # a damaged package fails anywhere in zipfile or zlib, with any kind of error
        raise refused("is no Excel workbook, or a damaged one") from None


def _declares(xml: bytes) -> bool:
    """Tell whether XML declares entities of its own, or hides in another encoding than UTF-8."""
    plain = xml.removeprefix(b"\xef\xbb\xbf").lstrip()
    return not plain.startswith(b"<") or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml


def _rows(path: Path, sheet: Any, formulas: Any, most_columns: int) -> list[tuple[int, list[str]]]:
    rows = []
    for each in (sheet, formulas):
        each.reset_dimensions()  # the size a sheet claims may be a lie
    for number, (row, written) in enumerate(
        zip(sheet.iter_rows(), formulas.iter_rows(), strict=True), start=1
    ):
        if len(row) > most_columns:
            told = f"sheet {shown(sheet.title)}: more than {most_columns:,} columns"
            raise StudyError([Fault(str(path), number, 1, "", told)])
        cells = []
        for column, (cell, formula) in enumerate(zip(row, written, strict=True), start=1):
            if formula.data_type == "f" and cell.value is None:
                allowed = "open it in a spreadsheet programme and save it, or put the value there"
                raise StudyError(
                    [Fault(str(path), number, column, "", "a formula without its value", allowed)]
                )
            cells.append(as_typed(cell.value))
        if any(cells):
            rows.append((number, cells))
    return rows


def as_typed(value: Any) -> str:
    """Return a cell as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).strip()
