"""Many named draws at once: rows of numbers of one key."""

import numpy as np

from simulation.compiled import compiled
from simulation.model import draws


def key_of(seed: int, purpose: int, number: int) -> int:
    """Return the key of a row of draws of an analysis: no draw of a village has such a name."""
    return draws.owner_key(draws.week_key(seed, purpose), _PROCESS, number)


_PROCESS = draws.activity_process("kampung rows of draws")


@compiled
def uniforms(key: int, count: int) -> np.ndarray:
    """Return numbers in [0, 1), of shape (count,)."""
    found = np.empty(count)
    for k in range(count):
        found[k] = draws.draw(key, k)
    return found


@compiled
def normals(key: int, count: int) -> np.ndarray:
    """Return standard normal numbers, of shape (count,)."""
    found = np.empty(count)
    for k in range(count):
        found[k] = draws.normal(key, 2 * k)
    return found
