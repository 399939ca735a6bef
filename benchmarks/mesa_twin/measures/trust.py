"""Measures of trust, and of belief in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.measures.relations import Relations, mean

if TYPE_CHECKING:
    from benchmarks.mesa_twin.measured import MeasuredVillage
    from simulation.reference.owner import Owner


def trust(village: MeasuredVillage, relations: Relations) -> dict[str, float]:
    """Return trust by group and by acquaintance, and what follows from it."""
    own, other = relations.own, relations.other
    trust_own = mean(own.trust_met + own.trust_unmet, own.met + own.unmet)
    trust_other = mean(other.trust_met + other.trust_unmet, other.met + other.unmet)
    ties = sum(map(len, relations.neighbours)) // 2
    return {
        "trust": mean(
            own.trust_met + own.trust_unmet + other.trust_met + other.trust_unmet,
            own.met + own.unmet + other.met + other.unmet,
        ),
        "trust_met": mean(own.trust_met + other.trust_met, own.met + other.met),
        "trust_unmet": mean(own.trust_unmet + other.trust_unmet, own.unmet + other.unmet),
        "trust_own": trust_own,
        "trust_own_met": mean(own.trust_met, own.met),
        "trust_own_unmet": mean(own.trust_unmet, own.unmet),
        "trust_other": trust_other,
        "trust_other_met": mean(other.trust_met, other.met),
        "trust_other_unmet": mean(other.trust_unmet, other.unmet),
        "trust_gap": trust_own - trust_other,
        "trust_mutual": mean(relations.mutual, ties),
        "trust_other_lowest": _lowest_quarter(village, relations),
        "belief_own": mean(sum(owner.belief(owner.group) for owner in village.owners), len(village.owners)),
        "belief_other": mean(
            sum(_in_others(village, owner) for owner in village.owners), len(village.owners)
        ),
    }


def _in_others(village: MeasuredVillage, owner: Owner) -> float:
    """Return an owner's belief in the other groups, weighted by the owners in them."""
    others = [(group, size) for group, size in enumerate(village.sizes) if group != owner.group]
    return mean(sum(owner.belief(group) * size for group, size in others), sum(size for _, size in others))


def _lowest_quarter(village: MeasuredVillage, relations: Relations) -> float:
    number, sizes = len(village.owners), village.sizes
    means = sorted(
        mean(total, number - sizes[owner.group])
        for owner, total in zip(village.owners, relations.in_others, strict=True)
    )
    quarter = (number + 3) // 4
    return sum(means[:quarter]) / quarter
