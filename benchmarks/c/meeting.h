/* A meeting of two owners: simulation/model/rules/meeting.py. */
#ifndef MEETING_H
#define MEETING_H

#include "acquaintance.h"
#include "disputes.h"
#include "draws.h"
#include "information.h"
#include "norms.h"
#include "trust.h"
#include "village.h"

enum { NO_DISPUTE, NOT_RESOLVED, RESOLVED };

static inline double chance_to_intend(const Behaviour *b, double trust, double norm, int competes, double push)
{
    double drive = b->sensitivity * (trust - b->threshold) + b->norm_weight * (norm - 0.5) + push;
    if (competes)
        drive -= b->rivalry;
    return 1.0 / (1.0 + exp(-drive));
}

static inline double chance_to_misread(const Behaviour *b, double skill, int across, double facilitation)
{
    double chance = b->misreading * (1.0 - skill);
    if (across)
        chance *= 1.0 + b->misreading_across;
    chance *= 1.0 - facilitation;
    return chance < 1.0 ? chance : 1.0;
}

static inline int acts(const Behaviour *b, const Owner *owner, double trust, int competes, double talk,
                       uint64_t key, int64_t k)
{
    if (draw(key, k + ACT) >= chance_to_intend(b, trust, owner->norms[GOTONG_ROYONG], competes, talk + owner->trustworthiness))
        return 0;
    return draw(key, k + LAPSE) >= b->lapse * (1.0 - owner->norms[COMMITMENT]);
}

/* Returns the dispute of i with j; `seen` is what i sees of j, before and after. */
static inline int judge(Village *v, const Setting *setting, int64_t i, int64_t j, int cooperated, int *seen,
                        uint64_t key, int64_t k)
{
    if (*seen)
        return NO_DISPUTE;
    if (draw(key, k) >= chance_to_resolve(v, setting, i, j))
        return NOT_RESOLVED;
    *seen = cooperated;
    return RESOLVED;
}

static inline double evidence(const Behaviour *b, Acquaintance *known, Belief *held, double weight, int seen,
                              int half)
{
    if (seen) {
        known->good += weight;
        held->good += weight * b->generalisation;
        return weight;
    }
    double bad = weight * b->bad_weight;
    double general = weight * b->generalisation * b->bad_weight * b->bad_generalisation;
    if (half) {
        bad *= 0.5;
        general *= 0.5;
    }
    known->bad += bad;
    held->bad += general;
    return -bad;
}

static inline void observe(Owner *owner, int seen, int was_tie)
{
    owner->met++;
    owner->met_cooperating += seen;
    owner->ties_met += was_tie;
    owner->ties_cooperating += was_tie & seen;
}

static inline void tally(double *restrict tallies, int acted_i, int acted_j, int first, int side,
                         int dispute_i, int dispute_j)
{
    double cooperated = (double)(acted_i + acted_j);
    tallies[ACTS] += 2.0;
    tallies[COOPERATED] += cooperated;
    if (first) {
        tallies[FIRST_ACTS] += 2.0;
        tallies[FIRST_COOPERATED] += cooperated;
    }
    tallies[OWN_ACTS + 2 * side] += 2.0;
    tallies[OWN_COOPERATED + 2 * side] += cooperated;
    tallies[MEETINGS_HELD] += 1.0;
    tallies[MEETINGS_OTHER] += (double)side;
    tallies[DISPUTES] += (double)((dispute_i != NO_DISPUTE) + (dispute_j != NO_DISPUTE));
    tallies[UNRESOLVED] += (double)((dispute_i == NOT_RESOLVED) + (dispute_j == NOT_RESOLVED));
}

static inline void enter(const Village *v, int64_t source, int side, double change, int cooperated)
{
    if (change > 0.0)
        v->ledger[source][side][0] += change;
    else
        v->ledger[cooperated ? MISREADING : DEFECTION][side][1] -= change;
}

static inline void inform(const Behaviour *b, Owner *one, Owner *two, double trust_i, double trust_j,
                          int practises, uint64_t key, int64_t k)
{
    one->joint++;
    two->joint++;
    if (draw(key, k + SHARE) < trust_i * one->norms[TRANSPARENCY]) {
        share(b, one, two, (int)(3.0 * draw(key, k + TOPIC)));
        two->partner_shared++;
    }
    if (draw(key, k + SHARE + 1) < trust_j * two->norms[TRANSPARENCY]) {
        share(b, two, one, (int)(3.0 * draw(key, k + TOPIC + 1)));
        one->partner_shared++;
    }
    if (practises) {
        practise(b, one);
        practise(b, two);
    }
}

static inline void meet(Village *v, const Behaviour *b, const Setting *setting, uint64_t keys, int64_t i,
                        int64_t j, int64_t number)
{
    if (setting->weight == 0.0)
        return;
    uint64_t key = owner_key(keys, (uint64_t)setting->process, i);
    int64_t k = 16 * number;
    Owner *one = v->owners + i, *two = v->owners + j;
    int side = one->group != two->group;
    int relation = v->relations[one->sector * v->sectors + two->sector];
    Acquaintance *of_i = find(v, i, j), *of_j = of_i ? find(v, j, i) : NULL;
    int first = !of_i;
    int was_tie = of_i && is_tie(b, of_i);
    double trust_i = trust_in(v, b, i, two->group, of_i);
    double trust_j = trust_in(v, b, j, one->group, of_j);

    int act_i = acts(b, one, trust_i, relation == -1, setting->talk, key, k);
    int act_j = acts(b, two, trust_j, relation == -1, setting->talk, key, k + 1);
    double skill = (one->communication + two->communication) / 2.0;
    double misread = chance_to_misread(b, skill, side, setting->facilitation);
    int seen_i = act_j && draw(key, k + MISREAD) >= misread;
    int seen_j = act_i && draw(key, k + MISREAD + 1) >= misread;

    int dispute_i = judge(v, setting, i, j, act_j, &seen_i, key, k + RESOLVE);
    int dispute_j = judge(v, setting, j, i, act_i, &seen_j, key, k + RESOLVE + 1);

    if (first) {
        make_room(v, i, keys);
        make_room(v, j, keys);
        of_i = acquaint(v, i, j);
        of_j = acquaint(v, j, i);
    }
    double change_i = evidence(b, of_i, beliefs_of(v, i) + two->group, setting->weight, seen_i,
                               dispute_i == RESOLVED);
    double change_j = evidence(b, of_j, beliefs_of(v, j) + one->group, setting->weight, seen_j,
                               dispute_j == RESOLVED);
    enter(v, setting->source, side, change_i, act_j);
    enter(v, setting->source, side, change_j, act_i);

    if (seen_i && seen_j) {
        double least = setting->weight * b->tie_start;
        double grown = of_i->tie + setting->weight * b->tie_growth * (1.0 - of_i->tie);
        grown = grown > least ? grown : least;
        of_i->tie = of_j->tie = grown < 1.0 ? grown : 1.0;
    }
    observe(one, seen_i, was_tie);
    observe(two, seen_j, was_tie);
    if (act_i && act_j)
        inform(b, one, two, trust_i, trust_j, setting->facilitation > 0.0 && relation == 1, key, k);
    tally(v->tallies, act_i, act_j, first, side, dispute_i, dispute_j);
}

#endif
