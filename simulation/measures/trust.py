"""Measures of trust: expected trust in a random owner, by group and by acquaintance."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model.rules.acquaintance import find, is_tie
from simulation.model.rules.trust import belief, trust
from simulation.model.state import VillageState

WIDTH = 12


@compiled
def measure_trust(state: VillageState, b: Record, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill trust x (all, own, other) x (all, met, unmet), trust_gap, trust_mutual, trust_other_lowest.

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
    number, kinds = state.owners.shape[0], sizes.size
    believed = np.empty((number, kinds))
    for i in range(number):
        for group in range(kinds):
            believed[i, group] = belief(state, b, i, group)
    in_others = np.zeros(number)
    ties = 0
    mutual = 0
    for i in range(number):
        own = state.owners[i].group
        for group in range(kinds):
            # whoever is not kept in mind is trusted as the group is
            side = 0 if group == own else 1
            count = sizes[group] - 1 if group == own else sizes[group]
            total[side, 1] += believed[i, group] * count
            in_others[i] += side * believed[i, group] * count
            pairs[side, 1] += count
        for slot in range(state.owners[i].acquaintances):
            known = state.circle[i, slot]
            group = known.group
            side = 0 if group == own else 1
            trusted = trust(known.good, known.bad, believed[i, group], b.prior_weight)
            total[side, 0] += trusted
            in_others[i] += side * (trusted - believed[i, group])
            pairs[side, 0] += 1
            total[side, 1] -= believed[i, group]
            pairs[side, 1] -= 1
            if i < known.partner and is_tie(state, b, i, slot):
                ties += 1
                if trusted >= 0.5:
                    back = state.circle[known.partner, find(state, known.partner, i)]
                    returned = trust(back.good, back.bad, believed[known.partner, own], b.prior_weight)
                    mutual += returned >= 0.5
    out[0] = _mean(total.sum(), pairs.sum())
    out[1] = _mean(total[:, 0].sum(), pairs[:, 0].sum())
    out[2] = _mean(total[:, 1].sum(), pairs[:, 1].sum())
    for side in range(2):
        out[3 + 3 * side] = _mean(total[side].sum(), pairs[side].sum())
        out[4 + 3 * side] = _mean(total[side, 0], pairs[side, 0])
        out[5 + 3 * side] = _mean(total[side, 1], pairs[side, 1])
    out[9] = out[3] - out[6]
    out[10] = _mean(mutual, ties)
    for i in range(number):
        in_others[i] = _mean(in_others[i], number - sizes[state.owners[i].group])
    quarter = (number + 3) // 4
    out[11] = np.sort(in_others)[:quarter].mean()


@compiled
def _mean(total: float, count: float) -> float:
    return total / count if count > 0 else np.nan
