/* Disputes: simulation/model/rules/disputes.py. */
#ifndef DISPUTES_H
#define DISPUTES_H

#include "village.h"

static inline int64_t peer_mediator(const Village *v, int64_t i, int64_t j)
{
    int64_t best = -1;
    for (int side = 0; side < 2; side++) {
        int64_t party = side ? j : i;
        const Acquaintance *known = circle_of(v, party), *end = known + v->owners[party].acquaintances;
        for (; known < end; known++) {
            int64_t candidate = known->partner;
            const Owner *owner = v->owners + candidate;
            if (owner->cases_left < 1 || candidate == i || candidate == j)
                continue;
            if (best < 0 || owner->conflict > v->owners[best].conflict
                || (owner->conflict == v->owners[best].conflict && candidate < best))
                best = candidate;
        }
    }
    return best;
}

static inline double chance_to_resolve(Village *v, const Setting *setting, int64_t i, int64_t j)
{
    double chance = (v->owners[i].conflict + v->owners[j].conflict) / 2.0;
    if (setting->mediator > 0.0)
        return 1.0 - (1.0 - chance) * (1.0 - setting->mediator);
    /* without any case left in the village, nobody's circle needs to be searched */
    int64_t mediator = *v->cases > 0 ? peer_mediator(v, i, j) : -1;
    if (mediator < 0)
        return chance;
    v->owners[mediator].cases_left--;
    --*v->cases;
    return 1.0 - (1.0 - chance) * (1.0 - v->owners[mediator].conflict);
}

#endif
