"""Disputes: who saw a defection, and whether it is resolved (ODD 7.4)."""

from simulation.compiled import Record, compiled
from simulation.model.state import VillageState


@compiled
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


@compiled
def chance_to_resolve(state: VillageState, setting: Record, i: int, j: int) -> float:
    """Return the chance that a dispute of i and j is resolved; a peer mediator loses a case."""
    chance = (state.owners[i].conflict + state.owners[j].conflict) / 2.0
    if setting.mediator > 0.0:
        return 1.0 - (1.0 - chance) * (1.0 - setting.mediator)
    mediator = peer_mediator(state, i, j)
    if mediator >= 0:
        state.owners[mediator].cases_left -= 1
        return 1.0 - (1.0 - chance) * (1.0 - state.owners[mediator].conflict)
    return chance
