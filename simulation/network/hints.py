"""What the user should know of a network that was read, one line each; kept with the graph."""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

Graph: TypeAlias = Any
"""A networkx.MultiGraph or MultiDiGraph (networkx comes without types)."""
HINTS = "hints"
"""Under this name a graph keeps its hints."""
MIXED = "some ties have a direction: it is not used, a pair has a tie if either names the other"


def hint(graph: Graph, line: str) -> None:
    """Keep a hint with a graph."""
    graph.graph.setdefault(HINTS, []).append(printable(line))


def hints_of(graph: Graph) -> list[str]:
    """Return the hints that are kept with a graph."""
    return list(graph.graph.get(HINTS, ()))


def printable(text: str) -> str:
    """Return text of a stranger's file without what would move the cursor or turn the writing round."""
    return "".join(character if character.isprintable() else " " for character in text)


def bare(name: str) -> str:
    """Return a name without what programmes and typists add or lose: ``001``, ``1.0`` and ``1`` are one."""
    plain = " ".join(name.casefold().split())
    number = re.fullmatch(r"0*([0-9]+)(?:[.,]0+)?", plain)
    return number[1] if number else plain


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the names that differ only in capitals, blanks, zeros in front or ``.0`` behind."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        found.setdefault(bare(name), {})[name] = None
    return [tuple(each) for each in found.values() if len(each) > 1]
