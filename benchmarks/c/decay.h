/* Decay: simulation/model/rules/decay.py, one owner at a time: its row and circle are loaded once. */
#ifndef DECAY_H
#define DECAY_H

#include "acquaintance.h"
#include "village.h"

/* Returns whether the owner keeps anybody who has faded. */
static inline int fade_evidence(Village *v, const Behaviour *b, int64_t i, double lost[2][2])
{
    const double fading = 1.0 - b->memory, tie_keep = 1.0 - b->tie_decay;
    const Owner *owner = v->owners + i;
    Acquaintance *known = circle_of(v, i), *end = known + owner->acquaintances;
    double own_good = lost[0][0], own_bad = lost[0][1], other_good = lost[1][0], other_bad = lost[1][1];
    int faded = 0;
    for (; known < end; known++) {
        /* times 1 or 0 instead of a branch that no processor can foresee; neither changes a sum's bits */
        double own = known->group == owner->group, other = 1.0 - own;
        double good = known->good * fading, bad = known->bad * fading;
        own_good -= good * own;
        own_bad -= bad * own;
        other_good -= good * other;
        other_bad -= bad * other;
        known->good *= b->memory;
        known->bad *= b->memory;
        known->tie *= tie_keep;
        faded |= is_faded(known);
    }
    lost[0][0] = own_good;
    lost[0][1] = own_bad;
    lost[1][0] = other_good;
    lost[1][1] = other_bad;
    Belief *held = beliefs_of(v, i);
    for (int64_t group = 0; group < v->groups; group++) {
        held[group].good *= b->group_memory;
        held[group].bad *= b->group_memory;
    }
    return faded;
}

static inline double towards(double start, double value, double keep) { return start + (value - start) * keep; }

static inline void fade_skills(Village *v, const Behaviour *b, int64_t i, int vision_is_kept)
{
    Owner *owner = v->owners + i;
    owner->communication = towards(owner->communication_start, owner->communication, b->skill_keep);
    owner->conflict = towards(owner->conflict_start, owner->conflict, b->skill_keep);
    for (int topic = 0; topic < 3; topic++) {
        owner->knowledge[topic] =
            towards(owner->knowledge_start[topic], owner->knowledge[topic], b->knowledge_keep);
        owner->knowledge[topic] += owner->mentored[topic] * (b->mentored_keep - b->knowledge_keep);
        owner->mentored[topic] *= b->mentored_keep;
    }
    if (vision_is_kept)
        return;
    for (int norm = 0; norm < 3; norm++)
        owner->anchors[norm] = towards(owner->anchors_start[norm], owner->anchors[norm], b->vision_keep);
    Belief *held = beliefs_of(v, i);
    for (int64_t group = 0; group < v->groups; group++)
        held[group].prior = towards(held[group].prior_start, held[group].prior, b->vision_keep);
}

static inline void begin_counts(Village *v, int64_t i, int64_t week)
{
    Owner *owner = v->owners + i;
    owner->met = owner->met_cooperating = 0;
    owner->ties_met = owner->ties_cooperating = 0;
    owner->joint = owner->partner_shared = 0;
    owner->cases_left = owner->mediates_until >= week ? owner->caseload : 0;
    *v->cases += owner->cases_left;
}

static inline void decay(Village *v, const Behaviour *b, int64_t week, int vision_is_kept)
{
    for (int tally = 0; tally < TALLIES; tally++)
        v->tallies[tally] = 0.0;
    for (int source = 0; source < SOURCES; source++)
        for (int side = 0; side < 2; side++)
            v->ledger[source][side][0] = v->ledger[source][side][1] = 0.0;
    *v->cases = 0;
    int64_t visits = 0;
    double lost[2][2] = {{0.0, 0.0}, {0.0, 0.0}};
    for (int64_t i = 0; i < v->number; i++) {
        begin_counts(v, i, week);
        if (fade_evidence(v, b, i, lost))
            v->visits[visits++] = (int32_t)i;
        fade_skills(v, b, i, vision_is_kept);
    }
    for (int side = 0; side < 2; side++) {
        v->ledger[FADING][side][0] = lost[side][0];
        v->ledger[FADING][side][1] = lost[side][1];
    }
    forget_faded(v, visits);
}

#endif
