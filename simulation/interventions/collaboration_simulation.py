"""Collaboration simulation (simulasi kolaborasi usaha; ODD 7.9).

A joint low-stakes task of complementary owners of different groups.
"""

import numpy as np

from simulation.compiled import Record, compiled, written_in
from simulation.model import draws
from simulation.model.ordering import ordered
from simulation.model.rules.meeting import hold_meetings
from simulation.model.state import VillageState


@written_in
def hold(state: VillageState, b: Record, dose: Record, seed: int, week: int, present: np.ndarray) -> None:
    """Match those present, in the order of their seats, and let each pair work."""
    seats = draws.uniforms(seed, week, dose.process, present, draws.SEAT)
    pairs = match(state, present[ordered(seats)])
    hold_meetings(state, b, dose.held, seed, week, pairs)


@compiled
def match(state: VillageState, order: np.ndarray) -> np.ndarray:
    """Return pairs of complementary owners of different groups: each takes the next one free."""
    pairs = np.empty((order.size // 2, 2), dtype=np.int64)
    free = np.ones(order.size, dtype=np.bool_)
    count = 0
    for one in range(order.size):
        if not free[one]:
            continue
        owner = state.owners[order[one]]
        for two in range(one + 1, order.size):
            other = state.owners[order[two]]
            if free[two] and owner.group != other.group and state.relations[owner.sector, other.sector] == 1:
                pairs[count, 0], pairs[count, 1] = order[one], order[two]
                count += 1
                free[two] = False
                break
    return pairs[:count]
