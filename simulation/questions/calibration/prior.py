"""Priors of a calibration: ranges, or the sets that an experiment lives with.

A particle is a row of scores, each standard normal under the prior. A parameter with a uniform prior is
searched as its normal score, the quantile of its place in the range: that has no edges at which steps go
astray, and no draw leaves the range.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import ndtr, ndtri

from simulation.analysis.luck import Luck
from simulation.experiment.points import Points

Ranges = Mapping[str, tuple[float, float]]
SET = "set"
"""The score that says which set a particle lives with."""
INSIDE = 1e-4
"""How near the ends of a range a set's value counts as being, as a share of it: the ends have no score."""


class Prior(Protocol):
    """Where particles come from."""

    @property
    def names(self) -> tuple[str, ...]:
        """Scores of a particle."""

    @property
    def ranges(self) -> Ranges:
        """Parameters that are fitted, and their ranges."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Parameters of a village that particles decide, those that are fitted first."""

    def spread(self) -> np.ndarray:
        """Return the standard deviation of each parameter that is fitted."""

    def fitted(self, scores: np.ndarray) -> np.ndarray:
        """Return the normal scores of the parameters that are fitted, shape (particles, fitted)."""

    def values(self, scores: np.ndarray, fitted: np.ndarray) -> np.ndarray:
        """Return the parameters of particles, shape (particles, columns)."""


def draws(prior: Prior, luck: Luck, number: int) -> np.ndarray:
    """Return so many draws of a prior, shape (number, columns)."""
    uniform = np.array([luck.numbers(len(prior.names)) for _ in range(number)])
    scores = ndtri(np.clip(uniform, 1e-12, 1 - 1e-12))
    return prior.values(scores, prior.fitted(scores))


@dataclass(frozen=True)
class Uniform:
    """Parameters that are uniform between the ends of their ranges; all others are the experiment's own."""

    ranges: Ranges

    @property
    def names(self) -> tuple[str, ...]:
        """A score for each parameter."""
        return tuple(self.ranges)

    @property
    def columns(self) -> tuple[str, ...]:
        """The parameters."""
        return tuple(self.ranges)

    def spread(self) -> np.ndarray:
        """Return the standard deviation of each: that of even chances."""
        return _even(self.ranges)

    def fitted(self, scores: np.ndarray) -> np.ndarray:
        """Return the scores: they are those of the parameters."""
        return scores

    def values(self, scores: np.ndarray, fitted: np.ndarray) -> np.ndarray:
        """Return the parameters; ``scores`` say nothing more."""
        return _placed(self.ranges, fitted)


@dataclass(frozen=True)
class Sets:
    """The sets of an ensemble: one of them, its fitted parameters moved a little (a smoothed bootstrap).

    All other parameters are those of the set, so that what is not fitted is not taken for known. The step
    is Silverman's (1986) for so many sets and fitted parameters, and the cloud is drawn in by it, so that
    parameters differ as they do between the sets. A parameter that the sets do not hold is uniform.
    """

    points: Points
    ranges: Ranges

    @property
    def names(self) -> tuple[str, ...]:
        """The set, and a step of each parameter."""
        return (SET, *self.ranges)

    @property
    def columns(self) -> tuple[str, ...]:
        """The fitted parameters, then all others of the sets."""
        return (*self.ranges, *(name for name in self.points.columns if name not in self.ranges))

    def spread(self) -> np.ndarray:
        """Return the standard deviation of each: that of the sets, from which the cloud is drawn in."""
        held = self.points.columns
        found = [
            float(np.std(held[name])) if name in held else even
            for name, even in zip(self.ranges, _even(self.ranges), strict=True)
        ]
        return np.array(found)

    def rows(self, scores: np.ndarray) -> np.ndarray:
        """Return the set of each particle."""
        found = np.floor(ndtr(scores[:, 0]) * self.points.rows).astype(np.int64)
        rows: np.ndarray = np.clip(found, 0, self.points.rows - 1)
        return rows

    def fitted(self, scores: np.ndarray) -> np.ndarray:
        """Return where sets and steps lead."""
        rows, number = self.rows(scores), len(self.ranges)
        step = (4 / ((number + 2) * self.points.rows)) ** (1 / (number + 4))
        found = np.empty((len(scores), number))
        for place, (name, (low, high)) in enumerate(self.ranges.items()):
            moved = scores[:, place + 1]
            if name in self.points.columns:
                shares = (np.array(self.points.columns[name]) - low) / (high - low)
                sets = ndtri(np.clip(shares, INSIDE, 1 - INSIDE))
                drawn_in = sets.mean() + np.sqrt(max(0.0, 1 - step**2)) * (sets - sets.mean())
                moved = drawn_in[rows] + step * sets.std() * moved
            found[:, place] = moved
        return found

    def values(self, scores: np.ndarray, fitted: np.ndarray) -> np.ndarray:
        """Return the fitted parameters, and the others of each particle's set."""
        rows = self.rows(scores)
        others = [np.array(self.points.columns[name])[rows] for name in self.columns[len(self.ranges) :]]
        return np.column_stack([_placed(self.ranges, fitted), *others])


def _even(ranges: Ranges) -> np.ndarray:
    low, high = np.array(list(ranges.values())).T
    spread: np.ndarray = (high - low) / np.sqrt(12.0)
    return spread


def _placed(ranges: Ranges, fitted: np.ndarray) -> np.ndarray:
    low, high = np.array(list(ranges.values())).T
    points: np.ndarray = low + (high - low) * ndtr(fitted)
    return points
