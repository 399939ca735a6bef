"""What one village says on each pattern: a number, or the parts of one that many villages make together."""

from collections.abc import Callable

import numpy as np

from simulation.model.behaviour_record import behaviour_record
from simulation.patterns.acquaintances import beliefs, trusts
from simulation.patterns.choices import repeated_choices, smallest_step
from simulation.patterns.cooperation import cohen_d
from simulation.patterns.life import Life
from simulation.patterns.network import inbreeding, persistence, size_slope, survival, variation
from simulation.patterns.persons import belief_gap, inequality
from simulation.patterns.rivals import rival_difference
from simulation.patterns.social_relations import variances

Reading = Callable[[Life], float]

PAIRS, ROUNDS = 1000, 12
"""Of the repeated choices (P5) in the name of one village."""
SMALLEST = 1 / 15
"""Share of the minority beside which the majority is looked at (P18)."""
MINORITIES = (SMALLEST, 0.1, 0.2, 0.3, 0.4, 0.5)
"""Shares of the smaller group in the villages of P19."""


def at_start(measure: str) -> Reading:
    """Read a measure of week 0."""
    return lambda life: life.at_start(measure)


def drift(measure: str) -> Reading:
    """Read how far a measure of week 104 is above that of week 0."""
    return lambda life: float(life.weekly(measure, 104, 104)[0]) - life.at_start(measure)


def degree_drift(life: Life) -> float:
    """Return the change of the mean degree in 104 weeks, as a share of it."""
    before = life.at_start("degree")
    return float(life.weekly("degree", 104, 104)[0]) / before - 1 if before > 0 else float("nan")


def favouritism(life: Life) -> float:
    """Return Cohen's d of cooperation with the own against other groups, all meetings of two years."""
    own, other, meetings, others = (
        life.weekly(measure, 1, 104)
        for measure in ("cooperation_own", "cooperation_other", "meetings", "meetings_other")
    )
    return cohen_d(own, meetings - others, other, others)


def order_of_choices(life: Life) -> float:
    """Return by how much the order CC > {CD, DC} > DD holds."""
    return smallest_step(repeated_choices(behaviour_record(life.behaviour), life.seed, PAIRS, ROUNDS))


def forum_income(life: Life) -> float:
    """Return what a monthly forum of a year adds to income in weeks 40 to 52, as a share."""
    return _added(life, life.forum, "income", 40, 52)


def forum_income_and_rest(life: Life) -> tuple[float, float]:
    """Return the same, and what is left in weeks 92 to 104."""
    return forum_income(life), _added(life, life.forum, "income", 92, 104)


def unresolved(life: Life) -> float:
    """Return what trained peer mediators add to unresolved disputes in weeks 6 to 52, as a share."""
    return _added(life, life.mediators, "unresolved", 6, 52)


def _added(life: Life, rows: np.ndarray, measure: str, first: int, last: int) -> float:
    with_it = life.weekly(measure, first, last, rows).sum()
    without = life.weekly(measure, first, last).sum()
    return float(with_it / without) - 1 if without > 0 else float("nan")


def rival_meetings(life: Life) -> float:
    """Return the change of trust after an everyday meeting, with rivals less with complementary owners."""
    return rival_difference(life.meetings)


def degree_variation(life: Life) -> float:
    """Return the coefficient of variation of degree in week 0."""
    return variation(life.ties.sum(axis=1))


def ties_alive(week: int) -> Reading:
    """Read the share of ties of week 0 that are ties in another week."""

    def found(life: Life) -> float:
        later = life.course.later[week]
        return survival(life.ties, later.ties, later.same)

    return found


def degree_again(life: Life) -> float:
    """Return the correlation of degree in weeks 0 and 30."""
    later = life.course.later[30]
    return persistence(life.ties, later.ties, later.same)


def majority_inbreeding(life: Life) -> float:
    """Return the inbreeding homophily of a majority of 14/15 in week 0."""
    ties, few = life.minority(SMALLEST)
    return inbreeding(ties, ~few)


def slope_on_share(life: Life) -> float:
    """Return the slope of the minority's mean degree on its share, over the mean degree of all owners.

    One village for each of MINORITIES, with the same seed; the regression has one point a village.
    """
    shares, degrees, usual = [], [], []
    for share in MINORITIES:
        ties, few = life.minority(share)
        degree = ties.sum(axis=1)
        if not few.any():
            continue  # its last owner has left
        shares.append(few.mean())
        degrees.append(degree[few].mean())
        usual.append(degree.mean())
    return size_slope(np.array(shares), np.array(degrees), float(np.mean(usual)))


def contact_variation(life: Life) -> float:
    """Return the coefficient of variation of the meetings a person took part in, weeks 1 to 14."""
    return variation(life.course.contacts)


def gap_in_belief(life: Life) -> float:
    """Return the belief in the own group less that in others, in standard deviations, in week 0."""
    state = life.start.state
    return belief_gap(beliefs(state, life.behaviour), state.owners["group"])


def trusted_share(life: Life) -> float:
    """Return the trustee's share of the variance of trust between acquainted owners in week 0."""
    state, there = life.start.state, life.acquaintances
    trust = trusts(state, life.behaviour, there)
    return variances(trust, there.known, state.owners["group"]).judged_share


def trust_of_owners(life: Life) -> tuple[float, float, float]:
    """Return how many owners there are, and mean and variance of their trust in a random other one."""
    trust = trusts(life.start.state, life.behaviour, life.acquaintances)
    others = (trust.sum(axis=1) - np.diag(trust)) / (len(trust) - 1)
    return float(others.size), float(others.mean()), float(others.var(ddof=1))


def month_inequality(life: Life) -> float:
    """Return the Gini coefficient of the income of weeks 1 to 4 together."""
    return inequality(life.course.incomes)
