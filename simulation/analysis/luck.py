"""The chance of an analysis: rows of named draws."""

import numpy as np

from simulation.model import draws

PROCESS = draws.activity_process("kampung calibrate")
"""Names the draws of an analysis: no activity of a village has this name."""


class Luck:
    """A row of named draws, taken one after the other; places in it can be kept and gone back to.

    Parameters
    ----------
    seed : int
        Of the study.
    purpose : int
        Draws for another purpose have other names.

    Attributes
    ----------
    taken : int
        How many times it was asked.
    """

    def __init__(self, seed: int, purpose: int) -> None:
        self.taken = 0
        self._week = draws.week_key(seed, purpose)

    def numbers(self, count: int) -> np.ndarray:
        """Return the next numbers in [0, 1)."""
        key = self._key()
        return np.array([draws.draw(key, k) for k in range(count)])

    def normals(self, count: int) -> np.ndarray:
        """Return the next standard normal numbers."""
        key = self._key()
        return np.array([draws.normal(key, 2 * k) for k in range(count)])

    def _key(self) -> int:
        self.taken += 1
        return draws.owner_key(self._week, PROCESS, self.taken)
