"""The calendar of half a year: what it costs, and what moving an activity does."""

import pytest

from simulation.dashboard.state.calendar import (
    HORIZON,
    Calendar,
    Line,
    calendar_of,
    ended,
    moved,
    resized,
    spaced,
)
from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.starting_point import Start, read_start
from simulation.experiment.budget import expected_cost
from simulation.interventions.registry import dose_types


@pytest.fixture(scope="module")
def start() -> Start:
    return read_start(None)


def shown(start: Start, programme: Programme, budget: float = 50e6) -> Calendar:
    resolved = start.resolve(Settings(programmes=(programme,)))
    return calendar_of(resolved.programmes[0], resolved.village, resolved.prices, budget, start.config.weeks)


def line(calendar: Calendar, activity: str) -> Line:
    return next(line for line in calendar.lines if line.activity == activity)


def test_costs_add_up_and_are_those_of_the_model(start: Start) -> None:
    whole = start.settings().programme
    calendar = shown(start, whole)
    assert len(calendar.lines) == len(whole.activities) > 1
    assert calendar.rupiah == sum(len(each.weeks) * each.per_session for each in calendar.lines)
    resolved = start.resolve(start.settings())
    cost = expected_cost(resolved.programmes[0]["forum"], resolved.village, resolved.prices)
    assert line(calendar, "forum").per_session == round(cost)
    everything = calendar.rupiah + calendar.later_rupiah
    assert everything == pytest.approx(start.cost(resolved, resolved.programmes[0]))


def test_what_costs_more_than_there_is_is_over_the_budget(start: Start) -> None:
    programme = start.programmes["trainings"]
    cost = shown(start, programme).rupiah
    assert not shown(start, programme, cost).over
    assert shown(start, programme, cost - 1).over
    assert shown(start, programme, cost - 1).left == -1


def test_an_activity_begins_in_the_week_it_is_moved_to(start: Start) -> None:
    programme = moved(start.programmes["trainings"], "conflict_training", 9)
    assert line(shown(start, programme), "conflict_training").weeks == (9, 11)
    assert line(shown(start, programme), "communication_training").weeks == (2, 4)


@pytest.mark.parametrize("activity", dose_types())
@pytest.mark.parametrize("week", [1, 13, HORIZON])
def test_what_is_placed_begins_there_and_ends_within_the_calendar(
    start: Start, activity: str, week: int
) -> None:
    placed = line(shown(start, moved(Programme(name="own"), activity, week)), activity)
    assert placed.weeks[0] == week
    assert placed.later == 0


def test_a_week_outside_the_calendar_is_not_taken(start: Start) -> None:
    programme = moved(Programme(name="own"), "forum", 99)
    assert line(shown(start, programme), "forum").weeks == (HORIZON,)


def test_more_sessions_follow_each_other_faster_where_there_is_no_room(start: Start) -> None:
    programme = moved(Programme(name="own"), "forum", 10)
    before = line(shown(start, programme), "forum")
    assert (before.weeks, before.every) == ((10, 14, 18, 22, 26), 4)
    after = line(shown(start, resized(programme, before, 6)), "forum")
    assert after.weeks == (10, 13, 16, 19, 22, 25)
    most = line(shown(start, resized(programme, before, 40)), "forum")
    assert most.weeks == tuple(range(10, HORIZON + 1))


def test_an_activity_without_sessions_is_not_held(start: Start) -> None:
    programme = start.programmes["trainings"]
    only = line(shown(start, programme), "conflict_training")
    assert list(resized(programme, only, 0).activities) == ["communication_training"]


def test_sessions_are_spaced(start: Start) -> None:
    programme = start.programmes["trainings"]
    only = line(shown(start, programme), "conflict_training")
    assert line(shown(start, spaced(programme, only, 5)), "conflict_training").weeks == (3, 8)


def test_ending_takes_away_what_comes_later_and_nothing_else(start: Start) -> None:
    before = shown(start, start.settings().programme)
    assert before.later > 0
    after = shown(start, ended(start.settings().programme, before.lines))
    assert after.later == 0
    assert after.rupiah == before.rupiah
    assert [each.weeks for each in after.lines] == [each.weeks for each in before.lines]
