"""Communication training: c += gain (1 - c) for those present (ODD 7.9)."""

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.model.rules.meeting import DAILY_LIFE, chance_to_misread
from simulation.parameters import DOSES, Behaviour
from tests.villages import bits, hold, make_profile, make_village, record

NAME = "communication_training"


def test_those_present_close_their_share_of_what_is_missing():
    state = make_village("aab", communication=[0.4, 0.8, 0.4])
    assert hold(state, NAME, {"gain": 0.25}, present=[0, 1]) == [0, 1]
    assert state.owners["communication"] == pytest.approx([0.55, 0.85, 0.4])


def test_a_second_session_adds_less_than_the_first():
    state = make_village("aa", communication=0.4)
    for _ in range(2):
        hold(state, NAME, {"gain": 0.25})
    assert state.owners["communication"] == pytest.approx([1 - 0.6 * 0.75**2] * 2)


def test_nothing_but_the_skill_changes():
    state = make_village("aab", communication=0.4, conflict=0.3, norms=0.5)
    before = bits(state)
    hold(state, NAME, {})
    assert {name for name, value in bits(state).items() if value != before[name]} == {"owners communication"}


def test_the_skill_lowers_misreading_and_nothing_else_of_a_meeting():
    before, after = (
        chance_to_misread(record(), skill, False, DAILY_LIFE["facilitation"]) for skill in (0.4, 0.55)
    )
    assert after / before == pytest.approx(0.45 / 0.6)


def test_half_of_the_gain_is_gone_after_the_half_life():
    behaviour = Behaviour(skill_half_life=10.0, meetings=0.0)
    dose = DOSES[NAME](first=1, sessions=1, attendance=1.0, gain=0.25)
    engine = Engine(make_profile("aabb"), behaviour, 1, burn_in=0, doses={NAME: dose})
    start = engine.state.owners["communication"].copy()
    engine.advance(1)
    assert engine.state.owners["communication"] == pytest.approx(start + 0.25 * (1 - start))
    engine.advance(11)
    assert engine.state.owners["communication"] == pytest.approx(start + 0.125 * (1 - start))


def test_the_default_is_two_sessions_in_weeks_2_and_4():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [2, 4]
    assert (dose.attendance, dose.cost.speaker_hours) == (0.8, 3)


def test_skills_stay_skills_whatever_the_gain():
    state = make_village("aa", communication=[0.0, 1.0])
    for gain in np.linspace(0, 1, 11):
        hold(state, NAME, {"gain": float(gain)})
        assert ((state.owners["communication"] >= 0) & (state.owners["communication"] <= 1)).all()
