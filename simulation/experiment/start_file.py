"""Tables of a village's start: CSV files in the place where a village file names them."""

import re
from pathlib import Path

from simulation.files.composer import Node
from simulation.files.delimited import plain_name, read_delimited
from simulation.files.document import Document
from simulation.files.faults import Fault, FieldPath, StudyError, shown
from simulation.files.numbers import NoNumberError, Numbers, is_missing
from simulation.parameters.start import MOST_OBSERVED, MOST_TIES

MOST_BYTES = 5_000_000
PREFIXES = ("belief", "contacts", "attribute")
"""How the columns begin that stand once for each group or each attribute: ``belief_local``."""
TABLES = {
    "owners": ("a table with one row an owner", MOST_OBSERVED),
    "ties": ("a table with one row a tie", MOST_TIES),
}
WORDS = ("group", "sector")
"""Columns of names; all others hold numbers."""
INDICES = ("first", "second")
"""Columns of whole numbers."""
RUPIAH = ("income",)
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")


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
    table = read_delimited(path, MOST_BYTES, what, comments=True).without_index().rectangular()
    file = table.file
    head, *rows = [table.cells(row) for row in table.rows]
    if not rows:
        raise StudyError([Fault.of(path, "", "no row below the header", what)])
    if len(rows) > most:
        raise StudyError([Fault.of(path, "", f"{len(rows):,} rows", f"at most {most:,}")])
    names = [plain_name(cell.text) for cell in head]
    faults = [
        cell.fault(f"the column {shown(cell.text)} stands twice")
        for place, (cell, name) in enumerate(zip(head, names, strict=True))
        if name in names[:place]
    ]
    columns: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    inner: dict[str, dict[str, Node]] = {}
    inner_keys: dict[str, dict[str, tuple[int, int]]] = {}
    for place, name in enumerate(names):
        values: list[Node] = []
        for row in rows:
            try:
                content = _content(name, row[place].text, table.numbers)
            except NoNumberError as error:
                faults.append(row[place].fault(error.found, error.allowed))
            else:
                values.append(Node(file, row[place].line, row[place].column, content))
        column = Node(file, head[place].line, head[place].column, values)
        there = column.line, column.column
        prefix, _, key = name.partition("_")
        if prefix in PREFIXES and key:
            inner.setdefault(prefix, {})[key] = column
            inner_keys.setdefault(prefix, {})[key] = there
        else:
            columns[name], keys[name] = column, there
    if faults:
        raise StudyError(faults)
    for prefix, held in inner.items():
        columns[prefix] = Node(file, 1, 1, held, inner_keys[prefix])
        keys[prefix] = next(iter(inner_keys[prefix].values()))
    return Node(file, table.rows[0].line, 1, columns, keys)


def _content(column: str, text: str, numbers: Numbers) -> str | int | float | None:
    """Return a cell as what its column wants if it can be read so, else as the text it is."""
    if is_missing(text):
        return None
    if column in WORDS or column.startswith("attribute_"):
        return text
    try:
        if _WHOLE.fullmatch(text) or column in INDICES:
            return numbers.whole(text)
        return numbers.amount(text) if column in RUPIAH else numbers.real(text)
    except NoNumberError as error:
        if error.explained:
            raise
        return text
