"""Reading a table of villages: a CSV file in which every cell keeps its place."""

from collections.abc import Callable
from pathlib import Path

from simulation.experiment.village_table import MOST_VILLAGES
from simulation.files.composer import Node
from simulation.files.delimited import Cell, Delimited, plain_name, read_delimited
from simulation.files.document import Document
from simulation.files.faults import Fault, StudyError, shown
from simulation.files.numbers import NoNumberError, Numbers
from simulation.parameters import Behaviour, VillageProfile, description

NAME = "name"
"""The column of the villages' names; every other one is a parameter."""
MOST_BYTES = 10_000_000
ALLOWED = "a header 'name,owners,share_...' and one line a village"
CELL = "a number such as 0.4, or a range such as 0.3..0.5 to draw from"
BETWEEN = ".."
"""Stands between the ends of a range."""
_FIELDS = VillageProfile.model_fields | Behaviour.model_fields


def read_village_file(path: str | Path) -> Document:
    """Read a table of villages as plain values with their places.

    The first line names the columns: ``name``, and parameters. Lines that begin with ``#`` are comments.
    See :func:`simulation.files.delimited.read_delimited` for what else may stand there.

    Returns
    -------
    Document
        ``names``, and ``columns``: of each parameter the low and high end in each village.

    Raises
    ------
    StudyError
        With one line for each cell that is no number and no range, or if there is no table.
    """
    table = read_delimited(path, MOST_BYTES, ALLOWED, comments=True).without_index()
    _must_have_columns(table)
    table = table.rectangular()
    file, width = table.file, len(table.names)
    head, *rows = [table.cells(row) for row in table.rows]
    if len(rows) > MOST_VILLAGES:
        raise StudyError([Fault.of(file, "", f"{len(rows):,} villages", f"at most {MOST_VILLAGES:,}")])
    # the ends of ranges say how the file writes its numbers, too
    numbers = Numbers.of(
        {end for row in table.rows for text in row.texts for end in text.split(BETWEEN)}, table.separator
    )
    faults: list[Fault] = []
    names: list[Node] = []
    columns: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for place in range(width):
        title = plain_name(head[place].text)
        keys[title] = (head[place].line, head[place].column)
        nodes = []
        for row in rows:
            cell = row[place]
            try:
                content = cell.text if title == NAME else _ends(cell, title, numbers)
            except NoNumberError as error:
                told = error.found if not cell.text else f"{title}: {error.found}"
                faults.append(cell.fault(told, error.allowed or CELL))
                continue
            nodes.append(Node(file, cell.line, cell.column, content))
        if title == NAME:
            names = nodes
        elif nodes:
            columns[title] = Node(file, nodes[0].line, nodes[0].column, nodes)
    if faults:
        raise StudyError(faults)
    top = (table.rows[0].line, 1)
    return Document(
        Node(
            file,
            *top,
            {"names": Node(file, *top, names), "columns": Node(file, *top, columns, keys)},
            {"names": top, "columns": top},
        ),
        [],
    )


def _must_have_columns(table: Delimited) -> None:
    """Raise what is wrong with the header, or that there is nothing below it."""
    head = table.rows[0]
    titles = [plain_name(text) for text in head.texts]
    while titles and not titles[-1]:
        titles.pop()
    if NAME not in titles:
        faults = [table.fault(head, "no column 'name'", ALLOWED)]
    elif len(titles) == 1:
        faults = [table.fault(head, "no column beside 'name'", ALLOWED)]
    else:
        faults = [
            cell.fault(f"the column {shown(cell.text)} stands twice")
            for place, (cell, title) in enumerate(zip(table.cells(head), titles, strict=False))
            if title in titles[:place]
        ]
        if len(table.rows) == 1:
            faults.append(table.fault(head, "no village below the header", ALLOWED))
    if faults:
        raise StudyError(faults)


def _ends(cell: Cell, name: str, numbers: Numbers) -> list[Node]:
    """Return the low and high end of a cell, the same number for one."""
    field = _FIELDS.get(name)
    known = None if field is None else description(field)
    read: Callable[[str], float] = numbers.real
    if field is not None and field.annotation is int:
        read = numbers.whole
    elif known is not None and "rupiah" in known.unit:
        read = numbers.amount
    low, between, high = cell.text.partition(BETWEEN)
    ends = (read(low.strip()), read((high if between else low).strip()))
    return [Node(cell.file, cell.line, cell.column, end) for end in ends]
