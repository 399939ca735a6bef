"""Collaboration simulation (simulasi kolaborasi usaha; ODD 7.9)."""

from functools import cached_property

import numpy as np

from simulation.compiled import Record, compiled
from simulation.interventions.facilitation import facilitated
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.meeting import hold_meetings
from simulation.model.state import SIMULATION, VillageState
from simulation.parameters import programme as doses


class CollaborationSimulation(Activity):
    """A joint low-stakes task of complementary owners of different groups."""

    dose_type = doses.CollaborationSimulation
    dose: doses.CollaborationSimulation

    @cached_property
    def held(self) -> Record:
        """How its meetings are held."""
        return facilitated(self.name, self.dose, SIMULATION)

    def hold(self, session: Session) -> np.ndarray:
        """Match those present and let each pair work."""
        order = session.present[np.argsort(session.draw(session.present, draws.SEAT), kind="stable")]
        pairs = match(session.state, order)
        hold_meetings(session.state, session.behaviour, self.held, session.seed, session.week, pairs)
        return session.present


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
