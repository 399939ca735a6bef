"""Disputes: q = (m_i + m_j)/2, raised by a mediator who sits in or a peer mediator (ODD 7.4)."""

import numpy as np
import pytest

from simulation.model.rules.disputes import chance_to_resolve, peer_mediator
from simulation.model.rules.meeting import DAILY_LIFE, meet
from simulation.model.state import TALLIES
from tests.villages import bits, certain, held, know, make_village, of

DEFECTING = [(0.5, 0.5, 0.0)]


def quarrel(conflict, cases, known=(), groups=""):
    """Return owners of whom 0 and 1 quarrel; who has cases left is a peer mediator."""
    state = make_village(groups or "a" * len(conflict), conflict=conflict, cases_left=cases, norms=DEFECTING)
    for i, j in known:
        know(state, i, j)
    return state


def test_two_owners_resolve_a_dispute_with_their_mean_skill():
    state = quarrel([0.2, 0.6], 0)
    assert chance_to_resolve(state, DAILY_LIFE, 0, 1) == pytest.approx(0.4)
    assert chance_to_resolve(state, DAILY_LIFE, 1, 0) == pytest.approx(0.4)


def test_a_mediator_who_sits_in_raises_the_chance():
    state = quarrel([0.2, 0.6], 0)
    assert chance_to_resolve(state, held(mediator=0.6), 0, 1) == pytest.approx(1 - 0.6 * 0.4)


def test_a_peer_mediator_raises_the_chance_and_uses_a_case():
    state = quarrel([0.2, 0.6, 0.5], [0, 0, 2], known=[(1, 2)])
    assert chance_to_resolve(state, DAILY_LIFE, 0, 1) == pytest.approx(1 - 0.6 * 0.5)
    assert state.owners["cases_left"].tolist() == [0, 0, 1]


def test_no_peer_mediator_is_called_where_a_mediator_sits_in():
    state = quarrel([0.2, 0.6, 0.9], [0, 0, 1], known=[(1, 2)])
    assert chance_to_resolve(state, held(mediator=0.1), 0, 1) == pytest.approx(1 - 0.6 * 0.9)
    assert state.owners["cases_left"][2] == 1


@pytest.mark.parametrize("known", [(0, 2), (1, 2)])
def test_it_is_enough_that_the_mediator_is_acquainted_with_either_side(known):
    assert peer_mediator(quarrel([0, 0, 0.5], [0, 0, 1], [known]), 0, 1) == 2


def test_a_mediator_whom_neither_side_knows_is_not_called():
    assert peer_mediator(quarrel([0, 0, 0.5, 0.9], [0, 0, 1, 1], [(2, 3)]), 0, 1) == -1


def test_the_most_skilled_is_called_and_of_equals_the_first():
    known = [(0, 2), (1, 3), (0, 4)]
    assert peer_mediator(quarrel([0, 0, 0.5, 0.7, 0.6], 1, known), 0, 1) == 3
    assert peer_mediator(quarrel([0, 0, 0.5, 0.7, 0.7], 1, known), 0, 1) == 3
    assert peer_mediator(quarrel([0, 0, 0.5, 0.7, 0.7], 1, [(0, 4), (0, 2), (1, 3)]), 1, 0) == 3


def test_who_has_no_case_left_is_passed_over():
    state = quarrel([0, 0, 0.5, 0.7], [0, 0, 2, 1], [(0, 2), (1, 3)])
    called = []
    for _ in range(4):
        before = state.owners["cases_left"].copy()
        chance_to_resolve(state, DAILY_LIFE, 0, 1)
        called.append(np.flatnonzero(before != state.owners["cases_left"]).tolist())
    assert called == [[3], [2], [2], []]


def test_a_party_does_not_mediate_its_own_dispute():
    state = quarrel([0.9, 0.9], 5, [(0, 1)])
    assert peer_mediator(state, 0, 1) == -1
    assert chance_to_resolve(state, DAILY_LIFE, 0, 1) == pytest.approx(0.9)
    assert state.owners["cases_left"].tolist() == [5, 5]


def test_each_observers_dispute_costs_a_case_whether_or_not_it_succeeds():
    state = quarrel([0.0, 0.0, 0.0], [0, 0, 5], [(0, 2)])
    meet(state, certain(), held(), 1, 1, 0, 1, 0)
    assert state.owners["cases_left"][2] == 3
    assert state.tallies[TALLIES.index("unresolved")] == 2


def test_the_last_case_serves_the_observer_who_started_the_meeting():
    state = quarrel([0.0, 0.0, 1.0], [0, 0, 1], [(0, 2), (1, 2)])
    meet(state, certain(bad_weight=2.0), held(), 1, 1, 1, 0, 0)
    assert (of(state, 1, 0).bad, of(state, 0, 1).bad) == (1.0, 2.0)


def test_mediation_leaves_the_mediator_as_it_was_but_for_the_case():
    state = quarrel([0.0, 0.0, 1.0], [0, 0, 2], [(0, 2), (1, 2)])
    before = bits(state, np.array([2]))
    meet(state, certain(), held(), 1, 1, 0, 1, 0)
    changed = {name for name, value in bits(state, np.array([2])).items() if value != before[name]}
    assert changed == {"owners cases_left"}


@pytest.mark.parametrize(("mediator", "expected"), [(0.0, 0.4), (0.5, 0.7)])
def test_disputes_are_resolved_as_often_as_their_chance(mediator, expected):
    state = quarrel([0.2, 0.6], 0)
    resolved = np.zeros(2)
    for week in range(4000):
        after = state.copy()
        meet(after, certain(bad_weight=2.0), held(mediator=mediator), 1, week, 0, 1, 0)
        resolved += of(after, 0, 1).bad == 1.0, of(after, 1, 0).bad == 1.0
    assert resolved / 4000 == pytest.approx([expected, expected], abs=0.03)


def test_without_a_defection_seen_there_is_no_dispute():
    state = make_village("aaa", norms=1.0, cases_left=3)
    know(state, 0, 2)
    meet(state, certain(), held(), 1, 1, 0, 1, 0)
    assert state.tallies[TALLIES.index("disputes")] == 0
    assert state.owners["cases_left"].tolist() == [3, 3, 3]
