"""Disputes: who saw a defection, and whether it is resolved (ODD 7.4)."""

import numpy as np

from simulation.compiled import Record, borrowing
from simulation.model.state import VillageState


@borrowing
def appoint_mediators(state: VillageState, who: np.ndarray, until: int, caseload: int) -> None:
    """Let owners serve as peer mediators from now on.

    Parameters
    ----------
    who : ndarray of int
        The owners.
    until : int
        Last week of their service.
    caseload : int
        Disputes each takes a week.
    """
    for i in who:
        owner = state.owners[i]
        state.cases[0] += caseload - owner.cases_left
        owner.mediates_until = until
        owner.caseload = owner.cases_left = caseload


@borrowing
def peer_mediator(state: VillageState, i: int, j: int) -> int:
    """Return the most skilled free peer mediator acquainted with i or j, or -1."""
    best = -1
    for party in (i, j):
        for slot in range(state.owners[party].acquaintances):
            candidate = state.circle[party, slot].partner
            owner = state.owners[candidate]
            if owner.cases_left < 1 or candidate in (i, j):
                continue
            if (
                best < 0
                or owner.conflict > state.owners[best].conflict
                or (owner.conflict == state.owners[best].conflict and candidate < best)
            ):
                best = candidate
    return best


@borrowing
def chance_to_resolve(state: VillageState, setting: Record, i: int, j: int) -> float:
    """Return the chance that a dispute of i and j is resolved; a peer mediator loses a case."""
    chance = (state.owners[i].conflict + state.owners[j].conflict) / 2.0
    if setting.mediator > 0.0:
        return 1.0 - (1.0 - chance) * (1.0 - setting.mediator)
    # without any case left in the village, nobody's circle needs to be searched
    mediator = peer_mediator(state, i, j) if state.cases[0] > 0 else -1
    if mediator >= 0:
        state.owners[mediator].cases_left -= 1
        state.cases[0] -= 1
        return 1.0 - (1.0 - chance) * (1.0 - state.owners[mediator].conflict)
    return chance
