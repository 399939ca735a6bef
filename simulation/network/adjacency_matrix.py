"""An adjacency matrix: a row and a column a node, with names or without, as spreadsheets and R write it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simulation.files.delimited import Delimited, Row
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import NoNumberError, is_missing
from simulation.network.hints import Graph, hint
from simulation.parameters.start import MOST_OBSERVED

OR_ELSE = "an edge list begins with a row 'source,target' and perhaps 'weight'"
ABOUT = "an adjacency matrix has the names in its first row and its first column, or numbers alone"
MOST_TOLD = 50
"""Faulty cells of which one is told; there may be millions."""
UNKNOWN = "no tie, unless the other side names one; write 0 or 1 if you know"
CELL = "0 (no tie), a number above 0, or NA where nothing is known"


@dataclass(frozen=True)
class _Square:
    """A matrix whose names are known.

    Attributes
    ----------
    names : list of str
        Of the nodes, in the order of the columns.
    rows : list of Row
        In the order of the file.
    order : list of int
        Which node each row is.
    begin : int
        Cells of a row that stand before its numbers.
    by_place : bool
        The columns have names, the rows have none.
    """

    names: list[str]
    rows: list[Row]
    order: list[int]
    begin: int
    by_place: bool = False


def adjacency_matrix(table: Delimited, weight: str | None = None) -> Graph:
    """Return the graph of an adjacency matrix.

    Rows and columns are matched by their names, in any order. Where only the columns have names, or
    nothing has, the rows stand in the order of the columns.

    Parameters
    ----------
    table : Delimited
        The matrix, its header first if it has one.
    weight : str, optional
        Name of the weights; a matrix has no other than ``weight``.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Directed where the matrix is not symmetric, cells without a value apart; with weights where there
        are other numbers than 0 and 1.

    Raises
    ------
    StudyError
        If it is no such matrix, or a cell is no number.
    """
    import networkx  # noqa: PLC0415 - an extra

    if weight not in (None, "weight"):
        told = f"a matrix has no attribute {shown(weight)}"
        raise StudyError([Fault(table.file, 0, 0, "--weight", told, "weight", None)])

    square = _square(table)
    size = range(len(square.names))
    if len(size) > MOST_OBSERVED:
        raise StudyError([Fault.of(table.file, "", f"{len(size):,} nodes", f"at most {MOST_OBSERVED:,}")])
    cells, unknown = _cells(table, square)
    # where only one side was asked, the other side's answer is all that is known
    directed = any(
        cells[i][j] != cells[j][i] and not {(i, j), (j, i)} & unknown for i in size for j in range(i)
    )
    graph = networkx.MultiDiGraph() if directed else networkx.MultiGraph()
    graph.add_nodes_from(square.names)
    weighted = {value for row in cells for value in row} - {0.0, 1.0}
    for i in size:
        for j in size if directed else range(i + 1):
            value = cells[i][j] if directed else max(cells[i][j], cells[j][i])
            if value > 0:
                graph.add_edge(square.names[i], square.names[j], **({"weight": value} if weighted else {}))
    if square.by_place:
        hint(graph, "rows have no names of their own: they are taken in the order of the columns")
    between = [f"{square.names[i]}-{square.names[j]}" for i, j in sorted(unknown) if i != j]
    if between:
        hint(graph, f"nothing is known of {listed(between)}: {UNKNOWN}")
    return graph


def is_matrix(table: Delimited) -> bool:
    """Tell whether a table may be a matrix: by its names, or because most of it are numbers."""
    below = {row.texts[0] for row in table.rows[1:]}
    if len(below) > 1 and below == {*table.names} - {table.names[0]} - {""}:
        return True
    texts = [text for row in table.rows[1:] for text in row.texts[1:]]
    known = {text: _is_value(table, text) for text in {*texts}}
    return sum(known[text] for text in texts) > len(texts) / 2


def _square(table: Delimited) -> _Square:
    """Return the names of a matrix and which row is which."""
    head, *rows = table.rows
    filled = max(
        place for row in table.rows for place, text in enumerate(row.texts, start=1) if text
    )  # fmt: skip
    full = [row.texts[:filled] for row in table.rows]
    widths = Counter(len(texts) for texts in full[1:])
    width = max(widths, key=lambda width: (widths[width], width)) if rows else 0
    if len(full) == len(full[0]) == width and not _is_header(full) and _all_numbers(table, full):
        names = [str(number) for number in range(1, len(full) + 1)]
        uneven = [
            table.fault(row, f"{len(texts)} values", f"{width}, as many as there are rows")
            for row, texts in zip(table.rows, full, strict=True)
            if len(texts) != width
        ]
        if uneven:
            raise StudyError(uneven)
        return _Square(names, table.rows, list(range(len(full))), 0)
    if not rows:
        raise StudyError([table.fault(head, "holds no row below the header", ABOUT)])
    names, begin = full[0], 0
    if width == len(names) + 1:  # R leaves the empty corner away
        begin = 1
    elif width == len(names) == len(rows) + 1:
        names, begin = names[1:], 1
    faults = [
        table.fault(row, f"{len(texts)} values", f"{len(names) + begin}, as the header says")
        for row, texts in zip(rows, full[1:], strict=True)
        if len(texts) != len(names) + begin
    ]
    if not faults and len(rows) != len(names):
        told = f"{len(rows)} rows and {len(names)} columns"
        faults = [table.fault(head, told, f"as many rows as columns: {ABOUT}; {OR_ELSE}")]
    if not faults and ("" in names or len({*names}) < len(names)):
        twice = [name for name, number in Counter(names).items() if number > 1]
        told = f"the name {shown(twice[0])} stands twice" if "" not in names else "a column without a name"
        faults = [table.fault(head, told, "each name once")]
    if faults:
        raise StudyError(faults)
    below = [row.texts[0] for row in rows] if begin else []
    order = _order(table, names, below)
    if order is None:
        numbered = _numbered(names, below)
        return _Square(below if numbered else names, rows, list(range(len(rows))), begin, not numbered)
    return _Square(names, rows, order, begin)


def _order(table: Delimited, names: Sequence[str], below: Sequence[str]) -> list[int] | None:
    """Return which node each row is, by its name; None where rows have no names of their own."""
    if not below or _counted(below) or _numbered(names, below):
        place = {name: number for number, name in enumerate(names)}
        return [place[name] for name in below] if {*below} == {*names} and below else None
    faults = []
    place = {name: number for number, name in enumerate(names)}
    for row, name in zip(table.rows[1:], below, strict=True):
        if name not in place:
            told = f"the row {shown(name)} is the name of no column"
            faults.append(table.cells(row)[0].fault(told, listed(list(names)), nearest(name, names)))
        elif below.count(name) > 1:
            faults.append(table.cells(row)[0].fault(f"the row {shown(name)} stands twice", "each name once"))
    if faults:
        raise StudyError(faults)
    return [place[name] for name in below]


def _counted(names: Sequence[str]) -> bool:
    """Tell whether names only number the rows, from 0 or from 1."""
    return list(names) in ([str(n) for n in range(len(names))], [str(n + 1) for n in range(len(names))])


def _numbered(names: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether columns bear the names of the rows behind a letter, as R names what has no name."""
    return any([letter + name for name in below] == list(names) for letter in "VX")


def _is_header(full: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row and column are names, be they numbers: the same, all different."""
    first, below = full[0][1:], [row[0] for row in full[1:]]
    return not full[0][0] and "" not in first and len({*first}) == len(first) and {*first} == {*below}


def _all_numbers(table: Delimited, rows: Sequence[Sequence[str]]) -> bool:
    return all(_is_value(table, text) for text in {text for row in rows for text in row})


def _is_value(table: Delimited, text: str) -> bool:
    try:
        _value(table, text)
    except NoNumberError:
        return False
    return True


def _value(table: Delimited, text: str) -> float | None:
    """Return the number of a cell, 0 for an empty one; None where nothing is known."""
    if not text:
        return 0.0
    return None if is_missing(text) else table.numbers.real(text)


def _cells(table: Delimited, square: _Square) -> tuple[list[list[float]], set[tuple[int, int]]]:
    """Return the numbers by row and column of the nodes, and the places of which nothing is known."""
    known: dict[str, float | None] = {}
    cells: list[list[float]] = [[]] * len(square.rows)
    unknown = set()
    faults = []
    for row, place in zip(square.rows, square.order, strict=True):
        values = []
        for number, text in enumerate(row.texts[square.begin : square.begin + len(square.names)]):
            if text not in known:
                try:
                    value = _value(table, text)
                    if value is not None and value < 0:
                        raise NoNumberError(f"a weight of {shown(text)}")
                    known[text] = value
                except NoNumberError as error:
                    cell = table.cells(row)[square.begin + number]
                    faults.append(cell.fault(error.found, error.allowed or CELL))
                    if len(faults) == MOST_TOLD:
                        raise StudyError(faults) from None
                    continue
            value = known[text]
            if value is None:
                unknown.add((place, number))
            values.append(value or 0.0)
        cells[place] = values
    if faults:
        raise StudyError(faults)
    return cells, unknown
