"""Where later waves are drawn: around the sets that were not ruled out, and some from everywhere.

A share is handled as its normal score, the quantile at which it lies: the ranges are then a standard normal
distribution, which has no edges, and no draw leaves them. The sets that are left have another mean and
another covariance; what patterns say nothing of stays as wide as its range.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.special import ndtr, ndtri

EVERYWHERE = 0.2
"""Part of a later wave that is drawn from the whole ranges: no corner is given up, and no set weighs more
than 1 / EVERYWHERE."""


@dataclass(frozen=True)
class Cloud:
    """A normal distribution of scores.

    Attributes
    ----------
    mean : ndarray of float, shape (parameters,)
    root : ndarray of float, shape (parameters, parameters)
        Cholesky factor of the covariance.
    """

    mean: np.ndarray
    root: np.ndarray

    @classmethod
    def around(cls, shares: np.ndarray, weights: np.ndarray) -> Self:
        """Return the cloud of some sets.

        Their covariance is drawn towards that of the ranges, as if they came with as many sets from
        everywhere as there are parameters: few sets cannot tell a covariance.

        Parameters
        ----------
        shares : ndarray of float, shape (sets, parameters)
        weights : ndarray of float, shape (sets,)
            How much rarer each was drawn than from the whole ranges: all waves together then tell of the
            region that is left, and not of where earlier waves were drawn.
        """
        scores, size = ndtri(shares), shares.shape[1]
        part = weights / weights.sum()
        mean = part @ scores
        apart = scores - mean
        number = 1.0 / float(part @ part)
        covariance = (number * (apart.T * part) @ apart + size * np.eye(size)) / (number + size)
        return cls(mean, np.linalg.cholesky(covariance))

    def drawn(self, shares: np.ndarray) -> np.ndarray:
        """Return shares that are spread evenly over the ranges, spread over the cloud instead.

        The first of them, EVERYWHERE of all, stay where they are.
        """
        stay = round(EVERYWHERE * len(shares))
        moved: np.ndarray = ndtr(self.mean + ndtri(shares[stay:]) @ self.root.T)
        inside: np.ndarray = np.clip(np.concatenate([shares[:stay], moved]), 1e-9, 1 - 1e-9)
        return inside

    def weights(self, shares: np.ndarray) -> np.ndarray:
        """Return how much rarer sets are drawn than from the whole ranges, at most 1 / EVERYWHERE."""
        scores = ndtri(shares)
        white = np.linalg.solve(self.root, (scores - self.mean).T)
        more = 0.5 * (np.sum(scores**2, axis=1) - np.sum(white**2, axis=0))
        more -= np.log(np.diag(self.root)).sum()
        found: np.ndarray = 1.0 / (EVERYWHERE + (1 - EVERYWHERE) * np.exp(np.minimum(more, 700.0)))
        return found
