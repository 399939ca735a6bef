"""Norms: n = xi n0 + (1 - xi)((1 - alpha) n + alpha observed), where anything was observed (ODD 7.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model.rules.meeting import meet
from simulation.model.rules.norms import follow, update_norms
from tests.villages import behaviours, certain, held, know, make_village, record

SHARE = st.floats(0, 1)


def test_a_norm_follows_what_is_seen_and_is_held_by_its_anchor():
    b = record(norm_learning=0.2, norm_anchor=0.1)
    assert follow(0.5, 0.3, 1.0, b) == pytest.approx(0.1 * 0.3 + 0.9 * (0.8 * 0.5 + 0.2 * 1.0))


def test_a_norm_that_nobody_anchors_ends_where_it_is_seen_and_one_that_is_only_anchored_at_its_anchor():
    seen, anchored = 0.5, 0.5
    for _ in range(600):
        seen = follow(seen, 0.3, 0.9, record(norm_learning=0.05, norm_anchor=0.0))
        anchored = follow(anchored, 0.3, 0.9, record(norm_learning=0.0, norm_anchor=0.05))
    assert (seen, anchored) == (pytest.approx(0.9), pytest.approx(0.3))


@given(behaviours(), SHARE, SHARE, SHARE)
def test_a_norm_stays_between_what_it_was_its_anchor_and_what_was_seen(b, norm, anchor, observed):
    after = follow(norm, anchor, observed, record(**b.model_dump()))
    assert min(norm, anchor, observed) - 1e-12 <= after <= max(norm, anchor, observed) + 1e-12


def observed(**counts):
    state = make_village("aa", norms=0.5, anchors=0.2)
    for name, value in counts.items():
        state.owners[name][0] = value
    update_norms(state, record(norm_learning=0.5, norm_anchor=0.5))
    assert state.owners["norms"][1].tolist() == [0.5, 0.5, 0.5]  # owner 1 observed nothing
    return state.owners["norms"][0].tolist()


def after(share):
    return pytest.approx(0.5 * 0.2 + 0.5 * (0.25 + 0.5 * share))


def test_gotong_royong_follows_all_meetings():
    assert observed(met=4, met_cooperating=3) == [after(0.75), 0.5, 0.5]


def test_transparency_follows_the_meetings_in_which_both_cooperated():
    assert observed(joint=5, partner_shared=1) == [0.5, after(0.2), 0.5]


def test_commitment_follows_the_meetings_with_ties():
    assert observed(ties_met=2, ties_cooperating=2) == [0.5, 0.5, after(1.0)]


def test_each_norm_moves_only_where_something_was_observed():
    assert observed() == [0.5, 0.5, 0.5]
    assert observed(met=1, met_cooperating=0) == [after(0.0), 0.5, 0.5]


# ------------------------------------------------------------------- what a meeting lets the two observe
def watch(state, *meetings, **b):
    for q, (i, j) in enumerate(meetings):
        meet(state, certain(**b), held(), 1, 1, i, j, q)
    names = ("met", "met_cooperating", "ties_met", "ties_cooperating", "joint", "partner_shared")
    return {name: state.owners[name].tolist() for name in names}


def people(*commitment, transparency=0.0, **fields):
    return make_village(
        "a" * len(commitment), norms=[(0.5, transparency, each) for each in commitment], **fields
    )


def test_each_sees_the_act_of_the_other_in_every_meeting():
    seen = watch(people(1.0, 0.0, 1.0), (0, 1), (0, 2), (2, 0))
    assert seen["met"] == [3, 1, 2]
    assert seen["met_cooperating"] == [2, 1, 2]


def test_what_is_seen_is_what_is_left_after_a_dispute_was_resolved():
    assert watch(people(1.0, 1.0), (0, 1), misreading=1.0)["met_cooperating"] == [0, 0]
    assert watch(people(1.0, 1.0, conflict=1.0), (0, 1), misreading=1.0)["met_cooperating"] == [1, 1]
    assert watch(people(1.0, 0.0, conflict=1.0), (0, 1))["met_cooperating"] == [0, 1]


def test_commitment_is_seen_only_in_ties_that_stood_before_the_meeting():
    state = people(1.0, 1.0)
    assert watch(state, (0, 1))["ties_met"] == [0, 0]  # the meeting makes the tie
    assert watch(state, (0, 1)) == {
        "met": [2, 2], "met_cooperating": [2, 2], "ties_met": [1, 1], "ties_cooperating": [1, 1],
        "joint": [2, 2], "partner_shared": [0, 0],
    }  # fmt: skip
    weak = people(1.0, 1.0)
    know(weak, 0, 1, tie=0.15)
    assert watch(weak, (0, 1), tie_minimum=0.15)["ties_met"] == [0, 0]


def test_sharing_is_seen_by_the_partner_and_only_where_both_cooperated():
    open_one = people(1.0, 1.0, 0.0, belief=1.0)
    open_one.owners["norms"][:, 1] = [1.0, 0.0, 1.0]
    seen = watch(open_one, (0, 1), (0, 2))
    assert seen["joint"] == [1, 1, 0]
    assert seen["partner_shared"] == [0, 1, 0]


def test_a_meeting_counts_once_whatever_its_weight():
    state = people(1.0, 1.0)
    meet(state, certain(), held(weight=7.0), 1, 1, 0, 1, 0)
    assert state.owners["met"].tolist() == [1, 1]
