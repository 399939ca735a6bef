"""A cloud: where the next wave is drawn, and how much rarer it draws than the ranges would."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from simulation.questions.ensemble.cloud import EVERYWHERE, Cloud
from simulation.questions.ensemble.space import evenly


def left(number: int = 4000) -> np.ndarray:
    """Sets of which only those with a large first and a like second parameter are left."""
    shares = evenly(3, 0, number, 3)
    return shares[(shares[:, 0] > 0.6) & (np.abs(shares[:, 0] - shares[:, 1]) < 0.2)]


@pytest.fixture(scope="module")
def cloud() -> Cloud:
    sets = left()
    return Cloud.around(sets, np.ones(len(sets)))


def test_the_cloud_lies_where_the_sets_are_and_is_wide_where_they_say_nothing(cloud: Cloud) -> None:
    scores = ndtri(left())
    assert cloud.mean == pytest.approx(scores.mean(axis=0))
    covariance = cloud.root @ cloud.root.T
    assert covariance == pytest.approx(np.cov(scores, rowvar=False), abs=0.05)
    assert covariance[2, 2] == pytest.approx(1, abs=0.1) and covariance[0, 1] > 0.1


def test_few_sets_tell_hardly_any_covariance() -> None:
    sets = left()[:5]
    covariance = (found := Cloud.around(sets, np.ones(5))).root @ found.root.T
    expected = (5 * np.cov(ndtri(sets), rowvar=False, bias=True) + 3 * np.eye(3)) / 8
    assert covariance == pytest.approx(expected)


def test_a_part_is_drawn_from_everywhere_and_the_rest_from_the_cloud(cloud: Cloud) -> None:
    shares = evenly(4, 1, 1000, 3)
    drawn = cloud.drawn(shares)
    stay = round(EVERYWHERE * 1000)
    assert np.array_equal(drawn[:stay], shares[:stay])
    scores = ndtri(drawn[stay:])
    assert scores.mean(axis=0) == pytest.approx(cloud.mean, abs=0.05)
    assert np.cov(scores, rowvar=False) == pytest.approx(cloud.root @ cloud.root.T, abs=0.1)


def test_weights_are_the_ratio_of_both_densities(cloud: Cloud) -> None:
    shares = cloud.drawn(evenly(5, 2, 200, 3))
    scores = ndtri(shares)
    usual = multivariate_normal.pdf(scores, np.zeros(3), np.eye(3))
    drawn = multivariate_normal.pdf(scores, cloud.mean, cloud.root @ cloud.root.T)
    assert cloud.weights(shares) == pytest.approx(usual / (EVERYWHERE * usual + (1 - EVERYWHERE) * drawn))
    assert cloud.weights(shares).max() <= 1 / EVERYWHERE


def test_weighted_draws_tell_of_the_ranges_and_not_of_the_cloud(cloud: Cloud) -> None:
    shares = cloud.drawn(evenly(6, 3, 20_000, 3))
    weights = cloud.weights(shares)
    assert shares.mean(axis=0)[0] > 0.6
    assert weights @ shares / weights.sum() == pytest.approx(np.full(3, 0.5), abs=0.02)
