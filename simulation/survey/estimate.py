"""Means of a survey with their standard errors, in a village of finite size."""

import math
from collections.abc import Callable

import numpy as np


def mean_error(values: np.ndarray, population: int | None, reliability: float = 0.0) -> tuple[float, float]:
    """Return the mean of what was answered, and its standard error.

    Who was not asked is the luck of the sample, and there is none of it where all were asked; how
    somebody answers on the day is luck as well, and that stays. With reliability a of the scale (the
    share of the variance that is no error of measurement) and a share f of the village asked, the error
    is ``s/sqrt(n) sqrt(1 - f a)``: Cochran (1977) for the part of the variance between people.

    Parameters
    ----------
    values : ndarray of float
        Of those who answered; NaN are left out.
    population : int or None
        Owners in the village; None: unknown, no correction.
    reliability : float
        Cronbach's alpha; 0 where it is not known, which corrects nothing.

    Returns
    -------
    mean, error : float
        NaN with nobody, and the error with fewer than two.
    """
    told = values[np.isfinite(values)]
    if told.size < 2:
        return (float(told.mean()) if told.size else math.nan), math.nan
    error = float(told.std(ddof=1)) / math.sqrt(told.size)
    return float(told.mean()), error * _correction(told.size, population, reliability)


def jackknife_error(
    statistic: Callable[[np.ndarray], float], owners: int, population: int | None, reliability: float
) -> float:
    """Return the standard error of a statistic of a network by leaving out one owner at a time.

    ``s^2 = (n - 2)/(2n) sum of (z_-i - mean)^2`` (Snijders & Borgatti 1999), with the correction of
    :func:`mean_error`; the reliability of a network is the share of its ties that both sides tell.

    Parameters
    ----------
    statistic : callable
        Value for a mask of the owners that stay, shape (owners,).
    owners : int
        How many there are.
    """
    if owners < 3:
        return math.nan
    stay = ~np.eye(owners, dtype=bool)
    values = np.array([statistic(mask) for mask in stay])
    values = values[np.isfinite(values)]
    if values.size < 3:
        return math.nan
    square = (owners - 2) / (2 * owners) * float(((values - values.mean()) ** 2).sum())
    return math.sqrt(square) * _correction(owners, population, reliability)


def _correction(asked: int, population: int | None, reliability: float) -> float:
    if population is None or math.isnan(reliability):
        return 1.0
    share = min(1.0, asked / population)
    return math.sqrt(1.0 - share * min(1.0, max(0.0, reliability)))
