"""Who of the invited comes to a session (ODD 7.8)."""

import numpy as np

from simulation.compiled import Record, borrowing, compiled
from simulation.model import draws
from simulation.model.ordering import first_of, ordered
from simulation.model.rules.trust import belief
from simulation.model.state import VillageState, rules_of


@borrowing
def belief_in_others(state: VillageState, b: Record, i: int) -> float:
    """Return an owner's mean belief in the groups that are not the own; there are several groups."""
    groups, own_rules = state.beliefs.shape[1], rules_of(state, b, i)
    total = 0.0
    for group in range(groups):
        total += belief(state, own_rules, i, group)
    return (total - belief(state, own_rules, i, state.owners[i].group)) / (groups - 1)


@compiled
def attendance(
    state: VillageState, b: Record, lowest: float, highest: float, invited: np.ndarray
) -> np.ndarray:
    """Return the chance of each of the invited to come: the dose's, moved by the own propensity.

    Parameters
    ----------
    lowest, highest : float
        Chance at the lowest and at the highest rank of belief in other groups; between, it grows evenly.
    invited : ndarray of int
        Owners, ascending; of equal beliefs the first has the lower rank.
    """
    chance = np.full(invited.size, (lowest + highest) / 2.0)
    if lowest != highest and invited.size > 1 and state.beliefs.shape[1] > 1:
        rank_by_belief(state, b, lowest, highest, invited, chance)
    for place in range(invited.size):
        i = invited[place]
        own = rules_of(state, b, i).attendance_spread * state.owners[i].attendance
        # as far up for some as down for others, and never beyond 0 and 1: the mean stays
        chance[place] += own * min(chance[place], 1.0 - chance[place])
    return chance


@compiled
def rank_by_belief(
    state: VillageState, b: Record, lowest: float, highest: float, invited: np.ndarray, chance: np.ndarray
) -> None:
    """Fill the chances that grow with the rank of belief in other groups; see :func:`attendance`."""
    held = np.empty(invited.size)
    for place in range(invited.size):
        held[place] = belief_in_others(state, b, invited[place])
    order = ordered(held)
    for rank in range(invited.size):
        chance[order[rank]] = lowest + (highest - lowest) * rank / (invited.size - 1)


@compiled
def attend(
    owners: np.ndarray,
    seed: int,
    week: int,
    process: int,
    invited: np.ndarray,
    chance: np.ndarray,
    capacity: int,
    invited_now: np.ndarray,
    present_now: np.ndarray,
) -> np.ndarray:
    """Return who of the invited comes and finds a place, ascending.

    Parameters
    ----------
    owners : ndarray of OWNER
        All owners.
    seed, week, process : int
        Name of the draws.
    invited : ndarray of int
        Owners, ascending.
    chance : ndarray of float
        Of each of the invited, to come.
    capacity : int
        Places; if more come, chance decides.
    invited_now, present_now : ndarray of float, shape (groups,)
        Both are counted up.
    """
    keys = draws.week_key(seed, week)
    came = np.empty(invited.size, dtype=np.int64)
    number = 0
    for place in range(invited.size):
        i = invited[place]
        invited_now[owners[i].group] += 1.0
        if draws.draw(draws.owner_key(keys, process, i), draws.ATTEND) < chance[place]:
            came[number] = i
            number += 1
    present = came[:number]
    if number > capacity:
        luck = np.empty(number)
        for place in range(number):
            luck[place] = draws.draw(draws.owner_key(keys, process, present[place]), draws.PLACE)
        present = present[first_of(ordered(luck), capacity)]
    for i in present:
        present_now[owners[i].group] += 1.0
    return present
