"""Putting owners into an order."""

import numpy as np

from simulation.compiled import outlined


@outlined
def ordered(keys: np.ndarray) -> np.ndarray:
    """Return the places of float keys in ascending order; equal keys keep theirs.

    Apart, so that sorting is compiled once and not into every activity.
    """
    return np.argsort(keys, kind="mergesort")


@outlined
def first_of(order: np.ndarray, number: int) -> np.ndarray:
    """Return the first so many of an order, which is a permutation, ascending."""
    chosen = np.zeros(order.size, dtype=np.bool_)
    chosen[order[:number]] = True
    return np.flatnonzero(chosen)
