"""Mentoring (pendampingan; ODD 7.9)."""

from functools import cached_property

import numpy as np

from simulation.compiled import Record, compiled
from simulation.interventions.facilitation import facilitated
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.meeting import meet
from simulation.model.state import MENTORING, VillageState
from simulation.parameters import programme as doses


class Mentoring(Activity):
    """Visits that teach a little of everything and introduce a complementary owner."""

    dose_type = doses.Mentoring
    dose: doses.Mentoring

    @cached_property
    def held(self) -> Record:
        """How its meetings are held."""
        return facilitated(self.name, self.dose, MENTORING)

    def hold(self, session: Session) -> np.ndarray:
        """Visit those present."""
        dose = self.dose
        visit(
            session.state, session.behaviour, self.held, session.seed, session.week, session.process,
            session.present, dose.knowledge_gain, dose.skill_gain, dose.introductions > 0,
        )  # fmt: skip
        return session.present


@compiled
def visit(
    state: VillageState,
    b: Record,
    held: Record,
    seed: int,
    week: int,
    process: int,
    present: np.ndarray,
    knowledge_gain: float,
    skill_gain: float,
    introduces: bool,
) -> None:
    """Teach each of those present a little of everything and introduce somebody."""
    for i in present:
        owner = state.owners[i]
        for topic in range(3):
            owner.knowledge[topic] += knowledge_gain * (1.0 - owner.knowledge[topic])
        owner.communication += skill_gain * (1.0 - owner.communication)
        owner.conflict += skill_gain * (1.0 - owner.conflict)
        if introduces:
            introduce(state, b, held, seed, week, process, i)


@compiled
def introduce(
    state: VillageState, b: Record, held: Record, seed: int, week: int, process: int, i: int
) -> None:
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
