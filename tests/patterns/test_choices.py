"""Choices in repeated pairs follow what the parameters say."""

import numpy as np
import pytest

from simulation.patterns.choices import repeated_choices, smallest_step
from tests.villages import record

PAIRS, ROUNDS = 5000, 12


def choices(**changes: float) -> np.ndarray:
    return repeated_choices(record(**changes), 1, PAIRS, ROUNDS)


def test_choices_follow_the_order_of_the_experiments() -> None:
    both, cooperated_alone, exploited_back, neither = choices()
    assert both > max(cooperated_alone, exploited_back)
    assert min(cooperated_alone, exploited_back) > neither
    assert smallest_step(choices()) > 0


def test_the_smallest_step_is_below_zero_where_the_order_does_not_hold() -> None:
    assert smallest_step(np.array([0.9, 0.5, 0.4, 0.1])) == pytest.approx(0.3)
    assert smallest_step(np.array([0.9, 0.5, 0.4, 0.45])) == pytest.approx(-0.05)


def test_whoever_does_not_look_at_trust_or_norm_cooperates_by_the_coin() -> None:
    found = choices(sensitivity=0.0, norm_weight=0.0, lapse=0.0)
    assert found == pytest.approx(np.full(4, 0.5), abs=4 * 0.5 / np.sqrt(PAIRS * ROUNDS / 4))


def test_persons_who_differ_in_trustworthiness_repeat_their_own_act_more() -> None:
    alike, differing = choices(), choices(trustworthiness_sd=2.0)
    assert differing[0] - differing[3] > alike[0] - alike[3]


def test_other_seeds_are_other_pairs() -> None:
    assert (repeated_choices(record(), 2, PAIRS, ROUNDS) != choices()).any()
