"""Measures of knowledge and income."""

import numpy as np

from simulation.compiled import compiled
from simulation.model.state import VillageState

WIDTH = 8


@compiled
def gini(values: np.ndarray) -> float:
    """Return the Gini coefficient of positive values."""
    ordered = np.sort(values)
    number = ordered.size
    ranked = 0.0
    for place in range(number):
        ranked += (2.0 * (place + 1) - number - 1.0) * ordered[place]
    return ranked / (number * ordered.sum())


@compiled
def theil_between(values: np.ndarray, groups: np.ndarray, sizes: np.ndarray) -> float:
    """Return the part of Theil's T that lies between groups, in nats."""
    mean = values.mean()
    total = 0.0
    for group in range(sizes.size):
        if sizes[group] == 0:
            continue
        own = 0.0
        for i in range(values.size):
            if groups[i] == group:
                own += values[i]
        ratio = own / sizes[group] / mean
        total += sizes[group] / values.size * ratio * np.log(ratio)
    return total


@compiled
def measure_economy(state: VillageState, groups: np.ndarray, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill knowledge ... income_between."""
    number = groups.size
    known = np.zeros((sizes.size, 3))
    incomes = np.empty(number)
    for i in range(number):
        incomes[i] = state.owners[i].income
        for topic in range(3):
            known[groups[i], topic] += state.owners[i].knowledge[topic]
    out[0] = known.sum() / (3.0 * number)
    gap = 0.0
    for topic in range(3):
        out[1 + topic] = known[:, topic].sum() / number
        low, high = 1.0, 0.0
        for group in range(sizes.size):
            if sizes[group] > 0:
                mean = known[group, topic] / sizes[group]
                low, high = min(low, mean), max(high, mean)
        gap += (high - low) / 3.0
    out[4] = gap
    out[5] = incomes.mean()
    out[6] = gini(incomes)
    out[7] = theil_between(incomes, groups, sizes)
