"""Rows of a sheet with the owner that each is about, also where a name stands once above its contacts."""

from dataclasses import dataclass
from itertools import pairwise

from simulation.survey.findings import Finding
from simulation.survey.layout import Layout
from simulation.survey.spelling import plain


@dataclass(frozen=True)
class Interview:
    """One row.

    Attributes
    ----------
    row : int
        Its number in the file.
    cells : list of str
        What stands there.
    owner : str
        Who was asked; empty where that is not told.
    first : bool
        Whether it holds answers of its own, and not only one more contact of an owner above.
    """

    row: int
    cells: list[str]
    owner: str
    first: bool


def interviews(layout: Layout, findings: list[Finding]) -> list[Interview]:
    """Return the rows of a sheet of owners or of contacts.

    A row without a name belongs to the owner of the row above where names stand once for a block: no name
    follows itself in the sheet, and the row holds nothing but a contact. Each is noted.
    """
    place = layout.place("name" if layout.kind == "owners" else "owner")
    if place is None:
        return [Interview(row, cells, "", first=True) for row, cells in layout.rows]
    names = [at(cells, place) for _, cells in layout.rows]
    long = layout.kind == "contacts" or list(layout.contacts) == [(0, 0)]
    block = long and all(not plain(one) or plain(one) != plain(other) for one, other in pairwise(names))
    found: list[Interview] = []
    answers: dict[str, list[str]] = {}
    for (row, cells), name in zip(layout.rows, names, strict=True):
        own = [at(cells, number) for number in layout.named["owners"] if number != place]
        above = found[-1] if found and found[-1].row == row - 1 else None
        if name:
            again = long and layout.kind == "owners" and answers.setdefault(plain(name), own) == own
            repeated = again and any(plain(each.owner) == plain(name) for each in found[-1:])
            found.append(Interview(row, cells, name, first=not repeated))
        elif block and above is not None and above.owner and not any(own) and _names(layout, cells):
            header = layout.raw.rows[layout.head][1][place]
            told = "found no name"
            findings.append(Finding("name_above", layout.title, row, place + 1, header, told))
            found.append(Interview(row, cells, above.owner, first=False))
        else:
            found.append(Interview(row, cells, "", first=True))
    return found


def at(cells: list[str], place: int) -> str:
    """Return a cell; empty where the row is shorter."""
    return cells[place] if place < len(cells) else ""


def _names(layout: Layout, cells: list[str]) -> bool:
    """Tell whether a row names a contact."""
    return any(at(cells, places["contact"]) for places in layout.contacts.values())
