"""Targets: what was observed in the village, read from a CSV file."""

import math
from pathlib import Path

from pydantic import Field

from simulation.measures.catalogue import catalogue
from simulation.parameters.field import Strict
from simulation.study.cells import Cell, read_rows
from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError, listed, nearest, shown

NEEDED = ("measure", "week", "value", "standard_error")
OPTIONAL = ("scenario",)
MOST_BYTES = 1_000_000
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
    have ``scenario``; lines that begin with ``#`` are comments.

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
    file = str(path)
    rows, names = _rows(file, read_rows(path, MOST_BYTES, "a table with one row for each number observed"))
    reader = _Reader(file, config, programme)
    targets = [reader.target(dict(zip(names, row, strict=True))) for row in rows]
    if reader.faults:
        raise StudyError(reader.faults)
    return [target for target in targets if target is not None]


def _rows(file: str, told: list[list[Cell]]) -> tuple[list[list[Cell]], list[str]]:
    """Return the rows below the header, and the names of the columns."""
    allowed = f"columns separated by commas: {', '.join(NEEDED)}; and if wanted: {', '.join(OPTIONAL)}"
    if not told:
        raise StudyError([Fault.of(file, "", "holds no table", allowed)])
    head, *rows = told
    names = [cell.text for cell in head]
    faults = [
        Fault(file, cell.line, cell.column, "", f"unknown or repeated column {shown(cell.text)}", allowed,
              nearest(cell.text, NEEDED + OPTIONAL))
        for place, cell in enumerate(head)
        if cell.text not in NEEDED + OPTIONAL or cell.text in names[:place]
    ]  # fmt: skip
    if not faults:
        missing = [name for name in NEEDED if name not in names]
        if missing:
            faults.append(Fault(file, head[0].line, 1, "", f"no column {' and '.join(missing)}", allowed))
    if not faults and not rows:
        faults.append(
            Fault(file, head[0].line, 1, "", "no row below the header", "one row a number observed")
        )
    faults += [
        Fault(file, row[0].line, 1, "", f"{len(row)} values", f"{len(names)}, one for each column")
        for row in rows
        if not faults and len(row) != len(names)
    ]
    if faults:
        raise StudyError(faults)
    return rows, names


class _Reader:
    """Turns rows into targets and collects what is wrong with them."""

    def __init__(self, file: str, config: StudyConfig, programme: str) -> None:
        groups = [(group.name, group.name, group.name) for group in config.village.groups]
        self.file, self.config, self.programme = file, config, programme
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
        value = self._number(row["value"], "a number in the unit of the measure")
        error = self._error(row["standard_error"])
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
        self.faults.append(Fault(self.file, cell.line, cell.column, "", found, allowed, near))

    def _name(self, cell: Cell, what: str, known: list[str]) -> str:
        if cell.text not in known:
            self._say(cell, f"unknown {what} {shown(cell.text)}", listed(known), nearest(cell.text, known))
        return cell.text

    def _week(self, cell: Cell) -> int:
        last = self.config.weeks
        if not (cell.text.isascii() and cell.text.isdigit() and int(cell.text) <= last):
            told = f"week {cell.text or 'missing'}"
            self._say(cell, told, f"a whole number from 0, before the programme, to {last}, the last week")
            return 0
        return int(cell.text)

    def _number(self, cell: Cell, allowed: str) -> float:
        try:
            value = float(cell.text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self._say(cell, f"found {shown(cell.text)}" if cell.text else "found nothing", allowed)
        return value

    def _error(self, cell: Cell) -> float:
        allowed = "a standard error above 0: without it nobody can say how near is near enough"
        before = len(self.faults)
        error = self._number(cell, allowed)
        if len(self.faults) == before and error <= 0:
            self._say(cell, f"found {error:g}", allowed)
        return error
