"""Measures of the norms: level, spread, and how far groups differ."""

import numpy as np

from simulation.compiled import borrowing, compiled
from simulation.model.state import VillageState

WIDTH = 9


@compiled
def measure_norms(state: VillageState, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill mean, standard deviation and share between groups (eta squared) of each norm."""
    by_group = np.empty((sizes.size, 3))
    fill_norms(state, sizes, by_group, out)


@borrowing
def fill_norms(state: VillageState, sizes: np.ndarray, by_group: np.ndarray, out: np.ndarray) -> None:
    """Do what :func:`measure_norms` says, with room for the sums of the groups."""
    number = state.owners.shape[0]
    by_group[:] = 0.0
    for i in range(number):
        owner = state.owners[i]
        for norm in range(3):
            by_group[owner.group, norm] += owner.norms[norm]
    for norm in range(3):
        mean = 0.0
        for group in range(sizes.size):
            mean += by_group[group, norm] / number
        variance, between = 0.0, 0.0
        for i in range(number):
            variance += (state.owners[i].norms[norm] - mean) ** 2
        for group in range(sizes.size):
            if sizes[group] > 0:
                between += sizes[group] * (by_group[group, norm] / sizes[group] - mean) ** 2
        out[3 * norm] = mean
        out[3 * norm + 1] = np.sqrt(variance / number)
        # owners who are all alike differ by the last bit of their mean: there is nothing to explain
        out[3 * norm + 2] = between / variance if variance > number * 1e-24 else np.nan
