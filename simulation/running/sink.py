"""Sinks: where finished replicates go, part by part, in memory or into a folder."""

from abc import ABC, abstractmethod

from simulation.experiment.config import StudyConfig
from simulation.running.detail_table import DetailTable
from simulation.running.part import Part, Written, parts_of, replicates_of, tables_of
from simulation.running.replicate import Failure, Replicate
from simulation.running.shard import WHOLE, Shard
from simulation.running.weekly_table import WeeklyTable, part_table


class Sink(ABC):
    """What is kept of a study.

    Parameters
    ----------
    config : StudyConfig
        The study.
    shard : Shard
        Which of its replicates.

    Attributes
    ----------
    plan : list of Part
        All parts the study may need.
    written : dict of int to Written
        Those that are there, by number.
    """

    def __init__(self, config: StudyConfig, shard: Shard = WHOLE) -> None:
        self.config = config
        self.shard = shard
        self.columns = config.columns()
        self.scenarios = list(config.programmes())
        self.first, last = shard.bounds(config.most_replicates)
        self.recorded = config.recorded_weeks()
        number = len(self.scenarios)
        self.plan = parts_of(self.first, last, number * len(self.recorded), number * (config.weeks + 1))
        self.written: dict[int, Written] = {}

    @abstractmethod
    def write(self, part: Part, replicates: list[Replicate]) -> None:
        """Take the replicates of a part; of a stopped study, its first ones."""

    def begins(self, part: Part) -> int:
        """Return the first replicate of a part that is not there yet; ``part.last`` if all are."""
        kept = self.written.get(part.number)
        return part.first if kept is None else kept.last

    def kept(self, part: Part) -> list[Replicate]:
        """Return the replicates of a part that are there."""
        kept = self.written.get(part.number)
        return [] if kept is None else replicates_of(kept, self.scenarios)

    @property
    def finished(self) -> int:
        """How many replicates are there, up to the first one that is missing."""
        end = self.first
        for part in self.plan:
            end = max(end, self.begins(part))
            if end < part.last:
                break
        return end - self.first

    def failures(self) -> list[Failure]:
        """Return the runs that raised."""
        return [failure for written in self._in_order() for failure in written.failures]

    def table(self) -> WeeklyTable:
        """Return the measures of all finished replicates."""
        data = [written.data for written in self._in_order()]
        return WeeklyTable(self.scenarios, self.finished, self.config.weeks, self.columns, data)

    def details(self, kind: str) -> DetailTable:
        """Return the owners, ties or events of all finished replicates."""
        return DetailTable([written.tables[kind] for written in self._in_order() if kind in written.tables])

    def _in_order(self) -> list[Written]:
        end = self.first + self.finished
        return [self.written[number] for number in sorted(self.written) if self.written[number].last <= end]


class Memory(Sink):
    """Keeps the measures in memory."""

    def write(self, part: Part, replicates: list[Replicate]) -> None:
        """Take the replicates of a part."""
        failures = [failure for replicate in replicates for failure in replicate.failures]
        data = part_table(self.scenarios, self.columns, self.recorded, replicates)
        tables = tables_of(self.scenarios, replicates)
        self.written[part.number] = Written(data, part.first, part.first + len(replicates), failures, tables)
