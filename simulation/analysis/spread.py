"""An effect over sets of parameters: what is not known (between sets) apart from luck (within them)."""

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

PLAUSIBLE = (0.05, 0.95)
"""Ends of a plausible range, as shares of the sets."""


class Spread(NamedTuple):
    """What the paired differences of villages come to, set by set.

    Attributes
    ----------
    sets : ndarray of float, shape (sets,)
        Effect in each set, luck removed; NaN where no village of the set has one.
    effect, mean : float
        The median of the sets, and their mean; of a single set both are the mean of its villages.
    low, high : float
        Plausible range, 5th to 95th percentile of the sets; NaN for a single set.
    between, within : float
        Variance between sets, luck removed, and of luck, within them; NaN where there is nothing to tell
        them by: one set, or one village in each.
    error, error_low, error_high : float
        Computing error: standard error of the mean over these sets, which more villages in each would
        shrink, and the 95 % interval it gives (Student t).
    villages : int
        How many have a difference.
    sign_share : float
        Share of them whose difference has the sign of ``effect``; NaN where none differs at all.
    """

    sets: np.ndarray
    effect: float
    mean: float
    low: float
    high: float
    between: float
    within: float
    error: float
    error_low: float
    error_high: float
    villages: int
    sign_share: float

    @property
    def sets_with(self) -> int:
        """How many sets have an effect."""
        return int(np.isfinite(self.sets).sum())

    @property
    def luck(self) -> float:
        """Share of the variance of single villages that is luck; NaN where it cannot be told."""
        total = self.between + self.within
        return self.within / total if total > 0 else np.nan


def spread(differences: np.ndarray, sets: np.ndarray) -> Spread:
    """Part paired differences into sets and luck: one-way analysis of variance, sets at random.

    The mean of a set's villages holds luck too, and so the means of sets lie further apart than the sets
    do. They are drawn towards their mean until their variance is that between sets (Ghosh 1992,
    doi:10.1080/01621459.1992.10475236), so that percentiles and shares over sets are not widened by luck.

    Parameters
    ----------
    differences : ndarray of float, shape (villages,)
        NaN is left out.
    sets : ndarray of int, shape (villages,)
        The set that each village lives with, from 0.
    """
    there = ~np.isnan(differences)
    values, numbers = differences[there], sets[there]
    width = int(sets.max()) + 1 if sets.size else 0
    count = np.bincount(numbers, minlength=width)
    total = np.bincount(numbers, weights=values, minlength=width)
    means = np.divide(total, count, out=np.full(width, np.nan), where=count > 0)
    known = count > 0
    groups, freedom = int(known.sum()), values.size - int(known.sum())
    if groups == 0:
        return Spread(means, *(np.nan,) * 9, villages=0, sign_share=np.nan)
    centre = float(means[known].mean())
    within = between = np.nan
    if freedom > 0:
        within = float(((values - means[numbers]) ** 2).sum() / freedom)
    if groups > 1 and freedom > 0:
        noise = within / count[known]
        between = max(0.0, float(means[known].var(ddof=1) - noise.mean()))
        whole = between + noise
        kept = np.sqrt(np.divide(between, whole, out=np.ones_like(noise), where=whole > 0))
        means[known] = centre + kept * (means[known] - centre)
    error = float(np.sqrt((within / count[known]).sum()) / groups)
    half = float(stdtrit(freedom, 0.975)) * error if freedom > 0 else np.nan
    ends = np.quantile(means[known], PLAUSIBLE) if groups > 1 else np.full(2, np.nan)
    effect = float(np.median(means[known]))
    same = float(np.mean(np.sign(values) == np.sign(effect))) if values.any() else np.nan
    return Spread(
        means, effect, centre, float(ends[0]), float(ends[1]), between, within,
        error, centre - half, centre + half, values.size, same,
    )  # fmt: skip
