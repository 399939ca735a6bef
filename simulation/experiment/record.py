"""What a study keeps beside its weekly measures: owners, ties and events, and measures of a user's own."""

from collections.abc import Collection, Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.files.faults import FieldPath, Problem
from simulation.parameters.field import Name, Strict

TABLES = ("owners", "ties", "events")
"""Tables of single owners, ties and events, by the name of the field that says when."""


class WeekRange(Strict):
    """Weeks from one to another, every so many: ``{from: 1, to: 104, every: 13}``."""

    first: int = Field(alias="from", ge=0)
    last: int = Field(alias="to", ge=0)
    every: int = Field(1, ge=1)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"from {self.first} to {self.last} is no week")
        return self


Weeks = list[Annotated[int, Field(ge=0)]] | WeekRange


class Record(Strict):
    """What is kept beside the weekly measures.

    Attributes
    ----------
    owners, ties : list of int or WeekRange
        At the end of which weeks every owner and every tie is written down; 0 is the start.
    events : list of int or WeekRange
        Of which weeks everything is written down that happened between two owners; it takes longer.
    measures : list of str
        Measures of a user's own, registered under ``kampung.measures``: columns like any other.
    """

    owners: Weeks = Field(default_factory=list)
    ties: Weeks = Field(default_factory=list)
    events: Weeks = Field(default_factory=list)
    measures: list[Name] = Field(default_factory=list)

    def weeks(self, table: str) -> list[int]:
        """Return the weeks of a table, ascending."""
        written: list[int] | WeekRange = getattr(self, table)
        if isinstance(written, WeekRange):
            return list(range(written.first, written.last + 1, written.every))
        return written

    def tables(self) -> list[str]:
        """Return the tables that are kept."""
        return [table for table in TABLES if self.weeks(table)]


def record_problems(record: Record, last: int, columns: Collection[str]) -> list[Problem]:
    """Return the weeks that the experiment does not have, and names that are taken.

    Parameters
    ----------
    last : int
        Last week of the experiment.
    columns : collection of str
        The measures every study has.
    """
    problems = []
    for table in TABLES:
        first = 1 if table == "events" else 0
        allowed = f"weeks from {first} to {last}, the last one of the experiment"
        before = first - 1
        for path, week in _written(record, table):
            place = ("record", table, *path)
            if not first <= week <= last:
                problems.append(Problem(place, f"found {week}", allowed, needs=(("weeks",),)))
            elif week <= before and len(path) == 1 and isinstance(path[0], int):
                problems.append(Problem(place, f"found {week} after {before}", "ascending weeks, each once"))
            before = week
    for number, name in enumerate(record.measures):
        place = ("record", "measures", number)
        if name in columns:
            problems.append(Problem(place, f"the name '{name}' is taken by a measure that ships"))
        elif name in record.measures[:number]:
            problems.append(Problem(place, f"the measure '{name}' stands twice"))
    return problems


def _written(record: Record, table: str) -> Iterator[tuple[FieldPath, int]]:
    """Yield the weeks that are written, each with the way to it."""
    written: list[int] | WeekRange = getattr(record, table)
    if isinstance(written, WeekRange):
        yield ("from",), written.first
        yield ("to",), written.last
    else:
        yield from (((number,), week) for number, week in enumerate(written))
