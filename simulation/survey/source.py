"""A file of answers whose content is at hand: it may have come from a disk, or from a visitor's browser."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """What a file is called, and what it holds; whoever reads it needs no disk.

    Attributes
    ----------
    path : Path
        Its name, for faults and for its ending; nothing need be there.
    data : bytes
        Its content, which is never shown.
    """

    path: Path
    data: bytes = field(repr=False)
