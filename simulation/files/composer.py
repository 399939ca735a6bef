"""From the text of a YAML file to a tree of values that know where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from simulation.files.faults import Fault, FieldPath, StudyError, dotted, shown
from simulation.files.scalars import Scalar, UnusableError, read_scalar

MOST_NODES = 100_000
DEEPEST = 50
PLAIN_WORDS = {
    "mapping values are not allowed": "a ':' where none can stand; check the indentation, and put text that "
    "holds ': ' in quotes",
    "cannot start any token": "a character no value can start with; indent with spaces, never with tabs, and "
    "put such text in quotes",
    "could not find expected ':'": "a line without ': ' where a 'key: value' was expected",
    "expected <block end>": "the indentation does not fit the lines above",
    "unexpected end of stream": "the file ends inside a quoted text: a quotation mark is not closed",
    "expected ',' or": "a bracket that is not closed, or a comma that is missing",
    "expected the node content": "a value is missing",
}
"""What the commonest complaints of a YAML reader mean for who wrote the file."""


@dataclass
class Node:
    """A value and its place in a file.

    Attributes
    ----------
    file : str
        The file it stands in.
    line, column : int
        Where it begins, counted from 1.
    content : scalar, list of Node, dict of Node, or Unusable
        The value itself.
    keys : dict of str to (line, column)
        Where the keys of a mapping stand.
    size, depth : int
        Number of values and of levels, with aliases written out.
    text : str
        A single value as it is written.
    """

    file: str
    line: int
    column: int
    content: "Scalar | list[Node] | dict[str, Node] | UnusableError"
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 1
    depth: int = 1
    text: str = ""


def compose(file: str, text: str) -> tuple[Node, list[Fault]]:
    """Read one YAML document.

    Returns
    -------
    Node
        The top of the file.
    list of Fault
        Values that cannot be used; reading went on behind them.

    Raises
    ------
    StudyError
        Where reading could not go on.
    """
    return _Composer(file, text).document()


class _Composer:
    """Builds the tree from the parser's events, which come one by one: nothing is built in advance."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.events = self._parse(text)
        self.faults: list[Fault] = []
        self.anchors: dict[str, Node | None] = {}
        self.nodes = 0

    def document(self) -> tuple[Node, list[Fault]]:
        next(self.events)
        event = next(self.events)
        if isinstance(event, StreamEndEvent):
            raise StudyError([Fault.of(self.file, "", "the file is empty")])
        root = self._node(next(self.events), (), 1)
        next(self.events)
        event = next(self.events)
        if isinstance(event, DocumentStartEvent):
            self._stop(event, (), "a second document begins here ('---')", "one document a file")
        return root, self.faults

    def _parse(self, text: str) -> Iterator[Any]:
        line = column = 0
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                line, column = event.end_mark.line + 1, event.end_mark.column + 1
                yield event
        except MarkedYAMLError as error:
            raise StudyError([*self.faults, self._syntax(error)]) from None
        except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError, AssertionError):
            # the parser does not foresee everything, such as "\UFFFFFFFF"
            found = (
                "not readable as YAML: something the reader does not understand stands here or just behind"
            )
            raise StudyError([*self.faults, Fault(self.file, line, column, "", found)]) from None

    def _syntax(self, error: MarkedYAMLError) -> Fault:
        problem = str(error.problem or error.context or "cannot be read")
        told = next((words for part, words in PLAIN_WORDS.items() if part in problem), problem)
        mark = error.problem_mark or error.context_mark
        if "end of stream" in problem and error.context_mark is not None:
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        return Fault(self.file, line, column, "", f"not readable as YAML: {told}")

    def _fault(self, event: Any, path: FieldPath, found: str, allowed: str = "") -> Fault:
        mark = event.start_mark
        return Fault(self.file, mark.line + 1, mark.column + 1, dotted(path), found, allowed)

    def _stop(self, event: Any, path: FieldPath, found: str, allowed: str) -> NoReturn:
        raise StudyError([*self.faults, self._fault(event, path, found, allowed)])

    def _node(self, event: Any, path: FieldPath, level: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event, path, level)
        self._count(1, event, path)
        if level > DEEPEST:
            self._stop(event, path[:3], "values are nested too deeply", f"at most {DEEPEST} levels")
        if event.anchor:
            self.anchors[event.anchor] = None
        node = Node(self.file, event.start_mark.line + 1, event.start_mark.column + 1, None)
        if isinstance(event, ScalarEvent):
            node.content, node.text = self._scalar(event, path), event.value
        elif isinstance(event, SequenceStartEvent):
            node.content = self._sequence(path, level)
        else:
            node.content = self._mapping(node, path, level)
        children = list(node.content.values()) if isinstance(node.content, dict) else node.content
        if isinstance(children, list):
            node.size += sum(child.size for child in children)
            node.depth += max((child.depth for child in children), default=0)
        if event.tag is not None:
            told = f"found the YAML tag {shown(event.tag.replace('tag:yaml.org,2002:', '!!'))}"
            self.faults.append(self._fault(event, path, told, "plain values without tags"))
            node.content = UnusableError(told, "")
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _count(self, nodes: int, event: NodeEvent, path: FieldPath) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            self._stop(
                event, path[:3], "the file holds too many values, aliases (*name) written out",
                f"at most {MOST_NODES} values",
            )  # fmt: skip

    def _alias(self, event: AliasEvent, path: FieldPath, level: int) -> Node:
        name = str(event.anchor)
        if name not in self.anchors:
            self._stop(event, path, f"the alias *{name} stands for nothing", f"an anchor &{name} before it")
        node = self.anchors[name]
        if node is None:
            self._stop(event, path, f"the alias *{name} contains itself", "aliases of finished values")
        self._count(node.size, event, path)
        if level + node.depth > DEEPEST:
            self._stop(event, path[:3], "values are nested too deeply", f"at most {DEEPEST} levels")
        return node

    def _scalar(self, event: ScalarEvent, path: FieldPath) -> Scalar | UnusableError:
        try:
            return read_scalar(event.value, bool(event.implicit[0]))
        except UnusableError as error:
            if event.tag is None:
                self.faults.append(self._fault(event, path, error.found, error.allowed))
            return error

    def _sequence(self, path: FieldPath, level: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), level + 1))
        return items

    def _mapping(self, node: Node, path: FieldPath, level: int) -> dict[str, Node]:
        items: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, path, level)
            value = self._node(next(self.events), (*path, key if key is not None else "?"), level + 1)
            if key is None:
                continue
            if key in items:
                line = node.keys[key][0]
                self.faults.append(
                    self._fault(
                        event, (*path, key), f"the key {shown(key)} stands twice, first in line {line}"
                    )
                )
                continue
            items[key] = value
            node.keys[key] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return items

    def _key(self, event: Any, path: FieldPath, level: int) -> str | None:
        """Return the text of a key; None where it is something else, which is a fault."""
        if isinstance(event, ScalarEvent) and event.tag is None:
            try:
                key = read_scalar(event.value, bool(event.implicit[0]))
            except UnusableError as error:
                key = None
                told = error.found
            else:
                told = f"the key {shown(event.value)} is not text"
            if isinstance(key, str):
                return key
        else:
            if isinstance(event, SequenceStartEvent | MappingStartEvent):
                self._node(event, (*path, "?"), level + 1)
            told = "a key that is not plain text"
        self.faults.append(self._fault(event, path, told, "keys of plain text, in quotes if need be"))
        return None
