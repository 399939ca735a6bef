"""Targets: what was observed in the village, read from a CSV file."""

import math
from pathlib import Path

from pydantic import Field

from simulation.experiment.config import StudyConfig
from simulation.files.delimited import Cell, Delimited, plain_name, read_delimited
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import NoNumberError, Numbers
from simulation.measures.catalogue import catalogue
from simulation.parameters.field import Strict

NEEDED = ("measure", "week", "value", "standard_error")
OPTIONAL = ("scenario",)
MOST_BYTES = 1_000_000
TABLE = f"the columns {', '.join(NEEDED)}; and if wanted: {', '.join(OPTIONAL)}"
BOUNDS = {"0-1": (0.0, 1.0), "-1 to 1": (-1.0, 1.0)}
"""What a value may be, by the unit of its measure."""


class Target(Strict):
    """One number that was observed.

    Attributes
    ----------
    measure : str
        A column of the results.
    week : int
        0 is the survey before the programme.
    scenario : str
        What the village really went through.
    value, standard_error : float
        In the unit of the measure. The error is that of the survey: it says nothing of how much
        one village differs from the next.
    """

    measure: str
    week: int = Field(ge=0)
    scenario: str
    value: float
    standard_error: float = Field(gt=0)


def read_targets(path: str | Path, config: StudyConfig, programme: str) -> list[Target]:
    """Read what was observed.

    The file has the columns ``measure``, ``week``, ``value``, ``standard_error``, in any order, and may
    have ``scenario``; lines that begin with ``#`` are comments. See
    :func:`simulation.files.delimited.read_delimited` for what else may stand there.

    Parameters
    ----------
    path : path
        The file.
    config : StudyConfig
        The experiment whose measures, weeks and scenarios are meant.
    programme : str
        Scenario of the rows that name none. At week 0 all scenarios are the same village.

    Raises
    ------
    StudyError
        With one line for each fault of the file.
    """
    table = read_delimited(path, MOST_BYTES, TABLE, comments=True).without_index()
    names = _names(table)
    table = table.rectangular()
    if len(table.rows) == 1:
        found = "no row below the header"
        raise StudyError([table.fault(table.rows[0], found, "one row a number observed")])
    reader = _Reader(config, programme, table.numbers)
    targets = [reader.target(dict(zip(names, table.cells(row), strict=True))) for row in table.rows[1:]]
    if reader.faults:
        raise StudyError(reader.faults)
    return [target for target in targets if target is not None]


def _names(table: Delimited) -> list[str]:
    """Return the names of the columns."""
    head = table.cells(table.rows[0])
    while not head[-1].text:
        head.pop()
    names = [plain_name(cell.text) for cell in head]
    faults = [
        cell.fault(f"unknown or repeated column {shown(cell.text)}", TABLE, nearest(name, NEEDED + OPTIONAL))
        for place, (cell, name) in enumerate(zip(head, names, strict=True))
        if name not in NEEDED + OPTIONAL or name in names[:place]
    ]
    missing = [name for name in NEEDED if name not in names]
    if missing and not faults:
        faults.append(table.fault(table.rows[0], f"no column {' and '.join(missing)}", TABLE))
    if faults:
        raise StudyError(faults)
    return names


class _Reader:
    """Turns rows into targets and collects what is wrong with them."""

    def __init__(self, config: StudyConfig, programme: str, numbers: Numbers) -> None:
        groups = [(group.name, group.name, group.name) for group in config.village.groups]
        self.config, self.programme, self.numbers = config, programme, numbers
        self.faults: list[Fault] = []
        self._units = {measure.name: measure.unit for measure in catalogue(groups)}
        self._seen: dict[tuple[str, int, str], int] = {}

    def target(self, row: dict[str, Cell]) -> Target | None:
        """Return the target of a row; None where a fault was found."""
        before = len(self.faults)
        measure = self._name(row["measure"], "measure", list(self._units))
        scenario = self.programme
        if "scenario" in row and row["scenario"].text:
            scenario = self._name(row["scenario"], "scenario", list(self.config.scenarios))
        week = self._week(row["week"])
        rupiah = "rupiah" in self._units.get(measure, "")
        value = self._number(row["value"], "a number in the unit of the measure", rupiah)
        error = self._error(row["standard_error"], rupiah)
        if len(self.faults) > before:
            return None
        low, high = BOUNDS.get(self._units[measure], (-math.inf, math.inf))
        if not low <= value <= high:
            self._say(row["value"], f"{measure} of {value:g}", f"{low:g} to {high:g}: rescale the answers")
            return None
        first = self._seen.setdefault((measure, week, scenario), row["measure"].line)
        if first != row["measure"].line:
            told = f"{measure} of week {week} stands in line {first} already"
            self._say(row["measure"], told, "each measure once a week")
            return None
        return Target(measure=measure, week=week, scenario=scenario, value=value, standard_error=error)

    def _say(self, cell: Cell, found: str, allowed: str, near: str | None = None) -> None:
        self.faults.append(cell.fault(found, allowed, near))

    def _name(self, cell: Cell, what: str, known: list[str]) -> str:
        if cell.text not in known:
            self._say(cell, f"unknown {what} {shown(cell.text)}", listed(known), nearest(cell.text, known))
        return cell.text

    def _week(self, cell: Cell) -> int:
        last = self.config.weeks
        allowed = f"a whole number from 0, before the programme, to {last}, the last week"
        try:
            week = self.numbers.whole(cell.text)
        except NoNumberError as error:
            self._say(cell, f"week: {error.found}", allowed)
            return 0
        if not 0 <= week <= last:
            self._say(cell, f"week {week}", allowed)
        return week

    def _number(self, cell: Cell, allowed: str, rupiah: bool) -> float:
        read = self.numbers.amount if rupiah else self.numbers.real
        try:
            return read(cell.text)
        except NoNumberError as error:
            self._say(cell, error.found, error.allowed or allowed)
        return math.nan

    def _error(self, cell: Cell, rupiah: bool) -> float:
        allowed = "a standard error above 0: without it nobody can say how near is near enough"
        error = self._number(cell, allowed, rupiah)
        if error <= 0:
            self._say(cell, f"found {error:g}", allowed)
        return error
