"""How many sessions of an activity a sum of rupiah buys."""

import math

from simulation.parameters import Dose, Prices, VillageProfile
from simulation.parameters.programme import DialogueMediation
from simulation.parameters.village import quotas


def invited(dose: Dose, village: VillageProfile) -> int:
    """Return how many owners an activity invites."""
    who = dose.who
    if who.select == "everyone":
        return village.owners
    if who.select == "group":
        sizes = quotas([group.share for group in village.groups], village.owners)
        names = [group.name for group in village.groups]
        return sizes[names.index(who.group)] if who.group in names else 0
    return who.size(village.owners)


def expected_heads(dose: Dose, village: VillageProfile) -> float:
    """Return how many heads a session is expected to pay for.

    Those who come, at most as many as there are places; mediation adds its dyads, who may all be
    others than those who come.
    """
    heads = invited(dose, village) * dose.mean_attendance()
    if dose.capacity is not None:
        heads = min(heads, dose.capacity)
    if isinstance(dose, DialogueMediation):
        heads = min(heads + 2 * dose.dyads, village.owners)
    return heads


def expected_cost(dose: Dose, village: VillageProfile, prices: Prices) -> float:
    """Return the expected rupiah of one session."""
    return dose.cost.session(prices) + expected_heads(dose, village) * dose.cost.head(prices)


def bought(dose: Dose, budget: float, village: VillageProfile, prices: Prices, weeks: int) -> Dose:
    """Return the dose with as many whole sessions as the budget buys.

    At least one; if they do not fit between the first week and the horizon, they follow each other
    faster, at most every week, and what still does not fit is left out.

    Raises
    ------
    ValueError
        If a session costs nothing: then a budget buys no certain number.
    """
    price = expected_cost(dose, village, prices)
    if price <= 0:
        raise ValueError("a session of this activity costs nothing, so a budget buys no certain number")
    # a sum that is exactly so many sessions must not lose one to rounding
    sessions = max(1, math.floor(min(budget / price * (1 + 1e-12), weeks)))
    every = dose.every
    if sessions > 1:
        every = min(every, max(1, (weeks - dose.first) // (sessions - 1)))
    sessions = max(1, min(sessions, (weeks - dose.first) // every + 1))
    return dose.model_copy(update={"sessions": sessions, "every": every})
