"""Open dialogue and mediation (dialog terbuka dan mediasi; ODD 7.9)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.interventions.programme import Activity, Session
from simulation.model import draws
from simulation.model.rules.acquaintance import find
from simulation.model.rules.events import note_change
from simulation.model.rules.meeting import meet, setting
from simulation.model.state import MEDIATION, VillageState
from simulation.parameters import programme as doses


class DialogueMediation(Activity):
    """Circles that mix the groups, and mediation of the worst dyads of the village."""

    dose_type = doses.DialogueMediation
    dose: doses.DialogueMediation

    def hold(self, session: Session) -> np.ndarray:
        """Hold the circles, then mediate."""
        dose, state = self.dose, session.state
        talk, mediated = (
            setting(
                process=draws.meeting_process(self.name, variant),
                source=MEDIATION,
                weight=weight,
                talk=dose.talk,
                facilitation=dose.facilitation,
                mediator=dose.mediator,
            )
            for variant, weight in enumerate((dose.weight, dose.mediation_weight))
        )
        group = state.owners["group"][session.present]
        dealt = session.present[np.lexsort((session.draw(session.present, draws.ROSTER), group))]
        circles = -(-dealt.size // dose.circle)
        for circle in range(circles):
            members = dealt[circle::circles]
            members = members[np.argsort(session.draw(members, draws.SEAT), kind="stable")]
            hold_circle(
                state,
                session.behaviour,
                talk,
                session.seed,
                session.week,
                session.process,
                members,
                dose.talks,
            )
        dyads = worst_dyads(state, session.seed, session.week, session.process, dose.dyads)
        mediate(state, session.behaviour, mediated, session.seed, session.week, dyads, dose.relief)
        return np.union1d(session.present, dyads)


@compiled
def hold_circle(
    state: VillageState,
    b: Record,
    talk: Record,
    seed: int,
    week: int,
    process: int,
    members: np.ndarray,
    talks: int,
) -> None:
    """Let the members of a circle, in their order, talk with members of other groups."""
    size = members.size
    count = np.zeros(size, dtype=np.int64)
    met = np.zeros((size, size), dtype=np.bool_)
    keys = draws.week_key(seed, week)
    for one in range(size):
        i = members[one]
        key = draws.owner_key(keys, process, i)
        while count[one] < talks:
            best = -1
            for two in range(size):
                if met[one, two] or state.owners[members[two]].group == state.owners[i].group:
                    continue
                if best < 0 or count[two] < count[best]:
                    best = two
                elif count[two] == count[best]:
                    rival = draws.draw(key, draws.CANDIDATE + members[two])
                    if rival < draws.draw(key, draws.CANDIDATE + members[best]):
                        best = two
            if best < 0:
                break
            met[one, best] = met[best, one] = True
            count[one] += 1
            count[best] += 1
            meet(state, b, talk, seed, week, i, members[best], members[best])


@compiled
def worst_dyads(state: VillageState, seed: int, week: int, process: int, number: int) -> np.ndarray:
    """Return the acquainted pairs with the most bad evidence, worst first, shape (pairs, 2), i < j."""
    worst = np.empty((number, 2), dtype=np.int64)
    score = np.empty(number)
    luck = np.empty(number)
    filled = 0
    keys = draws.week_key(seed, week)
    for i in range(state.owners.shape[0]):
        for slot in range(state.owners[i].acquaintances):
            j = state.circle[i, slot].partner
            if j < i:
                continue
            bad = state.circle[i, slot].bad + state.circle[j, find(state, j, i)].bad
            if bad <= 0.0 or number == 0 or (filled == number and bad < score[filled - 1]):
                continue
            chance = draws.draw(draws.owner_key(keys, process, i), draws.CANDIDATE + j)
            place = filled
            while place > 0 and (
                score[place - 1] < bad or (score[place - 1] == bad and luck[place - 1] > chance)
            ):
                place -= 1
            if place == number:
                continue
            filled = min(filled + 1, number)
            for back in range(filled - 1, place, -1):
                score[back], luck[back] = score[back - 1], luck[back - 1]
                worst[back] = worst[back - 1]
            score[place], luck[place] = bad, chance
            worst[place, 0], worst[place, 1] = i, j
    return worst[:filled]


@compiled
def mediate(
    state: VillageState, b: Record, mediated: Record, seed: int, week: int, dyads: np.ndarray, relief: float
) -> None:
    """Lay part of the bad evidence of each dyad to rest and let the two meet."""
    for row in range(dyads.shape[0]):
        i, j = dyads[row, 0], dyads[row, 1]
        slot = find(state, i, j)
        # an earlier dyad's meeting never parts another: only first meetings make room
        mine, theirs = state.circle[i, slot], state.circle[j, find(state, j, i)]
        change_i, change_j = -relief * mine.bad, -relief * theirs.bad
        mine.bad += change_i
        theirs.bad += change_j
        side = 0 if state.owners[i].group == state.owners[j].group else 1
        state.ledger[MEDIATION, side, 1] += change_i + change_j
        note_change(state, week, i, j, MEDIATION, (0.0, 0.0), (change_i, change_j), 0.0)
        meet(state, b, mediated, seed, week, i, j, j)
