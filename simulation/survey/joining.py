"""Repeated questions lie in a table of their own: which interview each of its rows belongs to."""

from collections.abc import Sequence

from simulation.survey.findings import Finding
from simulation.survey.interviews import at
from simulation.survey.layout import LINKS, Layout
from simulation.survey.raw import RawTable
from simulation.survey.spelling import plain


def join_owners(layout: Layout, mains: Sequence[Layout], findings: list[Finding]) -> int | None:
    """Write the name of the owner into each row of a table of contacts, in place of its link.

    Rows of an interview that is not used, because its owner stands there already, are left out and told.

    Parameters
    ----------
    layout : Layout
        The contacts; changed.
    mains : sequence of Layout
        Tables of interviews, of which the one is taken that has most of the rows' interviews.
    findings : list of Finding
        Grows.

    Returns
    -------
    int or None
        Place of the name; None where no table of interviews can be joined.
    """
    joins = [
        (layout.links[child], _owners_by(main, main.links[parent]))
        for main in mains
        for child, parent in LINKS
        if child in layout.links and parent in main.links
    ]
    joins = [(place, owners) for place, owners in joins if owners]
    if not joins:
        return None
    place, owners = max(
        joins, key=lambda join: sum(at(cells, join[0]) in join[1] for _, cells in layout.rows)
    )
    number, head = layout.raw.rows[layout.head]
    rows = [(number, head)]
    for row, cells in layout.rows:
        key = at(cells, place)
        name, used = owners.get(key, (f"interview {key}", True))
        if used:
            rows.append((row, [*cells[:place], *[""] * (place - len(cells)), name, *cells[place + 1 :]]))
        else:
            told = "an owner whose interview is not used"
            findings.append(Finding("asked_unused", layout.title, row, place + 1, head[place], told))
    layout.raw, layout.head = RawTable(layout.raw.name, rows), 0
    return place


def _owners_by(main: Layout, place: int) -> dict[str, tuple[str, bool]]:
    """Return the owner of each interview by its key, and whether the interview is the owner's first."""
    name = main.place("name")
    found: dict[str, tuple[str, bool]] = {}
    seen: set[str] = set()
    for _, cells in main.rows:
        key, owner = at(cells, place), "" if name is None else at(cells, name)
        if key:
            found.setdefault(key, (owner, not owner or plain(owner) not in seen))
            seen.add(plain(owner))
    return found
