"""Quantities of many villages together: a share of variance between them, and how sure it is (P8, P23)."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Together(NamedTuple):
    """A quantity of many villages.

    Attributes
    ----------
    of : callable
        Of an array of villages, shape (villages, parts).
    parts : int
        Numbers of each village.
    """

    of: Callable[[np.ndarray], float]
    parts: int


def share_between(villages: np.ndarray) -> float:
    """Return the share of the variance of persons that lies between villages.

    The intraclass correlation of the one-way analysis of variance, unbiased in both variances; it may be
    below 0.

    Parameters
    ----------
    villages : ndarray of float, shape (villages, 3)
        Persons, their mean, and their variance (of a sample).
    """
    sizes, means, spreads = villages.T
    number, total = sizes.size, sizes.sum()
    if number < 2 or total <= number:
        return float("nan")
    between = sizes @ (means - sizes @ means / total) ** 2 / (number - 1)
    within = (sizes - 1) @ spreads / (total - number)
    usual = (total - sizes @ sizes / total) / (number - 1)
    variance = (between - within) / usual
    return float(variance / (variance + within)) if variance + within > 0 else float("nan")


def ratio_of_means(villages: np.ndarray) -> float:
    """Return the mean of the second column over that of the first."""
    base, part = villages.mean(axis=0)
    return float(part / base) if base != 0 else float("nan")


def pseudo_values(quantity: Callable[[np.ndarray], float], villages: np.ndarray) -> np.ndarray:
    """Return one value a village, whose mean estimates a quantity of all of them together.

    The jackknife (Tukey 1958): their mean is free of the first-order bias, and the t interval of their mean
    is one of the quantity.

    Parameters
    ----------
    quantity : callable
        Of an array of villages.
    villages : ndarray of float, shape (villages, parts)
    """
    number = len(villages)
    if number < 3:
        return np.full(number, np.nan)
    without = np.array([quantity(np.delete(villages, place, axis=0)) for place in range(number)])
    return number * quantity(villages) - (number - 1) * without


SHARE_BETWEEN, RATIO_OF_MEANS = Together(share_between, 3), Together(ratio_of_means, 2)
