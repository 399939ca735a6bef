"""The plans a search proposes: ranked, ties as ties, each with cost, effect and regret."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.parameters import Dose
from simulation.questions.plan.answer import Plans

MOST = 6
"""Plans that are shown: more than a meeting can weigh."""


@dataclass(frozen=True)
class Proposal:
    """One plan.

    Attributes
    ----------
    rank : int
        1 is the best; plans that can't be told apart share a rank.
    tied : bool
        Whether another plan that is shown has the same rank.
    best, thrifty : bool
        Whether it is the one the search would buy; the cheapest that loses no more than matters against it.
    doses : dict of str to Dose
    cost : float
        Expected rupiah.
    difference, low, high : float
        Effect on the outcome with its 95 % interval, in villages that had no part in any choice.
    regret : float
        How much the best plan, known in hindsight, gains more, on average.
    """

    rank: int
    tied: bool
    best: bool
    thrifty: bool
    doses: dict[str, Dose]
    cost: float
    difference: float
    low: float
    high: float
    regret: float


@dataclass(frozen=True)
class More:
    """What more money buys: the cost of the best plan then, and what it gains more, with interval."""

    cost: float
    difference: float
    low: float
    high: float


@dataclass(frozen=True)
class Proposals:
    """What a search found.

    Attributes
    ----------
    key : str
        Names what was searched for: village, prices, budget, week.
    budget : float
    outcome : str
        The measure that decides.
    smallest : float
        The smallest difference in it that matters.
    week : int
        When plans are judged.
    plans : tuple of Proposal
    more : More
        What the next million buys.
    tried, villages : int
        Plans that were tried, and villages from which effects are told.
    """

    key: str
    budget: float
    outcome: str
    smallest: float
    week: int
    plans: tuple[Proposal, ...]
    more: More
    tried: int
    villages: int


def proposals_from(found: Plans, key: str) -> Proposals:
    """Return the plans within the budget that are worth being shown.

    Those are the plan for the budget, the thriftiest one, the ties, then what gains most.
    """
    outcome, lots = found.outcomes[0], found.choice.lots
    within = [plan for plan in found.choice.within(found.budget) if plan != 0]
    gains = found.choice.means(lots.told)[:, 0]
    by_gain = sorted(within, key=lambda plan: -gains[plan])
    wanted = [plan for plan in (found.bought, found.thriftiest, *found.ties, *by_gain) if plan in within]
    shown = list(dict.fromkeys(wanted))[:MOST]
    shown.sort(key=lambda plan: (plan != found.bought, -gains[plan]))
    smallest = found.terms.smallest[outcome]
    places = ranks(shown, found.against, smallest)
    plans = []
    for plan, rank in zip(shown, places, strict=True):
        effect = found.effect(plan, outcome)
        regret = float(np.nanmean(found.choice.regret(plan, found.choice.within(found.budget))))
        plans.append(
            Proposal(
                rank, places.count(rank) > 1, plan == found.bought, plan == found.thriftiest,
                found.doses[plan], float(found.costs[plan]),
                effect["difference"], effect["low"], effect["high"], regret,
            )
        )  # fmt: skip
    plans.sort(key=lambda plan: (plan.rank, not plan.best, plan.cost))
    more = found.next_money()
    return Proposals(
        key, found.budget, outcome, smallest, found.terms.week, tuple(plans),
        More(more["cost"], more["difference"], more["low"], more["high"]),
        len(found.archive.plans), lots.told.stop - lots.told.start,
    )  # fmt: skip


def ranks(plans: Sequence[int], more: Callable[[int, int], dict[str, float]], smallest: float) -> list[int]:
    """Return the rank of each plan, best first: a plan that can't be told from the head of a rank shares it.

    Two plans can't be told apart where the interval of their paired difference holds 0, or lies within
    the smallest difference that matters.

    Parameters
    ----------
    plans : sequence of int
        The best first.
    more : callable
        How much more one plan gains than another one: ``low`` and ``high`` of the interval.
    smallest : float
    """
    found: list[int] = []
    head = 0
    for place, plan in enumerate(plans):
        if place:
            gap = more(plan, plans[head])
            same = gap["low"] <= 0 <= gap["high"] or max(abs(gap["low"]), abs(gap["high"])) < smallest
            head = head if same else place
        found.append(head + 1)
    return found
