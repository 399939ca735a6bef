/* The arrays of simulation/model/state.py, byte for byte (ODD section 2).

   Every struct has its list of fields once: the struct and the layout that twin.py compares with
   numpy's dtypes are both made of it. */
#ifndef VILLAGE_H
#define VILLAGE_H

#include <stddef.h>
#include <stdint.h>

#define OWNER_FIELDS(F) \
    F(double, communication) F(double, communication_start) F(double, conflict) F(double, conflict_start) \
    F(Three, norms) F(Three, anchors) F(Three, anchors_start) F(Three, knowledge) F(Three, knowledge_start) \
    F(Three, mentored) F(double, income) F(double, income_shift) F(double, sociability) \
    F(double, trustworthiness) F(double, attendance) F(int32_t, group) F(int32_t, sector) \
    F(int32_t, arrived) F(int32_t, acquaintances) \
    F(int32_t, mediates_until) F(int32_t, caseload) F(int32_t, cases_left) F(int32_t, met) \
    F(int32_t, met_cooperating) F(int32_t, ties_met) F(int32_t, ties_cooperating) F(int32_t, joint) \
    F(int32_t, partner_shared)

#define BELIEF_FIELDS(F) F(double, prior) F(double, prior_start) F(double, good) F(double, bad)

#define ACQUAINTANCE_FIELDS(F) \
    F(double, good) F(double, bad) F(double, tie) F(int32_t, partner) F(int16_t, group) F(int16_t, sector)

#define SETTING_FIELDS(F) \
    F(double, weight) F(double, talk) F(double, facilitation) F(double, mediator) F(int64_t, process) \
    F(int64_t, source)

#define BEHAVIOUR_FIELDS(F) \
    F(double, sensitivity) F(double, threshold) F(double, norm_weight) F(double, rivalry) F(double, lapse) \
    F(double, misreading) F(double, misreading_across) F(double, bad_weight) F(double, memory) \
    F(double, group_memory) F(double, prior_weight) F(double, belief_weight) F(double, generalisation) \
    F(double, bad_generalisation) F(double, belief_own) F(double, belief_other) F(double, belief_sd) \
    F(double, trustworthiness_sd) F(double, communication) \
    F(double, conflict) F(double, skill_half_life) F(double, personal_sd) F(double, gotong_royong) \
    F(double, transparency) F(double, commitment) F(double, norm_learning) F(double, norm_anchor) \
    F(double, vision_half_life) F(double, knowledge_strong) F(double, knowledge_weak) \
    F(double, knowledge_sd) F(double, knowledge_half_life) F(double, mentored_half_life) F(double, sharing) F(double, practice) \
    F(double, acquaintances) F(double, meetings) F(double, sociability_sd) F(double, by_tie) F(double, by_friend) \
    F(double, avoidance) F(double, redraw) F(double, attendance_spread) F(double, exit_rate) \
    F(double, tie_decay) F(double, tie_growth) F(double, tie_start) \
    F(double, tie_minimum) F(double, income_ties) F(double, income_knowledge) F(double, income) \
    F(double, income_spread) F(double, income_sd) F(double, skill_keep) F(double, vision_keep) \
    F(double, knowledge_keep) F(double, mentored_keep) F(double, exit_weekly)

typedef double Three[3];

#define MEMBER(type, name) type name;
typedef struct { OWNER_FIELDS(MEMBER) } Owner;
typedef struct { BELIEF_FIELDS(MEMBER) } Belief;
typedef struct { ACQUAINTANCE_FIELDS(MEMBER) } Acquaintance;
typedef struct { SETTING_FIELDS(MEMBER) } Setting;
typedef struct { BEHAVIOUR_FIELDS(MEMBER) } Behaviour;

_Static_assert(sizeof(Owner) == 272, "OWNER has another size");
_Static_assert(sizeof(Belief) == 32, "BELIEF has another size");
_Static_assert(sizeof(Acquaintance) == 32, "ACQUAINTANCE has another size");
_Static_assert(sizeof(Setting) == 48, "SETTING has another size");
_Static_assert(sizeof(Behaviour) == 58 * 8, "the behaviour has another size");

enum { ACTS, COOPERATED, FIRST_ACTS, FIRST_COOPERATED, OWN_ACTS, OWN_COOPERATED, OTHER_ACTS,
       OTHER_COOPERATED, MEETINGS_HELD, MEETINGS_OTHER, DISPUTES, UNRESOLVED, TALLIES };
enum { EVERYDAY, MISREADING, DEFECTION, MEDIATION, FORUM, SIMULATION, MENTORING, ACTIVITY, FADING,
       FORGETTING, LEAVING, SOURCES };

typedef double Ledger[SOURCES][2][2];

/* What changes in a village. `restrict`: the arrays never overlap, as numpy allocated them apart. */
typedef struct {
    Owner *restrict owners;
    Belief *restrict beliefs;
    Acquaintance *restrict circles;
    const int8_t *restrict relations;
    double *restrict tallies;
    double (*restrict ledger)[2][2];
    int32_t *restrict visits; /* working space: owners with somebody to forget */
    int64_t number;
    int64_t groups;
    int64_t room; /* acquaintances an owner keeps */
    int64_t sectors;
    const int64_t *restrict sizes; /* owners of each group */
    const double *restrict met; /* sociability of all owners before each one */
    const int32_t *restrict members; /* owners by group, ascending */
    const double *restrict members_met; /* sociability of all before each one in `members` */
    int64_t *restrict cases; /* disputes that all peer mediators together can still take this week */
} Village;

static inline Acquaintance *circle_of(const Village *v, int64_t i) { return v->circles + i * v->room; }
static inline Belief *beliefs_of(const Village *v, int64_t i) { return v->beliefs + i * v->groups; }

#endif
