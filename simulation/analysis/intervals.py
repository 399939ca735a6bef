"""Means with intervals of many villages at once."""

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit


class Means(NamedTuple):
    """Means over replicates.

    Attributes
    ----------
    mean, low, high : ndarray of float, shape (villages,)
        With the 95 % interval (Student t); NaN where there are fewer than two replicates.
    error : ndarray of float, shape (villages,)
        Standard errors.
    number : ndarray of int, shape (villages,)
        Replicates that have a value.
    """

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    number: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> "Means":
        """Return the means of values, shape (villages, replicates); NaN is left out."""
        there = ~np.isnan(values)
        number = there.sum(axis=1)
        filled = np.where(there, values, 0.0)
        mean = np.divide(filled.sum(axis=1), number, out=np.full(number.size, np.nan), where=number > 0)
        squares = (np.where(there, values - mean[:, None], 0.0) ** 2).sum(axis=1)
        enough = number > 1
        error = np.full(number.size, np.nan)
        error[enough] = np.sqrt(squares[enough] / (number[enough] - 1) / number[enough])
        half = stdtrit(np.maximum(number - 1, 1), 0.975) * error
        return cls(mean, mean - half, mean + half, error, number)

    @property
    def reliability(self) -> float:
        """Share of the variance between villages that is no luck of their replicates, 0 to 1."""
        there = ~np.isnan(self.error)
        if there.sum() < 2 or not (spread := float(self.mean[there].var(ddof=1))) > 0:
            return float("nan")
        return float(np.clip(1 - (self.error[there] ** 2).mean() / spread, 0, 1))
