"""Choosing among plans, on gains that are made up so that the right choice is known."""

import numpy as np
import pytest

from simulation.questions.plan.choice import Choice, shortlist, skyline, worst_mean
from simulation.questions.plan.villages import Lots

LOTS = Lots.of(10)
MILLIONS = 1e6


def steady(means: list[float], noise: float = 0.0) -> np.ndarray:
    """Return gains of plans in some villages: a mean each, and the same luck of a village for all."""
    luck = noise * np.sin(np.arange(LOTS.number))
    return np.array([[mean + (luck if mean else 0.0 * luck)] for mean in means])


def choice(costs: list[float], gains: np.ndarray) -> Choice:
    return Choice(np.array(costs) * MILLIONS, gains, LOTS)


def test_a_skyline_holds_what_no_cheaper_plan_reaches() -> None:
    costs = np.array([3.0, 1.0, 2.0, 2.0, 4.0])
    gains = np.array([0.5, 0.1, 0.3, 0.6, np.nan])
    assert skyline(costs, gains).tolist() == [1, 3]


def test_lots_do_not_share_a_village() -> None:
    taken = [np.arange(LOTS.number)[lot] for lot in LOTS.each]
    assert [part.size for part in taken] == [10, 10, 40]
    assert np.concatenate(taken).tolist() == list(range(60))


def test_eight_villages_of_each_kind_are_told_from() -> None:
    rows = LOTS.rows()
    assert LOTS.kinds == 5 and rows.size == LOTS.number
    assert len(set(rows[:20])) == 20
    assert rows[LOTS.told].tolist() == np.repeat(np.arange(20, 25), 8).tolist()


def test_the_plan_for_a_budget_is_the_best_that_it_pays_for() -> None:
    found = choice([0, 10, 20, 30], steady([0, 0.1, 0.3, 0.4], noise=0.05))
    assert [found.best(budget * MILLIONS) for budget in (5, 10, 25, 30)] == [0, 1, 2, 3]


def test_of_plans_that_tie_the_cheapest_is_taken() -> None:
    gains = steady([0, 0.3, 0.3, 0.1])
    gains[2, 0] += 0.01 + 0.1 * np.cos(3 * np.arange(LOTS.number))  # better on average, but not surely
    found = choice([0, 10, 20, 25], gains)
    assert set(found.ties(30 * MILLIONS)) == {1, 2}
    assert found.best(30 * MILLIONS) == 1


def test_what_is_not_surely_better_than_nothing_is_not_bought() -> None:
    gains = steady([0, 0])
    gains[1, 0] = 0.01 + 0.2 * np.cos(3 * np.arange(LOTS.number))
    assert choice([0, 10], gains).best(20 * MILLIONS) == 0


def test_the_villages_that_are_told_from_have_no_part_in_the_choice() -> None:
    gains = steady([0, 0.1, 0.2], noise=0.02)
    found = choice([0, 10, 20], gains)
    before = found.best(30 * MILLIONS), found.front(), found.ties(30 * MILLIONS), found.thriftiest(2, 0.15)
    gains[:, :, LOTS.told] = -gains[:, :, LOTS.told]
    after = choice([0, 10, 20], gains)
    assert before == (
        after.best(30 * MILLIONS), after.front(), after.ties(30 * MILLIONS), after.thriftiest(2, 0.15)
    )  # fmt: skip
    assert after.regret(2, [0, 1, 2]).mean() == pytest.approx(0.2, abs=0.05)


def test_the_thriftiest_plan_loses_less_than_what_matters() -> None:
    found = choice([0, 10, 20, 30], steady([0, 0.27, 0.295, 0.3]))
    assert found.thriftiest(3, 0.01) == 2
    assert found.thriftiest(3, 0.05) == 1
    assert found.thriftiest(3, 0.001) == 3


def test_the_front_holds_a_plan_that_is_best_in_any_outcome_for_its_cost() -> None:
    gains = np.zeros((4, 2, LOTS.number))
    gains[1, 0], gains[1, 1] = 0.2, 0.1
    gains[2, 0], gains[2, 1] = 0.1, 0.1  # dearer and no better than the first
    gains[3, 0], gains[3, 1] = 0.1, 0.3
    assert choice([0, 10, 20, 30], gains).front() == [0, 1, 3]


def test_regret_is_what_the_best_in_hindsight_gains_more() -> None:
    gains = steady([0, 0.2, 0.2])
    gains[1, 0, 20:36] = 0.5  # two of the five kinds told from are made for the first plan
    found = choice([0, 10, 20], gains)
    assert found.regret(2, [0, 1, 2]).tolist() == pytest.approx([0.3] * 2 + [0.0] * 3)
    assert found.regret(1, [0, 1, 2]).max() == 0.0
    assert (found.regret(1, [0, 1, 2]) >= 0).all()


def test_the_worst_tenth_holds_the_largest_values() -> None:
    assert worst_mean(np.array([*range(1, 20), np.nan, 20.0])) == 19.5
    assert worst_mean(np.array([3.0, 1.0])) == 3.0
    assert np.isnan(worst_mean(np.array([np.nan])))


def test_a_failed_run_is_left_out_and_does_not_decide() -> None:
    gains = steady([0, 0.1, 0.3], noise=0.01)
    gains[2, 0, ::7] = np.nan
    found = choice([0, 10, 20], gains)
    assert found.best(30 * MILLIONS) == 2
    assert np.isfinite(found.regret(2, [0, 1, 2])).all()  # others of its kind have not failed
    gains[2, 0, 20:28] = np.nan
    assert np.isnan(choice([0, 10, 20], gains).regret(2, [0, 1, 2])).tolist() == [True] + [False] * 4


def test_luck_of_single_villages_is_hardly_regretted() -> None:
    draws = np.random.default_rng(3)
    lots = Lots.of(200)
    gains = np.zeros((10, 1, lots.number))
    gains[1:, 0] = 0.1 + 0.05 * draws.standard_normal((9, lots.number))
    found = Choice(np.arange(10) * MILLIONS, gains, lots)
    single = np.fmax.reduce(gains[:, 0, lots.told], axis=0) - gains[1, 0, lots.told]
    assert found.regret(1, range(10)).mean() == pytest.approx(single.mean() / np.sqrt(8), rel=0.1)


def test_the_best_is_hardly_ever_out() -> None:
    """Multiple comparison with the best: of plans that differ by less than luck the best one stays in."""
    draws = np.random.default_rng(7)
    lots, out = Lots.of(20), 0
    for _ in range(400):
        gains = np.zeros((12, 1, lots.number))
        gains[1:, 0] = 0.1 + 0.05 * draws.standard_normal((11, lots.number))
        gains[5, 0] += 0.01
        out += 5 not in Choice(np.arange(12) * MILLIONS, gains, lots).ties(20 * MILLIONS)
    # twenty of 400 are expected at most, and standard errors of 4.4 beside it
    assert out <= 33


def test_a_shortlist_is_short_and_holds_the_best_for_every_budget() -> None:
    costs = np.linspace(1, 62.5, 2000) * MILLIONS
    gains = np.column_stack([np.sqrt(costs), -np.abs(costs - 30 * MILLIONS)])
    gains[:, 0] += 200 * np.sin(np.arange(2000))
    found = shortlist(costs, gains, 50 * MILLIONS)
    assert len(found) == len(set(found)) <= 40
    assert [costs[plan] for plan in found] == sorted(costs[plan] for plan in found)
    affordable = np.flatnonzero(costs <= 50 * MILLIONS)
    assert affordable[np.argmax(gains[affordable, 0])] in found
    assert np.argmax(gains[:, 1]) in found
    assert skyline(costs, gains[:, 0])[-1] in found
