"""What was found wrong or noteworthy in the answers, and what was done about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.study.faults import Fault, shown
from simulation.survey.words import words

Kind = Literal[
    "out_of_scale", "formula", "too_long", "no_name", "no_group", "no_sector", "no_consent", "twice",
    "asked_unknown", "asked_unused", "self", "named_twice", "near_name",
    "not_interviewed", "too_many", "unknown_column", "column_twice", "beyond_header",
    "no_column", "no_table", "other_sheet",
]  # fmt: skip
NOTES: tuple[Kind, ...] = (
    "no_consent",
    "not_interviewed",
    "too_many",
    "no_column",
    "no_table",
    "other_sheet",
)
"""Findings that are no faults of the file."""


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    kind : str
        What is wrong; says what was done about it as well, see ``words.yaml``.
    table : str
        Sheet or file.
    row, place : int
        Row and column in the file, from 1; 0 where it has none.
    column : str
        Header of the column.
    found, allowed : str
        What was found there and what is allowed, in words. May hold a name: only `kampung survey check`
        shows them.
    nearest : str or None
        The known name that is most like it.
    """

    kind: Kind
    table: str
    row: int = 0
    place: int = 0
    column: str = ""
    found: str = ""
    allowed: str = ""
    nearest: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether the file should be mended."""
        return self.kind not in NOTES

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet calls it, such as E12; empty for a whole row or table."""
        return f"{letters(self.place)}{self.row}" if self.place else ""

    @property
    def where(self) -> str:
        """The place, without what stands there: ``pelaku!E12 gotong_royong_1``."""
        cell = self.cell or (str(self.row) if self.row else "")
        return " ".join(filter(None, [f"{self.table}!{cell}" if cell else self.table, self.column]))

    def fault(self, file: object) -> Fault:
        """Return the line that tells the user."""
        found = f"{self.found} ({words('en')['done'][self.kind]})"
        place = " ".join(filter(None, [self.cell, self.column]))
        return Fault(f"{file}!{self.table}", self.row, self.place, place, found, self.allowed, self.nearest)


def letters(place: int) -> str:
    """Return the letters of a column of a spreadsheet: 1 is A, 27 is AA."""
    told = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


def value_found(text: str) -> str:
    """Return what is told of a value that cannot be used."""
    return f"found {shown(text)}"


def counted(findings: Sequence[Finding]) -> dict[Kind, int]:
    """Return how many there are of each kind, the most frequent first."""
    return dict(Counter(finding.kind for finding in findings).most_common())
