"""Retaliation: a wrong is held against the whole group by the victim's friends (ODD 7.12)."""

import pytest

from simulation.model.rules.meeting import meet
from tests.mechanisms.villages import SEED, with_one
from tests.villages import certain, held, know

OMEGA, ETA = 1.25, 0.2
B = certain(bad_weight=OMEGA, generalisation=ETA, bad_generalisation=2.0)


def friends(groups: str = "aaab", strength: float = 0.5):
    """Return a village in which 0 has ties to 1 and 3, and knows 2 without a tie; 3 defects."""
    state = with_one("retaliation", groups, strength=strength)
    know(state, 0, 1, good=(1, 1), tie=0.5)
    know(state, 0, 2, good=(1, 1), tie=0.1)
    know(state, 0, 3, good=(1, 1), tie=0.5)
    state.owners["norms"][3] = 0.0
    return state


def test_who_is_tied_to_the_victim_in_its_group_counts_a_part_of_what_the_victim_counts():
    state = friends()
    meet(state, B, held(weight=0.8), SEED, 1, 0, 3, 0)
    own = 0.8 * OMEGA * ETA * 2.0
    assert state.beliefs["bad"][:, 1].tolist() == pytest.approx([own, 0.5 * own, 0.0, 0.0])
    assert not state.beliefs["bad"][:, 0].any()


def test_it_does_not_matter_who_started_the_meeting():
    one, other = friends(), friends()
    meet(one, B, held(), SEED, 1, 0, 3, 0)
    meet(other, B, held(), SEED, 1, 3, 0, 0)
    assert one.beliefs["bad"].tolist() == other.beliefs["bad"].tolist()


def test_a_wrong_settled_weighs_half():
    state = friends()
    meet(state, B, held(mediator=1.0), SEED, 1, 0, 3, 0)
    assert state.beliefs["bad"][1, 1] == pytest.approx(0.5 * OMEGA * ETA * 2.0 / 2)


def test_within_a_group_and_after_cooperation_nothing_is_held_against_anybody():
    state = friends("aaaab")
    meet(state, B, held(), SEED, 1, 0, 3, 0)
    assert state.beliefs["bad"][1].tolist() == [0.0, 0.0]
    state = friends()
    state.owners["norms"][3] = 1.0
    meet(state, B, held(), SEED, 1, 0, 3, 0)
    assert not state.beliefs["bad"].any()
