"""A network in a table: an edge list or an adjacency matrix."""

from simulation.files.delimited import Delimited
from simulation.files.faults import StudyError, shown
from simulation.network import adjacency_matrix as matrix
from simulation.network import edge_list as edges
from simulation.network.hints import Graph, hint

ABOUT = f"{edges.ABOUT}, {matrix.ABOUT}"


def graph_of_table(table: Delimited, weight: str | None = None) -> Graph:
    """Return the graph of a table.

    Parameters
    ----------
    table : Delimited
        Its header first.
    weight : str, optional
        Column of the weights.

    Raises
    ------
    StudyError
        If it is neither an edge list nor a matrix.
    """
    if edges.ends_of(table) is not None:
        return edges.edge_list(table, weight)
    columns = edges.without_header(table)
    # what has more rows than a matrix of so many columns, and its header, is none
    if columns is not None and (len(table.rows) > len(columns) + 1 or not matrix.is_matrix(table)):
        graph = edges.edge_list(edges.with_header(table, columns), weight)
        hint(graph, edges.HEADLESS.format(", ".join(columns)))
        return graph
    if not matrix.is_matrix(table):
        raise StudyError([table.fault(table.rows[0], f"the header {shown(','.join(table.names))}", ABOUT)])
    return matrix.adjacency_matrix(table, weight)
