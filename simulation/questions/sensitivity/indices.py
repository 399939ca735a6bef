"""Sensitivity indices: what the values at chosen points say about each parameter, and how much is luck.

A simulated value is a mean over a few villages, so part of what differs between two points is luck. Its
size is estimated from the same runs: all points hold the same villages, and what is left of a value
after the mean of its point and the mean of its village is luck (two-way analysis of variance).
"""

from abc import ABC, abstractmethod
from importlib.util import find_spec
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from simulation.files.faults import Fault, StudyError
from simulation.questions.sensitivity.space import Space

EXTRA = "pip install -e .[sensitivity]"
RESAMPLES = 300
GROUPS = 5
"""Groups of villages that are left out in turn, to see what luck does to an index."""
ROUNDING = 1e-12
"""What equal means may differ by, as a share of the largest."""


def need_library() -> None:
    """Refuse to go on without SALib.

    Raises
    ------
    StudyError
        If it is not installed.
    """
    if find_spec("SALib") is None:
        told = "SALib is not installed"
        raise StudyError([Fault.of("kampung sensitivity", "", told, f"the extra 'sensitivity': {EXTRA}")])


class Indices(ABC):
    """A way to choose points in a space and to read indices from the values there.

    Parameters
    ----------
    space : Space
        The parameters.
    unit : ndarray of float, shape (points, parameters)
        The points, in the unit cube.
    block : int
        So many points that follow each other stand or fall together.
    seed : int
        Names the resamples of the intervals; above 0.

    Attributes
    ----------
    leading : str
        The index that ranks the parameters.
    """

    leading: ClassVar[str]

    def __init__(self, space: Space, unit: np.ndarray, block: int, seed: int) -> None:
        self.space, self.unit, self.block, self.seed = space, unit, block, seed

    @abstractmethod
    def read(self, unit: np.ndarray, values: np.ndarray, resamples: int) -> dict[str, np.ndarray]:
        """Return the indices of values that are all defined and not all the same.

        Parameters
        ----------
        unit : ndarray of float, shape (points, parameters)
        values : ndarray of float, shape (points,)
        resamples : int
            For the intervals; 0 where none are wanted.

        Returns
        -------
        dict of str to ndarray of float, shape (parameters,)
        """

    @abstractmethod
    def floor(self, unit: np.ndarray, values: np.ndarray, luck: float) -> float:
        """Return what the leading index would be of a parameter that does nothing.

        Parameters
        ----------
        unit, values
            As in :meth:`read`.
        luck : float
            Variance of a value that is luck.
        """

    def table(self, values: np.ndarray) -> pd.DataFrame:
        """Return the indices of all parameters.

        Parameters
        ----------
        values : ndarray of float, shape (points, villages)
            The same villages at every point; NaN where a run failed or a measure is not defined. A point
            takes the mean of what it has; with a point that has nothing its block is left out.

        Returns
        -------
        DataFrame
            One row a parameter: the indices; ``luck``, half the 95 % interval of the leading one over the
            villages (jackknife); ``floor``, what it would be for a parameter that does nothing;
            ``points`` that could be used; ``varies``, false where all of them have the same value, and
            None where fewer than two blocks could be used. NaN in both cases.
        """
        used = self.usable(values)
        unit, values = self.unit[used], values[used]
        frame = pd.DataFrame({"parameter": self.space.names})
        means = _means(values)
        varies = not _same(means) if means.size >= 2 * self.block else None
        if varies:
            for name, index in self.read(unit, means, RESAMPLES).items():
                frame[name] = index
            frame["luck"] = self._luck(unit, values)
            frame["floor"] = self.floor(unit, means, luck_variance(values))
        else:
            frame[[self.leading, "luck", "floor"]] = np.nan
        return frame.assign(points=int(used.sum()), varies=varies)

    def usable(self, values: np.ndarray) -> np.ndarray:
        """Return which points stand in a block whose points all have a value, shape (points,)."""
        defined = (~np.isnan(values)).any(axis=1)
        return np.repeat(defined.reshape(-1, self.block).all(axis=1), self.block)

    def _luck(self, unit: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return half the 95 % interval of the leading index over the villages, shape (parameters,)."""
        villages = values.shape[1]
        groups = min(GROUPS, villages)
        if groups < 2:
            return np.full(unit.shape[1], np.nan)
        without = []
        for group in range(groups):
            means = _means(values[:, np.arange(villages) % groups != group])
            if np.isnan(means).any() or _same(means):
                return np.full(unit.shape[1], np.nan)
            without.append(self.read(unit, means, 0)[self.leading])
        spread = np.array(without).std(axis=0) * np.sqrt(groups - 1)
        half: np.ndarray = float(stdtrit(groups - 1, 0.975)) * spread
        return half


def luck_variance(values: np.ndarray) -> float:
    """Return which part of the variance of a point's mean is luck.

    Parameters
    ----------
    values : ndarray of float, shape (points, villages)
        Points that lack a value are passed over.

    Returns
    -------
    float
        Residual mean square of the two-way table over the number of villages; NaN without one.
    """
    whole = values[~np.isnan(values).any(axis=1)]
    points, villages = whole.shape
    if points < 2 or villages < 2:
        return np.nan
    rest = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
    return float((rest**2).sum() / ((points - 1) * (villages - 1)) / villages)


def _means(values: np.ndarray) -> np.ndarray:
    """Return the mean of what each point has; NaN where it has nothing."""
    defined = ~np.isnan(values)
    total, count = np.where(defined, values, 0.0).sum(axis=1), defined.sum(axis=1)
    means: np.ndarray = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return means


def _same(means: np.ndarray) -> bool:
    """Tell whether all means are one value; what they differ by then is rounding."""
    return bool(np.ptp(means) <= ROUNDING * np.abs(means).max())
