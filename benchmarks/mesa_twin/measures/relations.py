"""One pass over all acquaintances: trust, evidence and ties."""

from __future__ import annotations

from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage


@dataclass(slots=True)
class Side:
    """Sums over ordered pairs of owners, of one group or of different ones.

    Attributes
    ----------
    met, unmet : int
        Pairs who keep each other in mind, and all others.
    trust_met, trust_unmet : float
        Trust in them.
    evidence : float
        Good less bad evidence.
    """

    met: int = 0
    unmet: int = 0
    trust_met: float = 0.0
    trust_unmet: float = 0.0
    evidence: float = 0.0


@dataclass(slots=True)
class Relations:
    """What all acquaintances of the village come to.

    Attributes
    ----------
    own, other : Side
        Pairs of one group, and of different groups.
    in_others : list of float
        Of each owner, the sum of the trust in all owners of other groups.
    neighbours : list of set of int
        Of each owner, the owners it has a tie with.
    mutual : int
        Ties in which both trust by at least one half.
    """

    own: Side
    other: Side
    in_others: list[float]
    neighbours: list[set[int]]
    mutual: int


def survey(village: MeasuredVillage) -> Relations:
    """Look at every acquaintance once."""
    weight, minimum = village.behaviour.prior_weight, village.behaviour.tie_minimum
    sizes = village.sizes
    own, other = Side(), Side()
    in_others: list[float] = []
    neighbours: list[set[int]] = []
    trusting: set[tuple[int, int]] = set()  # along ties
    for owner in village.owners:
        group, index = owner.group, owner.index
        beliefs = [owner.belief(each) for each in range(len(sizes))]
        # strangers are trusted as their group is: begin with everybody, take the acquaintances out
        strangers_own = beliefs[group] * (sizes[group] - 1)
        strangers_other = sum(map(mul, beliefs, sizes)) - beliefs[group] * sizes[group]
        trust_own = trust_other = evidence_own = evidence_other = 0.0
        met_own = 0
        tied: set[int] = set()
        for partner, known in owner.acquaintances.items():
            good, bad = known.good, known.bad
            partner_group = known.owner.group
            belief = beliefs[partner_group]
            trusted = (good + weight * belief) / (good + bad + weight)
            if partner_group == group:
                met_own += 1
                trust_own += trusted
                strangers_own -= belief
                evidence_own += good - bad
            else:
                trust_other += trusted
                strangers_other -= belief
                evidence_other += good - bad
            if known.tie.strength > minimum:
                tied.add(partner)
                if trusted >= 0.5:
                    trusting.add((index, partner))
        met_other = len(owner.acquaintances) - met_own
        own.met += met_own
        own.unmet += sizes[group] - 1 - met_own
        own.trust_met += trust_own
        own.trust_unmet += strangers_own
        own.evidence += evidence_own
        other.met += met_other
        other.unmet += len(village.owners) - sizes[group] - met_other
        other.trust_met += trust_other
        other.trust_unmet += strangers_other
        other.evidence += evidence_other
        in_others.append(trust_other + strangers_other)
        neighbours.append(tied)
    mutual = sum(first < second and (second, first) in trusting for first, second in trusting)
    return Relations(own, other, in_others, neighbours, mutual)


def mean(total: float, count: float) -> float:
    """Return the mean; NaN of nothing."""
    return total / count if count > 0 else float("nan")
