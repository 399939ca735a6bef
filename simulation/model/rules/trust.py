"""Trust and belief: hierarchical beta reputation (Josang & Ismail 2002; ODD 2)."""

from simulation.compiled import Record, borrowing
from simulation.model.state import VillageState


@borrowing
def belief(state: VillageState, b: Record, i: int, group: int) -> float:
    """Return what owner i believes of a group, in [0, 1]."""
    held = state.beliefs[i, group]
    return (b.belief_weight * held.prior + held.good) / (b.belief_weight + held.good + held.bad)


@borrowing
def trust(good: float, bad: float, believed: float, prior_weight: float) -> float:
    """Return trust in somebody from own evidence and the belief in the group, in [0, 1]."""
    return (good + prior_weight * believed) / (good + bad + prior_weight)


@borrowing
def trust_in(state: VillageState, b: Record, i: int, j: int, slot: int) -> float:
    """Return the trust of i in j, who stands at ``slot`` of the circle of i (-1: not kept in mind)."""
    believed = belief(state, b, i, state.owners[j].group)
    if slot < 0:
        return trust(0.0, 0.0, believed, b.prior_weight)
    known = state.circle[i, slot]
    return trust(known.good, known.bad, believed, b.prior_weight)
