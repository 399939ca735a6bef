"""Networks of others, in any format that is read, as a networkx graph."""

import re
from pathlib import Path

from simulation.files.content import WIDE, WORKBOOKS, read_bytes
from simulation.files.delimited import read_delimited
from simulation.files.faults import Fault, StudyError, listed, shown
from simulation.network import gml, table
from simulation.network.codes import no_codes
from simulation.network.gexf import read_gexf
from simulation.network.gml import read_gml
from simulation.network.graphml import read_graphml
from simulation.network.hints import Graph, alike, hint
from simulation.network.node_table import describe
from simulation.network.pajek import read_pajek
from simulation.network.plain_text import plain_text
from simulation.network.ucinet import read_dl
from simulation.network.workbook import read_workbook
from simulation.network.xml_tree import kind, read_xml
from simulation.parameters.start import MOST_OBSERVED

MOST_BYTES = 20_000_000
MOST_LINES = 1_000_000
"""Ties of a file, counted as they stand there."""
XML, TABLE, WORKBOOK = "xml", "table", "workbook"
IN_XML = {"graphml": read_graphml, "gexf": read_gexf}
"""Formats in XML, by their outermost element."""
IN_TEXT = {"gml": read_gml, "pajek": read_pajek, "dl": read_dl}
ENDINGS = {
    ".graphml": XML, ".xml": XML, ".gexf": XML, ".gml": "gml", ".net": "pajek", ".paj": "pajek", ".dl": "dl",
    ".xlsx": WORKBOOK, ".xlsm": WORKBOOK, ".xls": WORKBOOK, ".ods": WORKBOOK,
    ".csv": TABLE, ".tsv": TABLE, ".txt": TABLE, ".dat": TABLE,
}  # fmt: skip
FORMATS = (
    "GraphML (.graphml, .xml), GEXF (.gexf), GML (.gml), Pajek (.net), UCINET DL (.dl), or an edge list or "
    "adjacency matrix as CSV (.csv, .tsv, .txt) or Excel workbook (.xlsx)"
)
LOOKED_AT = 4000
"""Characters that tell the format."""
_BEGINS = (
    (re.compile(r"\s*<"), XML),
    (re.compile(r"(\s*(%.*)?\n)*\s*\*(network|vertices)\b", re.IGNORECASE), "pajek"),
    (re.compile(r"\s*dl\b\s*,?\s*(n[rcm]?|format|data:|labels:?)\b", re.IGNORECASE), "dl"),
    (gml.BEGIN, "gml"),
)


def read_network(path: Path, nodes: Path | None = None, weight: str | None = None) -> Graph:
    """Read a network.

    The format is what the content says, else what the ending of the name says.

    Parameters
    ----------
    path : Path
        GraphML, GEXF, GML, Pajek, UCINET DL, or an edge list or an adjacency matrix in a workbook or in CSV.
    nodes : Path, optional
        CSV with a column ``id`` and one a attribute, for a network whose own file holds none.
    weight : str, optional
        Attribute of the ties that holds their weights; by default ``weight``.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Ties may have a ``weight`` above 0; a matrix that is not symmetric, and a file whose ties all have
        a direction, are directed. What the user should know is kept with it
        (:func:`simulation.network.hints.hints_of`).

    Raises
    ------
    StudyError
        If a file cannot be read, is too large, or holds what is no network.
    """
    graph = _graph(path, read_bytes(path, MOST_BYTES, FORMATS), weight)
    if weight is None:  # who names the weights says that they are no codes
        no_codes(graph, path)
    if nodes is not None:
        describe(graph, nodes, MOST_BYTES)
    near = [" and ".join(map(shown, names)) for names in alike(graph)]
    if near:
        hint(graph, f"nodes that differ only in capitals, blanks, zeros or '.0', the same? {listed(near)}")
    for what, size, most in (
        ("nodes", graph.number_of_nodes(), MOST_OBSERVED),
        ("ties", graph.number_of_edges(), MOST_LINES),
    ):
        if size > most:
            raise _fault(path, f"{size:,} {what}", f"at most {most:,}")
    if graph.number_of_nodes() < 2:
        raise _fault(path, f"{graph.number_of_nodes()} nodes", "at least 2")
    return graph


def _fault(path: Path, found: str, allowed: str = "") -> StudyError:
    return StudyError([Fault.of(path, "", found, allowed)])


def _graph(path: Path, data: bytes, weight: str | None) -> Graph:
    """Return the graph of a file, by its format."""
    found = _format(path, data)
    if found == WORKBOOK:
        return read_workbook(path, data, weight)
    if found == TABLE:
        return table.graph_of_table(read_delimited(path, MOST_BYTES, FORMATS, comments=True), weight)
    if found in IN_TEXT:
        text, hints = plain_text(path, data)
        graph = IN_TEXT[found](path, text, weight)
        for line in hints:
            hint(graph, line)
        return graph
    root = read_xml(path, data)
    if kind(root) not in IN_XML:
        raise _fault(path, f"begins with <{kind(root)[:40]}>, not with <graphml> or <gexf>", FORMATS)
    return IN_XML[kind(root)](path, root, weight)


def _format(path: Path, data: bytes) -> str:
    """Return the format of a file."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _fault(path, f"the kind of file is unknown: {shown(path.suffix)}", FORMATS)
    if data.startswith(WORKBOOKS):
        return WORKBOOK
    begin = data[: 2 * LOOKED_AT].decode("utf-16" if data.startswith(WIDE) else "utf-8-sig", errors="replace")
    for pattern, found in _BEGINS:
        if pattern.match(begin) or (found == "gml" and pattern.search(begin)):
            return found
    return ENDINGS[ending]
