"""Mentoring (pendampingan; ODD 7.9)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.meeting import meet, setting
from simulation.model.state import MENTORING, VillageState
from simulation.parameters.programme import Mentoring as Dose


class Mentoring(Activity):
    """Visits that teach a little of everything and introduce a complementary owner."""

    Dose = Dose
    dose: Dose

    def hold(self, session: Session) -> np.ndarray:
        """Visit those present."""
        dose = self.dose
        held = setting(
            process=draws.meeting_process(self.name),
            source=MENTORING,
            weight=dose.weight,
            talk=dose.talk,
            facilitation=dose.facilitation,
            mediator=dose.mediator,
        )
        for i in session.present:
            owner = session.state.owners[i]
            owner["knowledge"] += dose.knowledge_gain * (1.0 - owner["knowledge"])
            owner["communication"] += dose.skill_gain * (1.0 - owner["communication"])
            owner["conflict"] += dose.skill_gain * (1.0 - owner["conflict"])
            if dose.introductions:
                introduce(
                    session.state, session.behaviour, held, session.seed, session.week, session.process, i
                )
        return session.present


@compiled
def introduce(state: VillageState, b: Record, held: Record, seed: int, week: int, process: int, i: int) -> None:
    """Let i meet a complementary owner who is no tie, drawn from the whole village."""
    key = draws.owner_key(draws.week_key(seed, week), process, i)
    best = -1
    least = 2.0
    for j in range(state.owners.shape[0]):
        if j == i or state.relations[state.owners[i].sector, state.owners[j].sector] != 1:
            continue
        luck = draws.draw(key, draws.CANDIDATE + j)
        if luck < least:
            slot = find(state, i, j)
            if slot < 0 or not is_tie(state, b, i, slot):
                best, least = j, luck
    if best >= 0:
        meet(state, b, held, seed, week, i, best, best)
