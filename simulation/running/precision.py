"""Are the intervals narrow enough? Asked after every replicate, in their order."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from simulation.experiment.replicates import UntilPrecise

if TYPE_CHECKING:
    from simulation.experiment.config import StudyConfig


def half_width(differences: np.ndarray) -> float:
    """Return half the 95 % interval (Student t) of the mean of paired differences, at least 2 of them."""
    number = differences.size
    return float(stdtrit(number - 1, 0.975)) * float(differences.std(ddof=1)) / float(np.sqrt(number))


def widest(values: np.ndarray, reference: int) -> float:
    """Return the widest half interval of any scenario; infinite while there are fewer than two pairs.

    Parameters
    ----------
    values : ndarray of float, shape (villages, scenarios)
        NaN where a run failed.
    reference : int
        The scenario the others are compared with.
    """
    differences = values - values[:, [reference]]
    found = 0.0
    for scenario in range(differences.shape[1]):
        kept = differences[~np.isnan(differences[:, scenario]), scenario]
        if scenario != reference:
            found = max(found, half_width(kept) if kept.size > 1 else np.inf)
    return found


class Precision:
    """The paired differences of one outcome as replicates come in.

    Parameters
    ----------
    config : StudyConfig
        A study whose ``replicates`` are a :class:`UntilPrecise`.
    columns : list of str
        Measures, in the order of the columns of the rows.
    """

    def __init__(self, config: "StudyConfig", wanted: UntilPrecise, columns: list[str]) -> None:
        self.wanted = wanted
        self._column = columns.index(wanted.until.outcome)
        scenarios = list(config.programmes())
        self._reference = scenarios.index(config.reference)
        self._values = np.full((wanted.at_most, len(scenarios)), np.nan)
        recorded = config.recorded_weeks()
        window = config.window.weeks(wanted.until.outcome, wanted.until.week)
        self._weeks = [recorded.index(week) for week in window]
        self._number = 0

    def take(self, rows: dict[int, np.ndarray]) -> None:
        """Take the rows of the next replicate, by number of the scenario; failed runs have none."""
        for scenario, values in rows.items():
            seen = values[self._weeks, self._column]
            seen = seen[np.isfinite(seen)]
            self._values[self._number, scenario] = seen.mean() if seen.size else np.nan
        self._number += 1

    def widest(self) -> float:
        """Return the widest half interval of any scenario; infinite while there are fewer than two pairs."""
        return widest(self._values[: self._number], self._reference)

    def is_enough(self) -> bool:
        """Tell whether every interval is narrow enough, or the most replicates are reached."""
        if self._number < self.wanted.at_least:
            return False
        return self._number >= self.wanted.at_most or self.widest() <= self.wanted.until.half_width
