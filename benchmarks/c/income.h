/* Income: simulation/model/rules/income.py. */
#ifndef INCOME_H
#define INCOME_H

#include "acquaintance.h"
#include "draws.h"
#include "village.h"

static inline void update_income(const Village *v, const Behaviour *b, uint64_t keys, int64_t i)
{
    Owner *owner = v->owners + i;
    const int8_t *relations = v->relations + owner->sector * v->sectors;
    const Acquaintance *known = circle_of(v, i), *end = known + owner->acquaintances;
    int ties = 0;
    for (; known < end; known++)
        ties += is_tie(b, known) & (relations[known->sector] == 1);
    double knowledge = (owner->knowledge[0] + owner->knowledge[1] + owner->knowledge[2]) / 3.0;
    double luck = exp(owner->income_shift + b->income_sd * normal(owner_key(keys, INCOME, i), 0));
    owner->income = b->income * luck * (1.0 + b->income_ties * log(1.0 + ties))
        * (1.0 + b->income_knowledge * knowledge);
}

#endif
