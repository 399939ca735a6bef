"""Patterns of persons, on made-up owners."""

import numpy as np
import pytest

from simulation.model.state import EVENT
from simulation.patterns.persons import belief_gap, contacts, inequality


def test_a_meeting_is_a_contact_of_both_and_what_is_no_meeting_of_nobody() -> None:
    events = np.zeros(3, EVENT)
    events["initiator"], events["partner"] = [0, 2, 1], [1, 0, 2]
    events["initiator_cooperated"] = [1, 0, -1]
    assert contacts(events, 4).tolist() == [2, 1, 1, 0]


def test_beliefs_one_standard_deviation_apart() -> None:
    groups = np.array([0, 0, 1, 1])
    own, other = np.array([0.5, 0.7, 0.5, 0.7]), np.array([0.3, 0.5, 0.3, 0.5])
    believed = np.where(groups[:, None] == np.arange(2), own[:, None], other[:, None])
    spread = own.std(ddof=1)
    assert belief_gap(believed, groups) == pytest.approx(0.2 / spread)


def test_other_groups_count_by_their_owners() -> None:
    groups = np.array([0, 0, 0, 1, 1, 2])
    believed = np.tile([0.6, 0.4, 0.1], (6, 1)) + np.linspace(0, 0.1, 6)[:, None]
    own = believed[np.arange(6), groups]
    other = [
        np.mean([believed[i, group] for group in groups if group != groups[i]]) for i in range(groups.size)
    ]
    spread = np.sqrt((own.var(ddof=1) + np.var(other, ddof=1)) / 2)
    assert belief_gap(believed, groups) == pytest.approx((own.mean() - np.mean(other)) / spread)


def test_without_another_group_or_any_spread_there_is_no_gap() -> None:
    assert np.isnan(belief_gap(np.array([[0.5], [0.6]]), np.array([0, 0])))
    assert np.isnan(belief_gap(np.full((4, 2), 0.5), np.array([0, 0, 1, 1])))


def test_gini_of_known_incomes() -> None:
    assert inequality(np.array([1, 3])) == pytest.approx(0.25)
    assert inequality(np.array([0, 0, 0, 8])) == pytest.approx(0.75)
