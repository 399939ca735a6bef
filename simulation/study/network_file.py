"""Networks of others: GraphML, an edge list or an adjacency matrix, as a networkx graph."""

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from simulation.parameters.start import MOST_OBSERVED
from simulation.study.faults import Fault, StudyError, listed, shown

Graph: TypeAlias = Any
"""A networkx.MultiGraph or MultiDiGraph (networkx comes without types)."""
MOST_BYTES = 20_000_000
MOST_LINES = 1_000_000
"""Ties of a file, counted as they stand there."""
ENDS = ("source", "target")
EDGE_LIST = "an edge list begins with 'source,target' and perhaps 'weight'"
MATRIX = "an adjacency matrix with an empty first cell, then the names"
FORMATS = f"GraphML (.graphml, .xml) or CSV (.csv): {EDGE_LIST}, {MATRIX}"


def read_network(path: Path, nodes: Path | None = None) -> Graph:
    """Read a network.

    Parameters
    ----------
    path : Path
        GraphML, an edge list in CSV, or an adjacency matrix in CSV.
    nodes : Path, optional
        CSV with a column ``id`` and one a attribute, for a network whose own file holds none.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Ties may have a ``weight`` above 0; a matrix that is not symmetric and a directed GraphML file are
        directed.

    Raises
    ------
    StudyError
        If a file cannot be read, is too large, or holds what is no network.
    """
    data = _bytes(path)
    if path.suffix.lower() in (".graphml", ".xml"):
        graph = _graphml(path, data)
    elif path.suffix.lower() == ".csv":
        rows = _rows(path, data)
        graph = _matrix(path, rows) if rows[0][1][0] == "" else _edges(path, rows)
    else:
        raise _fault(path, f"the kind of file is unknown: {shown(path.suffix)}", FORMATS)
    if nodes is not None:
        _describe(graph, nodes)
    for what, size, most in (
        ("nodes", graph.number_of_nodes(), MOST_OBSERVED),
        ("ties", graph.number_of_edges(), MOST_LINES),
    ):
        if size > most:
            raise _fault(path, f"{size:,} {what}", f"at most {most:,}")
    if graph.number_of_nodes() < 2:
        raise _fault(path, f"{graph.number_of_nodes()} nodes", "at least 2")
    return graph


def _fault(path: Path, found: str, allowed: str = "", line: int = 0) -> StudyError:
    return StudyError([Fault(str(path), line, 1 if line else 0, "", found, allowed)])


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _fault(path, "is not a regular file", FORMATS)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _fault(path, "there is no such file") from None
    except (OSError, ValueError) as error:
        raise _fault(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > MOST_BYTES:
        raise _fault(path, f"the file is larger than {MOST_BYTES // 1_000_000} MB", "a smaller network")
    return data


def _graphml(path: Path, data: bytes) -> Graph:
    """Read GraphML; XML that declares entities or a document type never reaches the reader."""
    import networkx  # noqa: PLC0415 - an extra
    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        told = "declares a document type or entities, which could read other files or grow without end"
        raise _fault(path, told, "GraphML without <!DOCTYPE> and <!ENTITY>") from None
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise _fault(path, f"is not XML: {error}", "GraphML", line) from None
    if not root.tag.endswith("graphml"):
        raise _fault(path, f"begins with <{root.tag[:40]}>, not with <graphml>", "GraphML")
    try:
        graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    except (networkx.NetworkXError, ValueError, KeyError, TypeError, StopIteration) as error:
        told = f"is not GraphML that can be read ({type(error).__name__}: {error})"
        raise _fault(
            path, told, "GraphML with one graph and without nested graphs, ports or hyperedges"
        ) from None
    for _, _, kept in graph.edges(data=True):
        if "weight" in kept:
            kept["weight"] = _weight(path, kept["weight"])
    return graph


def _rows(path: Path, data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of a CSV file and their lines, the header first."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _fault(path, "not UTF-8 text", "a CSV file saved as UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except csv.Error as error:
        raise _fault(path, f"is not CSV: {error}", "values separated by commas", reader.line_num) from None
    if len(rows) < 2:
        raise _fault(path, "holds no row below the header", FORMATS)
    width = len(rows[0][1])
    for line, row in rows:
        if len(row) != width:
            raise _fault(path, f"{len(row)} values", f"{width}, as in the header", line)
    return rows


def _edges(path: Path, rows: list[tuple[int, list[str]]]) -> Graph:
    import networkx  # noqa: PLC0415 - an extra

    names = rows[0][1]
    if tuple(names) not in (ENDS, (*ENDS, "weight")):
        raise _fault(path, f"the header {shown(','.join(names))}", f"{EDGE_LIST}, {MATRIX}", rows[0][0])
    graph = networkx.MultiGraph()
    for line, (source, target, *weight) in rows[1:]:
        if not source or not target:
            raise _fault(path, "a tie with one end", "a name at both ends", line)
        kept = {"weight": _weight(path, weight[0], line)} if weight else {}
        graph.add_edge(source, target, **kept)
    return graph


def _matrix(path: Path, rows: list[tuple[int, list[str]]]) -> Graph:
    import networkx  # noqa: PLC0415 - an extra

    names = rows[0][1][1:]
    if len({*names}) < len(names):
        raise _fault(path, "a name stands twice", "each name once", rows[0][0])
    if len(names) > MOST_OBSERVED:
        raise _fault(path, f"{len(names):,} nodes", f"at most {MOST_OBSERVED:,}")
    below = [row[0] for _, row in rows[1:]]
    if below != names:
        raise _fault(
            path, "the names of the rows are not those of the columns", "the same, in the same order"
        )
    cells = [[_weight(path, cell or "0", line, least=0.0) for cell in row[1:]] for line, row in rows[1:]]
    size = range(len(names))
    directed = any(cells[i][j] != cells[j][i] for i in size for j in range(i))
    graph = networkx.MultiDiGraph() if directed else networkx.MultiGraph()
    graph.add_nodes_from(names)
    weighted = {value for row in cells for value in row} - {0.0, 1.0}
    for i in size:
        for j in size if directed else range(i + 1):
            if cells[i][j] > 0:
                graph.add_edge(names[i], names[j], **({"weight": cells[i][j]} if weighted else {}))
    return graph


def _weight(path: Path, value: Any, line: int = 0, *, least: float | None = None) -> float:
    """Return a weight; it is above 0, or at least ``least``."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or number < 0 or (least is None and number == 0):
        allowed = "a number above 0" if least is None else "0 (no tie) or a number above 0"
        raise _fault(path, f"a weight of {shown(value)}", allowed, line)
    return number


def _describe(graph: Graph, path: Path) -> None:
    """Give nodes the attributes of a table; nodes that only the table knows have no ties."""
    rows = _rows(path, _bytes(path))
    names = rows[0][1]
    if "id" not in names:
        raise _fault(
            path, f"no column 'id' among {listed(names)}", "a column id, and one an attribute", rows[0][0]
        )
    seen: set[str] = set()
    for line, row in rows[1:]:
        attributes: Mapping[str, str] = dict(zip(names, row, strict=True))
        node = attributes["id"]
        if not node or node in seen:
            raise _fault(
                path, f"the id {shown(node)} {'stands twice' if node else ''}".rstrip(), "each id once", line
            )
        seen.add(node)
        graph.add_node(node, **{name: value for name, value in attributes.items() if name != "id" and value})
    unknown = [str(node) for node in graph if str(node) not in seen]
    if unknown:
        raise _fault(path, f"no row for {listed(unknown)}", "one row for every node of the network")
