"""GEXF, the format of Gephi."""

from pathlib import Path

from simulation.files.faults import shown
from simulation.network.hints import Graph, hint
from simulation.network.ties import Tie, graph_of
from simulation.network.xml_tree import Placed, fault, inside, kind

UNDIRECTED = "undirected"
USUAL = 1.0
"""Weight of an edge that names none, as the format says."""
STRUCTURE = ("id", "source", "target", "type", "start", "end", "startopen", "endopen", "pid")
TIMES = ("spells", "spell", "slices")


def read_gexf(path: Path, root: Placed, weight: str | None = None) -> Graph:
    """Return the graph of GEXF of any version.

    Defaults of attributes hold; a node that holds nodes is a frame around them; times and direction are
    not used.

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
        If it holds no graph or several, or nodes and edges without ids.
    """
    graphs = list(inside(root, "graph"))
    if len(graphs) != 1:
        place = graphs[1] if graphs else root
        raise fault(path, place, f"{len(graphs)} graphs", "a file with one graph")
    graph = graphs[0]
    nodes, frames = _nodes(path, graph)
    usual_way = graph.get("defaultedgetype", UNDIRECTED)
    declared = _declared(graph, "edge")
    ties = []
    for element in (edge for edges in inside(graph, "edges") for edge in inside(edges, "edge")):
        ends = element.get("source", "").strip(), element.get("target", "").strip()
        if not all(ends):
            raise fault(path, element, "an edge with one end", "source and target")
        way = element.get("type", usual_way).casefold() == "directed"
        ties.append(Tie(*ends, _attributes(element, declared), way, element.line))
    made = graph_of(path, nodes, ties, weight, usual=USUAL, frames=frames)
    if graph.get("mode") == "dynamic" or any(kind(each) in TIMES for each in graph.iter()):
        hint(made, "times are not used: a tie of any time counts")
    return made


def _nodes(path: Path, graph: Placed) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the attributes of each node, and the names of those that only hold others."""
    declared = _declared(graph, "node")
    nodes: dict[str, dict[str, str]] = {}
    frames: set[str] = set()
    waiting = list(inside(graph, "nodes"))
    while waiting:
        for node in inside(waiting.pop(), "node"):
            name = node.get("id", "").strip()
            if not name or name in nodes:
                told = f"the id {shown(name)} stands twice" if name else "a node without id"
                raise fault(path, node, told, "each id once")
            nodes[name] = _attributes(node, declared)
            held = list(inside(node, "nodes"))
            frames |= {node.get("pid", "")} | ({name} if held else set())
            waiting.extend(held)
    drawn = {name: nodes[name].get("label", name) for name in nodes if name in frames}
    return {name: attributes for name, attributes in nodes.items() if name not in frames}, drawn


def _declared(graph: Placed, of: str) -> dict[str, tuple[str, str | None]]:
    """Return name and default of each attribute of nodes or of edges, by its id."""
    return {
        each.get("id", ""): (
            each.get("title", "") or each.get("id", ""),
            next(((default.text or "").strip() for default in inside(each, "default")), None),
        )
        for attributes in inside(graph, "attributes")
        if attributes.get("class") == of
        for each in inside(attributes, "attribute")
    }


def _attributes(element: Placed, declared: dict[str, tuple[str, str | None]]) -> dict[str, str]:
    """Return the attributes of a node or an edge: its own, else the defaults."""
    usual = {name: default for name, default in declared.values() if default is not None}
    values = {}
    for each in (
        each for all_of_it in inside(element, "attvalues") for each in inside(all_of_it, "attvalue")
    ):
        written = each.get("for", "") or each.get("id", "")
        values[declared.get(written, (written, None))[0]] = each.get("value", "").strip()
    beside = {
        name: text.strip()
        for name, text in element.attrib.items()
        if name not in STRUCTURE and not name.startswith("{")
    }
    return usual | values | beside
