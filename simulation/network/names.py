"""What nodes are called: igraph, yEd, Gephi and Pajek number them and keep their names apart."""

from collections import Counter

from simulation.files.delimited import plain_name
from simulation.files.numbers import is_missing
from simulation.network.hints import Graph, printable

NAMES = ("name", "label", "nama")
"""Attributes that hold the name of a node, in small letters, the usual ones first."""

LONGEST = 60
"""Characters of a name that are told."""


def labels_of(graph: Graph) -> dict[str, str]:
    """Return the name of each node; its id where it has none. Two nodes may have one name."""
    held: Counter[str] = Counter(
        name
        for _, kept in graph.nodes(data=True)
        for name, value in kept.items()
        if plain_name(name) in NAMES and not is_missing(str(value))
    )
    if not held:
        return {node: str(node) for node in graph}
    attribute = min(held, key=lambda name: (-held[name], NAMES.index(plain_name(name))))
    labels = {node: str(kept.get(attribute, "")).strip() for node, kept in graph.nodes(data=True)}
    return {node: str(node) if is_missing(label) else label for node, label in labels.items()}


def by_name(graph: Graph) -> dict[str, str]:
    """Return the node of each name; nothing where two nodes share one."""
    labels = labels_of(graph)
    found = {label: node for node, label in labels.items()}
    return found if len(found) == len(labels) else {}


def called(node: str, label: str) -> str:
    """Return how a node is told: its name, and its id where that is another."""
    told = label if label == str(node) else f"{label[:LONGEST]} ({node})"
    return printable(told)
