"""Stages: studies that follow each other, each in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.running.replicate import Failure
from simulation.running.run import Outcome
from simulation.running.shard import WHOLE, Shard
from simulation.running.weekly_table import WeeklyTable
from simulation.store.earlier_runs import EarlierRuns
from simulation.store.results_folder import ResultsFolder


class Stages:
    """Runs the next stage; what is there already is not simulated again.

    Parameters
    ----------
    base : Path
        Holds ``stage-000``, ``stage-001`` and so on.
    shard : Shard
        Which of their replicates.

    Attributes
    ----------
    failures : list of Failure
        Runs that raised.
    runs : int
        How many were simulated now.
    seconds : float
        Wall time of the simulation.
    earlier : EarlierRuns or None
        Finished results that are taken over instead of simulating the same villages again.
    """

    def __init__(self, base: Path, shard: Shard = WHOLE) -> None:
        self.base = base
        self.shard = shard
        self.failures: list[Failure] = []
        self.runs = 0
        self.seconds = 0.0
        self.earlier: EarlierRuns | None = None
        self._stages: list[ResultsFolder] = []

    def run(self, design: StudyConfig, simulate: Callable[[ResultsFolder], Outcome]) -> WeeklyTable:
        """Return the measures of the next stage.

        Parameters
        ----------
        design : StudyConfig
            The stage.
        simulate : callable
            Runs what its folder does not hold yet.

        Raises
        ------
        KeyboardInterrupt
            If it was stopped; what is finished is kept.
        """
        path = self.base / f"stage-{len(self._stages):03d}"
        with ResultsFolder(path, design, shard=self.shard, resume=True) as stage:
            self._stages.append(stage)
            if self.earlier is not None:
                self.earlier.fill(stage)
            before = stage.finished
            outcome = simulate(stage)
            if outcome.interrupted:
                raise KeyboardInterrupt
            stage.write_manifest(outcome)
            stage.write_failures()
            self.failures += outcome.failures
            self.runs += (outcome.finished - before) * len(stage.scenarios)
            self.seconds += outcome.seconds
            return stage.table()

    def stop(self) -> None:
        """Note in the last stage that it was stopped."""
        if self._stages:
            self._stages[-1].stop()

    def held(self) -> str:
        """Return in words how much is there."""
        return f"stage {len(self._stages)}: {self._stages[-1].held()}" if self._stages else "0 stages"
