"""The twin as a model for ``mesa.batch_run``: every run has its own burn-in, every week its measures."""

from collections import Counter
from functools import partial

import mesa

from benchmarks.mesa_twin.attendance import ATTENDED, Attended
from benchmarks.mesa_twin.chance import MesaChance
from benchmarks.mesa_twin.measured import MeasuredVillage
from benchmarks.mesa_twin.measures import weekly_columns, weekly_measures
from benchmarks.mesa_twin.study import bench_study
from simulation.reference import Chance


class BenchVillage(MeasuredVillage):
    """A village of the experiment in one scenario.

    It is made at the end of week 0, after the burn-in, with the measures of that week collected; a step
    is a week, the last one stops the run.

    Parameters
    ----------
    owners : int
        Owners of the village.
    scenario : str
        A scenario of the experiment.
    seed : int
        Seed of Mesa's generator.
    weeks, burn_in : int, optional
        By default those of the experiment; a burn-in has at least one week.
    chance : Chance, optional
        Who answers the questions of chance; by default Mesa's generator.

    Attributes
    ----------
    sizes : list of int
        Owners of each group, in this week.
    attended : list of Attended
        The activities, which remember who came.
    measures : dict of str to float
        All measures of the last week.
    datacollector : mesa.DataCollector
        They all for weeks 0, 1, ...
    """

    def __init__(
        self,
        owners: int,
        scenario: str,
        seed: int,
        *,
        weeks: int | None = None,
        burn_in: int | None = None,
        chance: Chance | None = None,
    ) -> None:
        study = bench_study(owners)
        doses = study.programmes()[scenario]
        burn_in = study.burn_in if burn_in is None else burn_in
        super().__init__(
            study.village,
            study.behaviour,
            doses,
            seed,
            burn_in=burn_in,
            chance=chance or MesaChance(self),
            prices=study.prices,
        )
        self.last_week = study.weeks if weeks is None else weeks
        self.attended: list[Attended] = [
            ATTENDED[activity.name](self, activity.name, activity.dose) for activity in self.activities
        ]
        self.activities = list(self.attended)
        self.measures: dict[str, float] = {}
        columns = weekly_columns([group.name for group in study.village.groups])
        self.datacollector = mesa.DataCollector({name: partial(_measure, name) for name in columns})
        for _ in range(burn_in - 1):
            super().step()
        # Mesa counts this one as its first step: batch_run reads as many rows as steps were counted
        self.step()

    def step(self) -> None:
        """Do one week and collect its measures."""
        super().step()
        members = Counter(owner.group for owner in self.owners)
        self.sizes = [members[group] for group in range(len(self.profile.groups))]
        self.measures = weekly_measures(self)
        self.datacollector.collect(self)
        self.running = self.week < self.last_week


def _measure(name: str, village: BenchVillage) -> float:
    return village.measures[name]


class NoVillage(mesa.Model):  # type: ignore[misc]  # mesa has no types
    """A model that ends at once: what a batch takes before its first run.

    It reads the experiment, which every process does once.
    """

    def __init__(self, owners: int, seed: int) -> None:
        super().__init__(rng=seed)
        bench_study(owners)
        self.datacollector = mesa.DataCollector()

    def step(self) -> None:
        """Stop."""
        self.running = False
