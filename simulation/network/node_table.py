"""A table of nodes: one row a node, one column an attribute."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from simulation.files.delimited import Delimited, plain_name, read_delimited
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import is_missing
from simulation.network.hints import Graph, bare
from simulation.network.names import by_name

IDS = ("id", "node", "node_id", "name", "nama", "label")
"""Headers of the column that names the nodes, in small letters, the usual ones first."""
ABOUT = "a table of nodes has a column id, and one an attribute"


def describe(graph: Graph, path: Path, most_bytes: int) -> None:
    """Give nodes the attributes of a table; nodes that only the table knows have no ties.

    The table names the nodes by their ids, or by the names that the network's own file gives them.

    What says that nothing is known, such as ``NA``, becomes no attribute.

    Parameters
    ----------
    graph : networkx graph
        Is changed.
    path : Path
        The table.
    most_bytes : int
        Largest file that is read.

    Raises
    ------
    StudyError
        If the table cannot be read, has no column of names, names a node twice or lacks one.
    """
    table = read_delimited(path, most_bytes, ABOUT, comments=True)
    names = [plain_name(name) for name in table.names]
    if {*names} & {*IDS}:
        table = table.without_index()
    table = table.rectangular()
    column, nodes = _id_column(graph, table)
    seen: dict[str, int] = {}
    faults = []
    for row in table.rows[1:]:
        node = row.texts[column]
        if is_missing(node) or node in seen:
            told = (
                f"the id {shown(node)} stands in line {seen[node]} already"
                if node in seen
                else "a row without id"
            )
            faults.append(table.cells(row)[column].fault(told, "each id once"))
        elif node not in nodes and node in graph:
            told = f"{shown(node)} is an id of the network, where the other rows have names"
            faults.append(table.cells(row)[column].fault(told, "names alone, or ids alone"))
        seen.setdefault(node, row.line)
    faults = faults or _lacking(nodes, table, list(seen))
    if faults:
        raise StudyError(faults)
    for row in table.rows[1:]:
        node = nodes.get(row.texts[column], row.texts[column])
        graph.add_node(node)
        graph.nodes[node].update(
            (name, text)
            for place, (name, text) in enumerate(zip(table.names, row.texts, strict=True))
            if place != column and name and not is_missing(text)
        )


def _id_column(graph: Graph, table: Delimited) -> tuple[int, Mapping[str, str]]:
    """Return the column that names the nodes, from 0, and the node of each of their ids or names.

    It is the column that knows most nodes, else the most usual.
    """
    names = [plain_name(name) for name in table.names]
    known = [names.index(name) for name in IDS if name in names] or ([0] if not names[0] else [])
    if not known:
        told = f"no column 'id' among {listed(table.names)}"
        raise StudyError([table.fault(table.rows[0], told, "a column id, and one an attribute")])
    ways = [(place, nodes) for nodes in ({node: node for node in graph}, by_name(graph)) for place in known]
    columns = {place: {row.texts[place] for row in table.rows[1:]} for place in known}
    return max(ways, key=lambda way: len(columns[way[0]] & way[1].keys()))


def _lacking(nodes: Iterable[str], table: Delimited, ids: list[str]) -> list[Fault]:
    """Return that nodes have no row, and whether rows are there that look like theirs."""
    known_ids = {*ids}
    lacking = [node for node in nodes if node not in known_ids]
    if not lacking:
        return []
    known = {bare(each): each for each in ids}
    near = {node: known[bare(node)] for node in lacking if bare(node) in known}
    told = f"no row for {listed(lacking)}"
    if near:
        node, other = next(iter(near.items()))
        told += (
            f"; {shown(other)} of the table and {shown(node)} of the network differ only in zeros, '.0', "
            "capitals or blanks: the same?"
        )
        return [Fault.of(table.file, "", told, "each node written alike in both files")]
    found = nearest(lacking[0], ids)
    return [Fault(table.file, 0, 0, "", told, "one row for every node of the network", found)]
