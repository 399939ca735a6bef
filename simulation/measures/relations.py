"""One pass over all acquaintances: trust, evidence and ties, for the measures that rest on them."""

from typing import NamedTuple

import numpy as np

from simulation.compiled import Record, borrowing, compiled
from simulation.model.rules.trust import belief, trust
from simulation.model.state import VillageState, rules_of

OWN, OTHER = 0, 1
"""Sides: pairs of one group, and of different ones."""
MET, UNMET, TRUST_MET, TRUST_UNMET, EVIDENCE, BELIEF = range(6)
"""What is summed over the ordered pairs of a side: how many keep each other in mind and how many do not,
the trust in them, and the evidence, good less bad; and over owners their belief in that side."""


class Relations(NamedTuple):
    """What all acquaintances of a village come to.

    Attributes
    ----------
    sums : ndarray of float, shape (2, 6)
        By side (OWN, OTHER) and kind (MET to BELIEF).
    in_others : ndarray of float, shape (N,)
        Of each owner, the sum of the trust in all owners of other groups.
    starts : ndarray of int, shape (N + 1,)
        The ties of owner i are places ``starts[i]`` to ``starts[i + 1] - 1`` of the next three.
    neighbours : ndarray of int, shape (2 ties,)
        Whom the owner is tied with, ascending.
    trusting, trusted : ndarray of bool, shape (2 ties,)
        Whether the owner trusts that one by at least one half, and that one the owner.
    """

    sums: np.ndarray
    in_others: np.ndarray
    starts: np.ndarray
    neighbours: np.ndarray
    trusting: np.ndarray
    trusted: np.ndarray


@compiled
def survey(state: VillageState, b: Record, sizes: np.ndarray) -> Relations:
    """Look at every acquaintance once.

    Parameters
    ----------
    sizes : ndarray of int, shape (groups,)
        Owners of each group.
    """
    number, room = state.circle.shape
    sums = np.zeros((2, 6))
    in_others = np.empty(number)
    starts = np.zeros(number + 1, dtype=np.int64)
    neighbours = np.empty(number * room, dtype=np.int32)
    trusting = np.empty(number * room, dtype=np.bool_)
    believed = np.empty(sizes.size)
    _look(state, b, sizes, believed, sums, in_others, starts, neighbours, trusting)
    ends = starts[number]
    cursor = np.empty(number, dtype=np.int64)
    incoming, trusted = np.empty(ends, dtype=np.int32), np.empty(ends, dtype=np.bool_)
    turn(starts, neighbours, trusting, cursor, incoming, trusted)
    turn(starts, incoming, trusted, cursor, neighbours, trusting)
    return Relations(sums, in_others, starts, neighbours[:ends], trusting[:ends], trusted)


@borrowing
def _look(
    state: VillageState,
    b: Record,
    sizes: np.ndarray,
    believed: np.ndarray,
    sums: np.ndarray,
    in_others: np.ndarray,
    starts: np.ndarray,
    neighbours: np.ndarray,
    trusting: np.ndarray,
) -> None:
    place = 0
    for i in range(state.owners.shape[0]):
        group, own_rules = state.owners[i].group, rules_of(state, b, i)
        # whoever is not kept in mind is trusted as the group is: begin with everybody
        strangers_other = 0.0
        for kind in range(sizes.size):
            believed[kind] = belief(state, own_rules, i, kind)
            strangers_other += believed[kind] * sizes[kind]
        strangers_other -= believed[group] * sizes[group]
        sums[OWN, BELIEF] += believed[group]
        sums[OTHER, BELIEF] += mean(strangers_other, state.owners.shape[0] - sizes[group])
        strangers_own = believed[group] * (sizes[group] - 1)
        met_own = trust_own = trust_other = evidence_own = evidence_other = 0.0
        acquaintances = state.owners[i].acquaintances
        for slot in range(acquaintances):
            known = state.circle[i, slot]
            held = believed[known.group]
            trusted = trust(known.good, known.bad, held, own_rules.prior_weight)
            evidence = known.good - known.bad
            # times 1 or 0: which side it is can't be foreseen, and a wrong guess costs more than a sum
            own = 1.0 if known.group == group else 0.0
            other = 1.0 - own
            met_own += own
            trust_own += own * trusted
            trust_other += other * trusted
            strangers_own -= own * held
            strangers_other -= other * held
            evidence_own += own * evidence
            evidence_other += other * evidence
            # written in any case, kept if it is a tie: there is room for everybody
            neighbours[place] = known.partner
            trusting[place] = trusted >= 0.5
            place += 1 if known.tie > b.tie_minimum else 0
        starts[i + 1] = place
        in_others[i] = trust_other + strangers_other
        met_other = acquaintances - met_own
        sums[OWN, MET] += met_own
        sums[OWN, UNMET] += sizes[group] - 1 - met_own
        sums[OWN, TRUST_MET] += trust_own
        sums[OWN, TRUST_UNMET] += strangers_own
        sums[OWN, EVIDENCE] += evidence_own
        sums[OTHER, MET] += met_other
        sums[OTHER, UNMET] += state.owners.shape[0] - sizes[group] - met_other
        sums[OTHER, TRUST_MET] += trust_other
        sums[OTHER, TRUST_UNMET] += strangers_other
        sums[OTHER, EVIDENCE] += evidence_other


@borrowing
def turn(
    starts: np.ndarray,
    neighbours: np.ndarray,
    flags: np.ndarray,
    cursor: np.ndarray,
    turned: np.ndarray,
    turned_flags: np.ndarray,
) -> None:
    """List every tie by its other end, and there in ascending order; once more brings the flags home.

    Ascending lists let later loops run without asking who comes first, and what can't be foreseen costs
    more than writing everything twice.
    """
    number = cursor.size
    for i in range(number):
        cursor[i] = starts[i]
    for i in range(number):
        for place in range(starts[i], starts[i + 1]):
            j = neighbours[place]
            turned[cursor[j]] = i
            turned_flags[cursor[j]] = flags[place]
            cursor[j] += 1


@borrowing
def mean(total: float, count: float) -> float:
    """Return the mean; NaN of nothing."""
    return total / count if count > 0 else np.nan
