"""Conflict training: m += gain (1 - m), and those present serve as peer mediators (ODD 7.9)."""

import pytest

from simulation.model.engine import Engine
from simulation.model.rules.decay import begin_counts
from simulation.model.rules.meeting import meet
from simulation.model.state import TALLIES
from simulation.parameters import DOSES, Behaviour, Eligibility
from tests.villages import certain, held, hold, know, make_profile, make_village

NAME = "conflict_training"
DOSE = {"gain": 0.3, "caseload": 2, "service": 5}


def test_those_present_close_their_share_of_what_is_missing():
    state = make_village("aab", conflict=[0.3, 0.5, 0.3])
    assert hold(state, NAME, DOSE, present=[0, 1]) == [0, 1]
    assert state.owners["conflict"] == pytest.approx([0.51, 0.65, 0.3])


def test_the_trained_serve_from_the_session_on_for_so_many_weeks():
    state = make_village("ab")
    hold(state, NAME, DOSE, present=[1], week=10)
    assert state.owners["cases_left"].tolist() == [0, 2]
    free = []
    for week in range(11, 18):
        begin_counts(state, week)
        free.append(int(state.owners["cases_left"][1]))
        assert state.owners["cases_left"][0] == 0
    assert free == [2, 2, 2, 2, 2, 0, 0]


def test_the_service_counts_from_the_last_session_attended():
    state = make_village("aa")
    hold(state, NAME, DOSE, week=3)
    hold(state, NAME, DOSE, present=[1], week=5)
    assert state.owners["mediates_until"].tolist() == [8, 10]


def test_without_a_caseload_nobody_is_appointed():
    state = make_village("aa")
    hold(state, NAME, DOSE | {"caseload": 0}, week=3)
    assert (state.owners["mediates_until"] < 0).all()
    assert state.owners["cases_left"].tolist() == [0, 0]


def test_a_trained_acquaintance_takes_the_disputes_of_the_same_week():
    state = make_village("aaa", norms=[(0.5, 0.5, 0.0)], cases_left=0)
    know(state, 0, 2)
    hold(state, NAME, {"gain": 1.0, "caseload": 1}, present=[2])
    meet(state, certain(), held(), 1, 1, 0, 1, 0)
    assert state.owners["cases_left"][2] == 0
    assert state.tallies[TALLIES.index("unresolved")] == 1  # the second dispute found no case left


def test_peer_mediators_resolve_disputes_of_a_village_while_they_serve():
    behaviour = Behaviour(skill_half_life=1e6)
    dose = DOSES[NAME](first=1, sessions=1, attendance=1.0, gain=0.0, service=10, caseload=50)
    none = Engine(make_profile("aab" * 20, "wxyz" * 15), behaviour, 1, burn_in=30)
    none.advance(0)
    with_ = none.branch({NAME: dose})
    unresolved = []
    for weeks in ((1, 11), (12, 22)):
        sums = []
        for engine in (none, with_):
            engine.advance(weeks[0] - 1)
            total = 0.0
            for week in range(weeks[0], weeks[1] + 1):
                engine.advance(week)
                total += engine.state.tallies[TALLIES.index("unresolved")]
            sums.append(total)
        unresolved.append(sums[1] / sums[0])
    assert unresolved[0] < 0.8
    assert unresolved[1] == pytest.approx(1.0, abs=0.15)
    assert not with_.state.owners["cases_left"].any()


def test_only_the_invited_mediate():
    chosen = Eligibility(select="random", share=0.15)
    dose = DOSES[NAME](first=1, sessions=1, attendance=1.0, who=chosen, service=52, caseload=2)
    engine = Engine(make_profile("a" * 40), Behaviour(), 1, burn_in=0, doses={NAME: dose})
    engine.advance(1)
    assert (engine.state.owners["mediates_until"] == 53).sum() == 6
    assert (engine.state.owners["caseload"] == 2).sum() == 6


def test_the_default_is_two_sessions_in_weeks_3_and_5():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [3, 5]
    assert dose.cost.speaker_hours == 3
