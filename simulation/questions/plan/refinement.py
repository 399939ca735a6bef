"""The last part of a search: plans near the best that the budget can buy.

NSGA-II spreads over all costs and outcomes at once. What is asked is one plan, so the rest of the
evaluations climb from the best plans within the budget, step by step, by the outcome that decides.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from simulation.questions.plan.search import POPULATION, Archive, Evaluate
from simulation.questions.plan.space import FIRST, GENES, PLACE, ROUNDING, SESSIONS, Genes, PlanSpace

SHARE = 0.4
"""Part of the evaluations for it."""
STEPS = {SESSIONS: (-2, -1, 1, 2), FIRST: (-4, -1, 1, 4)}
"""How many levels a choice is moved; all others by one."""


def neighbours(space: PlanSpace, plan: Genes, budget: float) -> Iterator[Genes]:
    """Yield the plans near one, as far as the budget buys them.

    One choice differs by a step; or sessions have other places, as many as the same money buys; or an
    activity has a session less or none at all, and what that saves goes into another one.
    """
    top = space.levels - 1
    for gene, level in enumerate(plan):
        for step in STEPS.get(gene % GENES, (-1, 1)):
            if 0 <= level + step <= top[gene]:
                moved = space.repaired([*plan[:gene], level + step, *plan[gene + 1 :]], budget)
                yield moved
                if gene % GENES == PLACE:
                    yield _filled(space, moved, gene // GENES, budget)
    for giver in range(len(space.levers)):
        sessions = plan[GENES * giver + SESSIONS]
        for left in dict.fromkeys([sessions - 1, 0]) if sessions else ():
            given = list(plan)
            given[GENES * giver + SESSIONS] = left
            for taker in range(len(space.levers)):
                if taker != giver:
                    yield _filled(space, space.repaired(given), taker, budget)


def _filled(space: PlanSpace, plan: Genes, activity: int, budget: float) -> Genes:
    """Return a plan with as many sessions of an activity as the rest of the budget buys."""
    lever, gene = space.levers[activity], GENES * activity
    price = lever.prices[plan[gene + PLACE]]
    spare = budget - space.cost(plan) + lever.sessions[plan[gene + SESSIONS]] * price
    bought = max(
        (level for level, number in enumerate(lever.sessions) if number * price <= spare + ROUNDING),
        default=0,
    )
    return space.repaired([*plan[: gene + SESSIONS], bought, *plan[gene + SESSIONS + 1 :]], budget)


def refine(space: PlanSpace, evaluate: Evaluate, archive: Archive, budget: float, evaluations: int) -> None:
    """Try further plans until so many were tried in all, or no best plan has a neighbour left.

    Parameters
    ----------
    space : PlanSpace
    evaluate : callable
        As for :func:`simulation.questions.plan.search.search`.
    archive : Archive
        What was tried; what is tried now is added.
    budget : float
        Rupiah.
    evaluations : int
        Plans in the archive at the end, at most.
    """
    while len(archive.plans) < evaluations:
        fresh = _fresh(space, archive, budget, min(POPULATION, evaluations - len(archive.plans)))
        if not fresh:
            break
        archive.add(fresh, evaluate(fresh))


def _fresh(space: PlanSpace, archive: Archive, budget: float, number: int) -> list[Genes]:
    """Return neighbours that were not tried yet, of the best plan first."""
    found: dict[Genes, None] = {}
    for plan in _best_first(space, archive, budget):
        for each in neighbours(space, plan, budget):
            if each not in archive:
                found[each] = None
        if len(found) >= number:
            break
    return list(found)[:number]


def _best_first(space: PlanSpace, archive: Archive, budget: float) -> Sequence[Genes]:
    gains = np.nan_to_num(archive.gains[:, 0], nan=-np.inf)
    order = np.argsort(-gains, kind="stable")
    return [archive.plans[place] for place in order if space.cost(archive.plans[place]) <= budget]
