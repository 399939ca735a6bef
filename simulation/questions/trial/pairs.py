"""Matched pairs: villages that were alike before, one of each pair with the programme; a paired t test.

With few pairs a pair costs a degree of freedom, so matching pays only where it makes villages much more
alike (Donner & Klar 2000, chapter 5).
"""

import numpy as np

from simulation.questions.trial.estimate import Estimate


def matched(before: np.ndarray) -> np.ndarray:
    """Return the villages of each pair: next to each other by their means before.

    Parameters
    ----------
    before : ndarray of float, shape (trials, villages)
        An even number of villages.

    Returns
    -------
    ndarray of int, shape (trials, pairs, 2)
        Places of villages.
    """
    order = np.argsort(before, axis=-1, kind="stable")
    return order.reshape(*before.shape[:-1], -1, 2)


def paired(with_programme: np.ndarray, without: np.ndarray) -> Estimate:
    """Return the mean difference of pairs.

    Parameters
    ----------
    with_programme, without : ndarray of float, shape (trials, pairs)
        Means after of the villages of each pair.

    Returns
    -------
    Estimate
        With pairs - 1 degrees of freedom.
    """
    differences = with_programme - without
    number = differences.shape[-1]
    error = differences.std(axis=-1, ddof=1) / np.sqrt(number)
    return Estimate.of(differences.mean(axis=-1), error, number - 1)
