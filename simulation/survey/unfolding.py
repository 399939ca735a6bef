"""From sheets of any layout to the plain tables of the questionnaire: owners, contacts, attendance."""

from collections.abc import Sequence

from simulation.files.faults import Fault, StudyError
from simulation.survey.findings import Finding
from simulation.survey.instrument import Column
from simulation.survey.interviews import Interview, at, interviews
from simulation.survey.joining import join_owners
from simulation.survey.layout import Layout, layout_of
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import Origin, RawTable
from simulation.survey.spelling import plain

Plain = tuple[str | None, RawTable]
"""A plain table, and which table of the questionnaire it is where its name or headers need not tell."""
Columns = dict[int, tuple[Column, str]]
"""Columns with their short header, by place."""
Rows = list[tuple[int, list[str]]]
NOT_JOINED = "contacts whose interviews cannot be found: none has _uuid, _id, _index or KEY"


def plain_tables(
    file: object,
    sheets: Sequence[RawTable],
    asked: Questionnaire,
    titles: dict[str, str],
    findings: list[Finding],
) -> list[Plain]:
    """Return the sheets with the short headers of the questionnaire, and one row for each contact.

    Cells stay in their places, so that what is told of them names the cell of the user's file; columns that
    a programme added are emptied. Rows that stand elsewhere have their origin noted.

    Parameters
    ----------
    file : object
        The file, for faults.
    sheets : sequence of RawTable
        As they stand in it.
    asked : Questionnaire
        What was asked.
    titles : dict of str to str
        Tables of the questionnaire by what their sheets may be called.
    findings : list of Finding
        Grows.

    Raises
    ------
    StudyError
        If nothing says whose the contacts of an export are: a village without its ties is another one.
    """
    layouts = [layout_of(sheet, asked, titles.get(sheet.name.casefold())) for sheet in sheets]
    for layout in layouts:
        if layout is not None:
            _write_out(layout)
    mains = [layout for layout in layouts if layout is not None and layout.kind == "owners"]
    found: list[Plain] = []
    for sheet, layout in zip(sheets, layouts, strict=True):
        if layout is None:
            found.append((None, sheet))
        elif layout.kind == "owners":
            found += _of_owners(layout, asked, findings)
        elif layout.kind == "contacts":
            found.append((None, _of_contacts(file, layout, mains, asked, findings)))
        else:
            found.append((None, _in_place(layout, layout.named[layout.kind], layout.rows)))
    return found


def _write_out(layout: Layout) -> None:
    """Put names that were not on the list of a phone where names stand, and blanks into those of a list."""
    places = {name: layout.place(name) for name in ("name", "owner")}
    people = [(place, layout.person.get(name)) for name, place in places.items() if place is not None]
    people += [(places["contact"], layout.person.get("contact")) for places in layout.contacts.values()]
    rows = [(row, [*cells]) for row, cells in layout.raw.rows]
    for _, cells in rows[layout.head + 1 :]:
        for place, other in people:
            written = at(cells, other) if other is not None else ""
            if written and place < len(cells):
                cells[place] = written
            elif layout.exported and place < len(cells):
                cells[place] = cells[place].replace("_", " ")
    layout.raw = RawTable(layout.raw.name, rows)


def _of_owners(layout: Layout, asked: Questionnaire, findings: list[Finding]) -> list[Plain]:
    told = interviews(layout, findings)
    rows = [(each.row, each.cells) for each in told if each.first]
    found: list[Plain] = [(None, _in_place(layout, layout.named["owners"], rows))]
    place, title = layout.place("name"), asked.tables["owners"].sheet.en
    if place is None:
        return found
    used = _used(told)
    if layout.named["attendance"]:
        columns = {place: (asked.column("attendance", "owner"), "name"), **layout.named["attendance"]}
        rows = [
            (each.row, each.cells)
            for each in used
            if each.first and _any(each.cells, layout.named["attendance"])
        ]
        table = _in_place(layout, columns, rows, alone=True)
        found.append(("attendance", RawTable(f"{title} (attendance)", table.rows)))
    if layout.contacts:
        found.append(("contacts", _unfolded(layout, used, place, asked, f"{title} (contacts)")))
    return found


def _used(told: list[Interview]) -> list[Interview]:
    """Return the rows of named owners, without those of a second interview, which is told elsewhere."""
    seen: set[str] = set()
    found = []
    for each in told:
        name = plain(each.owner)
        if each.owner and not (each.first and name in seen):
            found.append(each)
        seen.add(name)
    return found


def _of_contacts(
    file: object, layout: Layout, mains: list[Layout], asked: Questionnaire, findings: list[Finding]
) -> RawTable:
    joined = None if layout.place("owner") is not None else join_owners(layout, mains, findings)
    if joined is None and layout.links and mains and layout.place("owner") is None:
        allowed = "the export as it was downloaded"
        raise StudyError([Fault.of(file, layout.raw.name, NOT_JOINED, allowed, "not_joined")])
    if joined is not None:
        layout.named["contacts"][joined] = asked.column("contacts", "owner"), "name"
    owner = layout.place("owner")
    told = interviews(layout, findings)
    if list(layout.contacts) != [(0, 0)] and layout.contacts and owner is not None:
        return _unfolded(layout, told, owner, asked, layout.raw.name)
    columns = dict(layout.named["contacts"])
    for places in layout.contacts.values():
        columns |= {place: _short(layout, asked.column("contacts", name)) for name, place in places.items()}
    rows = []
    for each in told:
        contact = {place for place in columns if place != owner}
        if joined is None or _any(each.cells, contact):
            cells = [*each.cells]
            if owner is not None:
                cells += [""] * (owner + 1 - len(cells))
                cells[owner] = each.owner
            rows.append((each.row, cells))
    return _in_place(layout, columns, rows)


def _any(cells: list[str], places: Columns | set[int]) -> bool:
    return any(at(cells, place) for place in places)


def _short(layout: Layout, column: Column) -> tuple[Column, str]:
    """Return a column of contacts with the header it has, made short, in the language it has."""
    heads = {" ".join(text.casefold().split()) for text in layout.raw.rows[layout.head][1]}
    indonesian = any(column.text.id.casefold() in head or column.header.id in head for head in heads)
    return column, column.header.id if indonesian else column.header.en


def _in_place(layout: Layout, columns: Columns, rows: Rows, *, alone: bool = False) -> RawTable:
    """Return a table of some columns of a sheet, alone or with those that nobody knows, to be told."""
    number, head = layout.raw.rows[layout.head]
    emptied = set(range(max([len(head), *(len(cells) for _, cells in rows)])))
    if not alone:
        emptied = {place for known in layout.named.values() for place in known} | layout.added
        emptied |= {place for contact in layout.contacts.values() for place in contact.values()}
        emptied |= set(layout.person.values())
    emptied -= columns.keys()
    shown = [columns[place][1] if place in columns else text for place, text in enumerate(head)]
    kept = [(row, ["" if place in emptied else text for place, text in enumerate(cells)])
            for row, cells in [(number, shown), *rows]]  # fmt: skip
    return RawTable(layout.raw.name, [(row, cells) for row, cells in kept if any(cells)])


def _unfolded(
    layout: Layout, told: list[Interview], owner: int, asked: Questionnaire, title: str
) -> RawTable:
    """Return contacts that stand beside one another as one row each."""
    named = {"owner"}.union(*layout.contacts.values())
    known = [column for column in asked.tables["contacts"].columns if column.name in named]
    number, _ = layout.raw.rows[layout.head]
    rows: Rows = [(number, [column.header.en for column in known])]
    origins = {}
    for each in told:
        for contact in sorted(layout.contacts):
            places = [owner, *(layout.contacts[contact].get(column.name, -1) for column in known[1:])]
            cells = [each.owner, *(at(each.cells, place) if place >= 0 else "" for place in places[1:])]
            if any(cells[1:]):
                rows.append((number + len(rows), cells))
                origins[rows[-1][0]] = Origin(each.row, tuple(max(place, 0) for place in places))
    return RawTable(title, rows, origins)
