"""Acquaintances: kept by both sides, bounded, forgotten (ODD 7.1 and 7.5)."""

import numpy as np

from simulation.compiled import Record, borrowing
from simulation.model import draws
from simulation.model.rules.events import note_forgetting
from simulation.model.state import FORGETTING, VillageState


@borrowing
def find(state: VillageState, i: int, j: int) -> int:
    """Return the slot of j in the circle of i, or -1."""
    for slot in range(state.owners[i].acquaintances):
        if state.circle[i, slot].partner == j:
            return slot
    return -1


@borrowing
def is_tie(state: VillageState, b: Record, i: int, slot: int) -> bool:
    """Tell whether the acquaintance at this slot is a tie."""
    return state.circle[i, slot].tie > b.tie_minimum


@borrowing
def _remove(state: VillageState, i: int, slot: int) -> None:
    # the last one takes the free place: order has no meaning
    last = state.owners[i].acquaintances - 1
    state.circle[i, slot] = state.circle[i, last]
    state.owners[i].acquaintances = last


@borrowing
def forget(state: VillageState, i: int, slot: int, week: int, why: int) -> None:
    """Let i and the acquaintance at this slot forget each other, with their tie.

    ``why`` is the line of the ledger: FORGETTING or LEAVING.
    """
    j = state.circle[i, slot].partner
    back = find(state, j, i)
    mine, theirs = state.circle[i, slot], state.circle[j, back]
    side = 0 if state.owners[i].group == state.owners[j].group else 1
    state.ledger[why, side, 0] -= mine.good + theirs.good
    state.ledger[why, side, 1] -= mine.bad + theirs.bad
    note_forgetting(state, week, i, j, mine, theirs, why)
    _remove(state, i, slot)
    _remove(state, j, back)


@borrowing
def make_room(state: VillageState, i: int, seed: int, week: int) -> None:
    """Let i, if its circle is full, forget the weakest acquaintance."""
    if state.owners[i].acquaintances < state.circle.shape[1]:
        return
    weakest = 0
    least = 1e300
    for slot in range(state.owners[i].acquaintances):
        known = state.circle[i, slot]
        score = known.good + known.bad + 5.0 * known.tie
        if score < least:
            weakest, least = slot, score
        elif score == least:
            rival = draws.uniform(seed, week, draws.FORGET, i, known.partner)
            holder = draws.uniform(seed, week, draws.FORGET, i, state.circle[i, weakest].partner)
            if rival < holder:
                weakest = slot
    forget(state, i, weakest, week, FORGETTING)


@borrowing
def acquaint(state: VillageState, i: int, j: int) -> int:
    """Let i keep j in mind, without any evidence yet; return the slot."""
    slot = state.owners[i].acquaintances
    new = state.circle[i, slot]
    new.partner = j
    new.group = state.owners[j].group
    new.sector = state.owners[j].sector
    new.good = 0.0
    new.bad = 0.0
    new.tie = 0.0
    state.owners[i].acquaintances = slot + 1
    return slot


@borrowing
def is_faded(state: VillageState, i: int, slot: int) -> bool:
    """Tell whether there is hardly a tie and hardly any evidence of i on the acquaintance at this slot."""
    known = state.circle[i, slot]
    return (known.tie < 0.05) & (known.good + known.bad < 0.05)


@borrowing
def forget_faded(state: VillageState, faded: np.ndarray, week: int) -> None:
    """Forget every pair with hardly a tie and, on either side, hardly any evidence.

    Parameters
    ----------
    state, week
        The village, at this week.
    faded : ndarray of bool, shape (N,)
        Who keeps such an acquaintance.
    """
    for i in range(state.owners.shape[0]):
        if not faded[i]:
            continue
        slot = state.owners[i].acquaintances - 1
        while slot >= 0:
            # the other side comes here in its own turn, so each pair is seen from both
            if is_faded(state, i, slot):
                forget(state, i, slot, week, FORGETTING)
            slot -= 1
