"""A village that begins as it was observed (ODD 5.1)."""

from simulation.parameters import NORMS, TOPICS, ObservedOwners
from simulation.reference.acquaintance import Acquaintance, Tie
from simulation.reference.owner import Home, Owner

BURN_IN = 208
"""Weeks of the usual burn-in, which the evidence behind a tie stands for."""
GOOD, BAD = 0.41, 0.107
"""Evidence a week, for and against, behind a tie of strength 1."""


def observed_places(village: Home, groups: list[int], sectors: list[int]) -> tuple[list[int], list[int]]:
    """Return group and sector of every owner: those observed, else those drawn."""
    start = village.profile.start
    if start is None or start.owners is None:
        return groups, sectors
    group_number = {group.name: place for place, group in enumerate(village.profile.groups)}
    sector_number = {sector.name: place for place, sector in enumerate(village.profile.sectors)}
    if start.owners.group is not None:
        groups = [group_number[name] for name in start.owners.group]
    if start.owners.sector is not None:
        sectors = [sector_number[name] for name in start.owners.sector]
    return groups, sectors


def observe(village: Home) -> None:
    """Let owners and ties take what was observed; the income last, for it depends on the others."""
    start = village.profile.start
    if start is None:
        return
    if start.owners is not None:
        for owner in village.owners:
            _describe(owner, start.owners)
    if start.ties is not None:
        for one, other, strength in zip(
            start.ties.first, start.ties.second, start.ties.strength, strict=True
        ):
            _tie(village.owners[one], village.owners[other], strength)
    for owner in village.owners:
        earned = None if start.owners is None else _seen(start.owners.income, owner)
        if earned is None:
            owner.income = owner.income_at(luck=owner.normal(20))
        else:
            owner.income_level *= earned / owner.income_at(luck=0.0)  # instead of the one drawn
            owner.income = earned


def _seen(column: list[float | None] | None, owner: Owner) -> float | None:
    return None if column is None else column[owner.index]


def _describe(owner: Owner, table: ObservedOwners) -> None:
    for skill in ("communication", "conflict"):
        value = _seen(getattr(table, skill), owner)
        if value is not None:
            setattr(owner, skill, value)
            setattr(owner, f"{skill}_start", value)
    for norm, name in enumerate(NORMS):
        value = _seen(getattr(table, name), owner)
        if value is not None:
            owner.norms[norm] = owner.anchors[norm] = owner.anchors_start[norm] = value
    for topic, name in enumerate(TOPICS):
        value = _seen(getattr(table, f"knowledge_{name}"), owner)
        if value is not None:
            owner.knowledge[topic] = owner.knowledge_start[topic] = value
    for group, known in enumerate(owner.model.profile.groups):
        value = _seen(table.belief.get(known.name), owner)
        if value is not None:
            owner.prior[group] = owner.prior_start[group] = value


def _tie(one: Owner, other: Owner, strength: float) -> None:
    tie = Tie(strength)
    for owner, partner in ((one, other), (other, one)):
        behaviour = owner.behaviour
        personal = sum(behaviour.memory**age for age in range(BURN_IN))
        of_groups = sum(behaviour.group_memory**age for age in range(BURN_IN))
        owner.acquaintances[partner.index] = Acquaintance(
            partner, tie, good=GOOD * strength * personal, bad=BAD * strength * personal
        )
        experience = (
            behaviour.generalisation * (GOOD + BAD * behaviour.bad_generalisation) * strength * of_groups
        )
        believed = owner.prior[partner.group]
        owner.group_good[partner.group] += experience * believed
        owner.group_bad[partner.group] += experience * (1 - believed)
