"""Delimited text as spreadsheets, R and pandas write it: separated by commas, semicolons or tabs."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from simulation.files.content import decoded, read_bytes
from simulation.files.faults import Fault, StudyError, shown
from simulation.files.given_path import given_path
from simulation.files.numbers import Numbers

SEPARATORS = ("\t", ";", ",")
"""In the order of trust: a comma also stands inside of numbers, a tab nowhere else."""
LOOKED_AT = 200
"""Rows that tell the separator."""
INDEX_NAMES = ("", "index", "row.names", "rownames", "row_names", "no", "no.")
"""Headers of a column that numbers the rows."""
_SAID = re.compile(r'"?sep=(.|\\t)"?[;,\t ]*', re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes
    ----------
    line : int
        Line of the file in which it begins, from 1.
    texts : list of str
        The cells without surrounding blanks.
    raw : str
        As it stands in the file.
    dropped : int
        Cells at its left that are not among the texts.
    """

    line: int
    texts: list[str]
    raw: str
    dropped: int = 0


@dataclass(frozen=True)
class Delimited:
    """The table of a file, its header first.

    Attributes
    ----------
    file : str
        The file, as the user named it.
    separator : str
        What stands between its cells.
    rows : list of Row
        Those with any text.
    """

    file: str
    separator: str
    rows: list[Row]

    @property
    def names(self) -> list[str]:
        """What stands in the header."""
        return self.rows[0].texts

    @cached_property
    def numbers(self) -> Numbers:
        """How this file writes its numbers."""
        return Numbers.of({text for row in self.rows for text in row.texts}, self.separator)

    def cells(self, row: Row) -> list["Cell"]:
        """Return the cells of a row with their places."""
        one = re.compile(rf' *(?:"(?:[^"]|"")*" *|[^{re.escape(self.separator)}]*)')
        begin, cells = 0, []
        for number in range(-row.dropped, len(row.texts)):
            match = one.match(row.raw, begin)
            assert match is not None
            text = match[0]
            lead = len(text) - len(text.lstrip()) if text.strip() else 0
            before = row.raw[: begin + lead]
            begin = match.end() + 1
            if number >= 0:
                line, column = row.line + before.count("\n"), len(before) - before.rfind("\n")
                cells.append(Cell(row.texts[number], self.file, line, column))
        return cells

    def fault(self, row: Row, found: str, allowed: str = "") -> Fault:
        """Return the fault of a whole row."""
        return Fault(self.file, row.line, 1, "", found, allowed)

    def rectangular(self) -> "Delimited":
        """Return the table with as many cells in every row as in the header.

        Columns at the right that are empty in all rows are left out.

        Raises
        ------
        StudyError
            With a line for each row that has other cells than the header.
        """
        width = filled(self.rows[0].texts)
        hint = "; a decimal comma stands in quotes" if self.separator == "," else ""
        rows, faults, counts = [], [], []
        for row in self.rows:
            count = len(row.texts)
            if count > width:
                count = max(width, filled(row.texts))
                row = replace(row, texts=row.texts[:width])  # noqa: PLW2901
            rows.append(row)
            counts.append(count)
            if count != width:
                allowed = f"{width}, one for each column{hint if count > width else ''}"
                faults.append(self.fault(row, f"{count} values", allowed))
        if len(faults) > 1 and {*counts[1:]} == {counts[1]}:
            told = f"{counts[1]} values in every row"
            faults = [replace(faults[0], found=told)]
        if faults:
            raise StudyError(faults)
        return replace(self, rows=rows)

    def without_index(self) -> "Delimited":
        """Return the table without a first column that numbers its rows, as R and pandas write it.

        Such a column has no name of its own; R leaves even its place in the header away.
        """
        head, *rows = self.rows
        first = [row.texts[0] for row in rows]
        if not rows or len({*first}) < len(first) or not all(_digits(text) for text in first):
            return self
        if _is_index(head.texts[0]):
            return replace(self, rows=[_behind(row) for row in self.rows])
        counted = [int(text) for text in first] in (
            list(range(len(rows))), list(range(1, len(rows) + 1))
        )  # fmt: skip
        width = len(head.texts) + 1
        more = max(filled(row.texts) for row in rows) == width == min(len(row.texts) for row in rows)
        # a decimal comma makes a column more as well: then the two last cells are its halves
        halves = self.separator == "," and all(_digits(t) for row in rows for t in row.texts[-2:])
        if counted and more and not halves:
            return replace(self, rows=[head, *map(_behind, rows)])
        return self


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what stands there, and where."""

    text: str
    file: str
    line: int
    column: int

    def fault(self, found: str, allowed: str = "", near: str | None = None) -> Fault:
        """Return what is wrong with it."""
        return Fault(self.file, self.line, self.column, "", found, allowed, near)


def read_delimited(
    path: str | Path, most_bytes: int, allowed: str, *, comments: bool = False, most_rows: int | None = None
) -> Delimited:
    """Read the table of a file.

    Text is UTF-8 or UTF-16 that says so. The separator is what a first line ``sep=;`` says, else the one
    that gives most rows the same number of cells. Cells in quotes may hold anything; rows without any
    text are left out.

    Parameters
    ----------
    path : path
        The file.
    most_bytes : int
        Largest file that is read.
    allowed : str
        What belongs into the file, for the fault of one that is none or too large.
    comments : bool
        Leave out lines that begin with ``#``.
    most_rows : int, optional
        Most rows that are read.

    Raises
    ------
    StudyError
        If it cannot be read, is no text, too large, or holds no row.
    """
    where = given_path(path)
    data = read_bytes(where, most_bytes, allowed)
    return delimited(where, data, allowed, comments=comments, most_rows=most_rows, file=str(path))


def delimited(
    path: Path,
    data: bytes,
    allowed: str,
    *,
    comments: bool = False,
    most_rows: int | None = None,
    file: str | None = None,
) -> Delimited:
    """Return the table of a file whose bytes are at hand; see :func:`read_delimited`.

    Parameters
    ----------
    path : Path
        The file, for faults.
    data : bytes
        What it holds.
    allowed, comments, most_rows
        As there.
    file : str, optional
        The file as the user named it.

    Raises
    ------
    StudyError
        If it is no text, or holds no row.
    """
    file = str(path) if file is None else file
    text = decoded(path, data)
    lines = list(io.StringIO(text, newline=""))
    said = _SAID.fullmatch(lines[0].strip("\r\n ")) if lines else None
    skipped = 0 if said is None else 1
    if said is None:
        separator = _separator(file, lines, comments)
    else:
        separator = "\t" if said[1] == "\\t" else said[1]
        if separator not in SEPARATORS:
            told = f"the separator {shown(separator)}"
            allowed = "a comma, a semicolon or a tab"
            raise StudyError([Fault(file, 1, 1, "", told, allowed, reason="csv")])
    rows: list[Row] = []
    for row in _rows(file, lines, separator, comments, skipped):
        if len(rows) == most_rows:
            raise StudyError([Fault.of(file, "", f"more than {most_rows:,} rows", allowed, "rows")])
        rows.append(row)
    if not rows:
        raise StudyError([Fault.of(file, "", "holds no table", allowed, "csv")])
    return Delimited(file, separator, rows)


def plain_name(header: str) -> str:
    """Return a header as it is compared: in small letters, ``Standard Error`` as ``standard_error``."""
    return re.sub(r"[\s_-]+", "_", header.strip().casefold())


def filled(texts: Sequence[str]) -> int:
    """Return the number of cells up to the last that holds text."""
    return max((place for place, text in enumerate(texts, start=1) if text), default=0)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_index(header: str) -> bool:
    return header.casefold() in INDEX_NAMES or header.startswith("Unnamed: ")


def _behind(row: Row) -> Row:
    return replace(row, texts=row.texts[1:], dropped=1)


def _separator(file: str, lines: list[str], comments: bool) -> str:
    """Return the separator that gives most rows the same number of cells, of more than one."""

    def alike(separator: str) -> int:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(_rows(file, lines, separator, comments, 0)):
                widths[len(row.texts)] += 1
                if number == LOOKED_AT:
                    break
        except StudyError:
            pass  # a quotation mark that means something with another separator, or is told later
        del widths[1]
        return max(widths.values(), default=0)

    scores = {separator: alike(separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] else ","


def _rows(file: str, lines: list[str], separator: str, comments: bool, begin: int) -> Iterator[Row]:
    """Return the rows from a line on, each with the line in which it begins."""
    place = begin

    def source() -> Iterator[str]:
        nonlocal place
        while place < len(lines):
            place += 1
            yield lines[place - 1]

    reader = csv.reader(source(), delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        while comments and place < len(lines) and lines[place].lstrip().startswith("#"):
            place += 1
        begin = place
        try:
            texts = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            told, allowed = (
                f"cannot be read: {error}",
                "quotation marks in pairs, each pair around a whole cell",
            )
            raise StudyError([Fault(file, begin + 1, 1, "", told, allowed, reason="csv")]) from None
        if any(texts):
            yield Row(begin + 1, texts, "".join(lines[begin:place]))
