"""Measures of trust: expected trust in a random owner, by group and by acquaintance."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.trust import belief, trust_in
from simulation.model.state import VillageState

WIDTH = 11


@compiled
def measure_trust(state: VillageState, b: Record, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill trust x (all, own, other) x (all, met, unmet), trust_gap, trust_mutual.

    Parameters
    ----------
    sizes : ndarray of int, shape (groups,)
        Owners of each group.
    out : ndarray of float, shape (WIDTH,)
        NaN where there is no such pair.
    """
    # [own, other][met, unmet]
    total = np.zeros((2, 2))
    pairs = np.zeros((2, 2))
    believed = np.empty(sizes.size)
    ties = 0
    mutual = 0
    for i in range(state.owners.shape[0]):
        own = state.owners[i].group
        for group in range(sizes.size):
            # whoever is not kept in mind is trusted as the group is
            believed[group] = belief(state, b, i, group)
            side = 0 if group == own else 1
            count = sizes[group] - 1 if group == own else sizes[group]
            total[side, 1] += believed[group] * count
            pairs[side, 1] += count
        for slot in range(state.owners[i].acquaintances):
            j = state.circle[i, slot].partner
            group = state.owners[j].group
            side = 0 if group == own else 1
            trusted = trust_in(state, b, i, j, slot)
            total[side, 0] += trusted
            pairs[side, 0] += 1
            total[side, 1] -= believed[group]
            pairs[side, 1] -= 1
            if i < j and is_tie(state, b, i, slot):
                ties += 1
                mutual += trusted >= 0.5 and trust_in(state, b, j, i, find(state, j, i)) >= 0.5
    out[0] = _mean(total.sum(), pairs.sum())
    out[1] = _mean(total[:, 0].sum(), pairs[:, 0].sum())
    out[2] = _mean(total[:, 1].sum(), pairs[:, 1].sum())
    for side in range(2):
        out[3 + 3 * side] = _mean(total[side].sum(), pairs[side].sum())
        out[4 + 3 * side] = _mean(total[side, 0], pairs[side, 0])
        out[5 + 3 * side] = _mean(total[side, 1], pairs[side, 1])
    out[9] = out[3] - out[6]
    out[10] = _mean(mutual, ties)


@compiled
def _mean(total: float, count: float) -> float:
    return total / count if count > 0 else np.nan
