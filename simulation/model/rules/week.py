"""The order of a week: the one place where it stands (ODD 3).

1. exit and entry, decay      begin_week
2. programme                  simulation.interventions.sessions, between the two
3. meetings in daily life     end_week
4. each meeting               simulation.model.rules.meeting, inside 2 and 3
5. norms                      end_week
6. income                     end_week
7. record                     simulation.measures.weekly, after it

Optional mechanisms come before 3, into 3 and 4, and after 6 (simulation.model.rules.hooks).
"""

from simulation.compiled import Record, written_in
from simulation.model import draws
from simulation.model.rules import hooks
from simulation.model.rules.decay import begin_counts, decay
from simulation.model.rules.income import update_income
from simulation.model.rules.meeting import meet
from simulation.model.rules.norms import update_norms
from simulation.model.rules.partners import find_partner, random_order
from simulation.model.rules.turnover import turn_over
from simulation.model.state import VillageState, rules_of


@written_in
def begin_week(state: VillageState, b: Record, seed: int, week: int, vision_is_kept: bool) -> None:
    """Open the week, up to the programme."""
    begin_counts(state, week)
    turn_over(state, b, seed, week)
    decay(state, b, week, vision_is_kept)


@written_in
def end_week(state: VillageState, b: Record, daily_life: Record, seed: int, week: int) -> None:
    """Close the week, from daily life on."""
    keys = draws.week_key(seed, week)
    hooks.call_once(state, b, hooks.BEFORE_MEETINGS, seed, week)
    for i in random_order(keys, state.owners.shape[0]):
        rate = rules_of(state, b, i).meetings * state.owners[i].sociability
        count = draws.poisson(draws.draw(draws.owner_key(keys, draws.MEETINGS, i), 0), rate)
        for m in range(count):
            j = find_partner(state, b, keys, seed, week, i, m)
            if j >= 0:
                meet(state, b, daily_life, seed, week, i, j, m)
    update_norms(state, b)
    update_income(state, b, seed, week)
    hooks.call_once(state, b, hooks.END_OF_WEEK, seed, week)
