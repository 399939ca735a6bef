"""A ranking shows ties: who cannot be told apart shares a tier, and may have many ranks."""

import numpy as np

from simulation.analysis.intervals import Means
from simulation.questions.villages.ranking import rank


def made(truth: list[float], spread: float, each: int = 30, seed: int = 1) -> Means:
    noise = np.random.default_rng(seed).normal(0, spread, (len(truth), each))
    return Means.of(np.array(truth)[:, None] + noise)


def test_villages_far_apart_have_one_rank_each_and_a_tier_of_their_own() -> None:
    found = rank(made([1.0, 3.0, 2.0], 0.01))
    assert found.tier.tolist() == [3, 1, 2]
    assert found.best.tolist() == found.worst.tolist() == [3, 1, 2]


def test_villages_that_are_alike_share_one_tier_and_all_ranks() -> None:
    found = rank(made([1.0] * 20, 1.0))
    assert set(found.tier.tolist()) == {1}
    assert set(found.best.tolist()) == {1} and set(found.worst.tolist()) == {20}


def test_the_interval_of_a_rank_holds_the_true_rank_of_nearly_every_village() -> None:
    truth = np.linspace(0, 1, 40)
    true_rank = 40 - np.arange(40)
    held = []
    for seed in range(50):
        found = rank(made(truth.tolist(), 0.3, seed=seed))
        held.append((found.best <= true_rank) & (true_rank <= found.worst))
    assert np.mean(held) > 0.95


def test_a_village_without_an_interval_has_no_rank() -> None:
    values = np.array([[1.0, 1.1], [np.nan, 5.0], [np.nan, np.nan]])
    found = rank(Means.of(values))
    assert found.tier.tolist() == [1, 0, 0] and found.worst.tolist() == [1, 0, 0]
