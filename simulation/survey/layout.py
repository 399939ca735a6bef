"""What a sheet holds, by its headers, whatever programme wrote it (docs/survey.md, What comes back)."""

from collections import Counter
from dataclasses import dataclass, field

from simulation.survey.headings import Headings, plain_heading
from simulation.survey.instrument import Column
from simulation.survey.metadata import is_metadata
from simulation.survey.questionnaire import LANGUAGES, Questionnaire
from simulation.survey.raw import FORMULA, RawTable
from simulation.survey.wide import contact_column
from simulation.survey.words import words

MOST_NOTES = 10
"""Rows above the header that may hold a title or a note."""
LINKS = (
    ("submission_uuid", "uuid"), ("submission_id", "id"), ("parent_index", "index"), ("parent_key", "key"),
    ("parent_key", "instanceid"), ("parent_key", "meta_instanceid"),
)  # fmt: skip
"""Columns by which a row of repeated questions finds its interview: there, and in the interviews."""
_LINKS = {link for pair in LINKS for link in pair}
RUNNING = ("no", "nr")
"""Headers of a column that numbers the rows."""
Contact = tuple[int, int]
"""The number that headers give a contact, and which of the columns of one header it is."""


@dataclass
class Layout:
    """A sheet whose header is understood.

    Attributes
    ----------
    raw : RawTable
        The sheet.
    head : int
        Place of the header among its rows.
    kind, title : str
        Table of the questionnaire: ``owners``, ``contacts`` or ``attendance``; and what findings call it.
    named : dict of str to dict of int to (Column, str)
        By table: columns by their place, with the short header.
    contacts : dict of Contact to dict of str to int
        Places of the columns of each contact.
    person : dict of str to int
        Place of a name written out, by the column whose list it was not on.
    links : dict of str to int
        Places of the columns that join tables.
    added : set of int
        Places of columns that no question stands behind.
    exported : bool
        Whether a programme wrote the sheet, and not a person.
    """

    raw: RawTable
    head: int
    kind: str
    title: str
    named: dict[str, dict[int, tuple[Column, str]]]
    contacts: dict[Contact, dict[str, int]] = field(default_factory=dict)
    person: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)
    exported: bool = False

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        """Rows below the header."""
        return self.raw.rows[self.head + 1 :]

    def place(self, name: str) -> int | None:
        """Return the place of a column of the table that this sheet is; None where there is none."""
        return next(
            (place for place, (column, _) in self.named[self.kind].items() if column.name == name), None
        )


def layout_of(raw: RawTable, asked: Questionnaire, titled: str | None) -> Layout | None:
    """Return what a sheet holds; None where its headers do not tell.

    Headers are the short ones or the questions themselves, in either language, with groups around them.

    Parameters
    ----------
    raw : RawTable
        The sheet.
    asked : Questionnaire
        What was asked.
    titled : str or None
        The table whose name the sheet has.
    """
    headings = {name: Headings(sheet) for name, sheet in asked.tables.items()}
    top = raw.rows[: MOST_NOTES + 1]
    scores = [sum(_knows(headings, text) for text in cells) for _, cells in top]
    if not scores or max(scores) == 0:
        return None
    head = scores.index(max(scores))
    cells = top[head][1]
    contacts = _contacts(cells, headings, titled)
    own = {name: _columns(cells, headings[name], whole=True) for name in headings}
    kind = titled or _kind(own, contacts, _columns(cells, headings["owners"], whole=False))
    if kind is None:
        return None
    title = raw.name.casefold() if titled else asked.tables[kind].sheet.en
    found = Layout(raw, head, kind, title, {name: {} for name in asked.tables}, contacts)
    _fill(found, cells, headings)
    return found


def _knows(headings: dict[str, Headings], text: str) -> bool:
    return (
        bool(text)
        and text != FORMULA
        and any(each.whole(text) or each.part(text) or each.instead([text]) for each in headings.values())
    )


def _kind(
    own: dict[str, dict[int, tuple[Column, str]]],
    contacts: dict[Contact, dict[str, int]],
    parted: dict[int, tuple[Column, str]],
) -> str | None:
    """Return the table that a sheet without its name is."""
    named = any("contact" in columns for columns in contacts.values())
    said = {column.name for column, _ in (*own["owners"].values(), *parted.values())} - {"name"}
    if {"group", "sector"} <= said or (len(said) > 1 and not named):
        return "owners"
    if named:
        return "contacts"
    return "attendance" if len(own["attendance"]) > 1 else None


def _columns(cells: list[str], headings: Headings, *, whole: bool) -> dict[int, tuple[Column, str]]:
    read = headings.whole if whole else headings.part
    found = ((place, read(text)) for place, text in enumerate(cells) if text)
    return {place: column for place, column in found if column is not None}


def _contacts(
    cells: list[str], headings: dict[str, Headings], titled: str | None
) -> dict[Contact, dict[str, int]]:
    """Return the places of the columns of each contact: by its number, or one after the other."""
    found: dict[Contact, dict[str, int]] = {}
    seen: Counter[tuple[int, str]] = Counter()
    others = [name for name in headings if name != "contacts" and titled != "contacts"]
    for place, text in enumerate(cells):
        if not text or any(headings[name].whole(text) for name in others):
            continue
        told = contact_column(text, headings["contacts"])
        if told is not None:
            number, name = told
            found.setdefault((number, seen[told]), {})[name] = place
            seen[told] += 1
    if not any("contact" in columns for columns in found.values()):
        named = headings["contacts"].instead(cells).get("contact")
        if named is not None:
            found.setdefault((0, 0), {})["contact"] = named
    return {contact: columns for contact, columns in found.items() if "contact" in columns}


def _fill(found: Layout, cells: list[str], headings: dict[str, Headings]) -> None:
    """Say of every header what it is: first what it is as a whole, then what it is but for its group."""
    tables = {"owners": ("owners", "attendance"), "contacts": ("contacts",), "attendance": ("attendance",)}[
        found.kind
    ]
    taken = {place for columns in found.contacts.values() for place in columns.values()}
    for place, text in enumerate(cells):
        if plain_heading(text) in _LINKS and is_metadata(text):
            found.links.setdefault(plain_heading(text), place)
    for whole in (True, False):
        for table in tables:
            known = {column.name for column, _ in found.named[table].values()}
            for place, (column, shown) in _columns(cells, headings[table], whole=whole).items():
                shared = table == "attendance" != found.kind and column.name == "owner"
                if place in taken or shared or (not whole and column.name in known):
                    continue
                found.named[table][place] = column, shown
                taken.add(place)
    for place, text in enumerate(cells):
        if text and place not in taken and _written_out(found, place, text):
            taken.add(place)
        elif text and place not in taken and (is_metadata(text) or plain_heading(text) in RUNNING):
            found.added.add(place)
            found.exported |= is_metadata(text)
    _number_for_name(found, cells, headings[found.kind], taken)
    if found.exported:
        filled = {place for _, row in found.rows for place, cell in enumerate(row) if cell}
        empty = {place for place, text in enumerate(cells) if text and place not in filled}
        found.added |= empty - taken


def _written_out(found: Layout, place: int, text: str) -> bool:
    """Note the column of a name that was not on the list of the phone."""
    for language in LANGUAGES:
        phone = words(language)["phone"]
        for table, column in (("owners", "name"), ("contacts", "contact")):
            name = phone[f"other_{column}"]
            if found.kind == table and plain_heading(text).endswith(
                (plain_heading(name), plain_heading(phone["written"]))
            ):
                found.person[column] = place
                return True
    return False


def _number_for_name(found: Layout, cells: list[str], headings: Headings, taken: set[int]) -> None:
    """Take a number of respondents where there is no name."""
    free = ["" if place in taken or text.startswith("_") else text for place, text in enumerate(cells)]
    for name, place in headings.instead(free).items():
        joined = name == "owner" and found.kind == "contacts" and bool(found.links)
        if joined or name == "contact" or found.place(name) is not None:
            continue
        column = next(column for column in headings.columns if column.name == name)
        found.named[found.kind][place] = column, column.header.id
        found.added.discard(place)
        taken.add(place)
