"""A network in an Excel workbook: the one sheet that holds an edge list or a matrix."""

from collections.abc import Mapping
from pathlib import Path

from simulation.files.delimited import Delimited
from simulation.files.faults import Fault, StudyError, listed, shown
from simulation.files.workbook import read_sheets
from simulation.network import adjacency_matrix as matrix
from simulation.network import edge_list as edges
from simulation.network.grid import grid
from simulation.network.hints import Graph, hint
from simulation.network.table import graph_of_table
from simulation.parameters.start import MOST_OBSERVED

EXTRA = "the extra 'network', which reads workbooks: pip install -e .[network]"


def read_workbook(path: Path, data: bytes, weight: str | None = None) -> Graph:
    """Return the graph of a workbook.

    Parameters
    ----------
    path : Path
        The workbook, for faults.
    data : bytes
        What it holds.
    weight : str, optional
        Column of the weights of an edge list.

    Raises
    ------
    StudyError
        If it is no workbook, or none or several of its sheets hold a network.
    """
    sheets = {
        name: grid(path, rows) for name, rows in read_sheets(path, data, EXTRA, MOST_OBSERVED + 100) if rows
    }
    if not sheets:
        raise StudyError([Fault.of(path, "", "a workbook without any table", edges.ABOUT)])
    chosen = _chosen(path, sheets)
    graph = graph_of_table(sheets[chosen], weight)
    others = [shown(name) for name in sheets if name != chosen]
    if others:
        hint(graph, f"read from the sheet {shown(chosen)}; not used: {listed(others)}")
    return graph


def _chosen(path: Path, sheets: Mapping[str, Delimited]) -> str:
    """Return the sheet that holds the network."""
    if len(sheets) == 1:
        return next(iter(sheets))
    found = [name for name, table in sheets.items() if edges.ends_of(table) is not None]
    found = found or [name for name, table in sheets.items() if matrix.is_matrix(table)]
    if len(found) != 1:
        told = f"{len(found)} of {len(sheets)} sheets hold a network"
        allowed = f"a workbook in which one does: {edges.ABOUT}, {matrix.ABOUT}"
        raise StudyError([Fault.of(path, "", told, allowed)])
    return found[0]
