"""Measures of trust: expected trust in a random owner, by group and by acquaintance, and belief in groups."""

import numpy as np

from simulation.compiled import borrowing, written_in
from simulation.measures.relations import (
    BELIEF,
    MET,
    OTHER,
    OWN,
    TRUST_MET,
    TRUST_UNMET,
    UNMET,
    Relations,
    mean,
)

WIDTH = 14


@written_in
def measure_trust(relations: Relations, groups: np.ndarray, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill trust x (all, own, other) x (all, met, unmet), then the other measures of this file.

    Parameters
    ----------
    relations : Relations
        What all acquaintances come to.
    groups, sizes : ndarray of int
        Group of each owner; owners of each group.
    out : ndarray of float, shape (WIDTH,)
        NaN where there is no such pair.
    """
    sums = relations.sums
    met, unmet = sums[OWN, MET] + sums[OTHER, MET], sums[OWN, UNMET] + sums[OTHER, UNMET]
    trust_met = sums[OWN, TRUST_MET] + sums[OTHER, TRUST_MET]
    trust_unmet = sums[OWN, TRUST_UNMET] + sums[OTHER, TRUST_UNMET]
    out[0] = mean(trust_met + trust_unmet, met + unmet)
    out[1] = mean(trust_met, met)
    out[2] = mean(trust_unmet, unmet)
    for side in (OWN, OTHER):
        total = sums[side, TRUST_MET] + sums[side, TRUST_UNMET]
        out[3 + 3 * side] = mean(total, sums[side, MET] + sums[side, UNMET])
        out[4 + 3 * side] = mean(sums[side, TRUST_MET], sums[side, MET])
        out[5 + 3 * side] = mean(sums[side, TRUST_UNMET], sums[side, UNMET])
    out[9] = out[3] - out[6]
    ties = relations.neighbours.size // 2
    out[10] = mean(mutual_ties(relations.trusting, relations.trusted), ties)
    number = groups.size
    in_others = np.empty(number)
    for i in range(number):
        in_others[i] = mean(relations.in_others[i], number - sizes[groups[i]])
    quarter = (number + 3) // 4
    out[11] = np.partition(in_others, quarter - 1)[:quarter].mean()
    for side in (OWN, OTHER):
        out[12 + side] = sums[side, BELIEF] / number


@borrowing
def mutual_ties(trusting: np.ndarray, trusted: np.ndarray) -> int:
    """Count the ties along which both sides trust by at least one half."""
    both = 0
    for place in range(trusting.size):
        both += trusting[place] & trusted[place]
    return both // 2
