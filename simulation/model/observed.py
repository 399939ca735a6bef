"""A village that begins as it was observed (ODD 5.1): owners and ties take what the tables say."""

import numpy as np

from simulation.parameters import NORMS, TOPICS, ObservedOwners, ObservedTies, VillageProfile
from simulation.parameters.village import BURN_IN

GOOD_A_WEEK = 0.41
BAD_A_WEEK = 0.107
"""Evidence a week, for and against, that each side of a tie gains per unit of its strength.

Measured over all ties of burned-in villages of the default profile and behaviour, where it is what
fades in a week: sum of r (1 - lambda) over sum of w, and the same for s. tests/model/test_observed.py
measures it anew.
"""


def place_owners(owners: np.ndarray, profile: VillageProfile) -> None:
    """Give owners the groups and sectors that were observed."""
    assert profile.start is not None
    table = profile.start.owners
    if table is None:
        return
    groups, sectors = [part.name for part in profile.groups], [part.name for part in profile.sectors]
    for what, column, names in (("group", table.group, groups), ("sector", table.sector, sectors)):
        if column is not None:
            owners[what] = [names.index(name) for name in column]


def begin_as_observed(
    owners: np.ndarray,
    beliefs: np.ndarray,
    circle: np.ndarray,
    relations: np.ndarray,
    lived: np.ndarray,
    profile: VillageProfile,
) -> None:
    """Let a village just founded begin as observed; what is unknown stays as it was drawn.

    Parameters
    ----------
    owners, beliefs, circle, relations : ndarray
        Of the state, see ``VillageState``; all but the last are changed.
    lived : ndarray of record, shape (N,)
        The behaviour that each owner lives by.
    profile
        What was observed.

    Raises
    ------
    ValueError
        If somebody has more ties than an owner keeps acquaintances.
    """
    assert profile.start is not None
    table, ties = profile.start.owners, profile.start.ties
    if table is not None:
        _take_values(owners, beliefs, table, [group.name for group in profile.groups])
    if ties is not None:
        for row, owner in ties.beyond(circle.shape[1]):
            raise ValueError(
                f"row {row} of the ties: owner {owner} has more than {circle.shape[1]} ties, "
                "which is what an owner keeps in mind (acquaintances)"
            )
        _take_ties(owners, beliefs, circle, ties, lived)
    income = None if table is None else table.income
    _take_incomes(owners, circle, relations, income, lived)


def _take_values(owners: np.ndarray, beliefs: np.ndarray, table: ObservedOwners, groups: list[str]) -> None:
    """Take skills, norms, knowledge and beliefs; each also is what the owner later goes back to."""
    for skill in ("communication", "conflict"):
        _fill(getattr(table, skill), owners[skill], owners[f"{skill}_start"])
    for place, norm in enumerate(NORMS):
        kept = (owners[field][:, place] for field in ("norms", "anchors", "anchors_start"))
        _fill(getattr(table, norm), *kept)
    for place, topic in enumerate(TOPICS):
        kept = (owners[field][:, place] for field in ("knowledge", "knowledge_start"))
        _fill(getattr(table, f"knowledge_{topic}"), *kept)
    for place, group in enumerate(groups):
        kept = (beliefs[field][:, place] for field in ("prior", "prior_start"))
        _fill(table.belief.get(group), *kept)


def _fill(column: list[float | None] | None, *fields: np.ndarray) -> None:
    if column is not None:
        values = np.array(column, dtype=float)  # None becomes NaN
        known = ~np.isnan(values)
        for field in fields:
            field[known] = values[known]


def _take_ties(
    owners: np.ndarray, beliefs: np.ndarray, circle: np.ndarray, ties: ObservedTies, own: np.ndarray
) -> None:
    """Let both sides of each tie keep each other, with the evidence of weeks lived at its strength.

    ``own`` holds the behaviour that each owner lives by.
    """
    lasting = lived_weeks(own["memory"])
    generally = (
        own["generalisation"]
        * (GOOD_A_WEEK + BAD_A_WEEK * own["bad_generalisation"])
        * lived_weeks(own["group_memory"])
    )
    for first, second, strength in zip(ties.first, ties.second, ties.strength, strict=True):
        for one, other in ((first, second), (second, first)):
            slot, group = owners["acquaintances"][one], owners["group"][other]
            personal, general = lasting[one], generally[one]
            circle[one, slot] = (
                GOOD_A_WEEK * strength * personal,
                BAD_A_WEEK * strength * personal,
                strength,
                other,
                group,
                owners["sector"][other],
            )
            owners["acquaintances"][one] += 1
            # split so that the belief stays what it is
            held = beliefs[one, group]
            held["good"] += general * strength * held["prior"]
            held["bad"] += general * strength * (1.0 - held["prior"])


def lived_weeks(memory: np.ndarray) -> np.ndarray:
    """Return how many weeks of steady experience each owner keeps after a burn-in of the usual length."""
    kept: np.ndarray = (memory[:, None] ** np.arange(BURN_IN)).sum(axis=1)
    return kept


def _take_incomes(
    owners: np.ndarray,
    circle: np.ndarray,
    relations: np.ndarray,
    column: list[float | None] | None,
    own: np.ndarray,
) -> None:
    """Let income follow from ties and knowledge; of one observed, the rest is the owner's own level."""
    gain = np.empty(owners.size)
    for i in range(owners.size):
        known = circle[i, : owners["acquaintances"][i]]
        ties = known[known["tie"] > own["tie_minimum"][i]]
        complementary = np.count_nonzero(relations[owners["sector"][i], ties["sector"]] == 1)
        from_ties = 1.0 + own["income_ties"][i] * np.log1p(complementary)
        gain[i] = from_ties * (1.0 + own["income_knowledge"][i] * owners["knowledge"][i].mean())
    owners["income"] *= gain
    if column is not None:
        values = np.array(column, dtype=float)
        known = ~np.isnan(values)
        owners["income"][known] = values[known]
        owners["income_shift"][known] = np.log(values[known] / (own["income"][known] * gain[known]))
