"""Tables of a village's start: CSV files in the place where a village file names them."""

import re
from collections.abc import Sequence
from pathlib import Path

from simulation.parameters.start import MOST_OBSERVED, MOST_TIES
from simulation.study.cells import Cell, read_rows
from simulation.study.composer import Node
from simulation.study.document import Document
from simulation.study.faults import Fault, FieldPath, StudyError, shown

MOST_BYTES = 5_000_000
BELIEF = "belief_"
"""How the columns of the beliefs begin, the group's name behind it."""
TABLES = {
    "owners": ("a table with one row an owner", MOST_OBSERVED),
    "ties": ("a table with one row a tie", MOST_TIES),
}
_NAMES = ("group", "sector")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")


def include_start(document: Document, village: FieldPath, folder: Path) -> list[FieldPath]:
    """Put the tables that a village's start names in the place of their paths.

    Parameters
    ----------
    document : Document
        An experiment or a village file; gets the faults of files that cannot be read.
    village : tuple
        Way to the village in it.
    folder : Path
        Where relative paths begin: the folder of the village file.

    Returns
    -------
    list of paths
        Tables that are missing because their file cannot be read.
    """
    tables = document.mapping_at((*village, "start"))
    missing: list[FieldPath] = []
    for name, node in tables.items():
        if name not in TABLES or not isinstance(node.content, str):
            continue
        place = (*village, "start", name)
        try:
            tables[name] = _table(folder / node.content, *TABLES[name])
        except StudyError as error:
            missing.append(place)
            document.faults += [document.mentioned(place, fault) for fault in error.faults]
    return missing


def _table(path: Path, what: str, most: int) -> Node:
    """Return a table as the mapping of its columns, every value with its place."""
    file = str(path)
    rows = read_rows(path, MOST_BYTES, what)
    if len(rows) < 2:
        found = "no row below the header" if rows else "holds no table"
        raise StudyError([Fault.of(path, "", found, what)])
    head, *rows = rows
    if len(rows) > most:
        raise StudyError([Fault.of(path, "", f"{len(rows):,} rows", f"at most {most:,}")])
    _must_be_whole(file, head, rows)
    columns: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    beliefs: dict[str, Node] = {}
    belief_keys: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(head):
        values: list[Node] = [_value(file, cell.text, row[place]) for row in rows]
        column = Node(file, cell.line, cell.column, values)
        held, held_keys, name = columns, keys, cell.text
        if name.startswith(BELIEF):
            held, held_keys, name = beliefs, belief_keys, name.removeprefix(BELIEF)
        held[name], held_keys[name] = column, (cell.line, cell.column)
    if beliefs:
        columns["belief"] = Node(file, 1, 1, beliefs, belief_keys)
        keys["belief"] = next(iter(belief_keys.values()))
    return Node(file, head[0].line, 1, columns, keys)


def _must_be_whole(file: str, head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> None:
    names = [cell.text for cell in head]
    faults = [
        Fault(file, cell.line, cell.column, "", f"the column {shown(cell.text)} stands twice")
        for place, cell in enumerate(head)
        if cell.text in names[:place]
    ]
    if len(names) == 1 and ";" in names[0]:
        allowed = "columns separated by commas, numbers with a decimal point"
        faults.append(Fault(file, head[0].line, 1, "", "columns separated by semicolons", allowed))
    faults += [
        Fault(file, row[0].line, 1, "", f"{len(row)} values", f"{len(names)}, one for each column")
        for row in rows
        if len(row) != len(names)
    ]
    if faults:
        raise StudyError(faults)


def _value(file: str, column: str, cell: Cell) -> Node:
    """Return a cell as what its column wants if it can be read so, else as the text it is."""
    content: str | int | float | None = cell.text or None
    if column not in _NAMES and _NUMBER.fullmatch(cell.text):
        content = int(cell.text) if _WHOLE.fullmatch(cell.text) else float(cell.text)
    return Node(file, cell.line, cell.column, content)
