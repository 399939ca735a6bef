"""Priors of a calibration: ranges, or the sets of an ensemble with all that they hold."""

import numpy as np
import pytest

from simulation.analysis.luck import Luck
from simulation.experiment.points import Points
from simulation.questions.calibration.prior import Sets, Uniform, draws

RANGES = {"threshold": (0.35, 0.5), "memory": (0.9, 0.99)}


def sets(number: int = 300) -> Sets:
    """Sets in which what is fitted and what is not go together."""
    chance = np.random.default_rng(1)
    threshold = np.clip(0.42 + 0.02 * chance.standard_normal(number), 0.351, 0.499)
    columns = {
        "threshold": threshold.tolist(),
        "misreading": (0.2 + (threshold - 0.42) * 2).tolist(),
        "forum.talk": chance.integers(2, 6, number).astype(float).tolist(),
    }
    return Sets(Points(columns=columns), RANGES)


def test_a_uniform_prior_fills_its_ranges_and_nothing_else() -> None:
    found = draws(Uniform(RANGES), Luck(1, 0), 2000)
    for place, (low, high) in enumerate(RANGES.values()):
        assert low < found[:, place].min() < low + 0.02 * (high - low)
        assert found[:, place].mean() == pytest.approx((low + high) / 2, rel=0.01)
    assert found.std(axis=0) == pytest.approx(Uniform(RANGES).spread(), rel=0.03)


def test_draws_of_sets_hold_all_parameters_and_differ_as_sets_do() -> None:
    prior = sets()
    assert prior.columns == ("threshold", "memory", "misreading", "forum.talk")
    found = draws(prior, Luck(1, 0), 4000)
    known = np.array(prior.points.columns["threshold"])
    assert found[:, 0].mean() == pytest.approx(known.mean(), abs=0.003)
    assert found[:, 0].std() == pytest.approx(known.std(), rel=0.15)
    assert found[:, :2].std(axis=0) == pytest.approx(prior.spread(), rel=0.15)
    # what is not fitted is that of a set, and goes with what is fitted
    assert set(np.round(found[:, 2], 12)) <= set(np.round(prior.points.columns["misreading"], 12))
    assert np.corrcoef(found[:, 0], found[:, 2])[0, 1] > 0.8
    # what the sets do not hold is uniform
    low, high = RANGES["memory"]
    assert np.histogram(found[:, 1], 4, (low, high))[0] == pytest.approx(1000, rel=0.12)


def test_every_set_is_drawn() -> None:
    prior = sets(10)
    scores = np.column_stack([np.linspace(-3, 3, 500), np.zeros((500, 2))])
    assert set(prior.rows(scores)) == set(range(10))
