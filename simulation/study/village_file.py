"""Reading a table of villages: a CSV file in which every cell keeps its place."""

import math
import re
from pathlib import Path

from simulation.study.composer import Node
from simulation.study.document import Document
from simulation.study.faults import Fault, StudyError, shown
from simulation.study.village_table import MOST_VILLAGES

NAME = "name"
"""The column of the villages' names; every other one is a parameter."""
MOST_BYTES = 10_000_000
ALLOWED = "a header 'name,owners,share_...' and one line a village, separated by commas"
CELL = "a number such as 0.4, or a range such as 0.3..0.5 to draw from"
# a cell in quotes may hold commas, and two quotes for one
_CELL = re.compile(r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"\s*|(?P<plain>(?!")[^,]*))(?:,|$)')


def read_village_file(path: str | Path) -> Document:
    """Read a table of villages as plain values with their places.

    The first line names the columns: ``name``, and parameters. Lines that begin with ``#`` are comments.

    Returns
    -------
    Document
        ``names``, and ``columns``: of each parameter the low and high end in each village.

    Raises
    ------
    StudyError
        With one line for each cell that is no number and no range, or if there is no table.
    """
    file = str(path)
    head, *rows = _rows(file, _lines(file, Path(path)))
    faults = _faults_of_header(file, head)
    width = len(head)
    faults += [
        Fault(file, row[0].line, 1, "", f"{len(row)} cells", f"{width}, one for each column")
        for row in rows
        if not faults and len(row) != width
    ]
    if not rows:
        faults.append(Fault(file, head[0].line, 1, "", "no village below the header", ALLOWED))
    if len(rows) > MOST_VILLAGES:
        faults.append(Fault.of(file, "", f"{len(rows):,} villages", f"at most {MOST_VILLAGES:,}"))
    if faults:
        raise StudyError(faults)
    names: list[Node] = []
    columns: dict[str, Node] = {}
    for place, title in enumerate(head):
        cells = [row[place] for row in rows]
        if title.content == NAME:
            names = cells
            continue
        for cell in cells:
            ends = _ends(str(cell.content))
            if ends is None:
                told = f"{title.content}: found {shown(cell.content)}" if cell.content else "found nothing"
                faults.append(Fault(file, cell.line, cell.column, "", told, CELL))
                continue
            cell.content = [Node(file, cell.line, cell.column, end) for end in ends]
        columns[str(title.content)] = Node(file, cells[0].line, cells[0].column, cells)
    if faults:
        raise StudyError(faults)
    top = (head[0].line, 1)
    keys = {str(title.content): (title.line, title.column) for title in head}
    return Document(
        Node(
            file,
            *top,
            {"names": Node(file, *top, names), "columns": Node(file, *top, columns, keys)},
            {"names": top, "columns": top},
        ),
        [],
    )


def _lines(file: str, path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise StudyError([Fault.of(file, "", "there is no such file", ALLOWED)]) from None
    except OSError as error:
        raise StudyError([Fault.of(file, "", f"cannot be read: {error.strerror}", ALLOWED)]) from None
    if len(data) > MOST_BYTES:
        told = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
        raise StudyError([Fault.of(file, "", told, ALLOWED)])
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise StudyError([Fault.of(file, "", "not UTF-8 text", "a CSV file saved as UTF-8")]) from None


def _rows(file: str, lines: list[str]) -> list[list[Node]]:
    found = [
        _cells(file, text, number)
        for number, text in enumerate(lines, start=1)
        if text.strip() and not text.lstrip().startswith("#")
    ]
    if not found:
        raise StudyError([Fault.of(file, "", "holds no table", ALLOWED)])
    return found


def _cells(file: str, text: str, line: int) -> list[Node]:
    cells: list[Node] = []
    place = 0
    while True:
        match = _CELL.match(text, place)
        if match is None:
            told = f"a quotation mark without its other half: {shown(text[place:].strip())}"
            raise StudyError([Fault(file, line, place + 1, "", told, 'a cell such as "Desa A, Kecamatan B"')])
        kind = "plain" if match["quoted"] is None else "quoted"
        content = match[kind].replace('""', '"').strip()
        cells.append(Node(file, line, match.start(kind) + 1, content))
        if not match[0].endswith(","):
            return cells
        place = match.end()


def _faults_of_header(file: str, head: list[Node]) -> list[Fault]:
    titles = [str(title.content) for title in head]
    if NAME not in titles:
        told = "no column 'name'"
        if len(head) == 1 and ";" in titles[0]:
            told += "; the cells are separated by semicolons"
        return [Fault(file, head[0].line, head[0].column, "", told, ALLOWED)]
    if len(titles) == 1:
        return [Fault(file, head[0].line, 1, "", "no column beside 'name'", ALLOWED)]
    return [
        Fault(file, title.line, title.column, "", f"the column {shown(title.content)} stands twice")
        for place, title in enumerate(head)
        if title.content in titles[:place]
    ]


def _ends(text: str) -> tuple[float, float] | None:
    """Return the low and high end of a cell, the same number for one; None where it is neither."""
    low, _, high = text.partition("..")
    try:
        ends = float(low), float(high if ".." in text else low)
    except ValueError:
        return None
    return ends if all(map(math.isfinite, ends)) else None
