"""Answers to items: their reliability is what Spearman and Brown say, before they are rounded and after."""

import numpy as np
import pytest

from simulation.questions.trial.items import answered, noise_sd, spearman_brown
from simulation.survey.reliability import alpha


def test_three_items_of_a_quarter_make_a_half() -> None:
    assert spearman_brown(0.25, 3) == pytest.approx(0.5)
    assert spearman_brown(0.25, 1) == 0.25


@pytest.mark.parametrize(("single", "items"), [(0.25, 3), (0.5, 2), (0.4, 5)])
def test_a_scale_has_the_reliability_that_it_was_given(single: float, items: int) -> None:
    import pandas as pd

    random = np.random.default_rng(1)
    truth = random.normal(0.5, 0.1, 40_000)
    noise = random.normal(0, noise_sd(0.1, single), (truth.size, items))
    score = answered(truth, noise)
    expected = spearman_brown(single, items)
    assert np.corrcoef(truth, score)[0, 1] ** 2 == pytest.approx(expected, abs=0.02)
    each = pd.DataFrame({str(k): answered(truth, noise[:, [k]]) for k in range(items)})
    assert alpha(each) == pytest.approx(expected, abs=0.02)


def test_answers_are_five_steps_from_0_to_1() -> None:
    score = answered(np.array([-1.0, 0.1, 0.4, 0.6, 0.9, 3.0]), np.zeros((6, 1)))
    assert score.tolist() == [0, 0, 0.5, 0.5, 1, 1]


def test_no_item_measures_the_truth_and_what_is_desired_moves_answers_up() -> None:
    truth = np.array([0.2, 0.7])
    assert answered(truth, np.zeros((2, 0))).tolist() == truth.tolist()
    assert answered(np.array([0.5]), np.zeros((1, 2)), 0.25).tolist() == [0.75]
