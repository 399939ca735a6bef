"""XML of strangers as a tree whose elements know their lines; what declares entities never gets there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from simulation.files.faults import Fault, StudyError


class Placed(Element):
    """An element and the line in which it begins, from 1."""

    line = 0


class _Builder(TreeBuilder):
    """Builds a tree of elements that know their lines."""

    expat: Any = None

    def __init__(self) -> None:
        super().__init__(element_factory=Placed)

    def start(self, tag: str, attributes: dict[Any, Any], /) -> Element:
        element = super().start(tag, attributes)
        assert isinstance(element, Placed)
        element.line = self.expat.CurrentLineNumber
        return element


def read_xml(path: Path, data: bytes) -> Placed:
    """Return the outermost element of a file.

    Raises
    ------
    StudyError
        If it is no XML, or declares a document type or entities.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - an extra
    from defusedxml.ElementTree import ParseError, XMLParser  # noqa: PLC0415

    builder = _Builder()
    try:
        parser = XMLParser(target=builder, forbid_dtd=True)
        builder.expat = parser.parser
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException:
        told = "declares a document type or entities, which could read other files or grow without end"
        allowed = "XML without <!DOCTYPE> and <!ENTITY>"
        raise StudyError([Fault.of(path, "", told, allowed)]) from None
    except (ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (0, -1))
        raise StudyError([Fault(str(path), line, column + 1, "", f"is not XML: {error}")]) from None
    assert isinstance(root, Placed)
    return root


def kind(element: Element) -> str:
    """Return the name of an element without its namespace, which many programmes leave away."""
    return str(element.tag).rpartition("}")[2]


def inside(element: Element, *names: str) -> Iterator[Placed]:
    """Yield the elements of these names that stand directly inside of one."""
    for child in element:
        if kind(child) in names and isinstance(child, Placed):
            yield child


def fault(path: Path, element: Placed, found: str, allowed: str = "") -> StudyError:
    """Return the error of an element."""
    return StudyError([Fault(str(path), element.line, 1, "", found, allowed)])
