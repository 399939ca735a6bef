"""The villages of all sets, as many for each: what decisions gain in them and what they were before."""

from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np

from simulation.analysis.set_blocks import blocks_of
from simulation.experiment.config import StudyConfig
from simulation.experiment.varied import varied


class Villages(NamedTuple):
    """What is known of the simulated villages.

    Attributes
    ----------
    gains : ndarray of float, shape (sets, villages, decisions)
        What each decision gains over the reference; more is better.
    before : dict of str to ndarray of float, shape (sets * villages,)
        Measures of week 0.
    parameters : dict of str to ndarray of float, shape (sets,)
        Those that differ between sets.
    belief_sd : ndarray of float, shape (sets * villages,)
        How far owners differ in what they believe.
    """

    gains: np.ndarray
    before: dict[str, np.ndarray]
    parameters: dict[str, np.ndarray]
    belief_sd: np.ndarray

    @property
    def sets(self) -> int:
        """How many sets there are."""
        return int(self.gains.shape[0])

    @classmethod
    def of(cls, config: StudyConfig, gains: np.ndarray, before: Mapping[str, np.ndarray]) -> Self:
        """Return the villages of the sets that have as many of them as most sets.

        Parameters
        ----------
        config : StudyConfig
            Says which village lives with which set.
        gains : ndarray of float, shape (replicates, decisions)
            A village with NaN, whose run failed, is left out.
        before : mapping of str to ndarray of float, shape (replicates,)
        """
        kept, rows = blocks_of(config.set_numbers(len(gains)), np.isfinite(gains).all(axis=1))
        points = config.points
        assert points is not None  # the question asks for several sets
        columns = {
            name: np.array([column[number] for number in kept], dtype=float)
            for name, column in points.columns.items()
            if name in varied(config)
        }
        spread = columns.get("belief_sd", np.full(len(kept), config.behaviour.belief_sd))
        return cls(
            gains[rows],
            {name: values[rows].reshape(-1) for name, values in before.items()},
            {name: column for name, column in columns.items() if column.size and np.ptp(column) > 0},
            np.repeat(spread, rows.shape[1]),
        )
