"""The search finds the best plan where the best plan is known."""

import sys
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from simulation.files.faults import StudyError
from simulation.questions.plan.search import Evaluate, require_pymoo, search
from simulation.questions.plan.space import Genes, PlanSpace
from tests.questions.plan.spaces import space

WORTH = {"communication_training": 0.3, "forum": 1.0, "mentoring": 0.5}


def knapsack(found: PlanSpace) -> Evaluate:
    """Return an additive value with falling returns: only the number of sessions counts."""

    def evaluate(plans: Sequence[Genes]) -> np.ndarray:
        values = []
        for plan in plans:
            doses = found.doses(plan)
            values.append([sum(WORTH[name] * np.sqrt(dose.sessions) for name, dose in doses.items())])
        return np.array(values)

    return evaluate


def best_of_knapsack(found: PlanSpace, budget: float) -> float:
    """Return the most that can be had, by trying every number of sessions at the lowest price."""
    names = [lever.activity for lever in found.levers]
    prices = [min(lever.prices) for lever in found.levers]
    counts = np.meshgrid(*(lever.sessions for lever in found.levers), indexing="ij")
    cost = sum(price * count for price, count in zip(prices, counts, strict=True))
    worth = sum(WORTH[name] * np.sqrt(count) for name, count in zip(names, counts, strict=True))
    return float(np.where(cost <= budget, worth, 0.0).max())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_search_comes_near_the_optimum_of_a_knapsack_at_every_budget(seed: int) -> None:
    found = space(*WORTH, weeks=20, ceiling=30e6)
    archive = search(found, knapsack(found), 1, 1500, seed)
    costs = np.array([found.cost(plan) for plan in archive.plans])
    for budget in (5e6, 12e6, 24e6):
        optimum = best_of_knapsack(found, budget)
        reached = archive.gains[costs <= budget, 0].max()
        assert reached <= optimum + 1e-9
        assert reached >= 0.97 * optimum


def test_no_plan_of_a_small_space_is_better_than_what_the_search_finds() -> None:
    found = space("forum", "mentoring", weeks=4, ceiling=6e6)
    everything = found.every_plan()
    assert 30 < len(everything) < 500
    values = knapsack(found)
    archive = search(found, values, 1, 500, 1)
    costs = np.array([found.cost(plan) for plan in archive.plans])
    every_cost, every_gain = np.array([found.cost(plan) for plan in everything]), values(everything)[:, 0]
    for budget in np.linspace(0, 6e6, 13):
        best = every_gain[every_cost <= budget].max()
        assert archive.gains[costs <= budget, 0].max(initial=0.0) == pytest.approx(best)


def test_a_plan_is_tried_once_and_the_same_seed_tries_the_same_plans() -> None:
    found = space(*WORTH)
    asked: list[list[Genes]] = []
    values = knapsack(found)

    def evaluate(plans: Sequence[Genes]) -> np.ndarray:
        asked.append(list(plans))
        return values(plans)

    first = search(found, evaluate, 1, 200, 5)
    told = [plan for plans in asked for plan in plans]
    assert len(told) == len(set(told)) == len(first.plans)
    assert len(first.plans) == 200
    assert [len(plans) for plans in asked] == [40] * 5
    assert all(found.cost(plan) <= found.ceiling for plan in told)
    second = search(found, values, 1, 200, 5)
    assert second.plans == first.plans
    assert search(found, values, 1, 200, 6).plans != first.plans


def test_a_search_that_is_told_the_same_goes_the_same_way_whatever_came_before() -> None:
    """What makes a search resumable: it depends on nothing but its answers."""
    found = space(*WORTH)
    values = knapsack(found)
    whole = search(found, values, 1, 160, 9).plans
    np.random.default_rng().random(7)
    part = search(found, values, 1, 80, 9).plans
    assert whole[: len(part)] == part


def test_later_generations_are_better() -> None:
    found = space(*WORTH, ceiling=30e6)
    archive = search(found, knapsack(found), 1, 1000, 4)
    per_rupiah = archive.gains[:, 0] / np.sqrt([found.cost(plan) + 1 for plan in archive.plans])
    quarters = [part.mean() for part in np.array_split(per_rupiah, 4)]
    assert all(one < two for one, two in pairwise(quarters[::3]))


def test_a_plan_without_a_figure_is_no_good_plan() -> None:
    found = space(*WORTH)
    values = knapsack(found)

    def evaluate(plans: Sequence[Genes]) -> np.ndarray:
        told = values(plans)
        told[["forum" in found.doses(plan) for plan in plans]] = np.nan
        return told

    archive = search(found, evaluate, 1, 600, 1)
    late = archive.plans[-200:]
    assert np.mean(["forum" in found.doses(plan) for plan in late]) < 0.5


def test_without_pymoo_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymoo", None)
    with pytest.raises(StudyError, match=r"pymoo is not installed; allowed: the extra 'plan': pip install"):
        require_pymoo()
