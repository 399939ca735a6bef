"""The interviews of a trial: a table of owners in villages, wave by wave."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from simulation.files.delimited import Cell, Delimited, plain_name, read_delimited
from simulation.files.faults import Fault, StudyError, listed, shown, unknown
from simulation.files.numbers import NoNumberError
from simulation.questions.trial.items import STEPS
from simulation.questions.trial.terms import SCALES

KEYS = ("village", "arm", "week", "owner")
VALUE, ITEM = "value", "item"
TABLE = "the columns village, arm, week, owner; then item_1, item_2, ... (1 to 5) or value"
MOST_BYTES, MOST_ROWS = 50_000_000, 1_000_000
FEWEST = 2
"""Villages of an arm: with fewer there are more parameters than villages."""
Place = tuple[str, str]
"""A village and an owner of it."""


@dataclass(frozen=True)
class Interviews:
    """What the owners of a trial answered.

    Attributes
    ----------
    villages : list of str
        Names.
    treated : ndarray of bool, shape (villages,)
        Those with the programme.
    village : ndarray of int, shape (owners,)
        The village of everybody who was asked before the programme.
    before, after : ndarray of float, shape (owners,)
        The score before, and the mean of those after; NaN where one of them is missing.
    """

    villages: list[str]
    treated: np.ndarray
    village: np.ndarray
    before: np.ndarray
    after: np.ndarray

    @property
    def complete(self) -> np.ndarray:
        """Who answered in every wave, of bool, shape (owners,)."""
        return np.asarray(np.isfinite(self.before) & np.isfinite(self.after))

    def means(self) -> tuple[np.ndarray, np.ndarray]:
        """Return means before and after of those who answered in every wave, by village."""
        whole, number = self.complete, len(self.villages)
        count = np.bincount(self.village[whole], minlength=number)
        one, two = (
            np.bincount(self.village[whole], each[whole], minlength=number) / count
            for each in (self.before, self.after)
        )
        return one, two

    def lost(self, treated: bool) -> float:
        """Return the share of those asked before, with or without the programme, who are not complete."""
        own = self.treated[self.village] == treated
        return float(np.mean(~self.complete[own]))


def read_interviews(path: Path, terms: dict[str, Any]) -> Interviews:
    """Read the interviews of a trial.

    Parameters
    ----------
    path : Path
        A table, one row an owner and wave.
    terms : dict
        Of the sealed forecast: arms, waves.

    Raises
    ------
    StudyError
        If it cannot be read, or is not what was sealed.
    """
    table = read_delimited(path, MOST_BYTES, TABLE, comments=True, most_rows=MOST_ROWS).rectangular()
    columns = _columns(table)
    rows = _Rows(table, columns, terms)
    for row in table.rows[1:]:
        rows.take(table.cells(row))
    rows.must_be_answered()
    return rows.interviews()


def _columns(table: Delimited) -> dict[str, int]:
    """Return the place of each column that is used."""
    names = [plain_name(name) for name in table.names]
    scored = [name for name in names if name == VALUE or name.startswith(ITEM)]
    missing = [name for name in KEYS if name not in names]
    if missing or not scored:
        told = f"no column {missing[0] if missing else 'item_1 or value'} among {listed(names)}"
        raise StudyError([Fault.of(table.file, "", told, TABLE)])
    if VALUE in scored and len(scored) > 1:
        raise StudyError([Fault.of(table.file, "", "both value and items", "one of the two")])
    twice = [name for name in (*KEYS, *scored) if names.count(name) > 1]
    if twice:
        raise StudyError([Fault.of(table.file, "", f"two columns {twice[0]}", "each column once")])
    return {name: names.index(name) for name in (*KEYS, *scored)}


class _Rows:
    """Takes rows one by one, and knows which of them do not fit the others."""

    def __init__(self, table: Delimited, columns: dict[str, int], terms: dict[str, Any]) -> None:
        self._table, self._columns = table, columns
        self._arms: list[str] = terms["arms"]
        self._waves: list[int] = terms["waves"]
        self._outcome: str = terms["outcome"]
        self._on_a_scale = self._outcome in SCALES
        self._scored = [name for name in columns if name not in KEYS]
        self._arm: dict[str, str] = {}
        self._scores: dict[int, dict[Place, float]] = {week: {} for week in self._waves}
        self._answers = {(name, week): 0 for name in self._scored for week in self._waves}

    def take(self, cells: list[Cell]) -> None:
        """Take a row.

        Raises
        ------
        StudyError
            If it does not fit.
        """
        place = {name: cells[column] for name, column in self._columns.items()}
        for name in ("village", "owner"):
            if not place[name].text:
                raise StudyError([place[name].fault(f"no {name}", f"the name or number of the {name}")])
        village, owner, arm = (place[name].text for name in ("village", "owner", "arm"))
        if arm not in self._arms:
            problem = unknown((), "arm", arm, self._arms)
            raise StudyError([place["arm"].fault(problem.found, problem.allowed, problem.nearest)])
        if self._arm.setdefault(village, arm) != arm:
            told = f"village {shown(village)} is in the arm {self._arm[village]} as well as in {arm}"
            raise StudyError([place["arm"].fault(told, "one arm a village, the one that was drawn")])
        week = int(self._number(place["week"], self._table.numbers.whole))
        if week not in self._scores:
            allowed = f"the sealed waves: weeks {listed([str(each) for each in self._waves])}"
            raise StudyError([place["week"].fault(f"found week {week}", allowed)])
        if (village, owner) in self._scores[week]:
            told = f"owner {shown(owner)} of {shown(village)} stands twice in week {week}"
            raise StudyError([place["owner"].fault(told, "one row an owner and wave")])
        self._scores[week][village, owner] = self._score(place, week)

    def _number(self, cell: Cell, read: Callable[[str], float]) -> float:
        try:
            return read(cell.text)
        except NoNumberError as error:
            raise StudyError([cell.fault(error.found, error.allowed)]) from None

    def _score(self, place: dict[str, Cell], week: int) -> float:
        """Return the score of an owner; NaN where too little was answered."""
        found = []
        for name in self._scored:
            cell = place[name]
            if not cell.text:
                continue
            number = self._number(cell, self._table.numbers.real)
            if name != VALUE and number not in range(1, STEPS + 1):
                raise StudyError(
                    [cell.fault(f"found {number:g}", f"an answer from 1 to {STEPS}, or nothing")]
                )
            if name == VALUE and self._on_a_scale and not 0 <= number <= 1:
                allowed = (
                    f"{self._outcome} from 0 to 1; answers from 1 to {STEPS} belong into item_1, item_2, ..."
                )
                raise StudyError([cell.fault(f"found {number:g}", allowed)])
            self._answers[name, week] += 1
            found.append(number if name == VALUE else (number - 1) / (STEPS - 1))
        return float(np.mean(found)) if len(found) > len(self._scored) / 2 else float("nan")

    def must_be_answered(self) -> None:
        """Raise where a wave of a village is missing, an item has no answer, or an arm too few villages."""
        file = self._table.file
        for village in self._arm:
            for week, scores in self._scores.items():
                if not any(each == village for each, _ in scores):
                    told = f"village {shown(village)} has no interview of week {week}"
                    allowed = f"every village in the weeks {listed([str(each) for each in self._waves])}"
                    raise StudyError([Fault.of(file, "", told, allowed)])
        for (name, week), number in self._answers.items():
            if number == 0:
                told = f"nobody answered {name} in week {week}"
                raise StudyError([Fault.of(file, name, told, "items with answers; leave the column out")])
        for arm in self._arms:
            number = list(self._arm.values()).count(arm)
            if number < FEWEST:
                told = f"{number} villages in the arm {arm}: fewer villages than parameters"
                raise StudyError([Fault.of(file, "", told, f"{FEWEST} villages or more in each arm")])

    def interviews(self) -> Interviews:
        """Return what was read.

        Raises
        ------
        StudyError
            If nobody of a village answered in every wave.
        """
        villages = list(self._arm)
        number = {village: place for place, village in enumerate(villages)}
        first, *later = self._waves
        asked = list(self._scores[first])
        nothing = float("nan")
        after = [[self._scores[week].get(place, nothing) for week in later] for place in asked]
        found = Interviews(
            villages,
            np.array([self._arm[village] == self._arms[1] for village in villages]),
            np.array([number[village] for village, _ in asked], dtype=np.int64),
            np.array([self._scores[first][place] for place in asked]),
            np.array(after).mean(axis=1),
        )
        count = np.bincount(found.village[found.complete], minlength=len(villages))
        if (count == 0).any():
            name = villages[int(np.argmin(count))]
            told = f"no owner of village {shown(name)} answered in every wave"
            allowed = "villages with owners who were asked before and after"
            raise StudyError([Fault.of(self._table.file, "", told, allowed)])
        return found
