"""Answers to items: rounding to five steps, error, and the wish to please."""

import numpy as np

STEPS = 5
"""Answers of an item, 1 to 5; the model's number is (answer - 1)/4."""
_WIDTH = 1 / (STEPS - 1)


def spearman_brown(single: float, items: int) -> float:
    """Return the reliability of the mean of several items (Spearman 1910, Brown 1910).

    Parameters
    ----------
    single : float
        Reliability of one item.
    items : int
        How many.
    """
    return items * single / (1 + (items - 1) * single)


def noise_sd(spread: float, reliability: float) -> float:
    """Return the standard deviation of an item's error that gives one item its reliability.

    Reliability is the share of the variance of answers that is variance of what is asked for. Rounding is a
    part of the error: width squared/12 (Sheppard 1898).

    Parameters
    ----------
    spread : float
        Standard deviation of owners in what is asked for.
    reliability : float
        Of one item, above 0, at most 1.
    """
    error = spread**2 * (1 - reliability) / reliability
    return float(np.sqrt(max(0.0, error - _WIDTH**2 / 12)))


def answered(truth: np.ndarray, noise: np.ndarray, shift: float = 0.0) -> np.ndarray:
    """Return the scores of a scale, from 0 to 1.

    Parameters
    ----------
    truth : ndarray of float
        What is asked for, from 0 to 1.
    noise : ndarray of float, shape (..., items)
        Errors; with no item the truth itself is measured.
    shift : float
        By how much answers are moved towards what is desired.

    Returns
    -------
    ndarray of float, shape of ``truth``
    """
    if noise.shape[-1] == 0:
        return truth + shift
    score = np.zeros_like(truth)
    for item in range(noise.shape[-1]):
        score += np.clip(np.rint((truth + shift + noise[..., item]) / _WIDTH), 0, STEPS - 1)
    return np.asarray(score * (_WIDTH / noise.shape[-1]))
