"""Who of the invited comes to a session (ODD 7.8)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model import draws
from simulation.model.state import VillageState
from simulation.parameters import Dose, SelfSelection


def beliefs(state: VillageState, behaviour: Record) -> np.ndarray:
    """Return what each owner believes of each group, shape (owners, groups)."""
    weight, held = float(behaviour["belief_weight"]), state.beliefs
    found: np.ndarray = (weight * held["prior"] + held["good"]) / (weight + held["good"] + held["bad"])
    return found


def attendance(dose: Dose, state: VillageState, behaviour: Record, invited: np.ndarray) -> np.ndarray:
    """Return the chance of each of the invited to come."""
    if not isinstance(dose.attendance, SelfSelection):
        return np.full(invited.size, dose.attendance)
    number, groups = state.beliefs.shape
    if invited.size < 2 or groups < 2:
        return np.full(invited.size, dose.mean_attendance())
    held = beliefs(state, behaviour)
    own = held[np.arange(number), state.owners["group"]]
    in_others = ((held.sum(axis=1) - own) / (groups - 1))[invited]
    rank = np.empty(invited.size)
    rank[np.argsort(in_others, kind="stable")] = np.arange(invited.size)
    low, high = dose.attendance.lowest, dose.attendance.highest
    chance: np.ndarray = low + (high - low) * rank / (invited.size - 1)
    return chance


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
        present = np.sort(present[np.argsort(luck, kind="mergesort")[:capacity]])
    for i in present:
        present_now[owners[i].group] += 1.0
    return present
