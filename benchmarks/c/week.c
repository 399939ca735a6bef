/* The order of a week: simulation/model/rules/week.py, without a programme, events or measures,
   and without firms that close (rules/turnover.py): of 600 one does a week.

   The one translation unit: every rule is inlined here. Built with -ffp-contract=off, because a fused
   multiply-add rounds once where the numba kernel rounds twice: trajectories would part. Nothing else
   that re-orders arithmetic is allowed either (no -ffast-math); -fno-math-errno changes no result. */
#include <stdlib.h>

#include "decay.h"
#include "income.h"
#include "meeting.h"
#include "norms.h"
#include "partners.h"

/* What twin.py compares with the dtypes of the arrays: "OWNER communication 0 8\n..." */
#define LINE(record, type, name) {#record, #name, offsetof(record, name), sizeof(((record *)0)->name)},
#define OF_OWNER(type, name) LINE(Owner, type, name)
#define OF_BELIEF(type, name) LINE(Belief, type, name)
#define OF_ACQUAINTANCE(type, name) LINE(Acquaintance, type, name)
#define OF_SETTING(type, name) LINE(Setting, type, name)
#define OF_BEHAVIOUR(type, name) LINE(Behaviour, type, name)

typedef struct {
    const char *record, *name;
    int64_t offset, size;
} Field;

const Field layout[] = {
    OWNER_FIELDS(OF_OWNER) BELIEF_FIELDS(OF_BELIEF) ACQUAINTANCE_FIELDS(OF_ACQUAINTANCE)
    SETTING_FIELDS(OF_SETTING) BEHAVIOUR_FIELDS(OF_BEHAVIOUR) {0, 0, 0, 0}};

/* A constant of the machine code: what daily life does not have is not even looked at. twin.py compares
   it with the setting of the model. */
#define DAILY_LIFE_VALUES {.weight = 1.0, .process = 16, .source = EVERYDAY}
static const Setting DAILY_LIFE = DAILY_LIFE_VALUES;
const Setting daily_life = DAILY_LIFE_VALUES;

typedef struct {
    int bits;
    uint64_t *places;
    int32_t *starts;
    Turn *turns;
} Space;

static inline void end_week(Village *v, const Behaviour *b, uint64_t keys, const Space *space)
{
    random_order(keys, v->number, space->bits, space->places, space->starts, space->turns);
    for (int64_t turn = 0; turn < v->number; turn++) {
        int64_t i = space->turns[turn].owner;
        double rate = b->meetings * v->owners[i].sociability;
        int64_t count = poisson(draw(owner_key(keys, MEETINGS, i), 0), rate, exp(-rate));
        for (int64_t m = 0; m < count; m++) {
            int64_t j = find_partner(v, b, keys, i, m);
            if (j >= 0)
                meet(v, b, &DAILY_LIFE, keys, i, j, m);
        }
    }
    for (int64_t i = 0; i < v->number; i++) {
        update_norms(v->owners + i, b);
        update_income(v, b, keys, i);
    }
}

/* Returns 0, or 1 without enough memory. */
int run_weeks(Owner *restrict owners, Belief *restrict beliefs, Acquaintance *restrict circles,
              const int8_t *restrict relations, double *restrict tallies, double (*restrict ledger)[2][2],
              int64_t *restrict cases, const int64_t *restrict sizes, const double *restrict met,
              const int32_t *restrict members, const double *restrict members_met, int64_t number, int64_t groups, int64_t room, int64_t sectors,
              const Behaviour *restrict b, int64_t seed, int64_t first, int64_t last, int vision_is_kept)
{
    Space space = {.bits = 0};
    while (((int64_t)1 << space.bits) < number)
        space.bits++;
    space.places = malloc((size_t)number * sizeof *space.places);
    space.starts = malloc((((size_t)1 << space.bits) + 1) * sizeof *space.starts);
    space.turns = malloc((size_t)number * sizeof *space.turns);
    Village v = {.owners = owners, .beliefs = beliefs, .circles = circles, .relations = relations,
                 .tallies = tallies, .ledger = ledger, .cases = cases, .sizes = sizes, .met = met,
                 .members = members, .members_met = members_met, .number = number, .groups = groups,
                 .room = room, .sectors = sectors, .visits = malloc((size_t)number * sizeof(int32_t))};
    int failed = !space.places || !space.starts || !space.turns || !v.visits;
    for (int64_t week = first; week <= last && !failed; week++) {
        decay(&v, b, week, vision_is_kept);
        end_week(&v, b, week_key(seed, week), &space);
    }
    free(space.places);
    free(space.starts);
    free(space.turns);
    free(v.visits);
    return failed;
}
