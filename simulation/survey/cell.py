"""One cell: what somebody typed, as an answer to a question."""

import math
import re
import unicodedata
from dataclasses import dataclass

from simulation.files.numbers import NoNumberError, Numbers
from simulation.survey.findings import Finding, Kind, value_found
from simulation.survey.header import Table
from simulation.survey.instrument import Column
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import FORMULA, LONGEST_CELL
from simulation.survey.spelling import APOSTROPHES

LONGEST_NAME = 120
_CODE = re.compile(r"(\d+)(?:[.,]0+)?(?:\s*[-.):]?\s+(.*)|\s*[-.):]?)")
"""What the lists of the form offer, ``4 agree``, or the number alone; decimal commas are Indonesian."""

_NAME = re.compile(r"""["'(]?[^\W\d_]|\d[\w./-]*$""")
"""A letter first, or a number for a name."""


_EITHER_MARK = Numbers(apart=True)
"""People type decimals with a point or a comma, whatever their file does."""


@dataclass(frozen=True)
class Reader:
    """Reads the cells of a table and notes what is wrong with them.

    Attributes
    ----------
    asked : Questionnaire
        What can be answered.
    table : Table
        Where the cells stand.
    findings : list of Finding
        Grows.
    """

    asked: Questionnaire
    table: Table
    findings: list[Finding]

    def text(self, cells: list[str], name: str) -> str:
        """Return what stands in a column; empty where nothing does or there is no such column."""
        if name not in self.table.columns:
            return ""
        place, _ = self.table.columns[name]
        return cells[place] if place < len(cells) else ""

    def number(self, row: int, cells: list[str], name: str) -> float:
        """Return the code or number that was answered; NaN where there is none."""
        text = self.text(cells, name)
        if not text:
            return math.nan
        _, column = self.table.columns[name]
        if text == FORMULA:
            self.say("formula", row, name, "found a formula", "the answer itself")
            return math.nan
        if len(text) > LONGEST_CELL:
            self.say("too_long", row, name, f"more than {LONGEST_CELL:,} characters", self.allowed(name))
            return math.nan
        value = _amount(text, column) if column.kind == "number" else self._code(text, column)
        if value is None:
            self.say("out_of_scale", row, name, value_found(text), self.allowed(name), value=text)
            return math.nan
        return value

    def numbers(self, row: int, cells: list[str]) -> dict[str, float]:
        """Return all that was answered in a row, names apart, by the name of the question."""
        columns = self.table.columns.items()
        return {
            name: self.number(row, cells, name) for name, (_, column) in columns if column.kind != "person"
        }

    def person(self, row: int, cells: list[str], name: str) -> str:
        """Return a name; empty where there is none that can be one."""
        text = self.text(cells, name)
        if text != FORMULA and len(text) <= LONGEST_NAME and _NAME.match(text.translate(APOSTROPHES)):
            return text
        told = "found a formula" if text == FORMULA else value_found(text) if text else "found no name"
        allowed = f"a name of at most {LONGEST_NAME} characters, a letter first, or a number such as 001"
        self.say("no_name", row, name, told, allowed, value="" if text == FORMULA else text[:LONGEST_NAME])
        return ""

    def say(
        self,
        kind: Kind,
        row: int,
        name: str,
        found: str,
        allowed: str = "",
        near: str | None = None,
        *,
        value: str = "",
        like: tuple[str, ...] = (),
    ) -> None:
        """Note something about a cell; ``value`` is what stands there, ``like`` who may be meant."""
        place, question = self.table.columns[name]
        header = self.table.headers[place]
        among = len(self.table.rows)
        if row in self.table.origins:
            origin = self.table.origins[row]
            row, place = origin.row, origin.places[place]
        self.findings.append(
            Finding(
                kind,
                self.table.name,
                row,
                place + 1,
                header,
                found,
                allowed,
                near,
                among,
                value="" if value == FORMULA else value,
                like=like,
                question=question,
            )
        )

    def allowed(self, name: str) -> str:
        """Return what can be answered, in words."""
        _, column = self.table.columns[name]
        if column.kind == "number":
            return f"a number from {column.low:g} to {column.high:g}"
        return ", ".join(f"{option.code} {option.en} ({option.id})" for option in self.asked.options(column))

    def _code(self, text: str, column: Column) -> float | None:
        """Return the code of an option, given as code, as label, or as both; None if there is none."""
        options = self.asked.options(column)
        names = [name for name, _ in self.asked.parts(column.kind)]
        labels = {
            _small(label): option.code
            for place, option in enumerate(options)
            for label in (option.en, option.id, *names[place : place + 1])
        }
        if _small(text) in labels:
            return labels[_small(text)]
        found = _CODE.fullmatch(unicodedata.normalize("NFKC", text))
        if found is None or int(found[1][:9]) not in [option.code for option in options]:
            return None
        code = int(found[1][:9])
        return code if not found[2] or labels.get(_small(found[2])) == code else None


def _amount(text: str, column: Column) -> float | None:
    """Return a number within the bounds of its column; None where it is none."""
    try:
        value = _EITHER_MARK.amount(text)
    except NoNumberError:
        return None
    low, high = column.low, column.high
    return value if low is not None and high is not None and low <= value <= high else None


def _small(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())
