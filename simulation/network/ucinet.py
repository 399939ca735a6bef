"""DL, the text format of UCINET: a full or half matrix, a list of ties, or a list of each one's ties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulation.files.faults import Fault, StudyError, shown
from simulation.network.adjacency_matrix import adjacency_matrix
from simulation.network.grid import grid
from simulation.network.hints import Graph
from simulation.network.ties import Tie, graph_of
from simulation.parameters.start import MOST_OBSERVED

USUAL = 1.0
"""Weight of a tie that names none, as UCINET has it."""
FORMATS = {
    "fullmatrix": "fullmatrix", "fm": "fullmatrix", "lowerhalf": "lowerhalf", "lh": "lowerhalf",
    "upperhalf": "upperhalf", "uh": "upperhalf", "edgelist": "edgelist", "edgelist1": "edgelist",
    "el1": "edgelist", "nodelist": "nodelist", "nodelist1": "nodelist", "nl1": "nodelist",
}  # fmt: skip
ALLOWED = "FORMAT=FULLMATRIX, LOWERHALF, UPPERHALF, EDGELIST1 or NODELIST1, of one kind of nodes"
HEAD = "'DL N=40 FORMAT=EDGELIST1', then perhaps LABELS:, then DATA:"
_WORD = re.compile(r'"([^"]*)"|([^\s,="]+)')
_OF_LABELS = ("row", "column", "col", "matrix", "level")
"""Words before LABELS."""
_DIAGONAL = ("present", "absent")


@dataclass
class _Head:
    """What stands before the data.

    Attributes
    ----------
    many : int
        Number of nodes.
    format : str
        How the data are written.
    labels : list of str
        Names of the nodes; empty where the data hold them, or nothing does.
    embedded : bool
        Whether the data hold the names.
    diagonal : bool
        Whether a half matrix has its diagonal.
    """

    many: int = 0
    format: str = "fullmatrix"
    labels: list[str] = field(default_factory=list)
    embedded: bool = False
    diagonal: bool = True


Word = tuple[int, str]
"""A word and its line."""


def read_dl(path: Path, text: str, weight: str | None = None) -> Graph:
    """Return the graph of a DL file.

    Parameters
    ----------
    path : Path
        The file, for faults.
    text : str
        What stands in it.
    weight : str, optional
        Attribute of the weights; there is none but ``weight``.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Ties of lists are directed, as UCINET has them; values are weights, unless all are 1.

    Raises
    ------
    StudyError
        With its line, if something in it is no such network.
    """
    lines = [
        [(number, quoted if quoted is not None else plain)
         for quoted, plain in ((word[1], word[2]) for word in _WORD.finditer(line))]
        for number, line in enumerate(text.splitlines(), start=1)
    ]  # fmt: skip
    place = next((at for at, line in enumerate(lines) for word in line if word[1].lower() == "data:"), None)
    if place is None:
        raise StudyError([Fault.of(path, "", "no DATA:", HEAD)])
    at = next(number for number, word in enumerate(lines[place]) if word[1].lower() == "data:")
    words = [word for line in lines[:place] for word in line] + lines[place][:at]
    if not words or words[0][1].lower() != "dl":
        told = f"begins with {shown(words[0][1])}" if words else "nothing before DATA:"
        raise _fault(path, words[0][0] if words else lines[place][at][0], told, HEAD)
    head = _head(path, words)
    data = [line for line in [lines[place][at + 1 :], *lines[place + 1 :]] if line]
    if not data:
        raise _fault(path, lines[place][at][0], "no data below DATA:", HEAD)
    if head.format in ("edgelist", "nodelist"):
        nodes, ties = _ties(path, head, data)
        return graph_of(path, {node: {} for node in nodes}, ties, weight, usual=USUAL)
    return _matrix(path, head, data, weight)


def _fault(path: Path, line: int, found: str, allowed: str = "") -> StudyError:
    return StudyError([Fault(str(path), line, 1, "", found, allowed)])


def _head(path: Path, words: Sequence[Word]) -> _Head:
    """Read what stands before the data."""
    head = _Head()
    rest = list(words[1:])  # behind the word DL
    while rest:
        line, word = rest.pop(0)
        name = word.lower().rstrip(":")
        if name == "labels" or name in _OF_LABELS:
            rest = _labels(head, name, rest)
        else:
            _setting(path, line, name, rest.pop(0)[1] if rest else "", head)
    line = words[0][0]
    if not head.many and not head.labels:
        raise _fault(path, line, "no number of nodes", HEAD)
    head.many = head.many or len(head.labels)
    if head.many > MOST_OBSERVED:
        raise _fault(path, line, f"{head.many:,} nodes", f"at most {MOST_OBSERVED:,}")
    if head.labels and not head.embedded and len(head.labels) != head.many:
        raise _fault(path, line, f"{len(head.labels)} labels", f"{head.many}, as N says")
    if len({*head.labels}) < len(head.labels):
        twice = next(name for name in head.labels if head.labels.count(name) > 1)
        raise _fault(path, line, f"the label {shown(twice)} stands twice", "each name once")
    return head


def _setting(path: Path, line: int, name: str, said: str, head: _Head) -> None:
    """Take a setting such as ``N=40``."""
    if name in ("nr", "nc"):
        raise _fault(path, line, "rows and columns of two kinds (NR, NC)", ALLOWED)
    if name in ("n", "nm"):
        if not (said.isascii() and said.isdigit()):
            raise _fault(path, line, f"{name.upper()}={said}", f"a whole number, as in {HEAD}")
        if name == "nm" and int(said[:9]) != 1:
            raise _fault(path, line, f"{said} matrices", "a file with one network, NM=1")
        if name == "n":
            head.many = int(said[:9])
    elif name == "format":
        if said.lower() not in FORMATS:
            raise _fault(path, line, f"FORMAT={said}", ALLOWED)
        head.format = FORMATS[said.lower()]
    elif name == "diagonal" and said.lower() in _DIAGONAL:
        head.diagonal = said.lower() == "present"
    else:
        raise _fault(path, line, f"{shown(name)} before DATA:", HEAD)


def _labels(head: _Head, name: str, rest: list[Word]) -> list[Word]:
    """Read labels, of rows and columns alike; return what stands behind them."""
    if name in _OF_LABELS:
        rest = rest[1:]  # the word LABELS itself
    if rest and rest[0][1].lower().rstrip(":") == "embedded":
        head.embedded = True
        return rest[1:]
    end = next((at for at in range(len(rest)) if _begins_part(rest[at:])), len(rest))
    if name not in ("matrix", "level"):
        head.labels = head.labels or [word for _, word in rest[:end]]
    return rest[end:]


def _begins_part(words: Sequence[Word]) -> bool:
    """Tell whether words end the labels before them."""
    name, behind = (words[place][1].lower() if place < len(words) else "" for place in (0, 1))
    return name == "labels:" or behind in {
        "labels": ("embedded", "embedded:"),
        "format": FORMATS,
        "diagonal": _DIAGONAL,
    }.get(name, ("labels", "labels:") if name in _OF_LABELS else ())


def _ties(path: Path, head: _Head, data: Sequence[Sequence[Word]]) -> tuple[list[str], list[Tie]]:
    """Return the nodes and the ties of a list."""
    known = head.labels or ([] if head.embedded else [str(number) for number in range(1, head.many + 1)])
    nodes = dict.fromkeys(known)

    def node(word: Word) -> str:
        line, text = word
        if head.embedded:
            nodes.setdefault(text)
            if len(nodes) > head.many:
                raise _fault(path, line, f"{shown(text)} is one node more than N={head.many}", "the right N")
            return text
        plain = text.lstrip("0")
        if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:9]) <= head.many):
            allowed = f"a number from 1 to {head.many}, or LABELS EMBEDDED before DATA:"
            raise _fault(path, line, f"the node {shown(text)}", allowed)
        return known[int(plain) - 1]

    ties = []
    for words in data:
        line = words[0][0]
        if head.format == "nodelist":
            one, *others = map(node, words)
            ties += [Tie(one, other, {}, True, line) for other in others]
            continue
        if len(words) not in (2, 3):
            raise _fault(path, line, f"{len(words)} words", "two nodes, and perhaps a weight")
        given = {"weight": words[2][1]} if len(words) == 3 else {}
        ties.append(Tie(node(words[0]), node(words[1]), given, True, line))
    if len(nodes) < head.many:
        told = f"N={head.many}, but only {len(nodes)} nodes appear"
        raise _fault(path, data[-1][0][0], told, "all of them under LABELS:, or the right N")
    return list(nodes), ties


def _matrix(path: Path, head: _Head, data: Sequence[Sequence[Word]], weight: str | None) -> Graph:
    """Return the graph of a matrix, whole or one half of it."""
    names = head.labels or [str(number) for number in range(1, head.many + 1)]
    rows = [list(row) for row in data]
    if head.embedded and head.format == "fullmatrix":
        names = [word for _, word in rows.pop(0)]
        below = [row.pop(0)[1] if row else "" for row in rows]
        if len(names) != head.many or below != names:
            told = (
                "the labels of rows and columns are not the same"
                if len(names) == head.many
                else (f"{len(names)} labels above the matrix")
            )
            raise _fault(path, data[0][0][0], told, f"{head.many}, in the same order")
    elif head.embedded:
        names = [row.pop(0)[1] for row in rows]
    many = len(names)
    widths = {
        "fullmatrix": [many] * many,
        "lowerhalf": [number + head.diagonal for number in range(many)],
        "upperhalf": [many - number - (not head.diagonal) for number in range(many)],
    }[head.format]
    words = [word for row in rows for word in row]
    if len(words) != sum(widths):
        told = f"{len(words)} numbers"
        raise _fault(path, data[-1][0][0], told, f"{sum(widths)}: {head.format} of {many} nodes")
    lines, cells, begin = [], [], 0
    for width in widths:
        lines.append(words[begin][0] if width else data[0][0][0])
        cells.append([word for _, word in words[begin : begin + width]])
        begin += width
    whole = cells if head.format == "fullmatrix" else _mirrored(cells, head)
    table = [(data[0][0][0], ["", *names])]
    table += [(line, [name, *row]) for line, name, row in zip(lines, names, whole, strict=True)]
    return adjacency_matrix(grid(path, table), weight)


def _mirrored(half: Sequence[Sequence[str]], head: _Head) -> list[list[str]]:
    """Return the whole of a matrix of which one half was given."""
    whole = [["0"] * len(half) for _ in half]
    for i, row in enumerate(half):
        first = 0 if head.format == "lowerhalf" else i + (not head.diagonal)
        for j, text in enumerate(row, start=first):
            whole[i][j] = whole[j][i] = text
    return whole
