/* Norms: simulation/model/rules/norms.py. */
#ifndef NORMS_H
#define NORMS_H

#include "village.h"

enum { GOTONG_ROYONG, TRANSPARENCY, COMMITMENT };

static inline void follow(Owner *owner, const Behaviour *b, int norm, int32_t seen, int32_t of)
{
    if (of <= 0)
        return;
    double observed = (double)seen / (double)of;
    owner->norms[norm] = b->norm_anchor * owner->anchors[norm]
        + (1.0 - b->norm_anchor) * ((1.0 - b->norm_learning) * owner->norms[norm] + b->norm_learning * observed);
}

static inline void update_norms(Owner *owner, const Behaviour *b)
{
    follow(owner, b, GOTONG_ROYONG, owner->met_cooperating, owner->met);
    follow(owner, b, TRANSPARENCY, owner->partner_shared, owner->joint);
    follow(owner, b, COMMITMENT, owner->ties_cooperating, owner->ties_met);
}

#endif
