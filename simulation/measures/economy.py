"""Measures of knowledge and income."""

import numpy as np

from simulation.compiled import borrowing, compiled, written_in
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


@borrowing
def theil_between(earned: np.ndarray, sizes: np.ndarray) -> float:
    """Return the part of Theil's T that lies between groups, in nats, from the sums of their incomes."""
    number, mean = sizes.sum(), earned.sum() / sizes.sum()
    total = 0.0
    for group in range(sizes.size):
        if sizes[group] > 0:
            ratio = earned[group] / sizes[group] / mean
            total += sizes[group] / number * ratio * np.log(ratio)
    return total


@borrowing
def add_up(state: VillageState, incomes: np.ndarray, earned: np.ndarray, known: np.ndarray) -> None:
    """Note the income of each owner; add up income and knowledge of each group."""
    for i in range(incomes.size):
        owner = state.owners[i]
        incomes[i] = owner.income
        earned[owner.group] += owner.income
        for topic in range(3):
            known[owner.group, topic] += owner.knowledge[topic]


@written_in
def measure_economy(state: VillageState, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill knowledge ... income_between."""
    number = state.owners.shape[0]
    known = np.zeros((sizes.size, 3))
    incomes, earned = np.empty(number), np.zeros(sizes.size)
    add_up(state, incomes, earned, known)
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
    out[5] = earned.sum() / number
    out[6] = gini(incomes)
    out[7] = theil_between(earned, sizes)
