"""Open dialogue and mediation (dialog terbuka dan mediasi; ODD 7.9).

Circles that mix the groups, and mediation of the worst dyads of the village.
"""

import numpy as np

from simulation.compiled import Record, borrowing, compiled, written_in
from simulation.model import draws
from simulation.model.ordering import ordered
from simulation.model.rules.acquaintance import find
from simulation.model.rules.events import note_change
from simulation.model.rules.meeting import meet_at_session
from simulation.model.state import MEDIATION, VillageState


@written_in
def hold(
    state: VillageState, b: Record, dose: Record, seed: int, week: int, present: np.ndarray
) -> np.ndarray:
    """Hold the circles, then mediate; return who was at either."""
    hold_circles(state, b, dose, seed, week, present)
    dyads = worst_dyads(state, dose, seed, week)
    mediate(state, b, dose, seed, week, dyads)
    came = np.zeros(state.owners.shape[0], dtype=np.bool_)
    came[present] = True
    came[dyads.ravel()] = True
    return np.flatnonzero(came)


@written_in
def hold_circles(
    state: VillageState, b: Record, dose: Record, seed: int, week: int, present: np.ndarray
) -> None:
    """Deal those present, group by group, to the fewest circles that hold them; each circle talks."""
    keys = draws.week_key(seed, week)
    luck = np.empty(present.size)
    seat = np.empty(present.size)
    group = np.empty(present.size)
    for place in range(present.size):
        key = draws.owner_key(keys, dose.process, present[place])
        luck[place] = draws.draw(key, draws.ROSTER)
        seat[place] = draws.draw(key, draws.SEAT)
        group[place] = state.owners[present[place]].group
    order = ordered(luck)
    order = order[ordered(group[order])]
    circles = (present.size + dose.circle - 1) // dose.circle
    for circle in range(circles):
        members = order[circle::circles]
        seated = members[ordered(seat[members])]
        hold_circle(state, b, dose, seed, week, present[seated])


@written_in
def hold_circle(
    state: VillageState, b: Record, dose: Record, seed: int, week: int, members: np.ndarray
) -> None:
    """Let the members of a circle, in their order, talk with members of other groups."""
    size = members.size
    count = np.zeros(size, dtype=np.int64)
    met = np.zeros((size, size), dtype=np.bool_)
    keys = draws.week_key(seed, week)
    for one in range(size):
        i = members[one]
        key = draws.owner_key(keys, dose.process, i)
        while count[one] < dose.talks:
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
            meet_at_session(state, b, dose.held, seed, week, i, members[best])


@compiled
def worst_dyads(state: VillageState, dose: Record, seed: int, week: int) -> np.ndarray:
    """Return the acquainted pairs with the most bad evidence, worst first, shape (pairs, 2), i < j."""
    number = dose.dyads
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
            chance = draws.draw(draws.owner_key(keys, dose.process, i), draws.CANDIDATE + int(j))
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


@borrowing
def mediate(state: VillageState, b: Record, dose: Record, seed: int, week: int, dyads: np.ndarray) -> None:
    """Lay part of the bad evidence of each dyad to rest and let the two meet."""
    for row in range(dyads.shape[0]):
        i, j = dyads[row, 0], dyads[row, 1]
        slot = find(state, i, j)
        # an earlier dyad's meeting never parts another: only first meetings make room
        mine, theirs = state.circle[i, slot], state.circle[j, find(state, j, i)]
        change_i, change_j = -dose.relief * mine.bad, -dose.relief * theirs.bad
        mine.bad += change_i
        theirs.bad += change_j
        side = 0 if state.owners[i].group == state.owners[j].group else 1
        state.ledger[MEDIATION, side, 1] += change_i + change_j
        note_change(state, week, i, j, MEDIATION, (0.0, 0.0), (change_i, change_j), 0.0)
        meet_at_session(state, b, dose.mediated, seed, week, i, j)
