"""The owners of a village as choices of a form on a phone: names, or numbers whose key stays on paper."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from simulation.files.delimited import read_delimited
from simulation.files.faults import Fault, StudyError, shown
from simulation.files.unseen import as_seen
from simulation.survey.cell import LONGEST_NAME
from simulation.survey.headings import Headings, plain_heading
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import MOST_BYTES
from simulation.survey.spelling import plain

MOST_OWNERS = 5_000
ALLOWED = (
    "a CSV file with a column name (nama) or number (nomor), one row an owner, or the key of a first wave"
)
_NOT_IN_CODES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Person:
    """One owner of a roster.

    Attributes
    ----------
    code : str
        What a phone writes down: the name with underscores for blanks, which is read as the name.
    name : str
        What a phone shows.
    """

    code: str
    name: str


def read_roster(path: Path, asked: Questionnaire) -> list[Person]:
    """Read the owners of a village.

    Parameters
    ----------
    path : Path
        CSV with a column of names, or of numbers where names stay on paper; or the key of a survey, of which
        the first spelling of each number is taken.
    asked : Questionnaire
        Knows what the column may be called.

    Raises
    ------
    StudyError
        If it has no such column, no row, an owner twice, or what can be no name.
    """
    table = read_delimited(path, MOST_BYTES, ALLOWED, most_rows=MOST_OWNERS)
    headings = Headings(asked.tables["owners"])
    place = _place(table.names, headings)
    if place is None:
        raise StudyError([Fault(str(path), table.rows[0].line, 0, "", "no column of names", ALLOWED)])
    number = next((n for n, text in enumerate(table.names) if plain_heading(text) == "owner"), None)
    rows: dict[str, int] = {}
    numbers: set[str] = set()
    found, faults = [], []
    for row in table.rows[1:]:
        name = as_seen(row.texts[place]) if place < len(row.texts) else ""
        owner = row.texts[number] if number is not None and number < len(row.texts) else ""
        if not name or owner in numbers:
            continue
        numbers |= {owner} - {""}
        code = _code(name)
        if not code or len(name) > LONGEST_NAME:
            told, allowed = (
                f"found {shown(name)}",
                f"a name of at most {LONGEST_NAME} characters, or a number",
            )
            faults.append(Fault(str(path), row.line, place + 1, "", told, allowed))
        elif plain(code) in rows:
            told = f"{shown(name)} is the owner in line {rows[plain(code)]} already"
            faults.append(Fault(str(path), row.line, place + 1, "", told, "tell people of one name apart"))
        else:
            rows[plain(code)] = row.line
            found.append(Person(code, name))
    if not found and not faults:
        faults.append(Fault.of(path, "", "holds no owner", ALLOWED))
    if faults:
        raise StudyError(faults)
    return found


def _place(names: list[str], headings: Headings) -> int | None:
    """Return the place of the names; else of the numbers."""
    for place, text in enumerate(names):
        found = headings.whole(text)
        if found is not None and found[0].name == "name":
            return place
    return headings.instead(names).get("name")


def _code(name: str) -> str:
    """Return a name as a phone can write it down; empty where nothing of it is left."""
    return _NOT_IN_CODES.sub("_", unicodedata.normalize("NFKC", name)).strip("_.-")
