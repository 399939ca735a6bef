"""Choosing among plans that were tried in the same villages: the best for a budget, ties, regret."""

from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit

from simulation.analysis.comparison import paired
from simulation.questions.plan.space import ROUNDING
from simulation.questions.plan.villages import Lots

WORST = 0.1
"""Share of the kinds of villages in which regret is read: those where it is greatest."""
LEVEL = 0.05
"""Error of a comparison with the best."""


def skyline(costs: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Return the plans that no plan of the same or a lower cost reaches, cheapest first.

    Parameters
    ----------
    costs, gains : ndarray of float, shape (plans,)
        Plans without a gain (NaN) are left out.
    """
    best, found = -np.inf, []
    for plan in np.lexsort((-gains, costs)):
        if gains[plan] > best:
            best = gains[plan]
            found.append(int(plan))
    return np.array(found, dtype=np.int64)


def shortlist(costs: np.ndarray, gains: np.ndarray, budget: float, most: int = 40) -> list[int]:
    """Return the plans of a search that are worth a second look, cheapest first.

    Half of them are the best for a row of budgets in the first outcome, a quarter the next best within
    the budget, a quarter the best for a row of budgets in the other outcomes.

    Parameters
    ----------
    costs : ndarray of float, shape (plans,)
    gains : ndarray of float, shape (plans, outcomes)
    budget : float
    most : int
        Plans at most.
    """
    others = gains.shape[1] - 1
    first = most // 2 if others else 3 * most // 4
    found = set(_thinned(costs, gains[:, 0], first))
    bought = np.flatnonzero((costs <= budget + ROUNDING) & ~np.isnan(gains[:, 0]))
    ranked = bought[np.argsort(-gains[bought, 0], kind="stable")]
    found |= {int(plan) for plan in ranked[: most // 4]}
    for outcome in range(1, 1 + others):
        found |= set(_thinned(costs, gains[:, outcome], most // 4 // others))
    return sorted(found, key=lambda plan: (costs[plan], plan))


def _thinned(costs: np.ndarray, gains: np.ndarray, most: int) -> list[int]:
    """Return the last plan of the skyline in each of so many equal parts of its costs."""
    plans = skyline(costs, gains)
    if plans.size <= most:
        return [int(plan) for plan in plans]
    edges = np.linspace(0.0, costs[plans].max(), most + 1)[1:]
    places = np.searchsorted(costs[plans], edges * (1 + 1e-12), "right") - 1
    return [int(plan) for plan in dict.fromkeys(plans[places[places >= 0]])]


class Choice:
    """Plans with what they gain in each village, against doing nothing.

    Parameters
    ----------
    costs : ndarray of float, shape (plans,)
        Expected rupiah; plan 0 is no programme and costs nothing.
    gains : ndarray of float, shape (plans, outcomes, villages)
        Paired differences from no programme, more is better; NaN where a run failed.
    lots : Lots
        Which villages are chosen in, and which are told from.
    """

    def __init__(self, costs: np.ndarray, gains: np.ndarray, lots: Lots) -> None:
        self.costs, self.gains, self.lots = costs, gains, lots

    def within(self, budget: float) -> list[int]:
        """Return the plans that a budget pays for."""
        return [int(plan) for plan in np.flatnonzero(self.costs <= budget + ROUNDING)]

    def means(self, lot: slice) -> np.ndarray:
        """Return the mean gains in a lot of villages, shape (plans, outcomes)."""
        return village_means(self.gains[:, :, lot])

    def against(self, plan: int, other: int, lot: slice, outcome: int = 0) -> dict[str, float]:
        """Return how much more a plan gains than another one, in the same villages."""
        return paired(self.gains[plan, outcome, lot] - self.gains[other, outcome, lot])

    def ties(self, budget: float) -> list[int]:
        """Return the plans within a budget that may be the best, as far as can be told.

        Multiple comparison with the best (Hsu 1984, doi:10.1214/aos/1176346715), in the villages that are
        chosen in: a plan is out if another one surely gains more, in a paired comparison whose error
        over all other plans together is 5 % at most (Bonferroni's bound in the place of Dunnett's: the
        differences of pairs have variances of their own). The first is the best, the others follow in
        the order of their gain.
        """
        ranked = self._ranked(budget)
        return [ranked[0], *(plan for plan in ranked[1:] if not self._surely_less(plan, ranked))]

    def _ranked(self, budget: float) -> list[int]:
        """Return the plans within a budget by their mean gain in the villages that are chosen in."""
        plans = self.within(budget)
        means = self.means(self.lots.chosen)[plans, 0]
        return [plans[place] for place in np.argsort(-means, kind="stable") if np.isfinite(means[place])]

    def _surely_less(self, plan: int, plans: Sequence[int]) -> bool:
        """Tell whether one of some plans surely gains more than this one."""
        gains = self.gains[:, 0, self.lots.chosen]
        apart = gains[list(plans)] - gains[plan]
        there = np.isfinite(apart)
        number = there.sum(axis=1)
        mean = np.divide(
            np.where(there, apart, 0.0).sum(axis=1), number, where=number > 1, out=np.zeros(number.size)
        )
        squares = (np.where(there, apart - mean[:, None], 0.0) ** 2).sum(axis=1)
        error = np.sqrt(
            np.divide(squares, number * (number - 1), where=number > 1, out=np.full(number.size, np.inf))
        )
        bound = stdtrit(np.maximum(number - 1, 1), 1 - LEVEL / max(1, len(plans) - 1))
        return bool((mean > bound * error).any())

    def best(self, budget: float) -> int:
        """Return the plan for a budget: the cheapest whose paired difference from the best may be 0."""
        ranked = self._ranked(budget)
        near = [plan for plan in ranked if not self.against(plan, ranked[0], self.lots.chosen)["high"] < 0]
        return min(near, key=lambda plan: self.costs[plan])

    def thriftiest(self, plan: int, smallest: float) -> int:
        """Return the cheapest plan that loses less than the smallest effect of interest against this one."""
        for other in np.argsort(self.costs, kind="stable"):
            low = self.against(int(other), plan, self.lots.chosen)["low"]
            if self.costs[other] < self.costs[plan] and low > -smallest:
                return int(other)
        return plan

    def front(self) -> list[int]:
        """Return the plans no other plan beats in cost and all outcomes together, cheapest first."""
        values = np.column_stack([-self.costs, self.means(self.lots.chosen)])
        kept = []
        for plan, own in enumerate(values):
            others = np.delete(values, plan, axis=0)
            beaten = (others >= own).all(axis=1) & (others > own).any(axis=1)
            if not np.isnan(own).any() and not beaten.any():
                kept.append(plan)
        return sorted(kept, key=lambda plan: (self.costs[plan], plan))

    def regret(self, plan: int, plans: Sequence[int]) -> np.ndarray:
        """Return how much the best of some plans, known in hindsight, gains more in each kind told from.

        A single village in which a plan does badly may have had bad luck; a kind is the mean of several.

        Returns
        -------
        ndarray of float, shape (kinds,)
            NaN where the plan failed.
        """
        told = self.by_kind()
        found: np.ndarray = np.fmax.reduce(told[list(plans)], axis=0) - told[plan]
        return found

    def by_kind(self) -> np.ndarray:
        """Return mean gains in the first outcome of each kind of village told from, shape (plans, kinds)."""
        told = self.gains[:, 0, self.lots.told]
        return village_means(told.reshape(len(told), self.lots.kinds, -1))


def village_means(gains: np.ndarray) -> np.ndarray:
    """Return means over the villages (the last axis) that have a figure; NaN where none has."""
    count = np.isfinite(gains).sum(axis=-1)
    means: np.ndarray = np.divide(
        np.nansum(gains, axis=-1), count, out=np.full(count.shape, np.nan), where=count > 0
    )
    return means


def worst_mean(values: np.ndarray, share: float = WORST) -> float:
    """Return the mean of the largest of some values: of this share of them, at least one."""
    kept = np.sort(values[~np.isnan(values)])[::-1]
    return float(kept[: max(1, round(share * kept.size))].mean()) if kept.size else np.nan
