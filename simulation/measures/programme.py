"""Measures of the programme: what it has cost, and who comes."""

import numpy as np

from simulation.compiled import borrowing


@borrowing
def measure_attendance(invited: np.ndarray, present: np.ndarray, out: np.ndarray) -> None:
    """Fill in the share of the invitations of this week that were followed, by group.

    Parameters
    ----------
    invited, present : ndarray of float, shape (groups,)
        Invitations, and how many of the invited came.
    out : ndarray of float, shape (groups,)
        A group without an invitation keeps its value.
    """
    for group in range(invited.size):
        if invited[group] > 0.0:
            out[group] = present[group] / invited[group]
