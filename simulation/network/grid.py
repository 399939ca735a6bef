"""A table whose cells are counted, as those of a workbook or a matrix inside of another format."""

from collections.abc import Sequence

from simulation.files.delimited import Cell, Delimited, Row


class Grid(Delimited):
    """A table in which a cell is told by the number of its column."""

    def cells(self, row: Row) -> list[Cell]:
        """Return the cells of a row with their places."""
        begin = row.dropped + 1
        return [Cell(text, self.file, row.line, column) for column, text in enumerate(row.texts, begin)]


def grid(file: object, rows: Sequence[tuple[int, Sequence[str]]]) -> Grid:
    """Return a table of rows, each with its line; short ones are filled up with empty cells.

    Parameters
    ----------
    file : path
        Where the rows come from.
    rows : sequence of (int, sequence of str)
        Line or row of the file, from 1, and the cells.
    """
    width = max((len(texts) for _, texts in rows), default=0)
    full = [Row(line, [*texts, *[""] * (width - len(texts))], "") for line, texts in rows]
    return Grid(str(file), "\t", full)
