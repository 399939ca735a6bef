"""Standing meetings: fixed circles that gather every few weeks (ODD 7.12)."""

from collections import defaultdict

import numpy as np
import pytest

from simulation.mechanisms.attached import with_mechanisms
from simulation.mechanisms.registry import mechanisms_of
from simulation.model.rules.turnover import replace
from simulation.model.state import ACTIVITY, TALLIES
from tests.mechanisms.villages import SEED, live, with_one
from tests.villages import make_village, met, record

MEETINGS = TALLIES.index("meetings")


def circles(groups: str, **given):
    state = make_village(groups, norms=1.0, events=True)
    return with_mechanisms(state, record(), SEED, list(mechanisms_of({"standing_meetings": given}).values()))


def gathered(state, weeks) -> dict[int, set[int]]:
    """Return with whom everybody met, at once or through others, over some weeks."""
    around = defaultdict(set)
    for week in weeks:
        live(state, week)
        for i, j in met(state, ACTIVITY):
            around[i] |= {i, j}
            around[j] |= {i, j}
    for _ in around:
        for one in around:
            around[one] = set.union(*(around[other] for other in around[one]))
    return around


def test_they_are_held_every_few_weeks_and_weigh_less_than_everyday_meetings():
    state = with_one("standing_meetings", "a" * 40, every=3, size=40, attendance=1.0, strength=0.4)
    for week in range(1, 7):
        ledger = live(state, week)
        held = state.tallies[MEETINGS]
        assert held == (40 if week in (3, 6) else 0)
        assert ledger[ACTIVITY, 0, 0] == pytest.approx(0.4 * 2 * held)
    assert not state.ledger[ACTIVITY, 1].any()


def test_circles_stay_within_their_group_and_the_same_for_ever():
    state = circles("aab" * 40, every=1, size=10, attendance=0.7)
    around = gathered(state, range(1, 13))
    assert len(around) > 100
    group = state.owners["group"]
    members = {frozenset(circle) for circle in around.values()}
    assert all(len({int(group[one]) for one in circle}) == 1 for circle in members)
    # eight circles of the larger group, four of the smaller, some perhaps without members
    assert 9 <= len(members) <= 12
    assert sum(map(len, members)) == len(around)


def test_mixed_circles_hold_both_groups():
    state = circles("ab" * 40, every=1, size=20, attendance=1.0, mixed=1)
    around = gathered(state, range(1, 3))
    group = state.owners["group"]
    assert len({frozenset(circle) for circle in around.values()}) == 4
    assert all(len({int(group[one]) for one in circle}) == 2 for circle in around.values())


def test_two_meet_once_and_one_alone_meets_nobody():
    state = with_one("standing_meetings", "aab", every=1, size=2, attendance=1.0)
    live(state)
    assert state.tallies[MEETINGS] == 1


@pytest.mark.parametrize("attendance", [0.0, 0.6])
def test_a_share_of_the_circle_comes(attendance):
    state = circles("a" * 1000, every=1, size=1000, attendance=attendance)
    live(state)
    share = state.tallies[MEETINGS] / 1000  # in a ring as many meetings as people
    assert share == pytest.approx(attendance, abs=4 * np.sqrt(attendance * (1 - attendance) / 1000))


def test_a_new_owner_joins_a_circle_of_its_own_group():
    state = circles("aab" * 40, every=1, size=120, attendance=1.0)
    for i in range(0, 120, 3):
        replace(state, record(), i, 1, SEED, 1)
    live(state, 2)
    group = state.owners["group"]
    assert all(group[i] == group[j] for i, j in met(state, ACTIVITY))
    assert {i for i, _ in met(state, ACTIVITY)} >= set(range(0, 120, 3))
