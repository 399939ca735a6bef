"""GraphML as igraph, networkx, Gephi, yEd and people write it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from simulation.files.faults import shown
from simulation.network.hints import Graph
from simulation.network.ties import Tie, graph_of
from simulation.network.xml_tree import Placed, fault, inside, kind

FRAMES = ("group", "folder")
"""What yEd calls the frames around nodes, open and closed."""
LABELS = ("NodeLabel", "EdgeLabel", "Label", "Label.Text")
"""Elements in which yEd keeps what is written beside a node or an edge."""
LABEL = "label"
STRUCTURE = ("id", "source", "target", "directed", "sourceport", "targetport")
"""What the format itself says of nodes and edges; anything else beside them is an attribute."""


@dataclass(frozen=True)
class _Key:
    """An attribute that the file declares: of what, its name, and its value where none is given."""

    of: str
    name: str
    default: str | None


@dataclass
class _Found:
    """What was found so far."""

    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    frames: dict[str, str] = field(default_factory=dict)


def read_graphml(path: Path, root: Placed, weight: str | None = None) -> Graph:
    """Return the graph of GraphML.

    The default of an attribute holds where a node or an edge has no value. A node that holds nodes is a
    frame around them and no node of the network. Direction is not used; ports say only where an edge is
    drawn.

    Parameters
    ----------
    path : Path
        The file, for faults.
    root : Placed
        Its outermost element.
    weight : str, optional
        Attribute of the edges that holds their weights.

    Raises
    ------
    StudyError
        If it holds no graph or several, hyperedges, or nodes and edges without ids.
    """
    graphs = list(inside(root, "graph"))
    if len(graphs) != 1:
        place = graphs[1] if graphs else root
        raise fault(path, place, f"{len(graphs)} graphs", "a file with one graph")
    keys = {key.get("id", ""): _key(key) for key in inside(root, "key")}
    found = _Found()
    waiting = [graphs[0]]
    while waiting:
        waiting.extend(_read_graph(path, waiting.pop(), keys, found))
    return graph_of(path, found.nodes, found.ties, weight, frames=found.frames)


def _key(key: Placed) -> _Key:
    default = next((_text(each) for each in inside(key, "default")), None)
    return _Key(key.get("for", "all"), key.get("attr.name", "") or key.get("id", ""), default)


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _read_graph(path: Path, graph: Placed, keys: Mapping[str, _Key], found: _Found) -> list[Placed]:
    """Read nodes and edges of a graph; return the graphs inside of its nodes."""
    nested: list[Placed] = []
    directed = graph.get("edgedefault", "undirected")
    for element in graph:
        assert isinstance(element, Placed)
        if kind(element) == "node":
            nested.extend(_read_node(path, element, keys, found))
        elif kind(element) == "edge":
            ends = element.get("source", "").strip(), element.get("target", "").strip()
            if not all(ends):
                raise fault(path, element, "an edge with one end", "source and target")
            way = element.get("directed", directed).strip().casefold()
            attributes = _attributes(path, element, "edge", keys)
            found.ties.append(Tie(*ends, attributes, way in ("true", "1", "directed"), element.line))
        elif kind(element) == "hyperedge":
            raise fault(path, element, "a hyperedge, which joins more than two", "an edge for each pair")
    return nested


def _read_node(path: Path, node: Placed, keys: Mapping[str, _Key], found: _Found) -> Iterable[Placed]:
    """Read a node; return the graphs inside of it."""
    name = node.get("id", "").strip()
    if not name or name in found.nodes or name in found.frames:
        told = f"the id {shown(name)} stands twice" if name else "a node without id"
        raise fault(path, node, told, "each id once")
    attributes = _attributes(path, node, "node", keys)
    graphs = list(inside(node, "graph"))
    if graphs or node.get("yfiles.foldertype", "") in FRAMES:
        found.frames[name] = attributes.get(LABEL) or name
    else:
        found.nodes[name] = attributes
    return graphs


def _attributes(path: Path, element: Placed, of: str, keys: Mapping[str, _Key]) -> dict[str, str]:
    """Return the attributes of a node or an edge: its own, else the defaults."""
    own: dict[str, str] = {}
    for data in inside(element, "data"):
        written = data.get("key", "")
        key = keys.get(written, _Key(of, written, None))
        name, text = (key.name, _text(data)) if len(data) == 0 else (LABEL, _label(data))
        if not name or (len(data) and not text):
            continue  # how yEd draws it
        if own.get(name, text) != text:
            raise fault(path, data, f"{shown(name)} is {shown(own[name])} and {shown(text)}", "one value")
        own[name] = text
    beside = {
        name.strip(): text for name, text in element.attrib.items()
        if name not in STRUCTURE and not name.startswith(("{", "yfiles."))
    }  # fmt: skip
    usual = {
        key.name: key.default for key in keys.values() if key.default is not None and key.of in (of, "all")
    }
    return usual | beside | own


def _label(data: Element) -> str:
    """Return what yEd writes beside a node or an edge."""
    for part in data.iter():
        if kind(part) in LABELS:
            text = _text(part) or part.get("Text", "").strip()
            if text:
                return text
    return ""
