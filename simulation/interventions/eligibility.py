"""Whom an activity invites (ODD 7.8)."""

import numpy as np

from simulation.compiled import Record, borrowing, compiled
from simulation.model import draws
from simulation.model.ordering import first_of, ordered
from simulation.model.rules.acquaintance import is_tie
from simulation.model.rules.trust import belief
from simulation.model.state import VillageState, rules_of

EVERYONE, GROUP, LEAST_TRUSTING, LEAST_CONNECTED, MOST_CENTRAL, RANDOM = range(6)
"""The choices of ``Eligibility.select``, in its order."""


@borrowing
def ties(state: VillageState, b: Record, i: int) -> int:
    """Return an owner's number of ties."""
    count = 0
    for slot in range(state.owners[i].acquaintances):
        if is_tie(state, b, i, slot):
            count += 1
    return count


@borrowing
def mean_belief(state: VillageState, b: Record, i: int) -> float:
    """Return the mean of an owner's beliefs in all groups."""
    total = 0.0
    for group in range(state.beliefs.shape[1]):
        total += belief(state, rules_of(state, b, i), i, group)
    return total / state.beliefs.shape[1]


@borrowing
def rank_of(state: VillageState, b: Record, select: int, i: int) -> float:
    """Return the rank of an owner in a ranked choice: the lowest are invited."""
    if select == LEAST_TRUSTING:
        return mean_belief(state, b, i)
    if select == LEAST_CONNECTED:
        return float(ties(state, b, i))
    if select == MOST_CENTRAL:
        return -float(ties(state, b, i))
    return 0.0


@compiled
def choose(state: VillageState, b: Record, dose: Record, seed: int, week: int) -> np.ndarray:
    """Return the owners an activity invites, ascending; chance decides among equal ranks.

    Parameters
    ----------
    dose : record
        Its eligibility and the process of its draws.
    seed, week : int
        Name of the draws.
    """
    owners = state.owners.shape[0]
    if dose.select == EVERYONE:
        return np.arange(owners)
    if dose.select == GROUP:
        return np.flatnonzero(state.owners["group"] == dose.group)
    keys = draws.week_key(seed, week)
    luck, rank = np.empty(owners), np.empty(owners)
    for i in range(owners):
        luck[i] = draws.draw(draws.owner_key(keys, dose.process, i), draws.CHOICE)
        rank[i] = rank_of(state, b, dose.select, i)
    order = ordered(luck)
    return first_of(order[ordered(rank[order])], dose.number)
