"""Villages set by set, as many for each."""

from typing import NamedTuple

import numpy as np


class Blocks(NamedTuple):
    """Which villages live with which set.

    Attributes
    ----------
    sets : ndarray of int, shape (sets,)
        Numbers of the sets that have as many villages as most.
    rows : ndarray of int, shape (sets, villages)
        Their villages; what one set has beyond that is left out.
    """

    sets: np.ndarray
    rows: np.ndarray


def blocks_of(numbers: np.ndarray, whole: np.ndarray) -> Blocks:
    """Return the villages of each set.

    Parameters
    ----------
    numbers : ndarray of int, shape (villages,)
        The set that each lives with, from 0.
    whole : ndarray of bool, shape (villages,)
        Those whose runs all came to their end.
    """
    members = [np.flatnonzero((numbers == number) & whole) for number in range(int(numbers.max()) + 1)]
    each = int(np.median([len(some) for some in members]))
    kept = [number for number, some in enumerate(members) if len(some) >= each > 1]
    rows = np.array([members[number][:each] for number in kept], dtype=np.int64).reshape(len(kept), each)
    return Blocks(np.array(kept, dtype=np.int64), rows)
