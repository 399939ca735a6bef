"""A file of answers whose content is at hand: it may have come from a disk, or from a visitor's browser."""

from dataclasses import dataclass, field
from pathlib import Path

from simulation.survey.raw import MOST_ROWS, MOST_UNPACKED


@dataclass(frozen=True)
class Source:
    """What a file is called, and what it holds; whoever reads it needs no disk.

    Attributes
    ----------
    path : Path
        Its name, for faults and for its ending; nothing need be there.
    data : bytes
        Its content, which is never shown.
    most_rows, most_unpacked : int
        Rows of a table, and bytes of all that is packed in the file, beyond which it is refused.
    """

    path: Path
    data: bytes = field(repr=False)
    most_rows: int = MOST_ROWS
    most_unpacked: int = MOST_UNPACKED
