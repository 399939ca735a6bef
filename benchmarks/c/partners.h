/* Partners: simulation/model/rules/partners.py. */
#ifndef PARTNERS_H
#define PARTNERS_H

#include "acquaintance.h"
#include "draws.h"
#include "village.h"

static inline int64_t race(const Village *v, const Behaviour *b, uint64_t key, int64_t m, int64_t host,
                           int64_t without)
{
    int64_t winner = -1;
    double first = 1e300;
    const Acquaintance *known = circle_of(v, host), *end = known + v->owners[host].acquaintances;
    for (; known < end; known++) {
        if (!is_tie(b, known) || known->partner == without)
            continue;
        double u = draw(key, (m << 32) + known->partner);
        /* -ln(1 - u) is at least u: whoever is too late even so needs no logarithm */
        if (u > first * known->tie)
            continue;
        double arrival = -log(1.0 - u) / known->tie;
        if (arrival < first || (arrival == first && known->partner < winner)) {
            winner = known->partner;
            first = arrival;
        }
    }
    return winner;
}

static inline int64_t find_partner(const Village *v, const Behaviour *b, uint64_t keys, int64_t i, int64_t m)
{
    uint64_t key = owner_key(keys, PARTNER, i);
    int64_t partner = -1;
    if (draw(key, 8 * m) < b->by_tie) {
        partner = race(v, b, owner_key(keys, TIE, i), m, i, i);
    } else if (draw(key, 8 * m + 1) < b->by_friend) {
        int64_t friend = race(v, b, owner_key(keys, FRIEND, i), m, i, i);
        if (friend >= 0)
            partner = race(v, b, owner_key(keys, FRIENDS_FRIEND, i), m, friend, i);
    }
    if (partner < 0) {
        partner = (int64_t)(draw(key, 8 * m + 2) * (double)(v->number - 1));
        partner += partner >= i;
    }
    if (v->owners[i].group != v->owners[partner].group && !find(v, i, partner)
        && draw(key, 8 * m + 3) < b->avoidance)
        return -1;
    return partner;
}

typedef struct {
    uint64_t place;
    int64_t owner;
} Turn;

/* The owners in this week's random order.

   Draws are uniform, so their first bits alone put everybody (nearly) in place: one counting pass
   into about N drawers, then an insertion sort that moves hardly anything; both are stable.
   `starts` has room for drawers + 1 numbers, drawers = 2^bits. */
static inline void random_order(uint64_t keys, int64_t number, int bits, uint64_t *places, int32_t *starts,
                                Turn *turns)
{
    int shift = 53 - bits;
    int64_t drawers = (int64_t)1 << bits;
    for (int64_t drawer = 0; drawer <= drawers; drawer++)
        starts[drawer] = 0;
    for (int64_t i = 0; i < number; i++) {
        places[i] = draw_bits(owner_key(keys, ORDER, i), 0);
        starts[(places[i] >> shift) + 1]++;
    }
    for (int64_t drawer = 0; drawer < drawers; drawer++)
        starts[drawer + 1] += starts[drawer];
    for (int64_t i = 0; i < number; i++)
        turns[starts[places[i] >> shift]++] = (Turn){places[i], i};
    for (int64_t turn = 1; turn < number; turn++) {
        Turn moved = turns[turn];
        int64_t to = turn;
        for (; to > 0 && turns[to - 1].place > moved.place; to--)
            turns[to] = turns[to - 1];
        turns[to] = moved;
    }
}

#endif
