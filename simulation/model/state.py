"""The state of a village as arrays, and how a village is founded (ODD sections 2 and 5).

Objects with dicts would cost a hundred times more; an owner of Mesa is a thin view on one row.
"""

from typing import NamedTuple

import numpy as np

from simulation.compiled import Record, borrowing, compiled, records
from simulation.model import draws, observed
from simulation.model.behaviour_record import behaviour_record
from simulation.model.members import count_members
from simulation.model.own_rules import behaviour_rows, spread_rows
from simulation.model.sampled import completed
from simulation.model.traits import settle
from simulation.parameters import TOPICS, Behaviour, VillageProfile
from simulation.parameters.village import bounds, quotas
from simulation.separate import ADDRESS

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
        ("mentored", "f8", (3,)),  # what of the knowledge above its start a mentor has taught
        ("income", "f8"),
        ("income_shift", "f8"),  # log of the own level of income against y0
        ("sociability", "f8"),  # meetings started, and chance to be met, against the mean owner
        ("trustworthiness", "f8"),  # added to the log-odds of the intention to cooperate
        ("attendance", "f8"),  # propensity to come to activities, -1 to 1
        ("group", "i4"),
        ("sector", "i4"),
        ("arrived", "i4"),  # week of entry; of the founders the lowest there is
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
        ("initiator_group", "i2"),  # at that time: a place may be taken by an owner of another group
        ("partner_group", "i2"),
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
    LEAVING,
) = range(11)
"""Lines of the trust ledger; a setting names its own. Names: simulation.measures.catalogue.SOURCES."""
HEARSAY = 11
"""Source of events in which somebody learns of others without a meeting; the ledger has it under ACTIVITY."""

PLACES = ("draw_traits", "before_meetings", "partner_weight", "after_meeting", "end_of_week")
"""Where the functions of optional mechanisms are called: simulation.model.rules.hooks."""
SAID = (
    "i_cooperated",
    "j_cooperated",
    "i_saw",
    "j_saw",
    "weight",
    "process",
    "number",
    "i_evidence",
    "j_evidence",
)
"""What they are told after a meeting; the place in this list is the place in the array."""

FOUNDERS = -1_000_000
"""Week before all weeks, in which founders arrived and nobody has mediated."""


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
    ledger : ndarray of float, shape (11, 2, 2)
        Change of evidence this week by source, (own, other group), (good, bad), summed over owners.
    events : ndarray of EVENT
        Room for the events of a week; length 0 when they are not recorded.
    recorded : ndarray of int, shape (1,)
        How many events this week had; more than fit into ``events`` if it is too small.
    cases : ndarray of int, shape (1,)
        Disputes that all peer mediators together can still take this week.
    groups : ndarray of int, shape (N,)
        Group of each owner.
    sizes : ndarray of int, shape (groups,)
        Owners of each group.
    met : ndarray of float, shape (N + 1,)
        Sociability of all owners before each one.
    members : ndarray of int, shape (N,)
        Owners by group, in each group ascending.
    members_met : ndarray of float, shape (N + 1,)
        Sociability of all before each one in ``members``.
    shares : ndarray of float, shape (groups,)
        Share of each group and of all before it, by which the groups of new owners are drawn.
    strong : ndarray of bool, shape (groups, topics)
        Strong topics of each group.
    hooks : ndarray of int, shape (len(PLACES), M)
        Addresses of the functions of M optional mechanisms; 0: it has none there.
    strengths : ndarray of float, shape (M, most)
        Their parameters, in their order.
    traits : ndarray of float, shape (M, N, most)
        What each keeps of each owner.
    said : ndarray of float, shape (len(SAID),)
        What a function is told, and what it answers.
    behaviours : ndarray of record, shape (0,), (groups,) or (groups + N,)
        What owners live by where they are not all alike (:mod:`simulation.model.own_rules`).
    spreads : ndarray of float, shape (parameters, 3) or (0, 3)
        How the rules of persons spread around those of their group.
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
    groups: np.ndarray
    sizes: np.ndarray
    met: np.ndarray
    members: np.ndarray
    members_met: np.ndarray
    shares: np.ndarray
    strong: np.ndarray
    hooks: np.ndarray
    strengths: np.ndarray
    traits: np.ndarray
    said: np.ndarray
    behaviours: np.ndarray
    spreads: np.ndarray

    def copy(self) -> "VillageState":
        """Return a state that shares nothing with this one."""
        return VillageState(*(array.copy() for array in self))


@borrowing
def rules_of(state: VillageState, b: Record, i: int) -> Record:
    """Return the behaviour that an owner lives by; ``b`` is the village's."""
    kept, groups = state.behaviours.shape[0], state.sizes.shape[0]
    if kept == 0:
        return b
    return state.behaviours[state.owners[i].group if kept == groups else groups + i]


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
    profile = completed(profile, seed, behaviour.acquaintances)
    number = profile.owners
    owners = records(np.zeros(number, OWNER))
    beliefs = records(np.zeros((number, len(profile.groups)), BELIEF))
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
    own = behaviour_rows(profile, behaviour), spread_rows(profile)
    _personalise(owners, beliefs, behaviour_record(behaviour), own, strong, seed)
    sectors = range(len(profile.sectors))
    state = VillageState(
        owners=owners,
        beliefs=beliefs,
        circle=records(np.zeros((number, behaviour.acquaintances), ACQUAINTANCE)),
        relations=np.array([[profile.relation(a, b) for b in sectors] for a in sectors], dtype=np.int8),
        tallies=np.zeros(len(TALLIES)),
        ledger=np.zeros((11, 2, 2)),
        events=records(np.zeros(8 * number if events else 0, EVENT)),
        recorded=np.zeros(1, dtype=np.int64),
        cases=np.zeros(1, dtype=np.int64),
        groups=np.empty(number, dtype=np.int64),
        sizes=np.empty(len(profile.groups), dtype=np.int64),
        met=np.empty(number + 1),
        members=np.empty(number, dtype=np.int32),
        members_met=np.empty(number + 1),
        shares=np.cumsum([group.share for group in profile.groups]),
        strong=strong,
        hooks=np.zeros((len(PLACES), 0), dtype=ADDRESS),
        strengths=np.zeros((0, 0)),
        traits=np.zeros((0, number, 0)),
        said=np.zeros(len(SAID)),
        behaviours=own[0],
        spreads=own[1],
    )
    count_members(state.owners, state.groups, state.sizes, state.met, state.members, state.members_met)
    if profile.start is not None:
        b = behaviour_record(behaviour)
        lived = records(np.array([rules_of(state, b, i) for i in range(number)], dtype=b.dtype))
        observed.begin_as_observed(state.owners, state.beliefs, state.circle, state.relations, lived, profile)
    return state


@compiled
def _personalise(
    owners: np.ndarray, beliefs: np.ndarray, b: Record, own: tuple[np.ndarray, np.ndarray],
    strong: np.ndarray, seed: int,
) -> None:  # fmt: skip
    week = draws.week_key(seed, 0)
    for i in range(owners.shape[0]):
        key = draws.owner_key(week, draws.FOUNDING, i)
        settle(owners[i], beliefs[i], b, own, strong, i, key)
        owners[i].mediates_until = owners[i].arrived = FOUNDERS
