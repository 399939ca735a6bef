"""A ranking that shows ties: which ranks a village may have, and which villages cannot be told apart.

The interval of a rank counts the villages that are surely better or surely worse, by pairwise tests at a
level divided by their number (marginal confidence sets of ranks: Mogstad, Romano, Shaikh & Wilhelm 2024,
"Inference for ranks", Review of Economic Studies 91; here with Bonferroni's bound instead of a bootstrap).
"""

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from simulation.analysis.intervals import Means

LEVEL = 0.05
AT_ONCE = 4_000_000
"""Pairs that are compared in one step."""


class Ranking(NamedTuple):
    """Ranks of villages; those without a value or an interval have none (0).

    Attributes
    ----------
    tier : ndarray of int, shape (villages,)
        A tier goes from its best village down to the first that is surely worse than that one.
    best, worst : ndarray of int, shape (villages,)
        The ranks a village may have.
    """

    tier: np.ndarray
    best: np.ndarray
    worst: np.ndarray


def rank(values: Means) -> Ranking:
    """Rank villages, the highest value first."""
    ranked = np.flatnonzero(~np.isnan(values.error))
    number = ranked.size
    found = Ranking(*(np.zeros(values.mean.size, dtype=np.int64) for _ in range(3)))
    if not number:
        return found
    mean, error = values.mean[ranked], values.error[ranked]
    # the fewer replicates of two villages decide: a wider interval than Welch's
    bound = stdtrit(values.number[ranked] - 1, 1 - LEVEL / 2 / max(1, number - 1))

    def margin(one: np.ndarray, two: np.ndarray) -> np.ndarray:
        apart: np.ndarray = np.hypot(error[one], error[two]) * np.maximum(bound[one], bound[two])
        return apart

    everyone = np.arange(number)
    step = max(1, AT_ONCE // number)
    for begin in range(0, number, step):
        rows = np.arange(begin, min(begin + step, number))
        apart = mean[rows, None] - mean
        sure = np.abs(apart) > margin(rows[:, None], everyone)
        found.best[ranked[rows]] = 1 + (sure & (apart < 0)).sum(axis=1)
        found.worst[ranked[rows]] = number - (sure & (apart > 0)).sum(axis=1)
    order = np.argsort(-mean, kind="stable")
    head, tier = 0, 1
    for place in range(number):
        one, two = order[head : head + 1], order[place : place + 1]
        if mean[one] - mean[two] > margin(one, two):
            head, tier = place, tier + 1
        found.tier[ranked[order[place]]] = tier
    return found
