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

/* The place at quantile u of the sociability of places first to last - 1, one of them left out; -1: none. */
static inline int64_t place_at(const double *met, int64_t first, int64_t last, int64_t without, double u)
{
    double own = met[without + 1] - met[without];
    double sought = met[first] + u * (met[last] - met[first] - own);
    int64_t left = last - first, place = first;
    if (left < 2)
        return -1;
    sought += sought >= met[without] ? own : 0.0;
    while (left > 1) {
        int64_t half = left / 2;
        place += met[place + half] <= sought ? half : 0;
        left -= half;
    }
    return place != without ? place : without - 1;
}

static inline int64_t one_of_own_group(const Village *v, int64_t i, double u)
{
    int64_t first = 0;
    for (int32_t before = 0; before < v->owners[i].group; before++)
        first += v->sizes[before];
    int64_t last = first + v->sizes[v->owners[i].group], low = first, high = last - 1;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (v->members[middle] < i)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t found = place_at(v->members_met, first, last, low, u);
    return found < 0 ? -1 : v->members[found];
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
    if (partner < 0)
        partner = place_at(v->met, 0, v->number, i, draw(key, 8 * m + 2));
    if (v->owners[i].group != v->owners[partner].group && !find(v, i, partner)
        && draw(key, 8 * m + 3) < b->avoidance)
        return draw(key, 8 * m + 4) < b->redraw ? one_of_own_group(v, i, draw(key, 8 * m + 5)) : -1;
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
