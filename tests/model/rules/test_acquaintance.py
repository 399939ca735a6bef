"""Acquaintances: kept by both sides, at most K, the weakest forgotten to make room (ODD 7.5)."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.model import draws
from simulation.model.rules.acquaintance import acquaint, find, forget, is_tie, make_room
from simulation.model.rules.meeting import DAILY_LIFE, meet
from simulation.model.state import FORGETTING
from simulation.parameters import Behaviour
from tests.villages import Pair, assert_mutual, certain, held, kept, know, make_village, of, record, stock


def test_a_new_acquaintance_starts_without_evidence_and_tie_wherever_it_is_put():
    state = make_village("aaa")
    know(state, 0, 1, good=(5, 5), bad=(5, 5), tie=0.9)
    forget(state, 0, find(state, 0, 1), 1, FORGETTING)  # leaves old numbers behind in the free row
    acquaint(state, 0, 2)
    acquaint(state, 2, 0)
    assert kept(state, 0) == {2: Pair(0.0, 0.0, 0.0)}
    assert kept(state, 2) == {0: Pair(0.0, 0.0, 0.0)}


def test_everybody_kept_is_found_and_nobody_else():
    state = make_village("a" * 6)
    for j in (3, 1, 5):
        know(state, 0, j)
    assert {j: int(state.circle[0, find(state, 0, j)]["partner"]) for j in (1, 3, 5)} == {1: 1, 3: 3, 5: 5}
    assert [find(state, 0, j) for j in (2, 4)] == [-1, -1]
    assert [find(state, j, 0) for j in range(1, 6)] == [0, -1, 0, -1, 0]


def test_a_tie_exists_above_the_minimum_and_not_at_it():
    state = make_village("aaa")
    know(state, 0, 1, tie=0.15)
    know(state, 0, 2, tie=0.1501)
    b = record(tie_minimum=0.15)
    assert [is_tie(state, b, 0, find(state, 0, j)) for j in (1, 2)] == [False, True]


def test_forgetting_is_mutual_and_spares_everybody_else():
    state = make_village("aaaa")
    know(state, 0, 1, good=(1, 2), tie=0.1)
    know(state, 0, 2, good=(3, 4), bad=(1, 0), tie=0.5)
    know(state, 1, 2, good=(5, 6), tie=0.7)
    forget(state, 2, find(state, 2, 0), 1, FORGETTING)
    assert kept(state, 0) == {1: Pair(1, 0, 0.1)}
    assert kept(state, 2) == {1: Pair(6, 0, 0.7)}
    assert kept(state, 1) == {0: Pair(2, 0, 0.1), 2: Pair(5, 0, 0.7)}
    assert state.ledger[FORGETTING].tolist() == [[-7, -1], [0, 0]]


def full(*pairs: Pair, circle: int | None = None):
    """Return a village in which owner 0 keeps owners 1, 2, ... as given; the last owner is a stranger."""
    state = make_village("a" * (len(pairs) + 2), circle=circle or len(pairs), norms=1.0)
    for place, pair in enumerate(pairs):
        # the other side thinks much of it: what counts is how the one who makes room sees it
        know(state, 0, place + 1, good=(pair.good, 50.0), bad=(pair.bad, 0.0), tie=pair.tie)
    return state


@pytest.mark.parametrize(
    ("pairs", "forgotten"),
    [
        ((Pair(3, 0, 0), Pair(1, 0, 0), Pair(2, 0, 0)), 2),
        ((Pair(0, 3, 0), Pair(1, 1, 0), Pair(0, 1, 0)), 3),  # bad evidence keeps somebody in mind too
        ((Pair(1, 0, 0.45), Pair(3, 0, 0), Pair(4, 0, 0)), 2),  # a tie counts five times
        ((Pair(1, 0, 0.35), Pair(3, 0, 0), Pair(4, 0, 0)), 1),
    ],
)
def test_who_keeps_k_forgets_the_weakest(pairs, forgotten):
    state = full(*pairs)
    make_room(state, 0, 1, 1)
    assert set(kept(state, 0)) == {1, 2, 3} - {forgotten}
    assert not kept(state, forgotten)


def test_who_has_room_forgets_nobody():
    state = full(Pair(0, 0, 0), Pair(0, 0, 0), circle=3)
    make_room(state, 0, 1, 1)
    assert set(kept(state, 0)) == {1, 2}


def test_of_equally_weak_the_one_with_the_smallest_draw_is_forgotten_and_that_is_anyone_alike():
    found: Counter[int] = Counter()
    for week in range(900):
        state = full(*[Pair(1, 0, 0)] * 3)
        make_room(state, 0, 1, week)
        (gone,) = {1, 2, 3} - set(kept(state, 0))
        assert gone == min((1, 2, 3), key=lambda j, week=week: draws.uniform(1, week, draws.FORGET, 0, j))
        found[gone] += 1
    assert stats.chisquare(list(found.values())).pvalue > 1e-3


def test_both_make_room_at_their_first_meeting_before_its_evidence():
    state = make_village("a" * 4, circle=1, norms=1.0)
    know(state, 0, 1, good=(9, 9), tie=0.9)
    know(state, 2, 3, good=(9, 9), tie=0.9)
    meet(state, certain(), held(), 1, 1, 0, 2, 0)
    assert [set(kept(state, i)) for i in range(4)] == [{2}, set(), {0}, set()]
    assert of(state, 0, 2) == Pair(1.0, 0.0, Behaviour().tie_start)


def test_at_later_meetings_nobody_makes_room():
    state = full(Pair(0, 0, 0), Pair(5, 0, 0.5))
    meet(state, certain(), held(), 1, 1, 0, 2, 0)
    assert set(kept(state, 0)) == {1, 2}


def test_who_is_forgotten_is_a_stranger_again():
    state = full(Pair(0, 0, 0), Pair(5, 0, 0.5))
    meet(state, certain(), held(), 1, 1, 0, 3, 0)
    assert set(kept(state, 0)) == {2, 3}
    meet(state, certain(), held(), 1, 1, 0, 1, 1)
    assert of(state, 0, 1) == Pair(1.0, 0.0, Behaviour().tie_start)  # as at a first meeting


@given(
    st.integers(1, 6),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 8), st.floats(0.1, 3)), max_size=80),
)
def test_whoever_meets_whom_circles_stay_mutual_and_bounded(circle, meetings):
    state = make_village("aabbb" * 2, "xy" * 5, circle=circle, norms=0.6, conflict=0.4)
    met = [set() for _ in range(10)]
    for q, (i, place, weight) in enumerate(meetings):
        j = place + (place >= i)
        meet(state, record(misreading=0.4), held(weight=weight, talk=0.5), 1, 1, i, j, q)
        met[i].add(j)
        met[j].add(i)
        assert j in kept(state, i)
        assert_mutual(state)
    for i in range(10):
        assert set(kept(state, i)) <= met[i]
    assert stock(state) == pytest.approx(state.ledger.sum(axis=0), abs=1e-9)


def test_who_meets_more_than_k_owners_keeps_exactly_k():
    state = make_village("a" * 30, circle=7)
    for j in range(1, 30):
        meet(state, record(), DAILY_LIFE, 1, 1, 0, j, j)
        assert state.owners["acquaintances"][0] == min(j, 7)
    assert np.bincount(state.owners["acquaintances"][1:]).tolist() == [22, 7]
