"""The life of one run: its weeks go by, and what the study asks for is written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.record import Record
from simulation.measures.events import events_of
from simulation.measures.own import Function, value_of
from simulation.measures.owners import owners_of
from simulation.measures.ties import TIE, ties_of
from simulation.model.engine import Engine, Interrupted
from simulation.model.village import Village
from simulation.running.readable import ReadableRun

Run = Engine | ReadableRun
"""What lives: the compiled model, or a version of the readable one."""
Columns = dict[str, np.ndarray]
"""A table: its columns by name, all of one length."""


@dataclass(frozen=True)
class Asked:
    """What a study writes down of each run.

    Attributes
    ----------
    weeks : ndarray of int
        Whose measures are kept, ascending.
    record : Record
        The tables of owners, ties and events.
    measures : dict of str to callable
        Those of the user's own.
    """

    weeks: np.ndarray
    record: Record
    measures: Mapping[str, Function]

    @classmethod
    def by(cls, config: StudyConfig, measures: Mapping[str, Function]) -> Self:
        """Return what a study asks for."""
        return cls(np.array(config.recorded_weeks(), dtype=np.int64), config.record, measures)

    def breaks(self) -> set[int]:
        """Return the weeks after which a run must stand still, so that a table can be written."""
        return {week for table in ("owners", "ties") for week in self.record.weeks(table)}


@dataclass
class Kept:
    """What was written down of a run.

    Attributes
    ----------
    rows : ndarray, shape (weeks, columns)
        The measures; those of the user's own come last.
    tables : dict of str to dict of int to Columns
        By name of the table and week.
    """

    rows: np.ndarray
    tables: dict[str, dict[int, Columns]] = field(default_factory=dict)

    def until(self, asked: Asked, week: int) -> Self:
        """Return a copy in which only the weeks up to one are filled."""
        rows = np.full_like(self.rows, np.nan)
        shared = np.searchsorted(asked.weeks, week, "right")
        rows[:shared] = self.rows[:shared]
        tables = {
            name: {when: table for when, table in weeks.items() if when <= week}
            for name, weeks in self.tables.items()
        }
        return type(self)(rows, tables)


class Life:
    """A run on its way, and what was written down of it.

    Parameters
    ----------
    run : Engine or ReadableRun
        Where it stands.
    asked : Asked
        What is written down.
    kept : Kept, optional
        What was written down so far; by default it stands at the beginning of its programme, and that week
        is the first.
    """

    def __init__(self, run: Run, asked: Asked, kept: Kept | None = None) -> None:
        self.run = run
        self._asked = asked
        if isinstance(run, Engine) and asked.record.weeks("events"):
            run.keep_events()
        # what a user's own measures see
        self._village: Any = None
        if asked.measures:
            self._village = Village.of(run) if isinstance(run, Engine) else run.village
        self._columns = len(run.columns)
        if kept is None:
            self.kept = Kept(np.full((asked.weeks.size, self._columns + len(asked.measures)), np.nan))
            self._write_measures(0, run.measure() if (asked.weeks == 0).any() else None)
            self._write_tables()
        else:
            self.kept = kept

    def advance(self, until: int, stop: Callable[[], bool] | None) -> None:
        """Run to the end of a week; on the way everything is written down.

        Raises
        ------
        Interrupted
            When ``stop`` says so.
        """
        for week in sorted(week for week in {*self._asked.breaks(), until} if self.run.week < week <= until):
            if self._village is None:
                self._advance(week, stop)
            else:
                self._step(week, stop)
            self._write_tables()

    def _advance(self, until: int, stop: Callable[[], bool] | None) -> None:
        weeks = self._asked.weeks
        first, last = np.searchsorted(weeks, (self.run.week, until), "right")
        places = np.arange(first, last)
        # weeks that follow each other are one call
        for block in np.split(places, np.flatnonzero(np.diff(weeks[first:last]) > 1) + 1):
            if block.size:
                self.run.advance(int(weeks[block[0]]) - 1, stop=stop)
                rows = self.kept.rows[block[0] : block[-1] + 1]
                self.run.advance(int(weeks[block[-1]]), rows, stop)
        self.run.advance(until, stop=stop)

    def _step(self, until: int, stop: Callable[[], bool] | None) -> None:
        """Go on week by week, so that a user's own measures see each."""
        while self.run.week < until:
            if stop is not None and stop():
                raise Interrupted
            self._village.step()
            row = self._village.row if isinstance(self._village, Village) else self.run.measure()
            self._write_measures(self.run.week, row)

    def _write_measures(self, week: int, row: np.ndarray | None) -> None:
        place = np.searchsorted(self._asked.weeks, week)
        if place == self._asked.weeks.size or self._asked.weeks[place] != week or row is None:
            return
        own = [value_of(name, measure, self._village) for name, measure in self._asked.measures.items()]
        self.kept.rows[place] = [*row, *own]

    def _write_tables(self) -> None:
        week, state, profile = self.run.week, self.run.state, self.run.profile
        record = self._asked.record
        asked = self.run.asked() if isinstance(self.run, ReadableRun) else None
        if week in record.weeks("owners"):
            owners = owners_of(state, self.run.record, profile) | (
                asked.owners() if asked is not None else {}
            )
            self.kept.tables.setdefault("owners", {})[week] = owners
        if week in record.weeks("ties"):
            ties = ties_of(state, self.run.record)
            if asked is not None:
                ties["trust"] = asked.trust[ties["owner"], ties["partner"]]
                ties["trust_back"] = asked.trust[ties["partner"], ties["owner"]]
            self.kept.tables.setdefault("ties", {})[week] = {name: ties[name] for name in TIE.names or ()}
        for events in self.run.events:
            if events.size and (when := int(events["week"][0])) in record.weeks("events"):
                self.kept.tables.setdefault("events", {})[when] = events_of(events, profile)
        self.run.events.clear()
