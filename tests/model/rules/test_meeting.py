"""A meeting: what two owners do, see, and make of it (ODD 7.3)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model import draws
from simulation.model.rules import meeting
from simulation.model.rules.meeting import (
    DAILY_LIFE,
    chance_to_intend,
    chance_to_misread,
    hold_meetings,
    meet,
)
from simulation.model.state import DEFECTION, EVERYDAY, FORUM, MISREADING, TALLIES
from simulation.parameters import Behaviour
from tests.villages import PUSH, Pair, behaviours, bits, certain, held, know, make_village, of, record

HELD = held()
OMEGA, ETA = Behaviour().bad_weight, Behaviour().generalisation


def pair(commitment=(1.0, 1.0), groups="ab", sectors="xy", **fields):
    """Return two owners; commitment 1 cooperates for certain, 0 defects for certain."""
    norms = [(0.5, 0.5, each) for each in commitment]
    return make_village(groups, sectors, norms=norms, **fields)


def tally(state, name: str) -> float:
    return float(state.tallies[TALLIES.index(name)])


# ---------------------------------------------------------------------------------- what each does and sees
def test_the_chance_to_intend_by_hand():
    b = record(sensitivity=6.5, threshold=0.44, norm_weight=2, rivalry=0.8)
    assert chance_to_intend(b, 0.44, 0.5, False, 0.0) == 0.5
    drive = 6.5 * (0.6 - 0.44) + 2 * (0.7 - 0.5) - 0.8 + 1.0
    assert chance_to_intend(b, 0.6, 0.7, True, 1.0) == pytest.approx(1 / (1 + math.exp(-drive)))
    assert chance_to_intend(b, 0.6, 0.7, False, 1.0) == pytest.approx(1 / (1 + math.exp(-drive - 0.8)))


def test_the_chance_to_misread_by_hand():
    b = record(misreading=0.2, misreading_across=0.5)
    assert chance_to_misread(b, 0.4, False, 0.0) == pytest.approx(0.12)
    assert chance_to_misread(b, 0.4, True, 0.0) == pytest.approx(0.18)
    assert chance_to_misread(b, 0.4, True, 0.5) == pytest.approx(0.09)
    assert chance_to_misread(b, 0.0, True, 1.0) == 0.0
    assert chance_to_misread(record(misreading=1.0, misreading_across=5.0), 0.0, True, 0.0) == 1.0


@given(behaviours(), st.floats(0, 1), st.floats(0, 1), st.booleans(), st.floats(-20, 20))
def test_chances_are_chances_for_any_parameters(b, one, two, flag, talk):
    b = record(**b.model_dump())
    assert 0.0 <= chance_to_intend(b, one, two, flag, talk) <= 1.0
    assert 0.0 <= chance_to_misread(b, one, flag, two) <= 1.0


def test_acts_and_readings_are_decided_by_the_named_draws_of_who_started():
    state = make_village("ab", norms=[(0.6, 0.4, 0.2), (0.3, 0.5, 0.8)], belief=0.4, communication=[0.1, 0.5])
    b = record(lapse=0.6, misreading=0.5)
    for q in range(60):
        after = state.copy()
        meet(after, b, DAILY_LIFE, 5, 3, 1, 0, q)

        def u(decision, q=q):
            return draws.uniform(5, 3, draws.MEETING, 1, 16 * q + decision)

        acts = [
            u(draws.ACT + side) < chance_to_intend(b, 0.4, norms[0], True, 0.0)
            and u(draws.LAPSE + side) >= 0.6 * (1 - norms[2])
            for side, norms in ((0, (0.3, 0, 0.8)), (1, (0.6, 0, 0.2)))
        ]
        misread = 0.5 * (1 - 0.3) * 1.5
        seen = [acts[1 - side] and u(draws.MISREAD + side) >= misread for side in (0, 1)]
        assert tally(after, "cooperated") == sum(acts)
        assert (of(after, 1, 0).good > 0, of(after, 0, 1).good > 0) == tuple(seen)


def test_acts_are_as_frequent_as_their_chances():
    weeks, chance = 8000, 1 / (1 + math.exp(-6.5 * (0.5 - 0.44)))
    state, b = make_village("aa", "xy", norms=0.5, belief=0.5), record(lapse=0.2)
    done = 0.0
    for week in range(weeks):
        after = state.copy()
        meet(after, b, DAILY_LIFE, 1, week, 0, 1, 0)
        done += tally(after, "cooperated")
    assert done / (2 * weeks) == pytest.approx(chance * (1 - 0.2 * 0.5), abs=0.015)


@pytest.mark.parametrize(("groups", "expected"), [("aa", 0.24), ("ab", 0.36)])
def test_cooperation_is_misread_as_often_as_the_skills_of_both_and_the_groups_say(groups, expected):
    state = pair(groups=groups, communication=[0.2, 0.6])
    b = certain(misreading=0.4, misreading_across=0.5)
    sides = np.zeros(2)
    for week in range(4000):
        after = state.copy()
        meet(after, b, HELD, 1, week, 0, 1, 0)
        sides += of(after, 0, 1).bad > 0, of(after, 1, 0).bad > 0
    assert sides / 4000 == pytest.approx([expected, expected], abs=0.03)


def test_a_defection_is_never_misread():
    state = pair((0.0, 0.0))
    meet(state, certain(misreading=0.0), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1).bad == of(state, 1, 0).bad == OMEGA


# ------------------------------------------------------------------------------------- what they make of it
def test_a_first_meeting_seen_as_good_by_both():
    state = pair()
    meet(state, certain(tie_start=0.3), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == of(state, 1, 0) == Pair(1.0, 0.0, 0.3)
    assert state.beliefs["good"].tolist() == [[0.0, ETA], [ETA, 0.0]]
    assert not state.beliefs["bad"].any()


def test_whose_partner_defected_has_bad_evidence_and_the_other_good():
    state = pair((1.0, 0.0))
    meet(state, certain(), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == Pair(0.0, OMEGA, 0.0)
    assert of(state, 1, 0) == Pair(1.0, 0.0, 0.0)
    assert state.beliefs["bad"] == pytest.approx(np.array([[0, OMEGA * ETA], [0, 0]]))
    assert state.beliefs["good"] == pytest.approx(np.array([[0, 0], [ETA, 0]]))


def test_a_misread_cooperation_is_bad_evidence_and_makes_no_tie():
    state = pair()
    meet(state, certain(misreading=1.0), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == of(state, 1, 0) == Pair(0.0, OMEGA, 0.0)
    assert tally(state, "cooperated") == 2


def test_a_misread_act_whose_dispute_is_resolved_counts_as_the_cooperation_it_was():
    state = pair(conflict=1.0)
    meet(state, certain(misreading=1.0, tie_start=0.3), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == of(state, 1, 0) == Pair(1.0, 0.0, 0.3)
    assert (tally(state, "disputes"), tally(state, "unresolved")) == (2, 0)


def test_a_real_defection_weighs_half_once_its_dispute_is_resolved():
    state = pair((1.0, 0.0), conflict=1.0)
    meet(state, certain(bad_weight=2.0, generalisation=0.3), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == Pair(0.0, 1.0, 0.0)
    assert state.beliefs["bad"][0, 1] == pytest.approx(0.3)
    assert tally(state, "unresolved") == 0


@pytest.mark.parametrize("weight", [0.5, 3.0])
def test_evidence_grows_with_the_weight_of_the_meeting(weight):
    state = pair((1.0, 0.0))
    meet(state, certain(), held(weight=weight), 1, 1, 0, 1, 0)
    assert of(state, 0, 1).bad == pytest.approx(weight * OMEGA)
    assert of(state, 1, 0).good == pytest.approx(weight)
    assert state.beliefs["good"][1, 0] == pytest.approx(weight * ETA)


def test_a_meeting_of_weight_0_is_not_held():
    state = pair()
    before = bits(state)
    meet(state, certain(), held(weight=0.0), 1, 1, 0, 1, 0)
    assert bits(state) == before


@pytest.mark.parametrize(
    ("before", "weight", "after"),
    [
        (0.0, 1.0, 0.3),  # a new tie
        (0.1, 1.0, 0.3),  # .1 + .15 x .9 = .235 is less than a new tie
        (0.5, 1.0, 0.575),
        (0.0, 0.5, 0.15),
        (0.5, 0.5, 0.5375),
        (0.9, 10.0, 1.0),
    ],
)
def test_a_tie_grows_when_both_saw_cooperation(before, weight, after):
    state = pair()
    know(state, 0, 1, tie=before)
    meet(state, certain(tie_start=0.3, tie_growth=0.15), held(weight=weight), 1, 1, 0, 1, 0)
    assert of(state, 0, 1).tie == of(state, 1, 0).tie == pytest.approx(after)


@pytest.mark.parametrize("commitment", [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)])
def test_a_tie_stays_as_it_is_when_anybody_saw_a_defection(commitment):
    state = pair(commitment)
    know(state, 0, 1, tie=0.5)
    meet(state, certain(), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1).tie == of(state, 1, 0).tie == 0.5


def test_evidence_adds_to_what_was_there():
    state = pair((1.0, 0.0))
    know(state, 0, 1, good=(3, 1), bad=(2, 4), tie=0.4)
    meet(state, certain(), HELD, 1, 1, 0, 1, 0)
    assert of(state, 0, 1) == Pair(3.0, 2 + OMEGA, 0.4)
    assert of(state, 1, 0) == Pair(2.0, 4.0, 0.4)


def test_rivals_cooperate_less_and_complementary_owners_more_than_strangers_in_trade():
    def cooperation(sectors, relations=None):
        state = make_village("aa", sectors, norms=0.5, relations=relations)
        after = [state.copy() for _ in range(1500)]
        for week, each in enumerate(after):
            meet(each, record(rivalry=1.5), DAILY_LIFE, 1, week, 0, 1, 0)
        return sum(tally(each, "cooperated") for each in after) / 3000

    neutral = cooperation("xy", [[0, 0], [0, 0]])
    assert cooperation("xx") < neutral - 0.2
    assert cooperation("xy") == neutral


# ---------------------------------------------------------------------------------------- ledger and counts
def test_the_ledger_names_the_setting_of_good_and_the_cause_of_bad_evidence():
    across, inside = pair((1.0, 0.0)), pair((1.0, 1.0), groups="aa")
    meet(across, certain(), held(source=FORUM, weight=2.0), 1, 1, 0, 1, 0)
    assert across.ledger[FORUM].tolist() == [[0, 0], [2, 0]]
    assert across.ledger[DEFECTION].tolist() == [[0, 0], [0, 2 * OMEGA]]
    meet(inside, certain(misreading=1.0), held(source=EVERYDAY), 1, 1, 0, 1, 0)
    assert inside.ledger[MISREADING].tolist() == [[0, 2 * OMEGA], [0, 0]]
    assert inside.ledger.sum() == 2 * OMEGA


@pytest.mark.parametrize(
    ("groups", "own", "other"), [("aa", (2.0, 1.0), (0.0, 0.0)), ("ab", (0.0, 0.0), (2.0, 1.0))]
)
def test_acts_are_counted_by_group(groups, own, other):
    state = pair((1.0, 0.0), groups=groups)
    meet(state, certain(), HELD, 1, 1, 0, 1, 0)
    assert (tally(state, "acts"), tally(state, "cooperated"), tally(state, "meetings")) == (2, 1, 1)
    assert (tally(state, "own_acts"), tally(state, "own_cooperated")) == own
    assert (tally(state, "other_acts"), tally(state, "other_cooperated")) == other
    assert tally(state, "meetings_other") == other[1]
    assert (tally(state, "disputes"), tally(state, "unresolved")) == (1, 1)


def test_only_the_first_meeting_is_counted_as_first():
    state = pair()
    for q in range(3):
        meet(state, certain(), HELD, 1, 1, 0, 1, q)
    assert (tally(state, "first_acts"), tally(state, "first_cooperated"), tally(state, "acts")) == (2, 2, 6)
    assert state.owners["acquaintances"].tolist() == [1, 1]


def test_places_of_the_counts_are_those_of_their_names():
    assert [getattr(meeting, name.upper()) for name in TALLIES] == list(range(len(TALLIES)))


def test_trust_in_a_meeting_is_that_before_it():
    b = record(sensitivity=50.0, threshold=0.5, norm_weight=0, lapse=0, misreading=0, prior_weight=0.01)
    state = make_village("ab", "xy", norms=0.5, belief=0.3)
    meet(state, b, DAILY_LIFE, 1, 1, 0, 1, 0)  # logistic(-10): nobody cooperates
    assert tally(state, "cooperated") == 0
    know_well = make_village("ab", "xy", norms=0.5, belief=0.3)
    know(know_well, 0, 1, good=(9, 9), bad=(1, 1))
    meet(know_well, b, DAILY_LIFE, 1, 1, 0, 1, 0)  # logistic(20): both do
    assert tally(know_well, "cooperated") == 2


def test_pairs_of_an_activity_meet_one_after_the_other_under_the_index_of_the_partner():
    state = pair((0.5, 0.5, 0.5), groups="aab", sectors="xyz")
    one_by_one = state.copy()
    b, at_table = record(lapse=0.5, misreading=0.5), held(talk=0.5)
    pairs = np.array([(2, 0), (2, 1), (0, 1)])
    hold_meetings(state, b, at_table, 3, 4, pairs)
    for i, j in pairs.tolist():
        meet(one_by_one, b, at_table, 3, 4, i, j, j)
    assert bits(state) == bits(one_by_one)
    assert tally(state, "meetings") == 3


def test_daily_life_neither_pushes_nor_facilitates():
    assert DAILY_LIFE.tolist() == (1.0, 0.0, 0.0, 0.0, draws.MEETING, EVERYDAY)
    assert HELD["talk"] == PUSH
