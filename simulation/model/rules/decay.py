"""Decay: what fades from week to week (ODD 7.1)."""

import numpy as np

from simulation.compiled import Record, borrowing, compiled, written_in
from simulation.model.rules.acquaintance import forget_faded, is_faded
from simulation.model.state import FADING, VillageState, rules_of


@compiled
def fade_evidence(state: VillageState, b: Record) -> np.ndarray:
    """Let evidence on persons and groups and the ties fade; return who keeps anybody who has faded."""
    own_good = own_bad = other_good = other_bad = 0.0
    faded = np.zeros(state.owners.shape[0], dtype=np.bool_)
    for i in range(state.owners.shape[0]):
        group, rules = state.owners[i].group, rules_of(state, b, i)
        memory, group_memory = rules.memory, rules.group_memory
        lost = 1.0 - memory
        for slot in range(state.owners[i].acquaintances):
            known = state.circle[i, slot]
            # times 1 or 0: which side it is can't be foreseen, and a wrong guess costs more than a sum
            own = 1.0 if known.group == group else 0.0
            own_good -= known.good * lost * own
            own_bad -= known.bad * lost * own
            other_good -= known.good * lost * (1.0 - own)
            other_bad -= known.bad * lost * (1.0 - own)
            known.good *= memory
            known.bad *= memory
            known.tie *= 1.0 - b.tie_decay
            faded[i] |= is_faded(state, i, slot)
        for other in range(state.beliefs.shape[1]):
            state.beliefs[i, other].good *= group_memory
            state.beliefs[i, other].bad *= group_memory
    state.ledger[FADING, 0, 0] += own_good
    state.ledger[FADING, 0, 1] += own_bad
    state.ledger[FADING, 1, 0] += other_good
    state.ledger[FADING, 1, 1] += other_bad
    return faded


@borrowing
def fade_skills(state: VillageState, b: Record, vision_is_kept: bool) -> None:
    """Let skills, knowledge and (unless a forum keeps it alive) the shared vision fade."""
    for i in range(state.owners.shape[0]):
        owner, own = state.owners[i], rules_of(state, b, i)
        start = owner.communication_start
        owner.communication = start + (owner.communication - start) * own.skill_keep
        start = owner.conflict_start
        owner.conflict = start + (owner.conflict - start) * own.skill_keep
        for topic in range(3):
            start = owner.knowledge_start[topic]
            # what a mentor taught fades by its own half-life
            owner.knowledge[topic] = start + (owner.knowledge[topic] - start) * own.knowledge_keep
            owner.knowledge[topic] += owner.mentored[topic] * (own.mentored_keep - own.knowledge_keep)
            owner.mentored[topic] *= own.mentored_keep
        if not vision_is_kept:
            for norm in range(3):
                start = owner.anchors_start[norm]
                owner.anchors[norm] = start + (owner.anchors[norm] - start) * own.vision_keep
            for group in range(state.beliefs.shape[1]):
                held = state.beliefs[i, group]
                held.prior = held.prior_start + (held.prior - held.prior_start) * own.vision_keep


@borrowing
def begin_counts(state: VillageState, week: int) -> None:
    """Start the week's counters at zero and give peer mediators their cases."""
    state.tallies[:] = 0.0
    state.ledger[:] = 0.0
    state.recorded[0] = 0
    state.cases[0] = 0
    for i in range(state.owners.shape[0]):
        owner = state.owners[i]
        owner.met = owner.met_cooperating = 0
        owner.ties_met = owner.ties_cooperating = 0
        owner.joint = owner.partner_shared = 0
        owner.cases_left = owner.caseload if owner.mediates_until >= week else 0
        state.cases[0] += owner.cases_left


@written_in
def decay(state: VillageState, b: Record, week: int, vision_is_kept: bool) -> None:
    """Let everything that fades fade."""
    faded = fade_evidence(state, b)
    fade_skills(state, b, vision_is_kept)
    forget_faded(state, faded, week)
