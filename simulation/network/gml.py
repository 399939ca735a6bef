"""GML, read by networkx."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulation.files.faults import Fault, StudyError
from simulation.network.hints import Graph
from simulation.network.ties import Tie, graph_of

BEGIN = re.compile(r"^\s*graph\s*\[", re.IGNORECASE | re.MULTILINE)
"""How the graph of a file begins."""
_SEVERAL = re.compile(r"^[ \t]*multigraph[ \t]+[01][ \t]*$", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r" at \((\d+), \d+\)|\bline (\d+)")


def read_gml(path: Path, text: str, weight: str | None = None) -> Graph:
    """Return the graph of GML.

    Parameters
    ----------
    path : Path
        The file, for faults.
    text : str
        What stands in it.
    weight : str, optional
        Attribute of the edges that holds their weights.

    Raises
    ------
    StudyError
        If it is no GML, or holds no graph.
    """
    import networkx  # noqa: PLC0415 - an extra

    if len(BEGIN.findall(text)) != 1:
        told = f"{len(BEGIN.findall(text))} graphs"
        raise StudyError([Fault.of(path, "", told, "a file with one graph: 'graph [ node [ ... ] ... ]'")])
    # several ties of a pair are one for us, and only read where the file allows them; lines stay as they are
    several = BEGIN.sub(lambda begin: f"{begin[0]} multigraph 1 ", _SEVERAL.sub("", text))
    try:
        read = networkx.parse_gml(several.splitlines(), label="id")
    except networkx.NetworkXError as error:
        place = _LINE.search(str(error))
        line = int(place[1] or place[2]) if place else 0
        raise StudyError([Fault(str(path), line, 1 if line else 0, "", f"is not GML: {error}")]) from None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        told = f"is not GML that can be read ({type(error).__name__}: {error})"
        raise StudyError([Fault.of(path, "", told)]) from None
    nodes = {str(node): _plain(kept) for node, kept in read.nodes(data=True)}
    frames = {node: kept.get("label", node) for node, kept in nodes.items() if kept.get("isGroup") == "1"}
    ties = [
        Tie(str(source), str(target), _plain(kept), read.is_directed())
        for source, target, kept in read.edges(data=True)
    ]
    people = {node: kept for node, kept in nodes.items() if node not in frames}
    return graph_of(path, people, ties, weight, frames=frames)


def _plain(kept: dict[str, Any]) -> dict[str, str]:
    """Return attributes that are words or numbers; lists say how something is drawn."""
    return dict(_texts(kept))


def _texts(kept: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in kept.items():
        if isinstance(value, str | int | float):
            yield name, str(value).strip()
