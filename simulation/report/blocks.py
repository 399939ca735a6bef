"""What a page is made of: sections of paragraphs, lists, tables and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Warn:
    """Something no reader may miss."""

    kind: ClassVar[str] = "warn"
    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    kind: ClassVar[str] = "bullets"
    items: Sequence[str]


@dataclass(frozen=True)
class Code:
    """A command, to be copied."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True)
class Passage:
    """A text to be copied: a click selects all of it."""

    kind: ClassVar[str] = "passage"
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first cell of a row is its header.

    Attributes
    ----------
    caption : str
        Stands above.
    head : sequence of str
        One a column.
    rows : sequence of sequence of str
        Cells.
    folded : bool
        Shown on request only.
    left : sequence of int
        Columns of words; other columns hold numbers.
    foreign : sequence of int
        Columns whose cells are English in every language.
    """

    kind: ClassVar[str] = "table"
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    folded: bool = False
    left: Sequence[int] = ()
    foreign: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A figure.

    Attributes
    ----------
    svg : str
        The element, safe as it is: matplotlib escapes every label, ``drawing.inline`` the text alternative.
    """

    svg: str


@dataclass(frozen=True)
class Pictures:
    """Figures side by side where there is room, with one caption.

    Attributes
    ----------
    wide : bool
        One broad figure, which a narrow screen scrolls.
    """

    kind: ClassVar[str] = "pictures"
    pictures: Sequence[Picture]
    caption: str
    wide: bool = False


Block = Paragraph | Warn | Bullets | Code | Passage | Table | Pictures


@dataclass
class Section:
    """A part of the page with its own heading.

    Attributes
    ----------
    name : str
        Its anchor.
    title : str
        Heading.
    blocks : list of Block
        From top to bottom.
    """

    name: str
    title: str
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: "Block | None") -> None:
        """Put blocks at the end; None adds nothing."""
        self.blocks += [block for block in blocks if block is not None]

    def say(self, *sentences: str) -> None:
        """Put a paragraph at the end, if there is anything to say."""
        text = " ".join(sentence for sentence in sentences if sentence)
        if text:
            self.blocks.append(Paragraph(text))
