"""A Monte-Carlo test of whether something observed lies where simulated ones lie."""

from typing import NamedTuple

import numpy as np


class Tested(NamedTuple):
    """How an observed vector lies among simulated ones.

    Attributes
    ----------
    p : float
        Share of all, the observed one among them, that lie at least as far out; NaN without simulated ones.
    simulated : int
        How many were simulated.
    dimensions : int
        Independent directions in which they differ.
    distance : float
        Mahalanobis distance of the observed one from the mean of all.
    """

    p: float
    simulated: int
    dimensions: int
    distance: float


NEAR = 1e-9
"""Distances that differ by less are the same: the observed one must not lose to itself by rounding."""


def monte_carlo(observed: np.ndarray, simulated: np.ndarray) -> Tested:
    """Return how an observed vector lies among simulated ones, by Mahalanobis distance.

    ``sienaGOF`` measures all from the mean and covariance of the simulated ones. These lie nearer to their
    own mean than a further one of the same kind does, the more so the more numbers a vector has: its p is
    often small by chance alone. Here the observed one counts as one more in mean, covariance and ranks. If
    it is of their kind, all orders are equally likely, so that p is at most ``a`` with probability ``a`` at
    most, exactly.

    Parameters
    ----------
    observed : ndarray of float, shape (dimensions,)
    simulated : ndarray of float, shape (simulated, dimensions)
    """
    number = len(simulated)
    if not number:
        return Tested(float("nan"), 0, 0, float("nan"))
    every = np.vstack([observed, simulated])
    spread = every.std(axis=0)
    # what nobody differs in says nothing; the rest in like units, so that its rank is well told
    centred = (every - every.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    left, values, _ = np.linalg.svd(centred, full_matrices=False)
    kept = values > NEAR * max(values, default=0.0)
    squared = number * (left[:, kept] ** 2).sum(axis=1)
    further = np.count_nonzero(squared >= squared[0] * (1 - NEAR))
    return Tested(further / len(every), number, int(kept.sum()), float(np.sqrt(squared[0])))
