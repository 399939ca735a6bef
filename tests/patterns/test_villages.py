"""What many villages come to together, on villages with known answers."""

import numpy as np
import pytest

from simulation.model.draws import FOUNDING, uniforms
from simulation.patterns.villages import pseudo_values, ratio_of_means, share_between


def summed_up(villages: list[list[float]]) -> np.ndarray:
    return np.array([(len(each), np.mean(each), np.var(each, ddof=1)) for each in villages])


def test_the_share_between_villages_of_a_worked_example() -> None:
    # mean squares 37.5 between and 2.5 within four persons each: (37.5 - 2.5) / (37.5 + 3 x 2.5)
    villages = [[1, 2, 3, 4], [5, 6, 7, 8], [3, 5, 7, 9]]
    means, every = [np.mean(each) for each in villages], np.ravel(villages)
    between = 4 * sum((mean - every.mean()) ** 2 for mean in means) / 2
    within = sum(np.var(each, ddof=1) for each in villages) / 3
    expected = (between - within) / (between + 3 * within)
    assert share_between(summed_up(villages)) == pytest.approx(expected)


def test_villages_whose_persons_all_agree_differ_in_all_they_differ_in() -> None:
    assert share_between(summed_up([[1, 1], [2, 2], [5, 5]])) == 1
    assert share_between(summed_up([[1, 2], [1, 2], [1, 2]])) < 0
    assert np.isnan(share_between(summed_up([[1, 1], [1, 1]])))
    assert np.isnan(share_between(summed_up([[1, 2]])))


def test_a_known_share_is_found_in_villages_of_unequal_size() -> None:
    found = []
    for seed in range(1, 201):
        drawn = uniforms(seed, 0, FOUNDING, np.arange(2000), 0) - 0.5
        villages = [
            list(2 * drawn[1000 + place] + 4 * drawn[10 * place : 10 * place + 3 + place % 7])
            for place in range(40)
        ]
        found.append(share_between(summed_up(villages)))
    # variances of 4/12 between and 16/12 within
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    assert np.mean(found) == pytest.approx(0.2, abs=0.01 + 3 * error)


def test_a_ratio_is_taken_of_the_means() -> None:
    assert ratio_of_means(np.array([[1.0, 2.0], [3.0, 2.0]])) == 1.0
    assert np.isnan(ratio_of_means(np.array([[1.0, 2.0], [-1.0, 2.0]])))


def test_pseudo_values_of_a_mean_are_the_values() -> None:
    villages = np.array([[1.0], [4.0], [7.0], [2.0]])
    assert pseudo_values(lambda each: float(each.mean()), villages) == pytest.approx(villages[:, 0])


def test_pseudo_values_take_the_bias_out_of_a_variance() -> None:
    villages = np.array([[1.0], [4.0], [7.0], [2.0]])
    found = pseudo_values(lambda each: float(each.var()), villages)
    assert found.mean() == pytest.approx(villages.var(ddof=1))
    assert np.isnan(pseudo_values(lambda each: float(each.mean()), villages[:2])).all()
