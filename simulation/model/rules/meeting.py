"""A meeting of two owners, in daily life or in an activity (ODD 7.3)."""

import math

import numpy as np

from simulation.compiled import Record, borrowing, outlined_borrowing, records
from simulation.model import draws
from simulation.model.rules import hooks
from simulation.model.rules.acquaintance import acquaint, find, is_tie, make_room
from simulation.model.rules.disputes import chance_to_resolve
from simulation.model.rules.events import note_meeting
from simulation.model.rules.information import practise, share
from simulation.model.rules.norms import COMMITMENT, GOTONG_ROYONG, TRANSPARENCY
from simulation.model.rules.trust import trust_in
from simulation.model.state import DEFECTION, EVERYDAY, MISREADING, TALLIES, VillageState, rules_of

SETTING = np.dtype(
    [
        ("weight", "f8"),
        ("talk", "f8"),
        ("facilitation", "f8"),
        ("mediator", "f8"),
        ("process", "i8"),
        ("source", "i8"),
    ],
    align=True,
)
"""How a meeting is held: weight a, push f_setting, share of misreading removed, strength of a mediator
who sits in, process of its draws, line of the ledger."""

(
    ACTS,
    COOPERATED,
    FIRST_ACTS,
    FIRST_COOPERATED,
    OWN_ACTS,
    OWN_COOPERATED,
    OTHER_ACTS,
    OTHER_COOPERATED,
    MEETINGS,
    MEETINGS_OTHER,
    DISPUTES,
    UNRESOLVED,
) = range(len(TALLIES))


def setting(
    *,
    process: int,
    source: int,
    weight: float = 1.0,
    talk: float = 0.0,
    facilitation: float = 0.0,
    mediator: float = 0.0,
) -> Record:
    """Return a setting as a record."""
    row = (weight, talk, facilitation, mediator, process, source)
    return records(np.array([row], dtype=SETTING))[0]


DAILY_LIFE = setting(process=draws.MEETING, source=EVERYDAY)


@borrowing
def chance_to_intend(b: Record, trust: float, norm: float, competes: bool, push: float) -> float:
    """Return the chance that an owner intends to cooperate, a logistic function in [0, 1].

    ``push`` is that of the setting and the own trustworthiness together, in log-odds.
    """
    drive = b.sensitivity * (trust - b.threshold) + b.norm_weight * (norm - 0.5) + push
    if competes:
        drive -= b.rivalry
    return 1.0 / (1.0 + math.exp(-drive))


@borrowing
def chance_to_misread(b: Record, skill: float, across: bool, facilitation: float) -> float:
    """Return the chance that a cooperation is read as defection; ``skill`` is the mean of both."""
    chance = b.misreading * (1.0 - skill)
    if across:
        chance *= 1.0 + b.misreading_across
    return min(1.0, chance * (1.0 - facilitation))


@borrowing
def _acts(
    state: VillageState, b: Record, i: int, trust: float, competes: bool, talk: float, key: int, k: int
) -> bool:
    norms = state.owners[i].norms
    push = talk + state.owners[i].trustworthiness
    if draws.draw(key, k + draws.ACT) >= chance_to_intend(b, trust, norms[GOTONG_ROYONG], competes, push):
        return False
    return draws.draw(key, k + draws.LAPSE) >= b.lapse * (1.0 - norms[COMMITMENT])


@borrowing
def _judge(
    state: VillageState, setting: Record, i: int, j: int, cooperated: bool, read: bool, key: int, k: int
) -> tuple[bool, int]:
    """Return what i sees of j in the end, and its dispute: 0 none, 1 unresolved, 2 resolved."""
    if read:
        return True, 0
    if draws.draw(key, k) < chance_to_resolve(state, setting, i, j):
        # a misread act is now seen as what it was
        return cooperated, 2
    return False, 1


@borrowing
def _evidence(
    state: VillageState, b: Record, i: int, slot: int, group: int, weight: float, seen: bool, half: bool
) -> float:
    """Write what i saw; return the evidence added, negative when bad."""
    if seen:
        state.circle[i, slot].good += weight
        state.beliefs[i, group].good += weight * b.generalisation
        return weight
    bad = weight * b.bad_weight
    general = weight * b.generalisation * b.bad_weight * b.bad_generalisation
    if half:
        bad *= 0.5
        general *= 0.5
    state.circle[i, slot].bad += bad
    state.beliefs[i, group].bad += general
    return -bad


@borrowing
def _observe(state: VillageState, i: int, seen: bool, was_tie: bool) -> None:
    owner = state.owners[i]
    owner.met += 1
    owner.met_cooperating += 1 if seen else 0
    if was_tie:
        owner.ties_met += 1
        owner.ties_cooperating += 1 if seen else 0


@borrowing
def _tally(state: VillageState, i_cooperated: bool, j_cooperated: bool, first: bool, side: int) -> None:
    tallies = state.tallies
    cooperated = (1.0 if i_cooperated else 0.0) + (1.0 if j_cooperated else 0.0)
    tallies[ACTS] += 2.0
    tallies[COOPERATED] += cooperated
    if first:
        tallies[FIRST_ACTS] += 2.0
        tallies[FIRST_COOPERATED] += cooperated
    tallies[OWN_ACTS + 2 * side] += 2.0
    tallies[OWN_COOPERATED + 2 * side] += cooperated
    tallies[MEETINGS] += 1.0
    tallies[MEETINGS_OTHER] += side


@borrowing
def meet(
    state: VillageState, b: Record, setting: Record, seed: int, week: int, i: int, j: int, number: int
) -> None:
    """Let i and j meet; i started it.

    Parameters
    ----------
    state, b, setting
        The village, its behaviour, and how the meeting is held.
    seed, week : int
        Name of the draws.
    i, j : int
        Initiator and partner.
    number : int
        Running number of the meeting in daily life, index of the partner in an activity.
    """
    if setting.weight == 0.0:
        return
    key = draws.owner_key(draws.week_key(seed, week), setting.process, i)
    k = 16 * number
    one, two = state.owners[i], state.owners[j]
    side = 0 if one.group == two.group else 1
    relation = state.relations[one.sector, two.sector]
    mine, theirs = rules_of(state, b, i), rules_of(state, b, j)
    slot_i = find(state, i, j)
    slot_j = find(state, j, i) if slot_i >= 0 else -1
    first = slot_i < 0
    was_tie = not first and is_tie(state, b, i, slot_i)
    trust_i = trust_in(state, mine, i, j, slot_i)
    trust_j = trust_in(state, theirs, j, i, slot_j)

    act_i = _acts(state, mine, i, trust_i, relation == -1, setting.talk, key, k)
    act_j = _acts(state, theirs, j, trust_j, relation == -1, setting.talk, key, k + 1)
    skill = (one.communication + two.communication) / 2.0
    misread_i = chance_to_misread(mine, skill, side == 1, setting.facilitation)
    misread_j = chance_to_misread(theirs, skill, side == 1, setting.facilitation)
    seen_i = act_j and draws.draw(key, k + draws.MISREAD) >= misread_i
    seen_j = act_i and draws.draw(key, k + draws.MISREAD + 1) >= misread_j

    seen_i, dispute_i = _judge(state, setting, i, j, act_j, seen_i, key, k + draws.RESOLVE)
    seen_j, dispute_j = _judge(state, setting, j, i, act_i, seen_j, key, k + draws.RESOLVE + 1)

    if first:
        make_room(state, i, seed, week)
        make_room(state, j, seed, week)
        slot_i = acquaint(state, i, j)
        slot_j = acquaint(state, j, i)
    change_i = _evidence(state, mine, i, slot_i, two.group, setting.weight, seen_i, dispute_i == 2)
    change_j = _evidence(state, theirs, j, slot_j, one.group, setting.weight, seen_j, dispute_j == 2)
    _enter(state, setting.source, side, change_i, act_j)
    _enter(state, setting.source, side, change_j, act_i)

    before = state.circle[i, slot_i].tie
    if seen_i and seen_j:
        after = min(
            1.0,
            max(setting.weight * b.tie_start, before + setting.weight * b.tie_growth * (1.0 - before)),
        )
        state.circle[i, slot_i].tie = after
        state.circle[j, slot_j].tie = after
    _observe(state, i, seen_i, was_tie)
    _observe(state, j, seen_j, was_tie)
    if act_i and act_j:
        _inform(state, b, i, j, trust_i, trust_j, setting.facilitation > 0.0 and relation == 1, key, k)
    _tally(state, act_i, act_j, first, side)
    state.tallies[DISPUTES] += (dispute_i > 0) + (dispute_j > 0)
    state.tallies[UNRESOLVED] += (dispute_i == 1) + (dispute_j == 1)
    note_meeting(
        state, week, i, j, setting.source, (act_i, act_j), (seen_i, seen_j), (dispute_i, dispute_j),
        (max(change_i, 0.0), max(change_j, 0.0)), (max(-change_i, 0.0), max(-change_j, 0.0)),
        state.circle[i, slot_i].tie - before,
    )  # fmt: skip
    if state.hooks.shape[1] > 0:
        hooks.tell_meeting(
            state, b, setting, seed, week, i, j, number,
            (act_i, act_j), (seen_i, seen_j), (change_i, change_j),
        )  # fmt: skip


@outlined_borrowing
def meet_at_session(
    state: VillageState, b: Record, setting: Record, seed: int, week: int, i: int, j: int
) -> None:
    """Let i and j meet in an activity; see :func:`meet`."""
    meet(state, b, setting, seed, week, i, j, j)


@borrowing
def _enter(state: VillageState, source: int, side: int, change: float, cooperated: bool) -> None:
    """Enter evidence in the ledger: good under the setting, bad under what caused it."""
    if change > 0.0:
        state.ledger[source, side, 0] += change
    elif cooperated:
        state.ledger[MISREADING, side, 1] -= change
    else:
        state.ledger[DEFECTION, side, 1] -= change


@borrowing
def _inform(
    state: VillageState,
    b: Record,
    i: int,
    j: int,
    trust_i: float,
    trust_j: float,
    practises: bool,
    key: int,
    k: int,
) -> None:
    one, two = state.owners[i], state.owners[j]
    one.joint += 1
    two.joint += 1
    if draws.draw(key, k + draws.SHARE) < trust_i * one.norms[TRANSPARENCY]:
        share(state, b, i, j, int(3.0 * draws.draw(key, k + draws.TOPIC)))
        two.partner_shared += 1
    if draws.draw(key, k + draws.SHARE + 1) < trust_j * two.norms[TRANSPARENCY]:
        share(state, b, j, i, int(3.0 * draws.draw(key, k + draws.TOPIC + 1)))
        one.partner_shared += 1
    if practises:
        practise(state, b, i)
        practise(state, b, j)


@borrowing
def hold_meetings(
    state: VillageState, b: Record, setting: Record, seed: int, week: int, pairs: np.ndarray
) -> None:
    """Let pairs of owners meet, one after the other.

    Parameters
    ----------
    pairs : ndarray of int, shape (meetings, 2)
        Initiator and partner; a pair stands once.
    """
    for row in range(pairs.shape[0]):
        meet_at_session(state, b, setting, seed, week, pairs[row, 0], pairs[row, 1])
