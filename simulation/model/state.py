"""The state of a village as arrays, and how a village is founded (ODD sections 2 and 5).

Objects with dicts would cost a hundred times more; an owner of Mesa is a thin view on one row.
"""

from typing import NamedTuple

import numpy as np

from simulation.compiled import Record, compiled
from simulation.model import draws, observed
from simulation.parameters import NORMS, TOPICS, Behaviour, VillageProfile
from simulation.parameters.village import bounds, quotas

OWNER = np.dtype(
    [
        ("communication", "f8"),
        ("communication_start", "f8"),
        ("conflict", "f8"),
        ("conflict_start", "f8"),
        ("norms", "f8", (3,)),
        ("anchors", "f8", (3,)),
        ("anchors_start", "f8", (3,)),
        ("knowledge", "f8", (3,)),
        ("knowledge_start", "f8", (3,)),
        ("income", "f8"),
        ("income_shift", "f8"),  # log of the own level of income against y0; 0 unless it was observed
        ("group", "i4"),
        ("sector", "i4"),
        ("acquaintances", "i4"),  # rows of the circle in use
        ("mediates_until", "i4"),  # last week of service as peer mediator (rules/disputes.py appoints)
        ("caseload", "i4"),  # disputes a week while in service
        ("cases_left", "i4"),
        ("met", "i4"),  # from here: what was observed this week, for the norms
        ("met_cooperating", "i4"),
        ("ties_met", "i4"),
        ("ties_cooperating", "i4"),
        ("joint", "i4"),
        ("partner_shared", "i4"),
    ],
    align=True,
)
"""One owner."""

BELIEF = np.dtype([("prior", "f8"), ("prior_start", "f8"), ("good", "f8"), ("bad", "f8")], align=True)
"""What one owner believes of one group: mu0, its start, GR, GS."""

ACQUAINTANCE = np.dtype(
    [
        ("good", "f8"),
        ("bad", "f8"),
        ("tie", "f8"),
        ("partner", "i4"),
        ("group", "i2"),  # of the partner, kept here too: in a large village its own row lies far away
        ("sector", "i2"),
    ],
    align=True,
)
"""Somebody an owner keeps in mind: r, s, w and who it is. Both sides keep each other."""

EVENT = np.dtype(
    [
        ("week", "i4"),
        ("initiator", "i4"),
        ("partner", "i4"),
        ("source", "i4"),
        ("initiator_cooperated", "i1"),  # -1: no meeting
        ("partner_cooperated", "i1"),
        ("initiator_saw", "i1"),  # what it saw of the partner, after a dispute was resolved
        ("partner_saw", "i1"),
        ("initiator_dispute", "i1"),  # 0 none, 1 unresolved, 2 resolved
        ("partner_dispute", "i1"),
        ("initiator_good", "f8"),  # changes of r, s on each side and of w
        ("initiator_bad", "f8"),
        ("partner_good", "f8"),
        ("partner_bad", "f8"),
        ("tie", "f8"),
    ],
    align=True,
)
"""Something that changed what two owners think of each other, except the weekly fading."""

TALLIES = (
    "acts",
    "cooperated",
    "first_acts",
    "first_cooperated",
    "own_acts",
    "own_cooperated",
    "other_acts",
    "other_cooperated",
    "meetings",
    "meetings_other",
    "disputes",
    "unresolved",
)
"""What is counted within a week; the place in this list is the place in the array."""

(
    EVERYDAY,
    MISREADING,
    DEFECTION,
    MEDIATION,
    FORUM,
    SIMULATION,
    MENTORING,
    ACTIVITY,
    FADING,
    FORGETTING,
) = range(10)
"""Lines of the trust ledger; a setting names its own. Names: simulation.measures.catalogue.SOURCES."""


class VillageState(NamedTuple):
    """All that changes in a village, and the relations of its sectors.

    Attributes
    ----------
    owners : ndarray of OWNER, shape (N,)
    beliefs : ndarray of BELIEF, shape (N, groups)
    circle : ndarray of ACQUAINTANCE, shape (N, K)
        The first ``owners["acquaintances"]`` rows of each owner are in use, in no particular order.
    relations : ndarray of int8, shape (sectors, sectors)
        1 complementary, -1 competing, 0 neither.
    tallies : ndarray of float, shape (len(TALLIES),)
        Counts of this week.
    ledger : ndarray of float, shape (10, 2, 2)
        Change of evidence this week by source, (own, other group), (good, bad), summed over owners.
    events : ndarray of EVENT
        Room for the events of a week; length 0 when they are not recorded.
    recorded : ndarray of int, shape (1,)
        How many events this week had; more than fit into ``events`` if it is too small.
    cases : ndarray of int, shape (1,)
        Disputes that all peer mediators together can still take this week.
    """

    owners: np.ndarray
    beliefs: np.ndarray
    circle: np.ndarray
    relations: np.ndarray
    tallies: np.ndarray
    ledger: np.ndarray
    events: np.ndarray
    recorded: np.ndarray
    cases: np.ndarray

    def copy(self) -> "VillageState":
        """Return a state that shares nothing with this one."""
        return VillageState(*(array.copy() for array in self))


def behaviour_record(behaviour: Behaviour) -> Record:
    """Return the behaviour as one record of numbers, with the factors that the half-lives give."""
    values: dict[str, float] = behaviour.model_dump()
    half_lives = [name for name in values if name.endswith("half_life")]
    values |= {name.replace("half_life", "keep"): 2.0 ** (-1.0 / values[name]) for name in half_lives}
    record = np.zeros(1, dtype=[(name, "f8") for name in values])
    for name, value in values.items():
        record[name] = value
    return record[0]


def found(profile: VillageProfile, behaviour: Behaviour, seed: int, *, events: bool = False) -> VillageState:
    """Return a village in which nobody knows anybody yet, unless its profile says what was observed.

    Parameters
    ----------
    profile : VillageProfile
        Size, groups and sectors, perhaps a start.
    behaviour : Behaviour
        Start values and the number of acquaintances kept.
    seed : int
        Seed of the replicate.
    events : bool
        Make room to record every event of a week.

    Raises
    ------
    ValueError
        If somebody was observed with more ties than an owner keeps acquaintances.
    """
    number = profile.owners
    owners = np.zeros(number, OWNER)
    beliefs = np.zeros((number, len(profile.groups)), BELIEF)
    for group, (first, last) in enumerate(bounds(quotas([group.share for group in profile.groups], number))):
        owners["group"][first:last] = group
    order = np.argsort(draws.uniforms(seed, 0, draws.FOUNDING, np.arange(number), 0), kind="stable")
    for sector, (first, last) in enumerate(
        bounds(quotas([sector.share for sector in profile.sectors], number))
    ):
        owners["sector"][order[first:last]] = sector
    if profile.start is not None:
        observed.place_owners(owners, profile)
    strong = np.array(
        [[topic in group.strong_topics for topic in TOPICS] for group in profile.groups], dtype=np.bool_
    )
    norms = np.array([getattr(behaviour, name) for name in NORMS])
    _personalise(owners, beliefs, behaviour_record(behaviour), norms, strong, seed)
    sectors = range(len(profile.sectors))
    state = VillageState(
        owners=owners,
        beliefs=beliefs,
        circle=np.zeros((number, behaviour.acquaintances), ACQUAINTANCE),
        relations=np.array([[profile.relation(a, b) for b in sectors] for a in sectors], dtype=np.int8),
        tallies=np.zeros(len(TALLIES)),
        ledger=np.zeros((10, 2, 2)),
        events=np.zeros(8 * number if events else 0, EVENT),
        recorded=np.zeros(1, dtype=np.int64),
        cases=np.zeros(1, dtype=np.int64),
    )
    if profile.start is not None:
        observed.begin_as_observed(state, profile, behaviour)
    return state


@compiled
def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


@compiled
def _personalise(
    owners: np.ndarray, beliefs: np.ndarray, b: Record, norms: np.ndarray, strong: np.ndarray, seed: int
) -> None:
    week = draws.week_key(seed, 0)
    for i in range(owners.shape[0]):
        owner = owners[i]
        key = draws.owner_key(week, draws.FOUNDING, i)
        shift = b.belief_sd * draws.normal(key, 2)
        for group in range(beliefs.shape[1]):
            mean = b.belief_own if group == owner.group else b.belief_other
            beliefs[i, group].prior = beliefs[i, group].prior_start = _unit(mean + shift)
        owner.communication = owner.communication_start = _unit(
            b.communication + b.personal_sd * draws.normal(key, 4)
        )
        owner.conflict = owner.conflict_start = _unit(b.conflict + b.personal_sd * draws.normal(key, 6))
        for norm in range(3):
            value = _unit(norms[norm] + b.personal_sd * draws.normal(key, 8 + 2 * norm))
            owner.norms[norm] = owner.anchors[norm] = owner.anchors_start[norm] = value
        for topic in range(3):
            mean = b.knowledge_strong if strong[owner.group, topic] else b.knowledge_weak
            value = _unit(mean + b.knowledge_sd * draws.normal(key, 14 + 2 * topic))
            owner.knowledge[topic] = owner.knowledge_start[topic] = value
        owner.income = b.income * np.exp(b.income_sd * draws.normal(key, 20))
        owner.mediates_until = -1000000
