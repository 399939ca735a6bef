/* Trust and belief: simulation/model/rules/trust.py. */
#ifndef TRUST_H
#define TRUST_H

#include "village.h"

static inline double belief(const Village *v, const Behaviour *b, int64_t i, int64_t group)
{
    const Belief *held = beliefs_of(v, i) + group;
    return (b->belief_weight * held->prior + held->good) / (b->belief_weight + held->good + held->bad);
}

static inline double trust(double good, double bad, double believed, double prior_weight)
{
    return (good + prior_weight * believed) / (good + bad + prior_weight);
}

/* `known` is NULL when the other is not kept in mind. */
static inline double trust_in(const Village *v, const Behaviour *b, int64_t i, int64_t group,
                              const Acquaintance *known)
{
    double believed = belief(v, b, i, group);
    if (!known)
        return trust(0.0, 0.0, believed, b->prior_weight);
    return trust(known->good, known->bad, believed, b->prior_weight);
}

#endif
