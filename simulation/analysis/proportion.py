"""Shares of simulated villages, and how surely they are known."""

import numpy as np

_Z = 1.959963984540054
"""Quantile of the normal distribution for 95 %."""


def wilson(count: np.ndarray | float, total: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of a share (Wilson 1927), which also holds near 0 and 1.

    Parameters
    ----------
    count, total : ndarray or float
        How many of how many.

    Returns
    -------
    low, high : ndarray of float
        0 and 1 where there is nothing to count.
    """
    total = np.asarray(total, dtype=float)
    number = np.maximum(total, 1.0)
    share = np.asarray(count, dtype=float) / number
    middle = (share + _Z**2 / (2 * number)) / (1 + _Z**2 / number)
    reach = _Z / (1 + _Z**2 / number) * np.sqrt(share * (1 - share) / number + (_Z / (2 * number)) ** 2)
    nothing = total == 0
    return (
        np.where(nothing | (share == 0), 0.0, middle - reach),
        np.where(nothing | (share == 1), 1.0, middle + reach),
    )
