"""The pool: simulated villages, owner by owner, from which trials are drawn."""

from dataclasses import dataclass

import numpy as np

from simulation.experiment.panel_study import COST, PanelStudy
from simulation.patterns.villages import share_between
from simulation.running.weekly_table import WeeklyTable


@dataclass(frozen=True)
class World:
    """Villages of which a trial may draw any.

    Attributes
    ----------
    values : ndarray of float, shape (villages, arms, waves, owners)
        The outcome of each owner; NaN who is gone.
    """

    values: np.ndarray

    @property
    def spread(self) -> float:
        """Standard deviation of owners at the first wave, over all villages."""
        return float(np.nanstd(self.values[:, 0, 0]))

    @property
    def icc(self) -> float:
        """Share of the variance of owners at the first wave that lies between villages (as P23)."""
        first = self.values[:, 0, 0]
        there = np.isfinite(first).sum(axis=-1)
        parts = [there, np.nanmean(first, axis=-1), np.nanvar(first, axis=-1, ddof=1)]
        return share_between(np.column_stack(parts).astype(float))

    def means(self) -> np.ndarray:
        """Return means of villages, of shape (villages, arms, waves)."""
        return np.asarray(np.nanmean(self.values, axis=-1))


class Pool:
    """All simulated villages.

    Parameters
    ----------
    values : ndarray of float, shape (arms, villages, waves, owners)
        As simulated.
    cost : ndarray of float, shape (arms, villages)
        Rupiah spent by the last wave.
    sets : ndarray of int, shape (villages,)
        The set of parameters that each village lives with.

    Attributes
    ----------
    worlds : list of World
        One a set: all villages of the world live with it, and differ by luck. What few villages of a set
        show too little of is made up for: their deviations are stretched by the root of n/(n - 1).
    mixed : World
        All villages: each lives with a set of its own, so that they differ as much as the sets do.
    numbers : list of int
        The set of each world.
    """

    def __init__(self, values: np.ndarray, cost: np.ndarray, sets: np.ndarray) -> None:
        whole = np.isfinite(values).any(axis=-1).all(axis=(0, 2))
        every = values.transpose(1, 0, 2, 3)
        self.worlds: list[World] = []
        self.numbers: list[int] = []
        kept = np.zeros(sets.size, dtype=bool)
        for number in np.unique(sets).tolist():
            members = np.flatnonzero(whole & (sets == number))
            if members.size > 1:
                self.worlds.append(World(_stretched(every[members])))
                self.numbers.append(number)
                kept[members] = True
        self.mixed = World(every[kept])
        self.cost: np.ndarray = cost[:, kept].mean(axis=1) if kept.any() else np.full(len(cost), np.nan)

    @classmethod
    def of(cls, design: PanelStudy, table: WeeklyTable) -> "Pool":
        """Return the pool of a study."""
        weeks, names = design.recorded_weeks(), design.owner_columns()
        found = table.many([COST, *names], weeks)
        values = np.stack([found[name] for name in names], axis=-1)
        return cls(values, found[COST][:, :, -1], design.set_numbers(table.replicates))

    @property
    def villages(self) -> int:
        """How many villages there are."""
        return len(self.mixed.values)

    @property
    def icc(self) -> float:
        """Mean over sets of the share of variance that lies between villages of one set."""
        return float(np.mean([world.icc for world in self.worlds]))


def _stretched(values: np.ndarray) -> np.ndarray:
    """Return villages whose means lie as far apart, on average, as those of any number of villages would."""
    number = len(values)
    means = np.nanmean(values, axis=-1)
    further = (np.sqrt(number / (number - 1)) - 1) * (means - means.mean(axis=0))
    return np.asarray(values + further[..., None])
