"""Owner by owner: what a table of owners holds, and what of it adds up to a weekly measure."""

from typing import Any

import numpy as np

from simulation.compiled import Record, borrowing, compiled
from simulation.measures.catalogue import MEASURES, Measure
from simulation.measures.relations import mean
from simulation.model.rules.trust import belief, trust
from simulation.model.state import FOUNDERS, VillageState, rules_of
from simulation.parameters import NORMS, TOPICS, VillageProfile

PAIRS = ("trust", "trust_own", "trust_other", "belief_own", "belief_other", "degree", "bonding", "bridging")
"""What is counted over the other owners, in the order in which :func:`survey_owners` fills it."""
KNOWLEDGE = tuple(f"knowledge_{topic}" for topic in TOPICS)
PARTS = (*PAIRS, *NORMS, "knowledge", *KNOWLEDGE, "income")
"""Columns whose mean over owners is the weekly measure of the same name (see :func:`weights`)."""
_WEEKLY = {measure.name: measure for measure in MEASURES}
_OWN = {
    "trust": "mean T_ij in all other owners",
    "trust_own": "mean T_ij in the other owners of the own group",
    "trust_other": "mean T_ij in the owners of other groups",
    "belief_own": "mu_i of the own group",
    "belief_other": "mu_i of the other groups, weighted by the owners in them",
    "degree": "number of ties (w > w_min)",
    "bonding": "number of ties inside the group",
    "bridging": "number of ties to other groups",
    "knowledge": "mean over topics",
    "income": "income of the week",
}


def _part(name: str) -> Measure:
    weekly = _WEEKLY[name]
    unit = {"degree": "ties", "bonding": "ties", "bridging": "ties", "income": "rupiah a week"}
    return Measure(
        name, weekly.en, weekly.id, unit.get(name, weekly.unit), _OWN.get(name, "of the owner"), "owners"
    )


OWNER_COLUMNS = (
    Measure("owner", "owner", "pelaku", "number", "row of the owner, from 0", "owners"),
    Measure("arrived", "week of arrival", "pekan kedatangan", "week",
            "week in which the firm was opened; empty: it was there at the founding", "owners"),
    Measure("group", "group", "kelompok", "name", "group of the owner", "owners"),
    Measure("sector", "sector", "sektor", "name", "line of business", "owners"),
    *(_part(name) for name in PARTS),
    Measure("acquaintances", "acquaintances", "kenalan", "owners", "how many are kept in mind", "owners"),
    Measure("communication", "communication skill", "keterampilan komunikasi", "0-1",
            "of the owner", "owners"),
    Measure("conflict", "conflict-management skill", "keterampilan mengelola konflik", "0-1",
            "of the owner", "owners"),
    Measure("sociability", "sociability", "keluwesan bergaul", "ratio",
            "meetings started, and chance to be met, against the mean owner", "owners"),
    Measure("trustworthiness", "trustworthiness", "keterandalan", "log-odds",
            "added to the log-odds of the intention to cooperate", "owners"),
    Measure("attendance", "propensity to attend", "kecenderungan hadir", "-1 to 1",
            "how much likelier than others the owner comes to activities", "owners"),
)  # fmt: skip
"""Columns of a table of owners, in their order; what a user knows of owners follows."""


def owners_of(state: VillageState, b: Record, profile: VillageProfile) -> dict[str, np.ndarray]:
    """Return what is known of each owner.

    Returns
    -------
    dict of str to ndarray, shape (N,)
        The columns of :data:`OWNER_COLUMNS`; ``arrived`` is a float, NaN for the founders. Then
        ``attribute_<name>``, what else was observed of the owners; None of those who came later.
    """
    owners = state.owners
    pairs = np.empty((owners.size, len(PAIRS)))
    survey_owners(state, b, state.sizes, pairs)
    values: dict[str, Any] = {"owner": np.arange(owners.size)}
    values["arrived"] = np.where(owners["arrived"] == FOUNDERS, np.nan, owners["arrived"])
    values["group"] = np.array([group.name for group in profile.groups])[owners["group"]]
    values["sector"] = np.array([sector.name for sector in profile.sectors])[owners["sector"]]
    values |= {name: pairs[:, place] for place, name in enumerate(PAIRS)}
    values |= {name: owners["norms"][:, place] for place, name in enumerate(NORMS)}
    values["knowledge"] = owners["knowledge"].mean(axis=1)
    values |= {name: owners["knowledge"][:, place] for place, name in enumerate(KNOWLEDGE)}
    for name in ("income", "acquaintances", "communication", "conflict",
                 "sociability", "trustworthiness", "attendance"):  # fmt: skip
        values[name] = owners[name]
    found = {column.name: np.array(values[column.name]) for column in OWNER_COLUMNS}
    observed = profile.start.owners if profile.start is not None else None
    for name, given in (observed.attribute if observed is not None else {}).items():
        known = np.array(given, dtype=object)
        known[owners["arrived"] != FOUNDERS] = None
        found[f"attribute_{name}"] = known
    return found


def weights(column: str, groups: np.ndarray) -> np.ndarray:
    """Return how much each owner counts in the mean that is the weekly measure, of shape (N,).

    Trust in the own group and in others is a mean over pairs: an owner counts by how many they are.

    Parameters
    ----------
    column : str
        One of :data:`PARTS`.
    groups : ndarray, shape (N,)
        The group of each owner.
    """
    _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    if column == "trust_own":
        return np.asarray(sizes[place] - 1.0)
    if column == "trust_other":
        return np.asarray(groups.size - sizes[place], dtype=float)
    return np.ones(groups.size)


@compiled
def survey_owners(state: VillageState, b: Record, sizes: np.ndarray, out: np.ndarray) -> None:
    """Fill the columns of :data:`PAIRS`.

    Parameters
    ----------
    sizes : ndarray of int, shape (groups,)
        Owners of each group.
    out : ndarray of float, shape (N, len(PAIRS))
        NaN where an owner has nobody of the kind.
    """
    for i in range(state.owners.shape[0]):
        _survey_owner(state, b, i, sizes, out[i])


@borrowing
def _survey_owner(state: VillageState, b: Record, i: int, sizes: np.ndarray, row: np.ndarray) -> None:
    group, number, own_rules = state.owners[i].group, state.owners.shape[0], rules_of(state, b, i)
    # whoever is not kept in mind is trusted as the group is: begin with everybody
    row[3] = belief(state, own_rules, i, group)
    own, other = row[3] * (sizes[group] - 1), 0.0
    for kind in range(sizes.size):
        if kind != group:
            other += belief(state, own_rules, i, kind) * sizes[kind]
    row[4] = mean(other, number - sizes[group])
    bonding = bridging = 0
    for slot in range(state.owners[i].acquaintances):
        known = state.circle[i, slot]
        held = belief(state, own_rules, i, known.group)
        more = trust(known.good, known.bad, held, own_rules.prior_weight) - held
        tied = 1 if known.tie > b.tie_minimum else 0
        if known.group == group:
            own += more
            bonding += tied
        else:
            other += more
            bridging += tied
    row[0] = mean(own + other, number - 1)
    row[1] = mean(own, sizes[group] - 1)
    row[2] = mean(other, number - sizes[group])
    row[5], row[6], row[7] = bonding + bridging, bonding, bridging
