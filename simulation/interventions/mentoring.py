"""Mentoring (pendampingan; ODD 7.9).

Visits that teach a little of everything and introduce a complementary owner.
"""

import numpy as np

from simulation.compiled import Record, borrowing, written_in
from simulation.model import draws
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.meeting import meet_at_session
from simulation.model.state import VillageState


@written_in
def hold(state: VillageState, b: Record, dose: Record, seed: int, week: int, present: np.ndarray) -> None:
    """Visit those present, one after the other."""
    for i in present:
        owner = state.owners[i]
        for topic in range(3):
            gain = dose.knowledge_gain * (1.0 - owner.knowledge[topic])
            owner.knowledge[topic] += gain
            owner.mentored[topic] += gain
        owner.communication += dose.skill_gain * (1.0 - owner.communication)
        owner.conflict += dose.skill_gain * (1.0 - owner.conflict)
        if dose.introductions > 0:
            introduce(state, b, dose, seed, week, i)


@borrowing
def introduce(state: VillageState, b: Record, dose: Record, seed: int, week: int, i: int) -> None:
    """Let i meet a complementary owner who is no tie, drawn from the whole village."""
    key = draws.owner_key(draws.week_key(seed, week), dose.process, i)
    best = -1
    least = 2.0
    for j in range(state.owners.shape[0]):
        if j == i or state.relations[state.owners[i].sector, state.owners[j].sector] != 1:
            continue
        luck = draws.draw(key, draws.CANDIDATE + int(j))
        if luck < least:
            slot = find(state, i, j)
            if slot < 0 or not is_tie(state, b, i, slot):
                best, least = j, luck
    if best >= 0:
        meet_at_session(state, b, dose.held, seed, week, i, best)
