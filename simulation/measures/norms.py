"""Measures of the norms: level, spread, and how far groups differ."""

import numpy as np

from simulation.compiled import compiled
from simulation.model.state import VillageState

WIDTH = 9


@compiled
def measure_norms(state: VillageState, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill mean, standard deviation and share between groups (eta squared) of each norm."""
    number = state.owners.shape[0]
    for norm in range(3):
        total = 0.0
        by_group = np.zeros(sizes.size)
        for i in range(number):
            total += state.owners[i].norms[norm]
            by_group[state.owners[i].group] += state.owners[i].norms[norm]
        mean = total / number
        variance, between = 0.0, 0.0
        for i in range(number):
            variance += (state.owners[i].norms[norm] - mean) ** 2
        for group in range(sizes.size):
            if sizes[group] > 0:
                between += sizes[group] * (by_group[group] / sizes[group] - mean) ** 2
        out[3 * norm] = mean
        out[3 * norm + 1] = np.sqrt(variance / number)
        # owners who are all alike differ by the last bit of their mean: there is nothing to explain
        out[3 * norm + 2] = between / variance if variance > number * 1e-24 else np.nan
