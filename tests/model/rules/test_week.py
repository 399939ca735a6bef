"""The week: what comes before what, and how often owners start a meeting (ODD 3 and 7.2)."""

import numpy as np
import pytest
from scipy import stats

from simulation.model import draws
from simulation.model.rules.meeting import DAILY_LIFE, meet
from simulation.model.rules.partners import find_partner
from simulation.model.rules.week import begin_week, end_week
from simulation.model.state import TALLIES, found
from tests.villages import (
    alike,
    assert_mutual,
    bits,
    certain,
    held,
    know,
    make_profile,
    make_village,
    of,
    record,
)

MEETINGS = TALLIES.index("meetings")
STRANGERS = {"by_tie": 0.0, "by_friend": 0.0, "avoidance": 0.0}


def live(state, b, week=1, seed=1, daily_life=DAILY_LIFE):
    begin_week(state, b, seed, week, False)
    end_week(state, b, daily_life, seed, week)


def test_owners_start_as_many_meetings_as_their_poisson_numbers():
    state, b = make_village("a" * 200), record(meetings=1.7, **STRANGERS)
    for week in range(5):
        live(state, b, week)
        started = [
            stats.poisson.ppf(draws.uniform(1, week, draws.MEETINGS, owner, 0), 1.7) for owner in range(200)
        ]
        assert state.tallies[MEETINGS] == sum(started)


@pytest.mark.parametrize("rate", [0.5, 1.0, 4.0])
def test_the_mean_number_of_meetings_is_the_parameter(rate):
    state = make_village("a" * 4000)
    live(state, record(meetings=rate, **STRANGERS))
    assert state.tallies[MEETINGS] / 4000 == pytest.approx(rate, abs=4 * np.sqrt(rate / 4000))


def test_avoided_meetings_are_not_held():
    state = make_village("ab" * 500)
    live(state, record(meetings=2.0, **(STRANGERS | {"avoidance": 1.0})))
    assert state.tallies[TALLIES.index("meetings_other")] == 0
    assert state.tallies[MEETINGS] / 1000 == pytest.approx(2.0 * 499 / 999, abs=0.15)


def test_meetings_change_the_village_at_once_in_the_order_of_the_week():
    """Each partner is found in the village as the meetings before left it."""
    profile, parameters = make_profile("aabb" * 5, "xyz" * 6 + "xy"), alike(meetings=2.0, acquaintances=6)
    state, b = found(profile, parameters, 3), record(**parameters.model_dump())
    for week in range(-20, 1):
        live(state, b, week, seed=3)
    by_hand = state.copy()
    live(state, b, 1, seed=3)

    begin_week(by_hand, b, 3, 1, False)
    keys = draws.week_key(3, 1)
    order = sorted(range(20), key=lambda owner: draws.uniform(3, 1, draws.ORDER, owner, 0))
    for i in order:
        for m in range(draws.poisson(draws.uniform(3, 1, draws.MEETINGS, i, 0), 2.0)):
            j = find_partner(by_hand, b, keys, 3, 1, i, m)
            if j >= 0:
                meet(by_hand, b, DAILY_LIFE, 3, 1, i, j, m)
    assert bits(state, np.arange(20))["circle good"] == bits(by_hand, np.arange(20))["circle good"]
    assert state.tallies.tolist() == by_hand.tallies.tolist()
    assert state.tallies[MEETINGS] > 20


def test_decay_comes_before_the_meetings_of_the_week():
    state = make_village("aa", "xy", norms=1.0)
    know(state, 0, 1, good=(4, 4), tie=0.5)
    b = certain(memory=0.5, tie_decay=0.2, tie_growth=0.5, meetings=4.0, **STRANGERS)
    live(state, b, daily_life=held())
    count = state.tallies[MEETINGS]
    assert count > 0
    assert of(state, 0, 1).good == 2 + count
    assert of(state, 0, 1).tie == pytest.approx(1 - 0.6 * 0.5**count)


def test_norms_follow_the_meetings_of_the_same_week():
    state = make_village("aa", norms=[(0.5, 0.5, 0.0)] * 2, anchors=0.5)
    live(state, certain(norm_learning=1.0, norm_anchor=0.0, meetings=4.0, **STRANGERS), daily_life=held())
    assert state.owners["norms"][:, 0].tolist() == [0.0, 0.0]


def test_income_follows_the_ties_made_in_the_same_week():
    state = make_village("aa", "xy", norms=1.0)
    b = certain(meetings=4.0, income=100.0, income_sd=0.0, income_ties=1.0, **STRANGERS)
    live(state, b, daily_life=held())
    assert state.owners["income"] == pytest.approx([100 * (1 + np.log(2))] * 2)


def test_a_week_without_meetings_only_fades():
    state = make_village("ab", norms=0.4, anchors=0.9)
    know(state, 0, 1, good=(1, 1), tie=0.5)
    live(state, record(meetings=0.0, memory=0.9))
    assert state.tallies.tolist() == [0.0] * len(TALLIES)
    assert of(state, 0, 1).good == 0.9
    assert (state.owners["norms"] == 0.4).all()


def test_a_year_leaves_circles_mutual():
    state, b = make_village("aab" * 8, "wxyz" * 6, norms=0.5, belief=0.5, circle=5), record()
    for week in range(52):
        live(state, b, week)
        assert_mutual(state)
    assert state.owners["acquaintances"].max() == 5
