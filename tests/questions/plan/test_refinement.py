"""Climbing from the best plans: it ends where no single choice does better, within the budget."""

from collections.abc import Sequence

import numpy as np
import pytest

from simulation.questions.plan.refinement import neighbours, refine
from simulation.questions.plan.search import Archive, search
from simulation.questions.plan.space import GENES, Genes
from tests.questions.plan.spaces import space
from tests.questions.plan.test_search import WORTH, best_of_knapsack, knapsack

BUDGET = 12e6


def test_neighbours_can_be_bought_and_are_near() -> None:
    found = space(*WORTH, weeks=20, ceiling=30e6)
    for plan in found.beginnings(12, 3):
        near = list(neighbours(found, plan, BUDGET))
        assert all(found.cost(each) <= BUDGET + 1e-3 for each in near)
        assert all(found.repaired(each) == each for each in near)
        if found.cost(plan) <= BUDGET:
            parts = [slice(start, start + GENES) for start in (0, GENES, 2 * GENES)]
            changed = [sum(plan[part] != each[part] for part in parts) for each in near]
            assert max(changed) == 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_short_search_and_a_climb_reach_the_optimum_of_a_knapsack(seed: int) -> None:
    found = space(*WORTH, weeks=20, ceiling=30e6)
    values = knapsack(found)
    archive = search(found, values, 1, 200, seed)
    before = len(archive.plans)
    refine(found, values, archive, BUDGET, 800)
    costs = np.array([found.cost(plan) for plan in archive.plans])
    assert archive.gains[costs <= BUDGET, 0].max() >= 0.995 * best_of_knapsack(found, BUDGET)
    assert (costs[before:] <= BUDGET + 1e-3).all()


def test_no_plan_is_tried_twice_and_no_more_than_asked_for() -> None:
    found = space(*WORTH, weeks=20, ceiling=30e6)
    values = knapsack(found)
    told: list[Genes] = []

    def evaluate(plans: Sequence[Genes]) -> np.ndarray:
        told.extend(plans)
        return values(plans)

    archive = search(found, evaluate, 1, 120, 4)
    refine(found, evaluate, archive, BUDGET, 330)
    assert len(told) == len(set(told)) == len(archive.plans) == 330


def test_a_small_space_is_exhausted_and_the_climb_ends() -> None:
    found = space("forum", weeks=4, ceiling=6e6)
    values = knapsack(found)
    archive = Archive(1)
    archive.add([(0, 0, 0, 0)], np.zeros((1, 1)))
    refine(found, values, archive, 6e6, 10_000)
    everything = found.every_plan()
    assert set(archive.plans) <= set(everything)
    assert archive.gains[:, 0].max() == values(everything).max()
