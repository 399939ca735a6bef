"""A survey of one village: what was observed, and what it would observe in simulated ones."""

from dataclasses import dataclass

import numpy as np

from simulation.analysis.luck import Luck
from simulation.analysis.windows import values_at
from simulation.experiment.targets import Target
from simulation.experiment.window import Window
from simulation.running.weekly_table import WeeklyTable


@dataclass(frozen=True)
class Survey:
    """What was observed, as arrays in the order of the targets."""

    targets: list[Target]
    window: Window

    @property
    def observed(self) -> np.ndarray:
        """What was observed, shape (targets,)."""
        return np.array([target.value for target in self.targets])

    @property
    def errors(self) -> np.ndarray:
        """Standard errors, shape (targets,)."""
        return np.array([target.standard_error for target in self.targets])

    @property
    def scenarios(self) -> list[str]:
        """Scenarios that are needed."""
        return list(dict.fromkeys(target.scenario for target in self.targets))

    def seen_in(self, table: WeeklyTable) -> np.ndarray:
        """Return the numbers of simulated villages, shape (villages, targets); NaN where undefined."""
        measures = list(dict.fromkeys(target.measure for target in self.targets))
        weeks = sorted({target.week for target in self.targets})
        found = values_at(table, measures, weeks, self.window)
        return np.column_stack(
            [
                found[target.measure][table.scenarios.index(target.scenario), :, weeks.index(target.week)]
                for target in self.targets
            ]
        )

    def with_error(self, seen: np.ndarray, luck: Luck) -> np.ndarray:
        """Return numbers of villages as surveys with these errors would have them."""
        errors = np.array([luck.normals(self.errors.size) for _ in seen]) * self.errors
        found: np.ndarray = seen + errors
        return found


def unit_of(pilot: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Return the matrix that turns differences into units of luck and error.

    Parameters
    ----------
    pilot : ndarray of float, shape (villages, targets)
        Numbers of like villages; those with NaN are left out.
    errors : ndarray of float, shape (targets,)
        Standard errors of the survey.

    Returns
    -------
    ndarray of float, shape (targets, targets)
        ``differences @ matrix`` has as its Euclidean length the Mahalanobis distance.
    """
    whole = pilot[np.isfinite(pilot).all(axis=1)]
    noise = np.diag(errors**2)
    if len(whole) > pilot.shape[1]:
        noise = noise + np.atleast_2d(np.cov(whole, rowvar=False))
    found: np.ndarray = np.linalg.inv(np.linalg.cholesky(noise)).T
    return found
