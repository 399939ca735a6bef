/* Acquaintances: simulation/model/rules/acquaintance.py. */
#ifndef ACQUAINTANCE_H
#define ACQUAINTANCE_H

#include "draws.h"
#include "village.h"

/* The row of j in the circle of i, or NULL. */
static inline Acquaintance *find(const Village *v, int64_t i, int64_t j)
{
    Acquaintance *known = circle_of(v, i), *end = known + v->owners[i].acquaintances;
    for (; known < end; known++)
        if (known->partner == (int32_t)j)
            return known;
    return NULL;
}

static inline int is_tie(const Behaviour *b, const Acquaintance *known) { return known->tie > b->tie_minimum; }

static inline int is_faded(const Acquaintance *known)
{
    return (known->tie < 0.05) & (known->good + known->bad < 0.05);
}

static inline void remove_from(Village *v, int64_t i, Acquaintance *known)
{
    *known = circle_of(v, i)[--v->owners[i].acquaintances];
}

/* Not inlined: it is rare, and the loops around it stay small. */
static __attribute__((noinline)) void forget(Village *v, int64_t i, Acquaintance *mine)
{
    int64_t j = mine->partner;
    Acquaintance *theirs = find(v, j, i);
    double *entry = v->ledger[FORGETTING][v->owners[i].group != v->owners[j].group];
    entry[0] -= mine->good + theirs->good;
    entry[1] -= mine->bad + theirs->bad;
    remove_from(v, i, mine);
    remove_from(v, j, theirs);
}

static inline void make_room(Village *v, int64_t i, uint64_t keys)
{
    int32_t number = v->owners[i].acquaintances;
    if (number < v->room)
        return;
    Acquaintance *circle = circle_of(v, i), *weakest = circle;
    double least = 1e300;
    for (Acquaintance *known = circle; known < circle + number; known++) {
        double score = known->good + known->bad + 5.0 * known->tie;
        if (score < least) {
            weakest = known;
            least = score;
        } else if (score == least) {
            uint64_t key = owner_key(keys, FORGET, i);
            if (draw_bits(key, known->partner) < draw_bits(key, weakest->partner))
                weakest = known;
        }
    }
    forget(v, i, weakest);
}

static inline Acquaintance *acquaint(Village *v, int64_t i, int64_t j)
{
    Acquaintance *new = circle_of(v, i) + v->owners[i].acquaintances++;
    new->partner = (int32_t)j;
    new->group = (int16_t)v->owners[j].group;
    new->sector = (int16_t)v->owners[j].sector;
    new->good = new->bad = new->tie = 0.0;
    return new;
}

/* Only `visits` owners keep somebody who has faded; nothing but forgetting happened since that was seen. */
static inline void forget_faded(Village *v, int64_t visits)
{
    for (int64_t visit = 0; visit < visits; visit++) {
        int64_t i = v->visits[visit];
        Acquaintance *circle = circle_of(v, i);
        for (Acquaintance *known = circle + v->owners[i].acquaintances - 1; known >= circle; known--)
            if (is_faded(known))
                forget(v, i, known);
    }
}

#endif
