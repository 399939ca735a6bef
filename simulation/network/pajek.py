"""Pajek's networks: vertices, then arcs, edges, lists of them or a matrix."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from simulation.files.faults import Fault, StudyError, listed, shown
from simulation.network.adjacency_matrix import adjacency_matrix
from simulation.network.grid import grid
from simulation.network.hints import Graph, hint
from simulation.network.ties import Tie, graph_of
from simulation.parameters.start import MOST_OBSERVED

USUAL = 1.0
"""Value of a line that names none, as Pajek has it."""
TIES = ("arcs", "edges", "arcslist", "edgeslist")
PASSED_OVER = ("partition", "vector", "permutation", "cluster", "hierarchy")
SECTIONS = "*Vertices, then *Arcs, *Edges, *Arcslist, *Edgeslist or *Matrix"
LOOKS = frozenset(
    ("c", "p", "s", "a", "ap", "l", "lp", "lr", "lphi", "lc", "la", "fos", "font", "h1", "h2", "a1", "k1",
     "a2", "k2", "w", "k")
)  # fmt: skip
"""Words behind the ends of a line that only say how it is drawn."""
_HEAD = re.compile(r"\*\s*([a-z]+)\s*(.*)", re.IGNORECASE)
_VERTEX = re.compile(r'\s*(\S+)(?:\s+(?:"([^"]*)"|(\S+)))?')


@dataclass
class _Found:
    """What was found so far.

    Attributes
    ----------
    nodes : dict
        Attributes of each vertex, by its number.
    ties : list of Tie
    rows : list of (int, list of str)
        Those of a matrix.
    named : set of str
        Vertices that have a line of their own.
    passed_over, relations : list of str
        Parts that are no network, and names of its several relations.
    """

    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)


def read_pajek(path: Path, text: str, weight: str | None = None) -> Graph:
    """Return the graph of a file of Pajek.

    A vertex is known by its number; its label is its name. Arcs and edges are ties; their values are
    weights, unless all are 1.

    Parameters
    ----------
    path : Path
        The file, for faults.
    text : str
        What stands in it.
    weight : str, optional
        Attribute of the weights; there is none but ``weight``.

    Raises
    ------
    StudyError
        With its line, if something in it is no such network.
    """
    found = _Found()
    passed_over = False  # a partition has *Vertices of its own
    for section, head, lines in _sections(path, text):
        passed_over = section in PASSED_OVER or (passed_over and section == "vertices")
        if section == "vertices" and not passed_over:
            _vertices(path, head, lines, found)
        elif section in (*TIES, "matrix"):
            _relation(path, section, head, lines, found)
        elif section in PASSED_OVER:
            found.passed_over.append(f"*{section}")
        elif section != "network" and not passed_over:
            raise _fault(path, head[0], f"*{section[:40]}", SECTIONS)
    if not found.nodes:
        raise StudyError([Fault.of(path, "", "no *Vertices", SECTIONS)])
    if found.rows and found.ties:
        raise _fault(path, found.rows[0][0], "a matrix beside lines", "one of both")
    graph = _matrix(path, found, weight) if found.rows else graph_of(
        path, found.nodes, found.ties, weight, usual=USUAL
    )  # fmt: skip
    if found.passed_over:
        hint(graph, f"not used: {listed(found.passed_over)}; groups come from --nodes")
    if len(found.relations) > 1:
        hint(graph, f"several relations are taken together: {listed(list(map(shown, found.relations)))}")
    return graph


def _fault(path: Path, line: int, found: str, allowed: str = "") -> StudyError:
    return StudyError([Fault(str(path), line, 1, "", found, allowed)])


def _sections(path: Path, text: str) -> Iterator[tuple[str, tuple[int, str], list[tuple[int, str]]]]:
    """Yield the parts of a file: its name, its head with its line, and the lines below."""
    name, head = "", (0, "")
    lines: list[tuple[int, str]] = []
    for number, words in enumerate(text.splitlines(), start=1):
        if not words.strip() or words.lstrip().startswith(("%", "/*")):
            continue
        found = _HEAD.match(words.strip())
        if found is None:
            if not name:
                raise _fault(path, number, f"begins with {shown(words.strip())}", SECTIONS)
            lines.append((number, words))
            continue
        if name:
            yield name, head, lines
        name, head, lines = found[1].lower(), (number, found[2].strip()), []
    if name:
        yield name, head, lines


def _vertices(path: Path, head: tuple[int, str], lines: Sequence[tuple[int, str]], found: _Found) -> None:
    """Read the vertices: a number each, and perhaps a label; those without a line have only a number."""
    if found.nodes:
        raise _fault(path, head[0], "a second network", "a file with one network")
    counts = head[1].split()
    if not counts or not all(count.isascii() and count.isdigit() for count in counts[:2]):
        raise _fault(path, head[0], f"*Vertices {shown(head[1])}", "how many there are, such as *Vertices 40")
    many = int(counts[0][:12])
    if many > MOST_OBSERVED:
        raise _fault(path, head[0], f"{many:,} nodes", f"at most {MOST_OBSERVED:,}")
    if len(counts) > 1 and counts[1] not in ("0", counts[0]):
        told = f"a network of two kinds of nodes: {counts[1]} of {counts[0]} are of the first"
        raise _fault(path, head[0], told, "one kind: ties among people")
    found.nodes = {str(number): {} for number in range(1, many + 1)}
    for line, words in lines:
        parts = _VERTEX.match(words)
        assert parts is not None  # a line holds a word
        number = _number(path, line, parts[1], found)
        if number in found.named:
            raise _fault(path, line, f"the vertex {number} stands twice", "each once")
        found.named.add(number)
        label = unescape(parts[2] if parts[2] is not None else parts[3] or "").strip()
        if label:
            found.nodes[number] = {"label": label}


def _number(path: Path, line: int, text: str, found: _Found) -> str:
    """Return the number of a vertex, as it stands in the graph."""
    plain = text.lstrip("0")
    if not text.isascii() or plain not in found.nodes:
        raise _fault(path, line, f"the vertex {shown(text)}", f"a number from 1 to {len(found.nodes)}")
    return plain


def _relation(
    path: Path, section: str, head: tuple[int, str], lines: Sequence[tuple[int, str]], found: _Found
) -> None:
    """Read ties, and the name of their relation, such as ``:2 "advice"``."""
    if not found.nodes:
        raise _fault(path, head[0], f"*{section} before *Vertices", SECTIONS)
    if head[1].startswith(":"):
        name = head[1][1:].split('"')
        told = name[1] if len(name) > 1 else name[0].strip()
        if told not in found.relations:
            found.relations.append(told)
    if section == "matrix":
        found.rows.extend((line, words.split()) for line, words in lines)
        return
    read = _list if section.endswith("list") else _line
    for line, words in lines:
        found.ties.extend(read(path, line, words, section.startswith("arcs"), found))


def _line(path: Path, line: int, words: str, directed: bool, found: _Found) -> list[Tie]:
    """Return the tie of a line: two ends, perhaps a value, perhaps how it is drawn."""
    parts = words.split()
    if len(parts) < 2:
        raise _fault(path, line, "a tie with one end", "two vertices, and perhaps a value")
    one, two = (_number(path, line, part, found) for part in parts[:2])
    value = parts[2] if len(parts) > 2 else ""
    drawn = not value or value.lower() in LOOKS or value.startswith("[")
    return [Tie(one, two, {} if drawn else {"weight": value}, directed, line)]


def _list(path: Path, line: int, words: str, directed: bool, found: _Found) -> list[Tie]:
    """Return the ties of a line: one vertex, then all that it has a tie with."""
    one, *others = (_number(path, line, part, found) for part in words.split())
    return [Tie(one, other, {}, directed, line) for other in others]


def _matrix(path: Path, found: _Found, weight: str | None) -> Graph:
    """Return the graph of a matrix whose rows and columns are the vertices in their order."""
    names = list(found.nodes)
    if len(found.rows) != len(names):
        told = f"a matrix of {len(found.rows)} rows"
        raise _fault(path, found.rows[0][0], told, f"{len(names)}, one for each vertex")
    for line, cells in found.rows:
        if len(cells) != len(names):
            raise _fault(path, line, f"{len(cells)} values", f"{len(names)}, one for each vertex")
    rows = [(line, [name, *cells]) for name, (line, cells) in zip(names, found.rows, strict=True)]
    graph = adjacency_matrix(grid(path, [(found.rows[0][0], ["", *names]), *rows]), weight)
    for name, attributes in found.nodes.items():
        graph.nodes[name].update(attributes)
    return graph
