"""Each session has its day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.files.faults import StudyError
from simulation.office.calendar import appointments, day_of
from tests.office.programmes import dose, programme, small


def test_sessions_stand_in_the_order_of_their_days() -> None:
    found = appointments(small(), date(2027, 1, 4))
    assert [(each.day.isoformat(), each.week, each.activity, each.number, each.of) for each in found] == [
        ("2027-01-18", 3, "conflict_training", 1, 2),
        ("2027-02-01", 5, "conflict_training", 2, 2),
        ("2027-03-22", 12, "mentoring", 1, 2),
        ("2027-04-19", 16, "mentoring", 2, 2),
    ]


def test_the_calendar_goes_over_the_end_of_a_year_and_a_leap_day() -> None:
    assert day_of(date(2027, 12, 27), 2) == date(2028, 1, 3)
    assert day_of(date(2028, 2, 22), 2) == date(2028, 2, 29)
    assert day_of(date(2028, 2, 29), 2) == date(2028, 3, 7)
    assert day_of(date(2027, 2, 22), 2) == date(2027, 3, 1)
    # of three years one is a leap year: 3 x 365 + 1 days are 156 weeks and 4 days
    assert day_of(date(2027, 1, 4), 157) == date(2030, 1, 4) - timedelta(days=4)


@given(st.dates(date(1901, 1, 1), date(2500, 1, 1)), st.integers(1, 5000))
def test_all_sessions_are_on_the_weekday_of_the_start(start: date, week: int) -> None:
    found = day_of(start, week)
    assert found.weekday() == start.weekday()
    assert (found - start).days == 7 * (week - 1)


def test_on_one_day_activities_stand_in_the_order_in_which_they_act() -> None:
    both = programme(
        forum=dose("forum", first=4, sessions=2), mentoring=dose("mentoring", first=4, sessions=2)
    )
    assert [each.activity for each in appointments(both, date(2027, 1, 4))] == [
        "forum", "mentoring", "forum", "mentoring",
    ]  # fmt: skip


def test_what_has_no_end_is_held_until_the_experiment_ends() -> None:
    found = appointments(programme(weeks=20, forum=dose("forum")), date(2027, 1, 4))
    assert [each.week for each in found] == [8, 12, 16, 20]


def test_a_calendar_does_not_go_beyond_the_last_date() -> None:
    with pytest.raises(StudyError, match=r"in week 16, would be after the year 9999"):
        appointments(small(), date(9999, 12, 1))
