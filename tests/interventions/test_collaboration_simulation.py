"""Collaboration simulation: joint tasks of complementary owners of different groups (ODD 7.9)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.interventions.collaboration_simulation import match
from simulation.model import draws
from simulation.model.state import SIMULATION
from simulation.parameters import DOSES
from tests.villages import certain, hold, make_village, met, of

NAME = "collaboration_simulation"
PROCESS = draws.activity_process(NAME)


def seats(present, week=1):
    return sorted(present, key=lambda owner: draws.uniform(1, week, PROCESS, owner, draws.SEAT))


def fits(groups, sectors, i, j):
    return groups[i] != groups[j] and sectors[i] != sectors[j]


def test_each_takes_the_next_free_partner_of_another_group_and_a_complementary_sector():
    #                      0    1    2    3    4    5
    state = make_village("aabbab", "xyxyxx")
    order = np.array([0, 2, 4, 1, 3, 5])
    # 0 (a, x) passes 2 (b, x), 4 (a), 1 (a) and takes 3 (b, y); 2 (b, x) takes 1 (a, y); 4 finds nobody
    assert match(state, order).tolist() == [[0, 3], [2, 1]]


@given(st.data())
def test_pairs_fit_stand_once_and_leave_no_two_who_would_fit(data):
    size = data.draw(st.integers(2, 24))
    groups = "".join(data.draw(st.lists(st.sampled_from("abc"), min_size=size, max_size=size)))
    sectors = "".join(data.draw(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size)))
    present = data.draw(st.lists(st.integers(0, size - 1), unique=True).map(sorted))
    state = make_village(groups, sectors, events=True, norms=0.5)
    assert hold(state, NAME, {}, present) == present
    pairs = met(state)
    assert all(fits(groups, sectors, i, j) for i, j in pairs)
    taken = [owner for pair in pairs for owner in pair]
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(present)
    left = set(present) - set(taken)
    assert not any(fits(groups, sectors, i, j) for i in left for j in left)
    order = seats(present)
    assert all(order.index(i) < order.index(j) for i, j in pairs)


def test_pairs_work_in_the_order_of_their_seats():
    state = make_village("a" * 10 + "b" * 10, "x" * 10 + "y" * 10, events=True, norms=0.5)
    hold(state, NAME, {}, week=3)
    order = seats(range(20), week=3)
    assert len(met(state)) == 10
    assert [order.index(i) for i, _ in met(state)] == sorted(order.index(i) for i, _ in met(state))


def test_partners_change_from_session_to_session():
    found = []
    for week in (10, 12):
        state = make_village("a" * 10 + "b" * 10, "x" * 10 + "y" * 10, events=True, norms=0.5)
        hold(state, NAME, {}, week=week)
        found.append({frozenset(pair) for pair in met(state)})
    assert found[0] != found[1]


@pytest.mark.parametrize(("groups", "sectors"), [("aaaa", "xyxy"), ("abab", "xxxx")])
def test_one_group_or_one_sector_has_no_task_in_common(groups, sectors):
    state = make_village(groups, sectors, events=True)
    assert hold(state, NAME, {}) == [0, 1, 2, 3]
    assert met(state) == []


def test_a_task_weighs_half_and_is_practice():
    state = make_village("ab", "xy", norms=[(0.5, 0.0, 1.0)])
    hold(state, NAME, {"talk": 20.0, "weight": 0.5}, b=certain(practice=0.1, tie_start=0.3))
    assert of(state, 0, 1).good == of(state, 1, 0).good == 0.5
    assert of(state, 0, 1).tie == pytest.approx(0.15)
    assert state.ledger[SIMULATION].tolist() == [[0, 0], [1.0, 0]]
    assert state.owners["knowledge"] == pytest.approx(np.full((2, 3), 0.1))


def test_the_default_is_six_sessions_from_week_10_to_20():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [10, 12, 14, 16, 18, 20]
    assert dose.mediator == 0.0
