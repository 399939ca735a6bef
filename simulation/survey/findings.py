"""What was found wrong or noteworthy in the answers, and what was done about it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from simulation.files.faults import Fault, listed, shown
from simulation.survey.instrument import Column
from simulation.survey.words import words

Kind = Literal[
    "out_of_scale", "formula", "too_long", "no_name", "no_group", "no_sector", "no_consent", "twice",
    "asked_unknown", "asked_unused", "asked_several", "self", "named_twice", "near_name", "several",
    "other_spelling", "alike", "not_interviewed", "too_many", "unknown_column", "column_twice",
    "beyond_header", "no_column", "no_table", "other_sheet", "other_title", "name_above",
]  # fmt: skip
NOTES: tuple[Kind, ...] = (
    "no_consent",
    "not_interviewed",
    "alike",
    "too_many",
    "no_column",
    "no_table",
    "other_sheet",
    "other_title",
    "name_above",
)
"""Findings that are no faults of the file."""
ONE_REMEDY: tuple[Kind, ...] = (
    "out_of_scale", "formula", "too_long", "no_name", "no_group", "no_sector", "no_consent", "asked_unknown",
    "asked_unused", "other_spelling",
)  # fmt: skip
"""Findings that are one where they fill a column: it was asked, copied or worded otherwise."""
UNREADABLE: tuple[Kind, ...] = ("out_of_scale", "formula", "too_long")
LOST_FOR_IT: tuple[Kind, ...] = ("no_consent", "no_group", "no_sector")
"""Findings that cost an interview, and say all that is to say of what cannot be read in their cell."""
FEWEST_OF_A_COLUMN = 5
MOST_VALUES = 3


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
    among : int
        Rows of its table.
    also : tuple of int
        Further rows of which the same is true.
    value : str
        What stands there, as it was typed; may be a name. Never in a report.
    like : tuple of str
        Names that may be meant.
    question : Column or None
        What the column asks.
    """

    kind: Kind
    table: str
    row: int = 0
    place: int = 0
    column: str = ""
    found: str = ""
    allowed: str = ""
    nearest: str | None = None
    among: int = 0
    also: tuple[int, ...] = ()
    value: str = ""
    like: tuple[str, ...] = ()
    question: Column | None = None

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
        others = f"row{'s' if len(self.also) > 1 else ''} {listed([str(row) for row in self.also])}"
        rows = f", also in {others}" if self.also else ""
        found = f"{self.found}{rows} ({words('en')['done'][self.kind]})"
        place = " ".join(filter(None, [self.cell, self.column]))
        return Fault(f"{file}!{self.table}", self.row, self.place, place, found, self.allowed, self.nearest)


def gathered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with those of one remedy told as one: the first, which names the other rows.

    That is the columns that a table lacks, the same found again in the same column (a name that is written
    otherwise all through), and a column that is wrong in half of its rows or more.
    """
    lost = {(each.table, each.cell) for each in findings if each.kind in LOST_FOR_IT}
    findings = [
        each for each in findings if each.kind not in UNREADABLE or (each.table, each.cell) not in lost
    ]
    columns: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for each in findings:
        columns[each.kind, each.table, each.place].append(each)
    told: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for each in findings:
        column = columns[each.kind, each.table, each.place]
        whole = each.kind in ONE_REMEDY and len(column) >= max(FEWEST_OF_A_COLUMN, each.among / 2)
        one = whole or each.kind == "no_column"
        same = () if one else (each.found,) if each.place and each.row else (id(each),)
        told[each.kind, each.table, each.place, same].append(each)
    return [_as_one(some) for some in told.values()]


def _as_one(some: list[Finding]) -> Finding:
    first, *others = some
    if first.kind == "no_column":
        return replace(first, column=listed([each.column for each in some]))
    values = list(dict.fromkeys(each.found for each in some))
    found, near, value = first.found, first.nearest, first.value
    if len(values) > 1:
        found, near = f"{len(some)} of {first.among} rows, as {listed(values[:MOST_VALUES])}", None
        value = ", ".join(list(dict.fromkeys(each.value for each in some if each.value))[:MOST_VALUES])
    also = (*first.also, *(each.row for each in others))
    return replace(first, found=found, nearest=near, value=value, also=also)


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
