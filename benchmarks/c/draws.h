/* Named random draws: simulation/model/draws.py. */
#ifndef DRAWS_H
#define DRAWS_H

#include <math.h>
#include <stdint.h>

enum { MEETINGS = 2, ORDER = 3, PARTNER = 4, TIE = 5, FRIEND = 6, FRIENDS_FRIEND = 7, FORGET = 8, INCOME = 9 };
enum { ACT = 0, LAPSE = 2, MISREAD = 4, RESOLVE = 6, SHARE = 8, TOPIC = 10 };

#define WEEK_STEP 0x9E3779B97F4A7C15u
#define PROCESS_STEP 0xD1B54A32D192ED03u
#define OWNER_STEP 0xABC98388FB8FAC03u
#define NUMBER_STEP 0x8CB92BA72F3D8DD7u

static inline uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

static inline uint64_t week_key(int64_t seed, int64_t week)
{
    return mix(mix((uint64_t)seed + WEEK_STEP) + (uint64_t)week * WEEK_STEP);
}

static inline uint64_t owner_key(uint64_t key, uint64_t process, int64_t owner)
{
    return mix(key + process * PROCESS_STEP + (uint64_t)owner * OWNER_STEP);
}

/* The k-th draw as a whole number of 53 bits: it has the order of `draw`. */
static inline uint64_t draw_bits(uint64_t key, int64_t k)
{
    return mix(key + (uint64_t)k * NUMBER_STEP) >> 11;
}

static inline double draw(uint64_t key, int64_t k) { return (double)(int64_t)draw_bits(key, k) * 0x1p-53; }

static inline double normal(uint64_t key, int64_t k)
{
    const double pi = 3.141592653589793;
    return sqrt(-2.0 * log(1.0 - draw(key, k))) * cos(2.0 * pi * draw(key, k + 1));
}

/* `none` is exp(-rate), the same for everybody. */
static inline int64_t poisson(double u, double rate, double none)
{
    double term = none, total = none;
    int64_t count = 0;
    while (u >= total && count < 1000) {
        count++;
        term *= rate / (double)count;
        total += term;
    }
    return count;
}

#endif
