"""A pattern: what real data say, within which band, and how a village is measured for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import hypot, inf, isfinite

import numpy as np
from scipy.special import stdtrit

from simulation.patterns.life import Life
from simulation.patterns.villages import Together, pseudo_values

RUNS = ("start", "years", "meetings", "mediators", "minorities", "income")
"""What a village is run for, in the order in which a search goes on: week 0 alone (8 ms of a processor with
60 owners); two years without a programme (16); half a year looked at meeting by meeting (19); two years with
trained mediators too (22); six villages with other shares (41); two years with a forum too (23), which may
be tried several times with other parameters of income."""
OF_BAND = 0.1
"""Part of half the band by which the model may be off where nothing else is stated."""


@dataclass(frozen=True)
class Band:
    """What real data say of a village, and how far the model may be off.

    Attributes
    ----------
    name : str
        The id, P1 to P24, and a word where several patterns share it.
    en, id : str
        What it is, in both languages.
    low, high : float
        The band.
    source : str
        The real data behind the band, with where to find them; empty for a definition.
    stated : float, optional
        The discrepancy of the model, where one is stated.
    judged : bool
        Whether a set of parameters can meet it by itself; what differs between sets cannot.
    """

    name: str
    en: str
    id: str
    low: float
    high: float
    source: str
    stated: float | None = field(default=None, kw_only=True)
    judged: bool = field(default=True, kw_only=True)

    @property
    def discrepancy(self) -> float:
        """Standard deviation by which the best set of a model that is none too good may miss the real thing.

        A tenth of half the band where none is stated; 0 where the band has one side only.
        """
        if self.stated is not None:
            return self.stated
        half = (self.high - self.low) / 2
        return OF_BAND * half if isfinite(half) else 0.0

    @property
    def parts(self) -> int:
        """How many numbers one village says."""
        return 1

    def values(self, villages: np.ndarray) -> np.ndarray:
        """Return a value of each village; what the pattern comes to is their mean.

        Parameters
        ----------
        villages : ndarray of float, shape (villages, parts)
            What the villages say.
        """
        found: np.ndarray = villages[:, 0]
        return found

    def met(self, values: np.ndarray) -> bool:
        """Tell whether the interval of the mean of some values overlaps the band."""
        _, low, high = interval(values)
        return low <= self.high and high >= self.low

    def implausibility(self, villages: np.ndarray) -> float:
        """Return how far the mean of some villages is from the band, in standard deviations.

        The distance over the root of computing variance and squared discrepancy (Craig et al. 1997;
        Vernon, Goldstein & Bower 2010); infinite where fewer than two villages have a value.

        Parameters
        ----------
        villages : ndarray of float, shape (villages, parts)
            What the villages say.
        """
        values = self.values(villages)
        there = values[~np.isnan(values)]
        if there.size < 2:
            return inf
        mean = float(there.mean())
        distance = max(self.low - mean, mean - self.high, 0.0)
        if distance == 0:
            return 0.0
        spread = hypot(standard_error(there), self.discrepancy)
        return distance / spread if spread > 0 else inf


@dataclass(frozen=True)
class Pattern(Band):
    """A band, and how a village is measured for it.

    Attributes
    ----------
    of : callable
        Returns what one village says: the value of the pattern, or the parts from which ``together`` makes
        the value of all of them.
    together : Together, optional
        Makes the value of many villages; by default it is the mean over villages.
    needs : str
        One of RUNS.
    """

    of: Callable[[Life], float | tuple[float, ...]]
    together: Together | None = None
    needs: str = field(default=RUNS[0], kw_only=True)

    @property
    def parts(self) -> int:
        """How many numbers one village says."""
        return 1 if self.together is None else self.together.parts

    def values(self, villages: np.ndarray) -> np.ndarray:
        """Return a value of each village; where many make one together, pseudo-values."""
        if self.together is None:
            return super().values(villages)
        return pseudo_values(self.together.of, villages)


def standard_error(values: np.ndarray) -> float:
    """Return the standard error of the mean of some values, those that are NaN left out."""
    there = values[~np.isnan(values)]
    return float(there.std(ddof=1) / np.sqrt(there.size)) if there.size > 1 else float("nan")


def interval(values: np.ndarray) -> tuple[float, float, float]:
    """Return the mean of some values and its 95 % interval (Student t).

    NaN is left out: a village in which nobody has a tie says nothing on how long ties last. With fewer than
    two values all is NaN.
    """
    there = values[~np.isnan(values)]
    if there.size < 2:
        return float("nan"), float("nan"), float("nan")
    mean = float(there.mean())
    half = float(stdtrit(there.size - 1, 0.975)) * standard_error(there)
    return mean, mean - half, mean + half
