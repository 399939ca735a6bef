"""What an estimator says of many trials at once: effect, standard error, interval, p."""

from typing import NamedTuple, Self

import numpy as np
from scipy.special import stdtr, stdtrit

LEVEL = 0.05
"""Two-sided level of every test; its complement is that of every interval."""
AIM = 0.8
"""Power that is asked for."""


class Estimate(NamedTuple):
    """Estimates of an effect.

    Attributes
    ----------
    effect, error : ndarray of float, shape (trials,)
        With its standard error.
    low, high : ndarray of float, shape (trials,)
        The 95 % interval (Student t).
    p : ndarray of float, shape (trials,)
        Two-sided.
    freedom : float
        Degrees of freedom.
    """

    effect: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    freedom: float

    @classmethod
    def of(cls, effect: np.ndarray, error: np.ndarray, freedom: float) -> Self:
        """Return estimates with the interval and the test of Student's t."""
        half = stdtrit(freedom, 1 - LEVEL / 2) * error
        sure = np.where(effect == 0, 0.0, np.inf) + np.zeros_like(error)
        ratio = np.divide(np.abs(effect), error, out=sure, where=error > 0)
        ratio[np.isnan(effect) | np.isnan(error)] = np.nan
        p = 2 * stdtr(freedom, -ratio)
        return cls(effect, error, effect - half, effect + half, p, freedom)

    @property
    def detectable(self) -> float:
        """The effect that would be found with a power of 80 %, from the median of the standard errors."""
        error = float(np.nanmedian(self.error)) if np.isfinite(self.error).any() else np.nan
        return float((stdtrit(self.freedom, 1 - LEVEL / 2) + stdtrit(self.freedom, AIM)) * error)
