"""A YAML file as plain values, with the place of every key and value."""

from pathlib import Path
from typing import Any

from simulation.files.composer import Node, compose
from simulation.files.faults import Fault, FieldPath, Problem, StudyError, dotted
from simulation.files.given_path import given_path
from simulation.files.scalars import UnusableError, control_character

MOST_BYTES = 1_000_000
"""Largest file that is read; reading YAML takes a few seconds a megabyte."""
LONGEST_LINE = 100_000
"""Longest line that is read: the time for a tag or a number grows with the square of its length."""


class Document:
    """One YAML file, or one with another included in it.

    Parameters
    ----------
    root : Node
        Top of the file.
    faults : list of Fault
        Values that cannot be used, found while reading.
    """

    def __init__(self, root: Node, faults: list[Fault]) -> None:
        self.root = root
        self.faults = faults

    def text_at(self, key: str) -> str | None:
        """Return a value at the top if it is text."""
        assert isinstance(self.root.content, dict)
        node = self.root.content.get(key)
        return node.content if node is not None and isinstance(node.content, str) else None

    def mapping_at(self, path: FieldPath) -> dict[str, Node]:
        """Return the mapping at a path, to be changed in place; an empty one if there is none."""
        node = self.root
        for part in path:
            if not isinstance(node.content, dict) or part not in node.content:
                return {}
            node = node.content[str(part)]
        return node.content if isinstance(node.content, dict) else {}

    def texts_at(self, path: FieldPath) -> dict[str, str]:
        """Return those values of the mapping at a path that are text."""
        held = self.mapping_at(path)
        return {name: node.content for name, node in held.items() if isinstance(node.content, str)}

    def include(self, key: str, other: "Document") -> None:
        """Put another document in the place of a value at the top."""
        assert isinstance(self.root.content, dict)
        self.root.content[key] = other.root
        self.faults += other.faults

    def plain(self) -> tuple[dict[str, Any], list[FieldPath]]:
        """Return fresh plain values, and the paths of those left out because they cannot be used."""
        missing: list[FieldPath] = []
        value = _plain(self.root, (), missing)
        assert isinstance(value, dict)
        return value, missing

    def mentioned(self, path: FieldPath, fault: Fault) -> Fault:
        """Return a fault of a whole file at the place that names the file; others as they are."""
        if fault.line:
            return fault
        return self.fault(Problem(path, f"{fault.file}: {fault.found}", fault.allowed))

    def fault(self, problem: Problem) -> Fault:
        """Return a problem with its place: the value, its key, or what should have held it."""
        node, place = self.root, (self.root.file, self.root.line, self.root.column)
        for step, part in enumerate(problem.path):
            content = node.content
            if isinstance(content, dict) and part in content:
                key, child = (node.file, *node.keys[str(part)]), content[str(part)]
                value = (child.file, child.line, child.column)
                last = step == len(problem.path) - 1 and not problem.at_key
                # an indented block belongs to its key, unless it stands in another file
                beside = child.line == key[1] and last
                place = value if beside or child.file != node.file else key
                node = child
            elif isinstance(content, list) and isinstance(part, int) and part < len(content):
                node = content[part]
                place = (node.file, node.line, node.column)
            else:
                break
        return Fault(*place, dotted(problem.path), problem.found, problem.allowed, problem.nearest)


def _plain(node: Node, path: FieldPath, missing: list[FieldPath]) -> Any:
    content = node.content
    if isinstance(content, dict):
        found = {}
        for key, child in content.items():
            if isinstance(child.content, UnusableError):
                missing.append((*path, key))
            else:
                found[key] = _plain(child, (*path, key), missing)
        return found
    if isinstance(content, list):
        for place, child in enumerate(content):
            if isinstance(child.content, UnusableError):
                missing.append((*path, place))
        return [
            _plain(child, (*path, place), missing)
            for place, child in enumerate(content)
            if not isinstance(child.content, UnusableError)
        ]
    return content


def read_document(path: str | Path) -> Document:
    """Read a YAML file.

    Raises
    ------
    StudyError
        If it cannot be read, is not one YAML document, or is no mapping at its top. Single values
        that cannot be used are kept as ``faults`` of the document.
    """
    file = str(path)
    text = _text(file, given_path(path))
    root, faults = compose(file, text)
    if not isinstance(root.content, dict):
        found = "the file is not a mapping of 'key: value' lines"
        raise StudyError(faults or [Fault(file, root.line, root.column, "", found)])
    return Document(root, faults)


def _text(file: str, path: Path) -> str:
    try:
        if path.is_dir():
            raise StudyError([Fault.of(file, "", "is a directory", "a YAML file")])
        if path.exists() and not path.is_file():
            raise StudyError([Fault.of(file, "", "is not a regular file", "a YAML file")])
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise StudyError([Fault.of(file, "", "there is no such file")]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StudyError([Fault.of(file, "", f"cannot be read: {reason}")]) from None
    if len(data) > MOST_BYTES:
        found = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
        raise StudyError([Fault.of(file, "", found, "an experiment or a village profile of ordinary size")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        found = f"not UTF-8 text: byte {error.start} of the file is 0x{data[error.start]:02x}"
        raise StudyError([Fault(file, line, column, "", found, "a file saved as UTF-8")]) from None
    _check_characters(file, text)
    return text


def _check_characters(file: str, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            found = f"a line of {len(line)} characters"
            raise StudyError(
                [Fault(file, number, 1, "", found, f"lines of at most {LONGEST_LINE} characters")]
            )
        control = control_character(line.rstrip("\r"))
        if control is not None:
            code = ord(control.group())
            told = "a NUL character" if code == 0 else f"the control character U+{code:04X}"
            raise StudyError(
                [Fault(file, number, control.start() + 1, "", told, "text; is this a YAML file?")]
            )
