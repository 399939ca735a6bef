"""Decay: what fades when a week begins, and who is forgotten (ODD 7.1)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model.rules.decay import begin_counts, decay, fade_evidence, fade_skills
from simulation.model.state import FADING, FORGETTING
from tests.villages import Pair, assert_mutual, kept, know, make_village, of, record, stock


def test_evidence_and_ties_fade_on_both_sides():
    state = make_village("aab")
    know(state, 0, 1, good=(4, 2), bad=(1, 3), tie=0.5)
    know(state, 0, 2, good=(1, 0), bad=(0, 8), tie=0.2)
    fade_evidence(state, record(memory=0.9, tie_decay=0.1))
    assert of(state, 0, 1) == Pair(*map(pytest.approx, (3.6, 0.9, 0.45)))
    assert of(state, 1, 0) == Pair(*map(pytest.approx, (1.8, 2.7, 0.45)))
    assert of(state, 2, 0) == Pair(*map(pytest.approx, (0.0, 7.2, 0.18)))


def test_what_faded_stands_in_the_ledger_by_side_and_sign():
    state = make_village("aab")
    know(state, 0, 1, good=(4, 2), bad=(1, 3))
    know(state, 0, 2, good=(1, 0), bad=(0, 8))
    fade_evidence(state, record(memory=0.9))
    assert state.ledger[FADING] == pytest.approx(np.array([[-0.6, -0.4], [-0.1, -0.8]]))


def test_evidence_on_groups_fades_with_its_own_memory():
    state = make_village("ab")
    state.beliefs["good"], state.beliefs["bad"] = 5.0, 2.0
    fade_evidence(state, record(memory=0.5, group_memory=0.99))
    assert state.beliefs["good"] == pytest.approx(np.full((2, 2), 4.95))
    assert state.beliefs["bad"] == pytest.approx(np.full((2, 2), 1.98))


@pytest.mark.parametrize("skill", ["communication", "conflict"])
@pytest.mark.parametrize("start", [0.3, 0.9])
def test_skills_return_to_where_they_started_with_their_half_life(skill, start):
    state = make_village("aa", **{skill: 0.7, f"{skill}_start": start})
    for _ in range(28):
        fade_skills(state, record(skill_half_life=28), True)
    assert state.owners[skill][0] == pytest.approx((0.7 + start) / 2)


def test_knowledge_has_a_half_life_of_its_own():
    state = make_village("aa", knowledge=[[0.9, 0.5, 0.2]], knowledge_start=[[0.5, 0.5, 0.6]])
    for _ in range(10):
        fade_skills(state, record(knowledge_half_life=10, skill_half_life=1), True)
    assert state.owners["knowledge"][0] == pytest.approx([0.7, 0.5, 0.4])


def test_what_a_mentor_taught_fades_by_a_half_life_of_its_own():
    state = make_village("aa", knowledge=0.9, knowledge_start=0.5, mentored=0.3)
    b = record(knowledge_half_life=40, mentored_half_life=10)
    for _ in range(40):
        fade_skills(state, b, True)
    assert state.owners["knowledge"][0] == pytest.approx(0.5 + 0.1 / 2 + 0.3 / 2**4)
    assert state.owners["mentored"][0] == pytest.approx(0.3 / 2**4)


def vision():
    state = make_village("ab", norms=0.2, anchors=0.8, anchors_start=0.4)
    state.beliefs["prior"], state.beliefs["prior_start"] = 0.6, 0.5
    return state


def test_a_shared_vision_fades_with_its_half_life():
    state = vision()
    for _ in range(104):
        fade_skills(state, record(vision_half_life=104), False)
    assert state.owners["anchors"] == pytest.approx(np.full((2, 3), 0.6))
    assert state.beliefs["prior"] == pytest.approx(np.full((2, 2), 0.55))
    assert (state.owners["norms"] == 0.2).all()


def test_a_vision_that_is_kept_alive_does_not_fade():
    state = vision()
    fade_skills(state, record(vision_half_life=1), True)
    assert (state.owners["anchors"] == 0.8).all()
    assert (state.beliefs["prior"] == 0.6).all()


@pytest.mark.parametrize(
    ("good", "bad", "tie", "stays"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0.04, False),
        ((0.04, 3.0), (0.0, 0.0), 0.04, False),  # one side remembers hardly anything: both forget
        ((3.0, 0.02), (0.0, 0.02), 0.0, False),
        ((3.0, 0.02), (0.0, 0.04), 0.0, True),
        ((0.06, 0.06), (0.0, 0.0), 0.0, True),
        ((0.0, 0.0), (0.06, 0.06), 0.0, True),
        ((0.0, 0.0), (0.0, 0.0), 0.06, True),
    ],
)
def test_who_is_hardly_a_tie_and_hardly_remembered_by_either_side_is_forgotten_by_both(good, bad, tie, stays):
    state = make_village("ab")
    know(state, 0, 1, good=good, bad=bad, tie=tie)
    decay(state, record(memory=1.0, tie_decay=0.0), 1, False)
    assert [1 in kept(state, 0), 0 in kept(state, 1)] == [stays, stays]


def test_forgetting_comes_after_fading():
    state = make_village("ab")
    know(state, 0, 1, good=(0.06, 0.06), tie=0.06)
    decay(state, record(memory=0.5, tie_decay=0.5), 1, False)
    assert not kept(state, 0)
    assert not kept(state, 1)


def test_what_is_forgotten_leaves_through_the_ledger():
    state = make_village("aab")
    know(state, 0, 1, good=(0.01, 2.0), bad=(0.03, 1.0))
    know(state, 0, 2, good=(0.04, 0.5), bad=(0.0, 0.7))
    decay(state, record(memory=1.0), 1, False)
    assert state.ledger[FORGETTING] == pytest.approx(np.array([[-2.01, -1.03], [-0.54, -0.7]]))


def test_the_counters_of_the_week_start_at_zero():
    fields = ("met", "met_cooperating", "ties_met", "ties_cooperating", "joint", "partner_shared")
    state = make_village("ab", **dict.fromkeys(fields, 3))
    state.tallies[:] = 7
    state.ledger[:] = 7
    state.recorded[0] = 7
    begin_counts(state, 4)
    assert not any(state.owners[field].any() for field in fields)
    assert not state.tallies.any()
    assert not state.ledger.any()
    assert state.recorded[0] == 0


def test_peer_mediators_get_their_cases_as_long_as_they_serve():
    state = make_village("aaa", caseload=2, cases_left=1, mediates_until=[9, 10, 11])
    begin_counts(state, 10)
    assert state.owners["cases_left"].tolist() == [0, 2, 2]


@given(st.data())
def test_fading_and_forgetting_keep_circles_mutual_and_the_ledger_true(data):
    size = data.draw(st.integers(2, 8))
    state = make_village("ab" * size)
    evidence = st.floats(0, 0.2)
    for i in range(2 * size):
        for j in range(i):
            if data.draw(st.booleans()):
                good, bad = (data.draw(st.tuples(evidence, evidence)) for _ in range(2))
                know(state, i, j, good=good, bad=bad, tie=data.draw(st.floats(0, 0.2)))
    before = stock(state)
    decay(state, record(memory=0.8, tie_decay=0.3), 1, False)
    assert_mutual(state)
    assert stock(state) - before == pytest.approx(state.ledger.sum(axis=0), abs=1e-12)
    for i in range(2 * size):
        for j, pair in kept(state, i).items():
            both = [each.good + each.bad for each in (pair, of(state, j, i))]
            assert pair.tie >= 0.05 or min(both) >= 0.05
