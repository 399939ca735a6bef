"""Income from complementary ties and knowledge (ODD 7.10)."""

import math

from simulation.compiled import Record, borrowing
from simulation.model import draws
from simulation.model.rules.acquaintance import is_tie
from simulation.model.state import VillageState, rules_of


@borrowing
def update_income(state: VillageState, b: Record, seed: int, week: int) -> None:
    """Draw everybody's income of the week."""
    keys = draws.week_key(seed, week)
    for i in range(state.owners.shape[0]):
        owner, own = state.owners[i], rules_of(state, b, i)
        ties = 0
        for slot in range(owner.acquaintances):
            complementary = state.relations[owner.sector, state.circle[i, slot].sector] == 1
            ties += is_tie(state, b, i, slot) & complementary
        knowledge = (owner.knowledge[0] + owner.knowledge[1] + owner.knowledge[2]) / 3.0
        luck = math.exp(
            owner.income_shift + own.income_sd * draws.normal(draws.owner_key(keys, draws.INCOME, i), 0)
        )
        owner.income = (
            own.income
            * luck
            * (1.0 + own.income_ties * math.log(1.0 + ties))
            * (1.0 + own.income_knowledge * knowledge)
        )
