"""Mentoring: a little of everything, and an introduction to a complementary owner (ODD 7.9)."""

import numpy as np
import pytest

from simulation.interventions.eligibility import ties
from simulation.interventions.programme import Programme
from simulation.model import draws
from simulation.model.engine import Engine
from simulation.model.state import MENTORING
from simulation.parameters import DOSES
from tests.villages import bits, certain, hold, know, make_village, met, of

NAME = "mentoring"
PROCESS = draws.activity_process(NAME)
TEACH_ONLY = {"introductions": 0}
INTRODUCE_ONLY = {"knowledge_gain": 0.0, "skill_gain": 0.0, "weight": 1.0, "facilitation": 0.5}


def test_a_visit_closes_a_share_of_what_is_missing_in_knowledge_and_skills():
    state = make_village("aa", communication=0.4, conflict=0.2, knowledge=[(0.5, 0.0, 1.0)] * 2)
    assert hold(state, NAME, TEACH_ONLY | {"knowledge_gain": 0.1, "skill_gain": 0.05}, [1]) == [1]
    assert state.owners["knowledge"].tolist() == [[0.5, 0.0, 1.0], pytest.approx([0.55, 0.1, 1.0])]
    assert state.owners["communication"] == pytest.approx([0.4, 0.43])
    assert state.owners["conflict"] == pytest.approx([0.2, 0.24])


def test_without_gains_and_introductions_nothing_changes():
    state = make_village("aabb", "xyxy", norms=0.5, communication=0.3)
    before = bits(state)
    hold(state, NAME, TEACH_ONLY | INTRODUCE_ONLY)
    assert bits(state) == before


def test_an_introduction_is_to_the_complementary_owner_with_the_smallest_draw():
    sectors = "xyzx" * 5
    for week in range(20):
        state = make_village("ab" * 10, sectors, events=True, norms=0.5)
        hold(state, NAME, INTRODUCE_ONLY, [3], week=week)
        complementary = [j for j in range(20) if sectors[j] != "x"]
        expected = min(
            complementary, key=lambda j, w=week: draws.uniform(1, w, PROCESS, 3, draws.CANDIDATE + j)
        )
        assert met(state) == [(3, expected)]


def test_nobody_is_introduced_to_a_tie_but_an_acquaintance_may_be():
    def introduced(tie):
        found = set()
        for week in range(30):
            state = make_village("aaa", "xyy", events=True, norms=0.5)
            know(state, 0, 1, tie=tie)
            hold(state, NAME, INTRODUCE_ONLY, [0], week=week)
            found |= set(met(state))
        return found

    assert introduced(0.5) == {(0, 2)}
    assert introduced(0.15) == {(0, 1), (0, 2)}


def test_who_has_nobody_left_to_meet_meets_nobody():
    competitors = make_village("aaa", "xxx", events=True)
    hold(competitors, NAME, INTRODUCE_ONLY)
    friends = make_village("aa", "xy", events=True)
    know(friends, 0, 1, tie=0.5)
    hold(friends, NAME, INTRODUCE_ONLY)
    assert met(competitors) == met(friends) == []


def test_visits_are_made_one_after_the_other_and_an_introduction_meets_whom_it_can_still_find():
    state = make_village("ab", "xy", norms=1.0, events=True)
    hold(state, NAME, INTRODUCE_ONLY | {"talk": 20.0}, b=certain())
    assert met(state) == [(0, 1)]  # then they are a tie, and owner 1 needs no introduction


def test_an_introduction_is_a_facilitated_meeting_of_full_weight():
    state = make_village("ab", "xy", norms=[(0.5, 0.0, 1.0)])
    hold(state, NAME, INTRODUCE_ONLY | {"talk": 20.0}, [0], b=certain(practice=0.1))
    assert of(state, 0, 1).good == of(state, 1, 0).good == 1.0
    assert state.ledger[MENTORING].tolist() == [[0, 0], [2.0, 0]]
    assert state.owners["knowledge"] == pytest.approx(np.full((2, 3), 0.1))


def test_the_twenty_with_the_fewest_ties_in_week_12_are_visited_until_the_end(profile, behaviour):
    engine = Engine(profile, behaviour, 1, burn_in=40, doses={NAME: DOSES[NAME](attendance=1.0)})
    engine.advance(11)
    programme: Programme = engine.programme
    assert programme.cost == 0.0
    engine.advance(12)
    invited = programme.invited(NAME).copy()
    assert invited.size == 20
    degree = np.array([ties(engine.state, engine.record, i) for i in range(60)])
    engine.advance(36)
    assert np.array_equal(programme.invited(NAME), invited)
    assert programme.cost == 6 * 20 * 150_000
    # the visits of week 12 already made ties: nobody left out had clearly fewer
    left = np.setdiff1d(np.arange(60), invited)
    assert degree[left].mean() > degree[invited].mean()


def test_the_default_is_six_visits_from_week_12_to_32():
    dose = DOSES[NAME]()
    assert list(dose.weeks(104)) == [12, 16, 20, 24, 28, 32]
    assert (dose.who.select, dose.who.number) == ("least_connected", 20)
    assert (dose.attendance, dose.introductions) == (1.0, 1)
