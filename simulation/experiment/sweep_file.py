"""The table of a sweep: a CSV file, one row a point, one column a parameter."""

from pathlib import Path
from typing import Any

from simulation.files.composer import Node
from simulation.files.delimited import Cell, plain_name, read_delimited
from simulation.files.document import Document
from simulation.files.faults import Fault, FieldPath, StudyError, shown
from simulation.files.numbers import NoNumberError, Numbers

MOST_BYTES = 50_000_000
WHAT = "a header of parameters such as 'threshold,forum.every', and one row a point"
PLACE: FieldPath = ("sweep", "table")
WORDS = {"true": True, "false": False}


def include_sweep(document: Document, folder: Path) -> list[FieldPath]:
    """Put the table that a sweep names in the place of its path.

    Parameters
    ----------
    document : Document
        An experiment; gets the faults of a file that cannot be read.
    folder : Path
        Where relative paths begin: the folder of the experiment.

    Returns
    -------
    list of paths
        The table, if it is missing because its file cannot be read.
    """
    sweep = document.mapping_at(PLACE[:1])
    node = sweep.get("table")
    if node is None or not isinstance(node.content, str):
        return []
    try:
        sweep["table"] = _read(folder / node.content)
    except StudyError as error:
        document.faults += [document.mentioned(PLACE, fault) for fault in error.faults]
        return [PLACE]
    return []


def points_in(path: str | Path) -> dict[str, Any]:
    """Return the columns of a table of points.

    See :func:`simulation.files.delimited.read_delimited` for how it may be written.

    Raises
    ------
    StudyError
        With one line for each cell that cannot be used, or if there is no table.
    """
    columns, _ = Document(_read(path), []).plain()
    return columns


def _read(path: str | Path) -> Node:
    """Return the columns of a table of points, every value with its place."""
    table = read_delimited(path, MOST_BYTES, WHAT, comments=True).without_index().rectangular()
    head, *rows = [table.cells(row) for row in table.rows]
    names = [plain_name(cell.text) for cell in head]
    faults = [
        cell.fault(f"the column {shown(cell.text)} stands twice" if name else "a column without a name", WHAT)
        for place, (cell, name) in enumerate(zip(head, names, strict=True))
        if name in names[:place] or not name
    ]
    if not rows:
        faults.append(Fault.of(path, "", "no row below the header", WHAT))
    columns: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        values = []
        for row in rows:
            try:
                content = _content(row[place], table.numbers)
            except NoNumberError as error:
                faults.append(row[place].fault(f"{name}: {error.found}", error.allowed))
                continue
            values.append(Node(table.file, row[place].line, row[place].column, content))
        columns[name] = Node(table.file, head[place].line, head[place].column, values)
        keys[name] = (head[place].line, head[place].column)
    if faults:
        raise StudyError(faults)
    return Node(table.file, table.rows[0].line, 1, columns, keys)


def _content(cell: Cell, numbers: Numbers) -> bool | int | float | str:
    """Return a cell as the number it is; else the word, which only a dose may ask for."""
    text = cell.text.strip()
    if not text:
        raise NoNumberError("an empty cell", "a value for every point")
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if text[:1].isalpha():
        return text
    try:
        return numbers.whole(text)
    except NoNumberError:
        return numbers.real(text)
