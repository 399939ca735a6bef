"""The differences that a report shows: those of the comparison, and more outcomes compared the same way."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.analysis.comparison import Terms, compare, edges
from simulation.analysis.spread import spread
from simulation.analysis.windows import values_at
from simulation.report.trajectories import summary
from simulation.running.weekly_table import WeeklyTable

BESIDE = ("least", "most", "pairs")
"""Fields of an effect that the comparison does not hold."""


class Effect(NamedTuple):
    """One scenario, outcome and week, compared with the reference.

    Attributes
    ----------
    mean, difference, sign_share, sets, low, high, helps, little, harms, best, regret, luck, error, \
    error_low, error_high, cost, per_million : float
        As in :func:`simulation.analysis.comparison.compare`.
    least, most : float
        Between them lie the paired differences of 95 % of the replicates.
    pairs : int
        Replicates that both scenarios finished.
    """

    mean: float
    difference: float
    sign_share: float
    sets: float
    low: float
    high: float
    helps: float
    little: float
    harms: float
    best: float
    regret: float
    luck: float
    error: float
    error_low: float
    error_high: float
    cost: float
    per_million: float
    least: float
    most: float
    pairs: int

    @property
    def edges(self) -> tuple[float, float]:
        """The plausible range; of a single set the interval of computing error."""
        return edges(self._asdict())


def judged(differences: np.ndarray, sets: np.ndarray) -> tuple[float, float, float]:
    """Return paired differences as the comparison tells them: the effect, and the ends that judge it.

    Parameters
    ----------
    differences : ndarray of float, shape (replicates,)
    sets : ndarray of int, shape (replicates,)
        The set that each replicate lives with.
    """
    found = spread(differences, sets)
    return found.effect, *edges(found._asdict())


class KeptTable(WeeklyTable):
    """Measures that are read once, as long as they do not take too much memory.

    Parameters
    ----------
    table : WeeklyTable
        Where they are read.
    """

    MOST = 60_000_000
    """Numbers kept (480 MB): half of them whole measures, half single weeks of others."""

    def __init__(self, table: WeeklyTable) -> None:
        super().__init__(table.scenarios, table.replicates, table.weeks, table.columns, [])
        self._source = table
        self._kept: dict[str, np.ndarray] = {}
        self._waiting: list[str] = []
        self._weeks: dict[tuple[int, ...], dict[str, np.ndarray]] = {}

    def keep(self, columns: Iterable[str]) -> None:
        """Read these measures in one pass, those that exist and for which there is room.

        The others are read together as soon as some weeks of one of them are wanted.
        """
        wanted = [name for name in dict.fromkeys(columns) if name in self.columns and name not in self._kept]
        room = self._room(self.weeks + 1, self.MOST // 2)
        self._waiting = wanted[room:]
        if wanted[:room]:
            self._kept |= self._source.many(wanted[:room])

    def many(self, columns: Sequence[str], weeks: Sequence[int] | None = None) -> dict[str, np.ndarray]:
        """Return several measures, those kept without reading (see :meth:`WeeklyTable.many`)."""
        missing = [name for name in columns if name not in self._kept]
        every = slice(None) if weeks is None else list(weeks)
        read = self._read(missing, weeks) if missing else {}
        return {name: read[name] if name in read else self._kept[name][:, :, every] for name in columns}

    def only(self, scenarios: Sequence[str]) -> WeeklyTable:
        """Return the same measures for some of the scenarios, nothing of them kept."""
        return self._source.only(scenarios)

    def _read(self, missing: Sequence[str], weeks: Sequence[int] | None) -> dict[str, np.ndarray]:
        if weeks is None:
            return self._source.many(missing)
        unread = [name for name in missing if self._single(name, weeks) is None]
        if unread:
            room = max(0, self._room(len(weeks), self.MOST) - len(unread))
            more = [
                name for name in self._waiting if name not in unread and self._single(name, weeks) is None
            ]
            read = self._source.many([*unread, *more[:room]], weeks)
            self._weeks.setdefault(tuple(weeks), {}).update(read)
        found = {name: self._single(name, weeks) for name in missing}
        return {name: values for name, values in found.items() if values is not None}

    def _single(self, name: str, weeks: Sequence[int]) -> np.ndarray | None:
        """Return single weeks of a measure, if they have been read, perhaps among others."""
        for held, measures in self._weeks.items():
            if name in measures and set(weeks) <= set(held):
                return measures[name][:, :, [held.index(week) for week in weeks]]
        return None

    def _room(self, weeks: int, most: int) -> int:
        """Return for how many measures of so many weeks there is room."""
        everything = [*self._kept.values(), *(v for found in self._weeks.values() for v in found.values())]
        held = sum(values.size for values in everything)
        return max(0, most - held) // max(1, len(self.scenarios) * self.replicates * weeks)


class Effects:
    """All differences of a study, computed once and kept.

    Parameters
    ----------
    table : WeeklyTable
        Measures of the study.
    terms : Terms
        What the comparison rests on.
    comparison : DataFrame
        The comparison of the study.
    """

    def __init__(self, table: WeeklyTable, terms: Terms, comparison: pd.DataFrame) -> None:
        self.table, self.terms = table, terms
        self._found: dict[tuple[str, str, int], Effect] = {}
        for outcome, frame in comparison.groupby("outcome", sort=False):
            self._keep(frame, [str(outcome)], sorted(set(frame["week"])))

    def add(self, outcomes: Iterable[str], weeks: Sequence[int]) -> None:
        """Compare more outcomes."""
        missing = [
            name
            for name in dict.fromkeys(outcomes)
            if name in self.table.columns
            and any((self.terms.reference, name, week) not in self._found for week in weeks)
        ]
        if missing:
            self._keep(compare(self.table, self.terms, missing, weeks), missing, weeks)

    def get(self, scenario: str, outcome: str, week: int) -> Effect | None:
        """Return one effect."""
        return self._found.get((scenario, outcome, week))

    def has(self, outcome: str, week: int) -> bool:
        """Tell whether an outcome has numbers in this week."""
        found = self.get(self.terms.reference, outcome, week)
        return found is not None and bool(np.isfinite(found.mean))

    def _keep(self, frame: pd.DataFrame, outcomes: Sequence[str], weeks: Sequence[int]) -> None:
        table = self.table
        values = values_at(table, outcomes, weeks, self.terms.window)
        base = table.scenarios.index(self.terms.reference)
        place = {week: number for number, week in enumerate(weeks)}
        shared = [name for name in Effect._fields if name not in BESIDE]
        spread: dict[tuple[str, str], tuple[np.ndarray, ...]] = {}
        for number, scenario in enumerate(table.scenarios):
            for outcome in outcomes:
                differences = values[outcome][number] - values[outcome][base]
                if number == base:
                    # the reference does not differ from itself: it has no spread
                    differences = np.full_like(differences, np.nan)
                spread[scenario, outcome] = (*summary(differences)[1:], np.isfinite(differences).sum(axis=0))
        for scenario, outcome, week, *rest in frame[["scenario", "outcome", "week", *shared]].itertuples(
            index=False
        ):
            *edge, pairs = (float(each[place[week]]) for each in spread[scenario, outcome])
            figures = [float(value) for value in rest]
            self._found[scenario, outcome, int(week)] = Effect._make([*figures, *edge, int(pairs)])
