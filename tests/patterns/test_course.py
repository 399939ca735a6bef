"""Two years without a programme: what patterns see of them is what happened."""

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.parameters import Behaviour, VillageProfile
from simulation.patterns.acquaintances import Acquaintances
from simulation.patterns.course import CONTACT_WEEKS, INCOME_WEEKS, TIES_AGAIN, WEEKS, Course, run_course


def begun(profile: VillageProfile, **changes: float) -> Engine:
    engine = Engine(profile, Behaviour(**changes), 4, burn_in=52)
    engine.advance(0)
    return engine


@pytest.fixture(scope="module")
def start(profile: VillageProfile) -> Engine:
    return begun(profile, exit_rate=0.1)


@pytest.fixture(scope="module")
def course(start: Engine) -> Course:
    return run_course(start)


def test_to_look_changes_nothing(start: Engine, course: Course) -> None:
    assert start.week == 0 and not start.state.events.size
    usual, rows = start.branch({}), np.empty((WEEKS, len(start.columns)))
    usual.advance(WEEKS, rows)
    np.testing.assert_array_equal(course.rows, rows)


def test_ties_are_those_of_the_week(start: Engine, course: Course) -> None:
    usual = start.branch({})
    for week in TIES_AGAIN:
        usual.advance(week)
        np.testing.assert_array_equal(
            course.later[week].ties, Acquaintances.of(usual.state).ties(start.behaviour)
        )
        np.testing.assert_array_equal(course.later[week].same, usual.state.owners["arrived"] <= 0)


def test_fewer_and_fewer_are_those_of_week_0(course: Course) -> None:
    left = [course.later[week].same.sum() for week in TIES_AGAIN]
    assert left == sorted(left, reverse=True)
    assert left[-1] < course.later[TIES_AGAIN[0]].same.size


def test_incomes_add_up_over_the_weeks_of_those_who_stayed(start: Engine, course: Course) -> None:
    usual, total = start.branch({}), np.zeros(start.profile.owners)
    for week in range(1, INCOME_WEEKS + 1):
        usual.advance(week)
        total += usual.state.owners["income"]
    np.testing.assert_array_equal(course.incomes, total[usual.state.owners["arrived"] <= 0])


def test_contacts_are_the_meetings_of_both_sides(profile: VillageProfile) -> None:
    start = begun(profile)
    course = run_course(start)
    meetings = course.rows[:CONTACT_WEEKS, start.columns.index("meetings")]
    assert course.contacts.size == profile.owners
    assert course.contacts.sum() == pytest.approx(meetings.sum() * profile.owners)
