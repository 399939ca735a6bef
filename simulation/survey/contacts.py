"""Rows that name owners: who was named by whom, and who attended."""

import math

from simulation.files.faults import shown
from simulation.survey.cell import Reader
from simulation.survey.findings import Kind
from simulation.survey.names import Directory, Match
from simulation.survey.spelling import plain

MOST_MEANT = 3
NOT_INTERVIEWED = -1
MAY_BE_ANOTHER = ("several", "near")
"""Names that may be an owner's, written otherwise."""


def _meant(reader: Reader, row: int, column: str, name: str, known: Directory) -> Match:
    """Return who is meant by a name; say so where it is written otherwise than among the owners."""
    match = known.match(name)
    if match.how == "spelled":
        owner = known.names[match.numbers[0]]
        told = f"{shown(name)} is {shown(owner)} in the table of owners"
        reader.say("other_spelling", row, column, told, near=owner, value=name)
    return match


def _may_be(name: str, match: Match, known: Directory) -> str:
    people = [shown(known.names[number]) for number in match.numbers]
    return f"{shown(name)} may be {' or '.join(people[:MOST_MEANT])}" + (
        f" or one of {len(people) - MOST_MEANT} more" if len(people) > MOST_MEANT else ""
    )


def _meanings(match: Match, known: Directory) -> tuple[str, ...]:
    return tuple(known.names[number] for number in match.numbers[:MOST_MEANT])


def _number_of(reader: Reader, row: int, name: str, known: Directory, owners: int) -> int | None:
    """Return the number of the owner who was asked; None where it is nobody of the owners."""
    match = _meant(reader, row, "owner", name, known)
    allowed = "a name as in the table of owners"
    if match.how == "several":
        told, like = _may_be(name, match, known), _meanings(match, known)
        reader.say("asked_several", row, "owner", told, allowed, value=name, like=like)
    elif match.number is None:
        near = known.names[match.numbers[0]] if match.numbers else None
        told = f"{shown(name)} is none of the owners"
        reader.say("asked_unknown", row, "owner", told, allowed, near, value=name)
    elif match.number >= owners:
        reader.say("asked_unused", row, "owner", "an owner whose interview is not used", value=name)
    else:
        return match.number
    return None


def read_nominations(reader: Reader, known: Directory, owners: int) -> list[tuple[int, int, int, float, int]]:
    """Return who was named by whom: asked, named, group, how often, and which of those not interviewed.

    People who were not interviewed have numbers of their own, from 0, by their name; -1 where the name may
    be that of an owner.
    """
    found: list[tuple[int, int, int, float, int]] = []
    people: dict[object, int] = {}
    seen: set[tuple[int, object]] = set()
    named: dict[int, int] = {}
    sheet = reader.asked.tables["contacts"]
    for row, cells in reader.table.rows:
        owner, contact = reader.person(row, cells, "owner"), reader.person(row, cells, "contact")
        first = _number_of(reader, row, owner, known, owners) if owner and contact else None
        if first is None:
            continue
        group, code = (reader.number(row, cells, column) if column in reader.table.columns else math.nan
                       for column in ("contact_group", "often"))  # fmt: skip
        match = _meant(reader, row, "contact", contact, known)
        second = match.number
        if second == first:
            reader.say("self", row, "contact", "names himself or herself", "another owner", value=contact)
            continue
        person = plain(contact) if second is None else second
        if (first, person) in seen:
            reader.say(
                "named_twice",
                row,
                "contact",
                "the same person named twice",
                "each person once",
                value=contact,
            )
            continue
        seen.add((first, person))
        other = -1
        if second is None or second >= owners:
            second = _stranger(reader, row, contact, match, known)
            if match.how not in MAY_BE_ANOTHER:
                other = people.setdefault(person, len(people))
        named[first] = named.get(first, 0) + 1
        if sheet.most is not None and named[first] == sheet.most + 1:
            reader.say("too_many", row, "contact", f"more than {sheet.most} names of one owner")
        often = math.nan if math.isnan(code) else _value(reader, "often", int(code))
        found.append((first, second, -1 if math.isnan(group) else int(group) - 1, often, other))
    return found


def _stranger(reader: Reader, row: int, name: str, match: Match, known: Directory) -> int:
    """Say why a name is none of the owners' who were interviewed; return the number of such a person."""
    kinds: dict[str, Kind] = {"several": "several", "near": "near_name"}
    near = known.names[match.numbers[0]] if match.how == "near" else None
    told = _may_be(name, match, known) if match.how == "several" else f"{shown(name)} was not interviewed"
    kind = kinds.get(match.how, "not_interviewed")
    like = _meanings(match, known) if match.how == "several" else ()
    reader.say(kind, row, "contact", told, "a name as in the table of owners", near, value=name, like=like)
    return NOT_INTERVIEWED


def _value(reader: Reader, name: str, code: int) -> float:
    column = reader.asked.column("contacts", name)
    value = reader.asked.instrument.scales[str(column.scale)].value(code)
    assert value is not None
    return value


def read_attendance(reader: Reader, known: Directory, owners: int) -> dict[int, dict[str, float]]:
    """Return the sessions attended, by owner."""
    found: dict[int, dict[str, float]] = {}
    for row, cells in reader.table.rows:
        owner = reader.person(row, cells, "owner")
        number = _number_of(reader, row, owner, known, owners) if owner else None
        if number is None:
            continue
        if number in found:
            reader.say("twice", row, "owner", "this owner has a row already", "one row an owner", value=owner)
            continue
        found[number] = reader.numbers(row, cells)
    return found
